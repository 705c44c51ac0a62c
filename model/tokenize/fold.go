package tokenize

import (
	"unicode"
	"unicode/utf8"
)

// Key returns what a name is filed under and compared by: s without case and without
// any nonspacing mark. Libraries keep keys, so that a name must have the same in all
// versions. It is coarser than the folding of texts: it makes no difference between
// some names in scripts whose vowels are marks.
func Key(s string) string { return string(AppendKey(make([]byte, 0, len(s)), s)) }

// AppendKey appends Key(s) to b.
func AppendKey(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			b = append(b, lowerASCII(c))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if jamo := appendJamo(b, r); jamo != nil {
			b = jamo
		} else if !unicode.Is(unicode.Mn, r) {
			b = appendLower(b, r, nil)
		}
	}
	return b
}

// Same reports whether two names are one, case and marks aside.
func Same(a, b string) bool { return a == b || Key(a) == Key(b) }

// jamoLength is how many bytes a conjoining jamo has.
const jamoLength = 3

// appendJamo appends what r is composed of; it returns nil where r is no Hangul
// syllable.
func appendJamo(b []byte, r rune) []byte {
	if r -= firstSyllable; r < 0 || r > lastSyllable-firstSyllable {
		return nil
	}
	b = utf8.AppendRune(b, firstL+r/(countV*countT))
	b = utf8.AppendRune(b, firstV+r/countT%countV)
	if t := r % countT; t > 0 {
		b = utf8.AppendRune(b, firstT+t)
	}
	return b
}

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// folder folds a text for comparison: what is left of it are letters, digits and
// vowel signs, and a blank for every separator.
type folder struct {
	text   []byte
	from   []int32 // where each byte of text stands in the original; nil: not wanted
	mapped bool    // from is wanted

	last  class // of what was appended
	close bool  // a spacing mark was appended, behind which a plain letter begins a word
}

// fold appends s.
func (f *folder) fold(s string) {
	for i := 0; i < len(s); {
		if c := lowerASCII(s[i]); c < utf8.RuneSelf {
			if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
				f.begin(i)
				f.text, f.last = append(f.text, c), plain
			} else {
				f.text, f.last, f.close = append(f.text, ' '), separator, false
			}
			f.at(i)
			i++
			continue
		}
		n := f.character(s[i:], i)
		i += n
	}
}

// at says that what was appended stands at i in the original.
func (f *folder) at(i int) {
	for f.mapped && len(f.from) < len(f.text) {
		f.from = append(f.from, int32(i))
	}
}

// begin separates a plain letter at i from a spacing mark.
func (f *folder) begin(i int) {
	if f.close {
		f.text, f.close = append(f.text, ' '), false
		f.at(i)
	}
}

// character appends what stands at the beginning of s, at i in the original, and
// returns its length there.
func (f *folder) character(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s)
	at, last := i, classOf(r)
	switch last {
	case plain:
		f.begin(i)
		if r == 'ς' && !goesOn(s[n:]) {
			r = 'σ'
		}
		f.text = appendLower(f.text, r, nil)
	case voweled:
		f.text, f.close = appendLower(f.text, r, isVowel), false
	case cjk:
		f.close = false
		if composed, m := syllable(s); m > 0 {
			r, n = composed, m
		}
		f.text = utf8.AppendRune(f.text, r)
	case accent:
		switch {
		case f.last == voweled && isVowel(r):
			f.text, last = appendLower(f.text, r, isVowel), voweled
		case f.last == cjk: // it keeps two characters apart, and is part of the first
			f.text, last, at = append(f.text, ' '), separator, i+n
		default:
			last = f.last
		}
	case spacing:
		if f.last == voweled {
			f.text, last, f.close = appendLower(f.text, r, isVowel), voweled, true
			break
		}
		last = separator
		fallthrough
	default:
		f.text, f.close = append(f.text, ' '), false
	}
	f.at(at)
	f.last = last
	return n
}

// goesOn reports whether a word goes on with s.
func goesOn(s string) bool {
	for _, r := range s {
		if c := classOf(r); c != accent {
			return c == plain || c == voweled
		}
	}
	return false
}
