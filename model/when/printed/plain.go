package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// view is a text with its digits as ASCII has them and without the signs that only say
// in which direction it runs.
type view struct {
	s    string
	at   []int32 // where each byte of s stands in the text; nil: in the same place
	zero rune    // the zero of the last digits that were not ASCII's
}

// plain returns how s is read. Only if there is something to change between two of its
// bytes it is made anew.
func plain(s string, from, to int) view {
	if !foreign(s, from, to) {
		return view{s: s}
	}
	return plainly(s)
}

// plainly is plain where there is something to change.
func plainly(s string) view {
	v := view{at: make([]int32, 0, len(s)+1)}
	b := make([]byte, 0, len(s))
	for i, r := range s {
		n := len(b)
		if zero, ok := zeroOf(r); ok {
			b = append(b, byte('0'+r-zero))
			v.zero = zero
		} else if !directs(r) {
			_, size := utf8.DecodeRuneInString(s[i:])
			b = append(b, s[i:i+size]...)
		}
		for ; n < len(b); n++ {
			v.at = append(v.at, int32(i))
		}
	}
	v.s, v.at = string(b), append(v.at, int32(len(s)))
	return v
}

// foreign reports whether s has digits that are not ASCII's or signs of direction
// between two of its bytes.
func foreign(s string, from, to int) bool {
	const first = 0xd9 // of the bytes with which such begin
	i := from
	for ; i+8 <= to; i += 8 { // most have none
		b := s[i : i+8]
		all := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		if all&0x8080808080808080 != 0 {
			break
		}
	}
	for ; i < to; i++ {
		if s[i] < first {
			continue
		}
		r, _ := utf8.DecodeRuneInString(s[i:])
		if _, ok := zeroOf(r); ok || directs(r) {
			return true
		}
	}
	return false
}

// zeroOf returns the zero of the digits that r is one of.
func zeroOf(r rune) (zero rune, ok bool) {
	if r < 0x660 || !unicode.IsDigit(r) {
		return 0, false
	}
	for _, of := range unicode.Nd.R16 {
		if r <= rune(of.Hi) {
			return r - (r-rune(of.Lo))%10, r <= 0xffff
		}
	}
	return 0, false
}

// directs reports whether r only says in which direction a text runs.
func directs(r rune) bool {
	return r == '\u200e' || r == '\u200f' || r == '\u061c' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// back returns m with its places in the text.
func (v view) back(m Match, ok bool) (Match, bool) {
	if ok && v.at != nil {
		m.Start, m.End = int(v.at[m.Start]), int(v.at[m.End])
	}
	return m, ok
}

// Digits reports whether s has a digit of any script, without which it is no date.
func Digits(s string) bool {
	return strings.ContainsAny(s, "0123456789") || strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsDigit(r) })
}
