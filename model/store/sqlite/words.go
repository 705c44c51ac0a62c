package sqlite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words are runs of letters and digits without case and accents. Runs of CJK,
// which are written without blanks, are cut into overlapping pairs of
// characters, so that every run of them can be found as a substring.

// appendWords appends the words of s to b, a blank before each.
func appendWords(b []byte, s string) []byte {
	word := false // a word is being written
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			default:
				word = false
				i++
				continue
			}
			if !word {
				b = append(b, ' ')
				word = true
			}
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if cjk(r) {
			b = append(b, ' ')
			b = utf8.AppendRune(b, r)
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); cjk(next) {
				b = utf8.AppendRune(b, next)
			}
			word = false
			i += n
			continue
		}
		i += n
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if !word {
				b = append(b, ' ')
				word = true
			}
			b = appendFolded(b, r)
		default:
			word = false
		}
	}
	return b
}

// cjk reports whether r is of a script that is written without blanks.
func cjk(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// appendFolded appends r without case and accents.
func appendFolded(b []byte, r rune) []byte {
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return append(b, byte(r))
	}
	var src [utf8.UTFMax]byte
	for _, d := range string(norm.NFD.Bytes(src[:utf8.EncodeRune(src[:], r)])) {
		if !unicode.Is(unicode.Mn, d) {
			b = utf8.AppendRune(b, d)
		}
	}
	return b
}

// fold returns s without case and accents.
func fold(s string) string {
	var b []byte
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if !unicode.Is(unicode.Mn, r) {
			b = appendFolded(b, r)
		}
	}
	return string(b)
}

// wordsOf returns the words of s as they are indexed.
func wordsOf(s string) []string { return strings.Fields(string(appendWords(nil, s))) }
