package printed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/model/when/lexicon"
)

const (
	openers = " \t\u00a0([<*_-–—|•·,（【［"
	closers = " \t\u00a0)]>*_-–—|•·,.;:）】］。"
	// reach is how many bytes from either end of a line a date is looked for.
	reach = 160
)

// FindLast finds the date at the end of a line, whether it stands apart or
// not.
func FindLast(line string, order Order) (Match, bool) {
	low := dateLow(line)
	from := low
	if low < 0 {
		from = max(0, len(line)-reach)
	}
	v := plain(line, from, len(line))
	if v.at != nil {
		low = dateLow(v.s)
	}
	if low < 0 || !hasYear(v.s[low:]) {
		return Match{}, false
	}
	return v.back(v.findLast(low, order))
}

// findLast is FindLast for a date that begins at low or behind it.
func (v view) findLast(low int, order Order) (Match, bool) {
	line := v.s
	end := len(line)
	for !digit(line[end-1]) { // no date begins behind the last number
		end--
	}
	for i := low; i < end; i++ {
		if !wordStart(line, i) || asciiLetter(line[i]) && !mayBegin(line[i:]) {
			continue
		}
		p := parser{s: line, i: i, order: order, zero: v.zero}
		if !digit(line[i]) && !p.begins() {
			continue
		}
		if p.scan() && strings.Trim(line[p.i:], closers) == "" {
			m := p.match(i)
			m.End = len(line)
			m.Start = openedAt(line, strangeDay(line, m.Start))
			m.Apart = apartBefore(line, m, strings.TrimSpace(line[p.i:]))
			if !m.Apart && p.parted > 0 { // "Black Friday - November 27, 2020"
				i = p.parted - 1
				continue
			}
			return m, true
		}
	}
	return Match{}, false
}

// FindFirst finds the date at the beginning of a line, whether it stands apart
// or not.
func FindFirst(line string, order Order) (Match, bool) {
	if line == "" || asciiLetter(line[0]) && !mayBegin(line) { // most lines
		return Match{}, false
	}
	v := plain(line, 0, min(len(line), reach))
	start := len(v.s) - len(strings.TrimLeft(v.s, openers))
	if start == len(v.s) || !digit(v.s[start]) && !begins(v.s[start:]) || !hasYear(v.s[start:min(len(v.s), start+reach)]) {
		return Match{}, false
	}
	return v.back(v.findFirst(start, order))
}

// findFirst is FindFirst for a date that begins at start.
func (v view) findFirst(start int, order Order) (Match, bool) {
	line := v.s
	p := parser{s: line, i: start, order: order, zero: v.zero}
	if !p.scan() {
		return Match{}, false
	}
	m := p.match(start)
	m.Start = openedAt(line, m.Start)
	if m.Start < start && runeIn(closing, line, m.End) {
		_, n := utf8.DecodeRuneInString(line[m.End:])
		m.End += n
	}
	m.Apart = apartAfter(line, m)
	return m, true
}

// strangeDay moves the start of a date before a short word that stands alone before it,
// which is the weekday in a way of writing that is not known. English has such words of
// its own.
func strangeDay(line string, start int) int {
	const most = 4 // letters
	s := strings.TrimRight(line[:start], " ,.")
	from := len(s)
	for n := 0; from > 0 && n < most; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:from])
		if !inWord(r) || r >= 0x2e80 { // names of people in China
			break
		}
		from -= size
	}
	if from == len(s) || !strings.ContainsFunc(s[from:], func(r rune) bool { return r >= utf8.RuneSelf }) {
		return start
	}
	if before := strings.TrimRight(s[:from], " "); before != "" {
		if r, _ := utf8.DecodeLastRuneInString(before); len(before) == from || !strings.ContainsRune(apart+opening, r) {
			return start
		}
	}
	return from
}

// apart are signs that part a date from what stands before it.
const apart = "-–—―−|│¦:·•∙‧*~>»›⋅・：，、｜،፣؛"

// brackets open and close around dates.
const (
	opening = "([<（【［"
	closing = ")]>）】］"
)

// openedAt moves the start of a date before a bracket that opens there.
func openedAt(line string, start int) int {
	r, n := utf8.DecodeLastRuneInString(line[:start])
	if n > 0 && strings.ContainsRune(opening, r) {
		return start - n
	}
	return start
}

// runeIn reports whether the character at i of line is one of set.
func runeIn(set, line string, i int) bool {
	if i >= len(line) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line[i:])
	return strings.ContainsRune(set, r)
}

