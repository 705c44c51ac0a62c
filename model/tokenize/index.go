package tokenize

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// AppendTerms appends to b the terms by which an index knows s, a blank before each:
// runs of letters and digits without case and marks, which spacing marks end; of CJK
// all pairs of characters, and the last of each run alone. Libraries keep terms, so
// that a text must have the same in all versions. They are coarser than words: a text
// in which a Pattern is found has the Terms of that, but not the other way round.
func AppendTerms(b []byte, s string) []byte {
	inside := false // of a run of letters
	for i := 0; i < len(s); {
		if c := lowerASCII(s[i]); c < utf8.RuneSelf {
			i++
			if c < '0' || c > '9' && c < 'a' || c > 'z' {
				inside = false
				continue
			}
			if !inside {
				b = append(b, ' ')
				inside = true
			}
			b = append(b, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch classOf(r) {
		case cjk:
			b = utf8.AppendRune(append(b, ' '), r)
			if next, _ := utf8.DecodeRuneInString(s[i:]); isCJK(next) {
				b = utf8.AppendRune(b, next)
			}
			inside = false
		case plain, voweled:
			if !inside {
				b = append(b, ' ')
				inside = true
			}
			b = appendLower(b, r, nil)
		case accent:
		default:
			inside = false
		}
	}
	return b
}

// Term is what an index must hold of a text for a Pattern to be found there.
type Term struct {
	Text string
	How  How
}

// How says how a term of an index compares with the text of a Term.
type How uint8

// The ways.
const (
	Is       How = iota // it is that, in one of its Spellings
	Begins              // it begins so, in one of them
	Contains            // it has that somewhere
)

// Terms returns what an index must hold of every text in which p is found.
func (p *Pattern) Terms() []Term {
	var out []Term
	for i, w := range p.words {
		first := len(out)
		for t := range bytes.FieldsSeq(AppendTerms(nil, string(w.text))) {
			out = append(out, Term{Text: string(t)})
		}
		last := &out[len(out)-1]
		switch {
		case w.cjk: // one character begins pairs, or is the last of its run
			last.How = Begins
		case w.unspaced:
			out[first].How, last.How = Contains, Contains
		case p.begins && i == len(p.words)-1:
			last.How = Begins
		}
	}
	return out
}

// Exact reports whether a text in which p is not found lacks some of its Terms.
func (p *Pattern) Exact() bool {
	if len(p.words) != 1 {
		return len(p.words) == 0
	}
	w := p.words[0]
	r, n := utf8.DecodeRune(w.text)
	if w.cjk {
		return n == len(w.text) && !unicode.Is(unicode.Hangul, r)
	}
	return bytes.IndexFunc(w.text, isVoweled) < 0 && !(p.begins && bytes.HasSuffix(w.text, []byte("σ")))
}

// Spellings returns what a Term of a Pattern may be spelled as in an index, where a
// final sigma is kept, and Hangul may be written with jamo.
func Spellings(t string) []string {
	if stem, ok := strings.CutSuffix(t, "σ"); ok {
		return []string{t, stem + "ς"}
	}
	a, n := utf8.DecodeRuneInString(t)
	jamo := appendJamo(nil, a)
	if n == len(t) {
		if out := beginnings(a); len(out) > 1 { // an index has pairs of jamo, too
			return append(out[:len(out)-1], string(jamo[:2*jamoLength]))
		}
		return []string{t}
	}
	b, _ := utf8.DecodeRuneInString(t[n:])
	ends, out := []string{t[:n]}, []string(nil)
	if jamo != nil {
		ends = append(ends, string(jamo[len(jamo)-jamoLength:]))
	}
	if jamo == nil && len(beginnings(b)) == 1 {
		return []string{t}
	}
	for _, end := range ends {
		for _, begin := range beginnings(b) {
			out = append(out, end+begin)
		}
	}
	return out
}

// beginnings returns the characters that r may begin with.
func beginnings(r rune) []string {
	out := []string{string(r)}
	if jamo := appendJamo(nil, r); jamo != nil {
		if t := (r - firstSyllable) % countT; t > 0 {
			out = append(out, string(r-t))
		}
		out = append(out, string(jamo[:jamoLength]))
	}
	return out
}
