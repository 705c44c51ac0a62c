package lexicon

import (
	_ "embed"
	"math/bits"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// table has a name a line, folded as AppendName has it and in order, a tab and what it
// means as a hexadecimal number. The program in cldr makes it of the Unicode CLDR; see
// names.license.
//
//go:embed names.txt
var table string

// Name says what a name in the CLDR means in dates, in any of its languages: several
// things, where languages differ.
type Name uint64

// The bits of a Name: from Month on one for each month, from Weekday on for each day
// from Sunday on, from Solar on for each month of the Persian calendar; AM and PM stand beside a time.
const (
	Month    Name = 1 << 0
	Weekday  Name = 1 << 12
	Particle Name = 1 << 19 // stands between the parts of a date
	Part     Name = 1 << 20 // is a word of a longer name
	Solar    Name = 1 << 21
	AM       Name = 1 << 33
	PM       Name = 1 << 34
)

// Months returns the months that n may be, January as the lowest bit.
func (n Name) Months() uint16 { return uint16(n / Month & 0xfff) }

// Weekdays returns the weekdays that n may be, Sunday as the lowest bit.
func (n Name) Weekdays() uint8 { return uint8(n / Weekday & 0x7f) }

// Solar returns the month of the Persian calendar that n is, from 1; 0 where it is none.
func (n Name) Solar() int {
	if n/Solar&0xfff == 0 {
		return 0
	}
	return bits.TrailingZeros64(uint64(n/Solar)) + 1
}

// lines are the places in table at which its lines begin. They are looked for when they
// are first needed.
var lines = sync.OnceValue(func() []int32 {
	at := make([]int32, 0, strings.Count(table, "\n"))
	for i := 0; i < len(table); i += strings.IndexByte(table[i:], '\n') + 1 {
		at = append(at, int32(i))
	}
	return at
})

// line returns the name and the meaning in the line at i.
func line(i int32) (name, meaning string) {
	s := table[i:]
	name, meaning, _ = strings.Cut(s[:strings.IndexByte(s, '\n')], "\t")
	return name, meaning
}

// EachName calls do with all names, folded, and what they mean.
func EachName(do func(name string, meaning Name)) {
	for _, at := range lines() {
		name, meaning := line(at)
		do(name, value(meaning))
	}
}

// Unspaced reports whether r is of a script without blanks between words.
func Unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Han)
}

// longestName bounds a name with its blanks, in bytes.
const longestName = 72

// Longest returns the longest name that s begins with and how many bytes it takes; 0
// where there is none. A name ends where a word does; in scripts without blanks between
// words, one of three characters may end anywhere.
func Longest(s string) (Name, int) {
	var key [longestName]byte
	var from [longestName + 1]uint8 // where what stands in key begins in s
	b := key[:0]
	i := 0
	for i < len(s) && i < 200 {
		r, size := utf8.DecodeRuneInString(s[i:])
		n := len(b)
		more, ok := appendName(b, s[i:i+size], r)
		if !ok || len(more) > longestName {
			break
		}
		for b = more; n < len(b); n++ {
			from[n] = uint8(i)
		}
		i += size
	}
	from[len(b)] = uint8(i)
	for len(b) > 0 {
		name, meaning := before(b)
		n := commonPrefix(name, b)
		if n == len(name) && n > 0 && endsName(s, name, int(from[n])) {
			return value(meaning), int(from[n])
		}
		if b = b[:n]; n == len(name) && n > 0 {
			b = b[:n-1]
		}
	}
	return 0, 0
}

// Beginning returns the month that all names of months mean that begin with s; 0 where
// they differ.
func Beginning(s string) int {
	key := FoldName(s)
	at := lines()
	i := sort.Search(len(at), func(i int) bool { name, _ := line(at[i]); return name >= key })
	months := uint16(0)
	for ; key != "" && i < len(at); i++ {
		name, meaning := line(at[i])
		if !strings.HasPrefix(name, key) {
			break
		}
		months |= value(meaning).Months()
	}
	if months == 0 || months&(months-1) != 0 {
		return 0
	}
	return bits.TrailingZeros16(months) + 1
}

