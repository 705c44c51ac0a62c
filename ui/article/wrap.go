package article

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Break says how a line ended.
type Break uint8

// The breaks.
const (
	Hard    Break = iota // the text ends here, or a new line was asked for
	AtBlank              // at a blank, which is left out
	Inside               // inside a word or between ideographs
)

// pen is what is switched on at a place in a styled text.
type pen struct {
	style string // SGR sequences since the last reset
	link  string // the OSC 8 sequence that opened the link
}

// apply follows an escape sequence.
func (p *pen) apply(seq string) {
	switch {
	case strings.HasPrefix(seq, "\x1b]8;"):
		p.link = seq
		if _, address, ok := strings.Cut(seq[len("\x1b]8;"):], ";"); ok && strings.Trim(address, "\a\x1b\\") == "" {
			p.link = ""
		}
	case seq == "\x1b[m" || seq == "\x1b[0m":
		p.style = ""
	case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
		p.style += seq
	}
}

// off returns what switches everything off that p has on.
func (p *pen) off() string {
	switch {
	case p.link == "" && p.style == "":
		return ""
	case p.link == "":
		return "\x1b[m"
	case p.style == "":
		return "\x1b]8;;\x1b\\"
	}
	return "\x1b[m\x1b]8;;\x1b\\"
}

// wrapper breaks styled text into lines.
type wrapper struct {
	width  int
	method ansi.Method
	out    func(line string, b Break)
	asIs   bool // blanks are signs like others

	line []byte // the line being filled
	w    int    // its columns
	pen  pen

	// end is where its last visible sign ends.
	end    int
	endPen pen
	// The last place where it may be broken: it is cut at brk and goes on at
	// next; brk < 0: nowhere.
	brk, next int
	blank     bool // a blank is left out there
	brkPen    pen  // at brk
	nextPen   pen  // at next
	nextW     int  // columns before next
	last      rune
}

// wrap breaks s into lines of at most width columns and passes them to out,
// with how each ended. It breaks at blanks,
// after hyphens and dashes, between ideographs (but leaves closing punctuation
// with what it closes, and opening with what it opens), and inside words that
// are wider than a line. Newlines are kept. Every line is closed: what is
// switched on in it is switched off at its end and on again in the next.
func wrap(s string, width int, m ansi.Method, out func(line string, b Break)) {
	w := &wrapper{width: max(width, 1), method: m, out: out, brk: -1}
	w.write(s)
}

// hardwrap breaks lines where they are full and keeps all blanks; otherwise it
// is like wrap.
func hardwrap(s string, width int, m ansi.Method, out func(line string, b Break)) {
	w := &wrapper{width: max(width, 1), method: m, out: out, brk: -1, asIs: true}
	w.write(s)
}

func (w *wrapper) write(s string) {
	for s != "" {
		c := s[0]
		switch {
		case c == '\n':
			w.flush(Hard)
			s = s[1:]
		case c == 0x1b:
			n := escape(s)
			w.line = append(w.line, s[:n]...)
			w.pen.apply(s[:n])
			s = s[n:]
		case c == ' ' && !w.asIs && (len(s) == 1 || s[1] < utf8.RuneSelf):
			w.space()
			s = s[1:]
		case c >= ' ' && c < 0x7f && (len(s) == 1 || s[1] < utf8.RuneSelf):
			w.sign(s[:1], rune(c), 1)
			s = s[1:]
		case c < ' ' || c == 0x7f:
			s = s[1:]
		default:
			sign, n := ansi.FirstGraphemeCluster(s, w.method)
			if sign == "" {
				sign = s[:1]
			}
			if sign == " " && !w.asIs {
				w.space()
			} else {
				r, _ := utf8.DecodeRuneInString(sign)
				w.sign(sign, r, n)
			}
			s = s[len(sign):]
		}
	}
	w.flush(Hard)
}

// escape returns the length of the sequence at the beginning of s: SGR and OSC
// are understood, of others only the escape itself is taken.
func escape(s string) int {
	if len(s) > 1 && s[1] == '[' {
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] <= 0x7e {
				return i + 1
			}
		}
	}
	if len(s) > 1 && s[1] == ']' {
		for i := 2; i < len(s); i++ {
			if s[i] == '\a' {
				return i + 1
			}
			if s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\' {
				return i + 2
			}
		}
	}
	return 1
}

