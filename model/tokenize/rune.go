package tokenize

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a character is in a text.
type class uint8

const (
	separator class = iota
	plain           // a letter or digit of a script whose marks are accents
	voweled         // one of a script whose marks are vowels, tones and viramas
	cjk             // one of Chinese, Japanese or Korean, which are cut into characters
	accent          // a nonspacing mark (Mn)
	spacing         // a spacing mark (Mc)
)

func classOf(r rune) class {
	switch {
	case isCJK(r):
		return cjk
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		if isVoweled(r) {
			return voweled
		}
		return plain
	case unicode.Is(unicode.Mn, r):
		return accent
	case unicode.Is(unicode.Mc, r):
		return spacing
	}
	return separator
}

func isCJK(r rune) bool {
	return r >= 0x1100 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// isVoweled reports whether r is in a block of Thaana or of a script of India and
// its neighbours, as far as Tibet, Java and the Philippines: their vowel signs are
// spelled out, where the accents of other scripts may be left out.
func isVoweled(r rune) bool {
	return r >= 0x0900 && r < 0x10a0 || r >= 0x0780 && r < 0x07c0 || r >= 0x1700 && r < 0x1800 || r >= 0x1900 && r < 0x1ab0 ||
		r >= 0x1b00 && r < 0x1c50 || r >= 0xa800 && r < 0xab00 || r >= 0xabc0 && r < 0xac00 || r >= 0x11000 && r < 0x12000
}

// isVowel reports whether the mark r is spelled out, too. Nuktas, which many leave
// out, and the accents of the Vedas are not.
func isVowel(r rune) bool {
	switch r {
	case 0x093c, 0x09bc, 0x0a3c, 0x0abc, 0x0b3c, 0x0c3c, 0x0cbc, 0x0951, 0x0952, 0x0953, 0x0954:
		return false
	}
	return isVoweled(r)
}

// isUnspaced reports whether r is of a script but CJK that is written without
// blanks between words.
func isUnspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// appendLower appends r in lower case, decomposed, with only those of its nonspacing
// marks that keep lets through; without keep none. Where there is a keep, a letter
// that would leave a spacing mark stays whole.
func appendLower(b []byte, r rune, keep func(rune) bool) []byte {
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return append(b, byte(r))
	}
	var buf [utf8.UTFMax]byte
	d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if d == nil {
		return utf8.AppendRune(b, r)
	}
	start := len(b)
	for len(d) > 0 {
		part, n := utf8.DecodeRune(d)
		d = d[n:]
		if keep != nil && unicode.Is(unicode.Mc, part) && unicode.IsLetter(r) {
			return utf8.AppendRune(b[:start], r)
		}
		if !unicode.Is(unicode.Mn, part) || keep != nil && keep(part) {
			b = utf8.AppendRune(b, part)
		}
	}
	return b
}

// Conjoining jamo (Unicode 3.12).
const (
	firstSyllable, lastSyllable = 0xac00, 0xd7a3
	firstL, firstV, firstT      = 0x1100, 0x1161, 0x11a7 // the last is none
	countL, countV, countT      = 19, 21, 28
)

// syllable returns the Hangul syllable at the beginning of s, composed of jamo where
// it is written with them, and its length; 0 where there is none.
func syllable(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if l := r - firstL; l >= 0 && l < countL {
		v, m := utf8.DecodeRuneInString(s[n:])
		if v -= firstV; v < 0 || v >= countV {
			return 0, 0
		}
		r, n = firstSyllable+(l*countV+v)*countT, n+m
	}
	if r < firstSyllable || r > lastSyllable {
		return 0, 0
	}
	if t, m := utf8.DecodeRuneInString(s[n:]); (r-firstSyllable)%countT == 0 && t > firstT && t < firstT+countT {
		r, n = r+t-firstT, n+m
	}
	return r, n
}