// apartBefore reports whether the date at the end of a line, which tail
// follows, is parted from what stands before it.
func apartBefore(line string, m Match, tail string) bool {
	before := strings.TrimRight(line[:m.Start], " \t\u00a0")
	gap := line[len(before):m.Start]
	if before == "" || m.Label != NoLabel || strings.Contains(gap, "\t") || len(gap) > 1 && strings.Contains(gap, "  ") {
		return true
	}
	if runeIn(opening, line, m.Start) {
		return !strings.HasSuffix(tail, ".")
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	if r == ',' || r == '/' || r == ';' {
		return !strings.HasSuffix(tail, ".")
	}
	return strings.ContainsRune(apart, r)
}

// apartAfter reports whether the date at the beginning of a line is parted
// from what follows it. A capital after a blank is taken for a title.
func apartAfter(line string, m Match) bool {
	after := line[m.End:]
	rest := strings.TrimLeft(after, " \t\u00a0")
	if rest == "" {
		return true
	}
	if runeIn(opening, line, m.Start) {
		return true
	}
	gap := after[:len(after)-len(rest)]
	if strings.Contains(gap, "\t") || strings.Contains(gap, "  ") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune("-–—―−|│¦:·•∙‧*~>»›⋅・：，、｜/)]", r) {
		return true
	}
	return gap != "" && m.Label == NoLabel && !unicode.IsLower(r) && !unicode.IsPunct(r) && !m.worded(line)
}

// worded reports whether a small word such as "on" or "am" begins the date, as
// in a sentence.
func (m Match) worded(line string) bool {
	p := parser{s: line, i: m.Start}
	w, ok := p.word()
	return ok && w.kind == aSmallWord
}

// wordStart reports whether a date may begin at byte i of line.
func wordStart(line string, i int) bool {
	c := line[i]
	if !digit(c) && !asciiLetter(c) && c < utf8.RuneSelf || !utf8.RuneStart(c) {
		return false
	}
	if i == 0 {
		return true
	}
	b := line[i-1]
	if b < utf8.RuneSelf {
		return !digit(b) && !asciiLetter(b)
	}
	r, _ := utf8.DecodeLastRuneInString(line[:i])
	if digit(c) {
		// Chinese and Japanese titles run on into the year.
		return !unicode.IsDigit(r) && (!unicode.IsLetter(r) || r >= 0x2e80)
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r)
}

// dateLow returns from where on a date at the end of line may begin: behind the
// last word that no date has. It returns -1 where there is no digit near the
// end.
func dateLow(line string) int {
	const (
		near  = 32 // only a time zone or a weekday follows the last digit
		brief = 4  // zones, suffixes and signs such as 年 are not looked up
	)
	end, all := len(line), byte(0)
	for end > 0 && !digit(line[end-1]) {
		end--
		all |= line[end]
		if end == 0 || len(line)-end >= near && (all < utf8.RuneSelf || utf8.RuneCountInString(line[end:]) >= near) {
			return -1
		}
	}
	low := max(0, len(line)-reach)
	for i := end; i > low; {
		if c := line[i-1]; c < utf8.RuneSelf && !asciiLetter(c) {
			i--
			continue
		}
		from := i
		for from > low {
			r, n := rune(line[from-1]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeLastRuneInString(line[:from])
			}
			if !asciiLetter(line[from-1]) && !inWord(r) && (from == i || line[from] < utf8.RuneSelf || r != '’' && r != '\'') {
				break
			}
			from -= n
		}
		switch w := line[max(from, low):i]; {
		case from == i: // a sign beyond ASCII
			_, n := utf8.DecodeLastRuneInString(line[:i])
			i -= n
		case len(w) <= brief, w[0] >= utf8.RuneSelf && utf8.RuneCountInString(w) < brief:
			i = from
		default:
			if _, ok := lookup(w); !ok && (w[0] < utf8.RuneSelf || lexicon.Beginning(w) == 0) {
				return i
			}
			i = from
		}
	}
	for low > 0 && low < len(line) && !utf8.RuneStart(line[low]) {
		low++
	}
	return low
}

// hasYear reports whether s has digits as years have them: four or eight, two
// behind a separator, or any before the sign for a year.
func hasYear(s string) bool {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			continue
		}
		from := i
		for i < len(s) && digit(s[i]) {
			i++
		}
		switch i - from {
		case 4:
			if s[from] == '1' || s[from] == '2' {
				return true
			}
		case 8:
			return true
		case 2:
			if from > 0 && (s[from-1] == '/' || s[from-1] == '.' || s[from-1] == '-' || s[from-1] == '\'' || s[from-1] == 0x99 || s[from-1] == ' ') {
				return true
			}
		}
		if strings.HasPrefix(s[i:], "年") || strings.HasPrefix(s[i:], "元") {
			return true
		}
	}
	return false
}

// begins reports whether a date may begin with the word that stands next.
func (p *parser) begins() bool {
	from := p.i
	w, ok := p.word()
	if p.i = from; !ok {
		_, ok = p.reign()
		p.i = from
	}
	return ok && w.kind != aHalf
}

// mayBegin reports whether a date may begin with the word in ASCII letters at the
// beginning of s: quickly, and wrong only for words with which none does.
func mayBegin(s string) bool {
	n := 0
	for n < len(s) && asciiLetter(s[n]) {
		n++
	}
	is, longer := headsOf(s[:n])
	return is || longer || n < len(s) && s[n] >= utf8.RuneSelf
}

// begins reports whether a date may begin with the word at the beginning of s.
func begins(s string) bool {
	p := parser{s: s}
	return p.begins()
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