// space adds a blank, at which the line may be broken.
func (w *wrapper) space() {
	if w.last != ' ' {
		w.mark()
	}
	w.line = append(w.line, ' ')
	w.w++
	w.last = ' '
	w.next, w.nextPen, w.nextW, w.blank = len(w.line), w.pen, w.w, true
}

// mark makes the end of the line a place to break it.
func (w *wrapper) mark() {
	w.brk, w.brkPen = w.end, w.endPen
	w.next, w.nextPen, w.nextW, w.blank = len(w.line), w.pen, w.w, false
}

// maxSign bounds the bytes of one sign: a letter may carry any number of marks.
const maxSign = 64

// sign adds a sign of n columns.
func (w *wrapper) sign(sign string, r rune, n int) {
	if len(sign) > maxSign {
		i := maxSign
		for sign[i]&0xc0 == 0x80 {
			i--
		}
		sign = sign[:i]
		n = w.method.StringWidth(sign)
	}
	if n > w.width { // an emoji sequence, or a wide sign in a column of one
		sign, n = string(r), w.method.StringWidth(string(r))
		if n > w.width {
			sign, r, n = "?", '?', 1
		}
	}
	if n > 0 && !w.asIs && w.last != 0 && w.last != ' ' && mayBreak(w.last, r) {
		w.mark()
	}
	// Also of a sign without width: it would keep a blank that is too much.
	if w.w+n > w.width {
		w.turn()
		if w.w+n > w.width {
			w.flush(Inside)
		}
	}
	w.line = append(w.line, sign...)
	if n > 0 {
		w.w += n
		w.last = r
	}
	w.end, w.endPen = len(w.line), w.pen
}

// turn breaks the line at the last place where it may be, or at its end.
func (w *wrapper) turn() {
	if w.brk <= 0 {
		w.flush(Inside)
		return
	}
	how := Inside
	if w.blank {
		how = AtBlank
	}
	w.out(string(w.line[:w.brk])+w.brkPen.off(), how)
	rest := string(w.line[w.next:])
	had := w.end > w.next
	endPen, last, wide := w.endPen, w.last, w.w-w.nextW
	w.begin(w.nextPen)
	lead := len(w.line)
	w.line = append(w.line, rest...)
	w.w, w.last = wide, 0
	if had {
		w.end, w.endPen, w.last = lead+len(rest), endPen, last
	}
}

// flush ends the line where it is.
func (w *wrapper) flush(b Break) {
	w.out(string(w.line[:w.end])+w.endPen.off(), b)
	w.begin(w.pen)
	w.w, w.last = 0, 0
}

// begin starts a line with p switched on.
func (w *wrapper) begin(p pen) {
	w.line = append(append(w.line[:0], p.link...), p.style...)
	w.end, w.endPen, w.brk, w.w = 0, pen{}, -1, 0
}

// mayBreak reports whether a line may be broken between a and b, neither of
// them a blank. The rules are a part of those of UAX #14 and of JIS X 4051:
// after hyphens inside words, around dashes, between ideographs and kana but
// for the punctuation that must not begin or end a line.
func mayBreak(a, b rune) bool {
	switch {
	case a == '-':
		return unicode.IsLetter(b)
	case a == '–' || a == '—':
		return unicode.IsLetter(b) || unicode.IsDigit(b)
	case a < 0x1100 && b < 0x1100:
		return false
	}
	return (ideographic(a) || ideographic(b)) && !noStart(b) && !noEnd(a)
}

// ideographic reports whether lines may be broken before and after r.
func ideographic(r rune) bool {
	return r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xff01 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x1faff || r >= 0x20000 && r <= 0x3ffff
}

// noStart reports whether r must not begin a line.
func noStart(r rune) bool {
	return strings.ContainsRune(",.;:!?)]}%’”»›…‥·"+
		"、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟｠｣､｡･"+
		"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃ｰ", r)
}

// noEnd reports whether r must not end a line.
func noEnd(r rune) bool {
	return strings.ContainsRune("([{‘“«‹（［｛〔〈《「『【〘〖〝｟｢￥＄", r)
}