func value(meaning string) Name {
	v, _ := strconv.ParseUint(meaning, 16, 64)
	return Name(v)
}

// before returns the last line whose name does not come after key.
func before(key []byte) (name, meaning string) {
	at := lines()
	low, high := 0, len(at)
	for low < high {
		if mid := (low + high) / 2; follows(at[mid], key) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	if low == 0 {
		return "", ""
	}
	return line(at[low-1])
}

// follows reports whether the name in the line at i comes after key.
func follows(i int32, key []byte) bool {
	for n := range key {
		if c := table[int(i)+n]; c != key[n] {
			return c != '\t' && c > key[n]
		}
	}
	return table[int(i)+len(key)] != '\t'
}

func commonPrefix(a string, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// endsName reports whether the name that ends at i of s is not the beginning of a word.
func endsName(s, name string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	if i == len(s) || !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
		return true
	}
	first, _ := utf8.DecodeRuneInString(name)
	return Unspaced(first) && utf8.RuneCountInString(name) > 2
}

// FoldName returns s as table has names: folded, without apostrophes, joiners and the
// nuktas of Indic scripts, whose vowel signs stay; it ends at a sign that no name has.
func FoldName(s string) string {
	b, _ := AppendName(nil, s)
	return strings.Trim(string(b), " .-")
}

// AppendName appends s as table has names. It stops at a sign that no name has, and says
// how many bytes of s it has passed.
func AppendName(b []byte, s string) (more []byte, n int) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		more, ok := appendName(b, s[i:i+size], r)
		if !ok {
			return b, i
		}
		b, i = more, i+size
	}
	return b, len(s)
}

// silent are signs that make no difference to a name; same are letters that stand
// before those which they are the same as.
const (
	silent = "'`’‘ʼʻʹ׳՚॰·\u200b\u200c\u200d\u200e\u200f\u2060\u093c\u09bc\u0a3c\u0abc\u0b3c"
	same   = "ςσيیىیكکەهہهےی"
)

// appendName appends what a character is folded to, which may be nothing; ok is false
// where no name has it.
func appendName(b []byte, s string, r rune) (more []byte, ok bool) {
	switch {
	case r < utf8.RuneSelf:
		if c := byte(r); c >= 'A' && c <= 'Z' {
			return append(b, c|0x20), true
		} else if c == '\'' || c == '`' {
			return b, true
		} else if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == ' ' || c == '.' || c == '-' {
			return append(b, c), true
		}
		return b, false
	case r == '\u00a0' || r == '\u202f':
		return append(b, ' '), true
	case r == '\u2011' || r == '\u2010':
		return append(b, '-'), true
	case strings.ContainsRune(silent, r):
		return b, true
	case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r):
		return b, false
	case r >= 0x0700:
		return appendKept(b, s, r), true
	}
	n := len(b)
	b = AppendFold(b, s)
	if r, size := utf8.DecodeRune(b[n:]); size > 1 && len(b) == n+size {
		if _, after, found := strings.Cut(same, string(r)); found && strings.Index(same, string(r))/2%2 == 0 {
			_, size := utf8.DecodeRuneInString(after)
			b = append(b[:n], after[:size]...)
		}
	}
	return b, true
}

// appendKept appends a character of a script whose marks are vowels, without its nukta.
func appendKept(b []byte, s string, r rune) []byte {
	if r >= 0x1e00 && r < 0x2000 { // Latin and Greek with accents
		return AppendFold(b, s)
	}
	if r >= 0x0900 && r < 0x0b80 {
		if d := norm.NFD.PropertiesString(s).Decomposition(); d != nil {
			for _, r := range string(d) {
				if !strings.ContainsRune(silent, r) {
					b = utf8.AppendRune(b, r)
				}
			}
			return b
		}
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}
