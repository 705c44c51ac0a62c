package highlight

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text without case and accents, and where each of its bytes
// stands in the original.
type folded struct {
	text []byte
	from []int32 // for each byte of text, and its end
}

// fold appends s to f; at is where s begins in the original.
func (f *folded) fold(s string, at int) {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			f.text = append(f.text, c)
			f.from = append(f.from, int32(at+i))
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		before := len(f.text)
		f.text = foldRune(f.text, r)
		for range len(f.text) - before {
			f.from = append(f.from, int32(at+i))
		}
		i += n
	}
}

// foldRune appends r in lower case without its accents.
func foldRune(b []byte, r rune) []byte {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFD.Properties(buf[:n]).Decomposition()
	if d == nil {
		d = buf[:n]
	}
	for len(d) > 0 {
		r, n := utf8.DecodeRune(d)
		d = d[n:]
		if !unicode.Is(unicode.Mn, r) {
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return b
}

// foldString returns s without case and accents.
func foldString(s string) string {
	var f folded
	f.fold(s, 0)
	return string(f.text)
}

// wordRune reports whether r is part of words.
func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// substring reports whether words of s are compared as substrings, as those of
// scripts without blanks between words are.
func substring(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	}) >= 0
}
