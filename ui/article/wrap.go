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
	Hard    Break = iota // the text ends here or has a newline
	AtBlank              // at a blank, which is dropped
	Inside               // inside a word or between ideographs
)

// sgrState is the style and link in force at a place in a styled text.
type sgrState struct {
	style string // SGR sequences since the last reset
	link  string // the OSC 8 sequence that opened the link
}

// apply updates the state after an escape sequence.
func (p *sgrState) apply(seq string) {
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

// off returns the sequences that switch the style and link off.
func (p *sgrState) off() string {
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
	asIs   bool // keeps blanks and breaks only full lines

	line  []byte // the line being filled
	w     int    // its columns
	state sgrState

	// end is the end of its last visible grapheme.
	end      int
	endState sgrState
	// The last place where it may break: this line ends at brk, the next one
	// begins at next. brk < 0 means nowhere.
	brk, next int
	blank     bool     // the break drops a blank
	brkState  sgrState // at brk
	nextState sgrState // at next
	nextW     int      // columns before next
	last      rune
}

// wrap breaks s into lines of at most width columns and passes them to out. It
// breaks at blanks, after hyphens and dashes, between ideographs (except beside
// their opening and closing punctuation), and inside words wider than a line.
// It keeps newlines. Styles and links end with each line and resume on the next.
func wrap(s string, width int, m ansi.Method, out func(line string, b Break)) {
	w := &wrapper{width: max(width, 1), method: m, out: out, brk: -1}
	w.write(s)
}

// hardwrap is wrap for code: it breaks only full lines and keeps all blanks.
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
			w.state.apply(s[:n])
			s = s[n:]
		case c == ' ' && !w.asIs && (len(s) == 1 || s[1] < utf8.RuneSelf):
			w.addBlank()
			s = s[1:]
		case c >= ' ' && c < 0x7f && (len(s) == 1 || s[1] < utf8.RuneSelf):
			w.addGrapheme(s[:1], rune(c), 1)
			s = s[1:]
		case c < ' ' || c == 0x7f:
			s = s[1:]
		default:
			grapheme, n := ansi.FirstGraphemeCluster(s, w.method)
			if grapheme == "" {
				grapheme = s[:1]
			}
			if grapheme == " " && !w.asIs {
				w.addBlank()
			} else {
				r, _ := utf8.DecodeRuneInString(grapheme)
				if r == ' ' { // with a mark on it, no place to break a line
					r, _ = utf8.DecodeLastRuneInString(grapheme)
				}
				w.addGrapheme(grapheme, r, n)
			}
			s = s[len(grapheme):]
		}
	}
	w.flush(Hard)
}

// escape returns the length of the sequence at the beginning of s. It knows SGR
// and OSC; of any other it returns the escape character only.
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

// addBlank adds a blank, where the line may break.
func (w *wrapper) addBlank() {
	if w.last != ' ' {
		w.markBreak()
	}
	w.line = append(w.line, ' ')
	w.w++
	w.last = ' '
	w.next, w.nextState, w.nextW, w.blank = len(w.line), w.state, w.w, true
}

// markBreak allows a break at the end of the line.
func (w *wrapper) markBreak() {
	w.brk, w.brkState = w.end, w.endState
	w.next, w.nextState, w.nextW, w.blank = len(w.line), w.state, w.w, false
}

// maxGrapheme bounds the bytes of one grapheme, as a letter may carry any number
// of combining marks.
const maxGrapheme = 64

// addGrapheme adds a grapheme n columns wide.
func (w *wrapper) addGrapheme(grapheme string, r rune, n int) {
	if len(grapheme) > maxGrapheme {
		i := maxGrapheme
		for grapheme[i]&0xc0 == 0x80 {
			i--
		}
		grapheme = grapheme[:i]
		n = w.method.StringWidth(grapheme)
	}
	if n > w.width { // wider than the whole line
		grapheme, n = string(r), w.method.StringWidth(string(r))
		if n > w.width {
			grapheme, r, n = "?", '?', 1
		}
	}
	if n > 0 && !w.asIs && w.last != 0 && w.last != ' ' && mayBreak(w.last, r) {
		w.markBreak()
	}
	// A grapheme without width must break, too, or it would keep an overhanging
	// blank.
	if w.w+n > w.width {
		w.breakLine()
		if w.w+n > w.width {
			w.flush(Inside)
		}
	}
	w.line = append(w.line, grapheme...)
	if n > 0 {
		w.w += n
		w.last = r
	}
	w.end, w.endState = len(w.line), w.state
}

// breakLine breaks the line at the last place allowed, or at its end.
func (w *wrapper) breakLine() {
	if w.brk <= 0 {
		w.flush(Inside)
		return
	}
	end := Inside
	if w.blank {
		end = AtBlank
	}
	w.out(string(w.line[:w.brk])+w.brkState.off(), end)
	rest := string(w.line[w.next:])
	had := w.end > w.next
	endState, last, wide := w.endState, w.last, w.w-w.nextW
	w.begin(w.nextState)
	start := len(w.line)
	w.line = append(w.line, rest...)
	w.w, w.last = wide, 0
	if had {
		w.end, w.endState, w.last = start+len(rest), endState, last
	}
}

// flush ends the line where it is.
func (w *wrapper) flush(b Break) {
	w.out(string(w.line[:w.end])+w.endState.off(), b)
	w.begin(w.state)
	w.w, w.last = 0, 0
}

// begin starts a line in state p.
func (w *wrapper) begin(p sgrState) {
	w.line = append(append(w.line[:0], p.link...), p.style...)
	w.end, w.endState, w.brk, w.w = 0, sgrState{}, -1, 0
}

// mayBreak reports whether a line may break between a and b, neither of them a
// blank. It follows parts of UAX #14 and JIS X 4051: after hyphens inside words,
// around dashes, and between ideographs and kana, except at punctuation that
// must not begin or end a line.
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

// ideographic reports whether lines may break before and after r.
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
