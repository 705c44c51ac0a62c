package tokenize

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Pattern is words that are looked for in texts, side by side.
type Pattern struct {
	words  []word
	begins bool // the last may go on
	within bool // they may stand inside of words
}

// word is a run of letters, or of CJK.
type word struct {
	text     []byte // folded
	cjk      bool
	unspaced bool // it has letters of scripts without blanks, and is found inside of runs
}

// loose reports whether w is found inside of runs.
func (w *word) loose() bool { return w.cjk || w.unspaced }

// New returns the pattern of all words of text. begins says that the last may be the
// beginning of one.
func New(text string, begins bool) Pattern {
	p := Pattern{begins: begins}
	var f folder
	f.fold(text)
	for b := f.text; len(b) > 0; {
		if b[0] == ' ' {
			b = b[1:]
			continue
		}
		w := word{}
		n := 0
		for n < len(b) && b[n] != ' ' {
			r, size := utf8.DecodeRune(b[n:])
			if n == 0 {
				w.cjk = isCJK(r)
			} else if isCJK(r) != w.cjk {
				break
			}
			w.unspaced = w.unspaced || isUnspaced(r)
			n += size
		}
		w.text, b = b[:n:n], b[n:]
		p.words = append(p.words, w)
	}
	return p
}

// Within returns p as it is found inside of words, too.
func (p Pattern) Within() Pattern {
	p.within = true
	return p
}

// Empty reports whether p has no words. It is found in every text, nowhere.
func (p *Pattern) Empty() bool { return len(p.words) == 0 }

// Text is a text made ready to be searched.
type Text struct{ folder }

// NewText makes plain ready.
func NewText(plain []byte) Text {
	t := Text{folder{text: make([]byte, 0, len(plain)), from: make([]int32, 0, len(plain)+1), mapped: true}}
	t.fold(string(plain))
	t.from = append(t.from, int32(len(plain)))
	return t
}

// Each passes the places of p in t to do, in their order, none overlapping, in bytes
// of the text.
func (p *Pattern) Each(t *Text, do func(from, to int)) {
	for at := 0; !p.Empty(); {
		from, to := p.next(t.text, at)
		if from < 0 {
			return
		}
		do(int(t.from[from]), int(t.from[to]))
		at = to
	}
}

// In reports whether p is found in s.
func (p *Pattern) In(s string) bool {
	if p.Empty() {
		return true
	}
	if len(p.words) == 1 && !p.within && isASCII(p.words[0].text) {
		if found, sure := p.inASCII(s); sure {
			return found
		}
	}
	return p.InFolded(Fold(s))
}

// Folded is a text that patterns are looked for in more than once.
type Folded []byte

// Fold makes s ready for InFolded.
func Fold(s string) Folded {
	f := folder{text: make([]byte, 0, len(s))}
	f.fold(s)
	return f.text
}

// InFolded is In for a text that is folded.
func (p *Pattern) InFolded(t Folded) bool {
	if p.Empty() {
		return true
	}
	from, _ := p.next(t, 0)
	return from >= 0
}

// next returns the first place in the folded text f at or behind i; from < 0: there
// is none.
func (p *Pattern) next(f []byte, i int) (from, to int) {
	for i <= len(f) {
		n := bytes.Index(f[i:], p.words[0].text)
		if n < 0 {
			break
		}
		from = i + n
		if to = p.match(f, from); to > 0 {
			return from, to
		}
		_, size := utf8.DecodeRune(f[from:])
		i = from + size
	}
	return -1, -1
}

// match returns where the place that begins at i ends, or 0.
func (p *Pattern) match(f []byte, i int) int {
	for k := range p.words {
		w := &p.words[k]
		for k > 0 && i < len(f) && f[i] == ' ' {
			i++
		}
		if !p.within && !w.loose() {
			if r, _ := utf8.DecodeLastRune(f[:i]); i > 0 && goesWith(r) {
				return 0
			}
		}
		if !bytes.HasPrefix(f[i:], w.text) {
			return 0
		}
		i += len(w.text)
		r, n := utf8.DecodeRune(f[i:])
		switch {
		case p.within || p.begins && k == len(p.words)-1:
			for n > 0 && !w.cjk && unicode.Is(unicode.M, r) { // no sign is cut
				i += n
				r, n = utf8.DecodeRune(f[i:])
			}
		case w.cjk || n == 0:
		case w.unspaced && unicode.Is(unicode.M, r), !w.unspaced && goesWith(r):
			return 0
		}
	}
	return i
}

// goesWith reports whether r, of a folded text, belongs to the run of letters that it
// stands beside.
func goesWith(r rune) bool { return r != ' ' && !isCJK(r) }

// inASCII is In for one plain word, which needs a look only at the places where that
// begins. It is not sure where another letter may become a plain one.
func (p *Pattern) inASCII(s string) (found, sure bool) {
	w := p.words[0].text
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if becomesASCII(r) {
				return false, false
			}
			i += n - 1
		case lowerASCII(c) == w[0] && beginsASCII(s[i:], w):
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			after, _ := utf8.DecodeRuneInString(s[i+len(w):])
			if (i == 0 || !inRun(before)) && (p.begins || i+len(w) == len(s) || !inRun(after)) {
				return true, true
			}
		}
	}
	return false, true
}

// inRun reports whether r belongs to the run of letters that it stands beside.
func inRun(r rune) bool {
	switch classOf(r) {
	case plain, voweled, accent:
		return true
	}
	return false
}

// becomesASCII reports whether r may become an ASCII letter when it is folded, or is
// a mark that is left out.
func becomesASCII(r rune) bool {
	return r < 0x250 && unicode.IsLetter(r) || r >= 0x1e00 && r < 0x1f00 || r == 0x212a || r == 0x212b || unicode.Is(unicode.Mn, r)
}

func isASCII(s []byte) bool {
	return bytes.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// beginsASCII reports whether s begins with lower, but for case.
func beginsASCII(s string, lower []byte) bool {
	if len(s) < len(lower) {
		return false
	}
	for i, c := range lower {
		if lowerASCII(s[i]) != c {
			return false
		}
	}
	return true
}

// Words returns the words of s in their order, folded: runs of letters, and of CJK.
func Words(s string) []string {
	p := New(s, false)
	out := make([]string, len(p.words))
	for i, w := range p.words {
		out[i] = string(w.text)
	}
	return out
}

// CJK reports whether a word is of CJK, and no run of letters.
func CJK(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isCJK(r)
}
