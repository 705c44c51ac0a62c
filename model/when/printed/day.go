package printed

import (
	"strings"
	"unicode/utf8"
)

// yearFirst reads on after a year of four digits.
func (p *parser) yearFirst(year int) bool {
	from := p.i
	if p.blanks(); p.signs("年") || p.signs("년") {
		return p.ideographic(year)
	}
	p.i = from
	c := p.at0()
	if c == '-' || c == '/' || c == '.' {
		p.i++
		spaced := c == '.' && p.blanks()
		if m, digits := p.number(); digits == 1 || digits == 2 {
			if p.sign(c) {
				if spaced {
					p.blanks()
				}
				if d, digits := p.number(); digits == 1 || digits == 2 {
					return p.set(year, m, d)
				}
			}
			p.i = from
			return false
		}
	}
	p.i = from
	p.sign(',')
	if !p.blanks() && !p.sign('-') && !p.sign('/') {
		return false
	}
	m, ok := p.monthName()
	if !ok {
		return false
	}
	p.between()
	d, digits := p.number()
	if digits < 1 || digits > 2 {
		return false
	}
	p.ordinal()
	return p.set(year, m, d)
}

// ideographic reads month and day of 2020年11月6日 and 2020년 11월 6일.
func (p *parser) ideographic(year int) bool {
	p.blanks()
	m, digits := p.number()
	if digits < 1 || digits > 2 {
		return false
	}
	if p.blanks(); !p.signs("月") && !p.signs("월") {
		return false
	}
	p.blanks()
	d, digits := p.number()
	if digits < 1 || digits > 2 {
		return false
	}
	if p.blanks(); !p.signs("日") && !p.signs("号") && !p.signs("號") && !p.signs("일") {
		return false
	}
	return p.set(year, m, d)
}

// era reads a year of a Japanese reign.
func (p *parser) era() bool {
	first := 0
	switch {
	case p.at0() < utf8.RuneSelf:
		return false
	case p.signs("令和"):
		first = 2019
	case p.signs("平成"):
		first = 1989
	case p.signs("昭和"):
		first = 1926
	default:
		return false
	}
	n, digits := p.number()
	if p.signs("元") {
		n, digits = 1, 1
	}
	return digits > 0 && digits <= 2 && n > 0 && p.signs("年") && p.ideographic(first+n-1)
}

// monthFirst reads "November 6, 2020", and "Nov 6 14:30:00 2020".
func (p *parser) monthFirst() bool {
	m, ok := p.monthName()
	if !ok {
		return false
	}
	p.between()
	d, digits := p.number()
	if digits < 1 || digits > 2 {
		return false
	}
	p.ordinal()
	if p.signs("日") { // 11月6日
		p.blanks()
	}
	from := p.i
	if p.blanks(); digit(p.at0()) && p.clock() && p.clocked {
		p.blanks()
		if y, digits := p.number(); digits == 4 {
			return p.set(y, m, d)
		}
		p.clocked, p.zoned = false, false
	}
	p.i = from
	p.between()
	y, ok := p.yearLast()
	return ok && p.set(y, m, d)
}

// dayFirst reads on after a number of one or two digits.
func (p *parser) dayFirst(n int) bool {
	from := p.i
	if c := p.at0(); c == '/' || c == '.' || c == '-' {
		if p.numbers(n, c) {
			return true
		}
		p.i = from
	}
	p.ordinal()
	p.between()
	m, ok := p.monthName()
	if !ok {
		return false
	}
	p.between()
	y, ok := p.yearLast()
	return ok && p.set(y, m, n)
}

// numbers reads on in 06.11.2020, 11/06/20 and their like.
func (p *parser) numbers(a int, c byte) bool {
	start := p.i
	p.i++
	if c == '.' {
		p.blanks()
	}
	b, digits := p.number()
	if digits < 1 || digits > 2 || !p.sign(c) {
		return false
	}
	if c == '.' {
		p.blanks()
	}
	y, yearDigits := p.number()
	switch {
	case yearDigits == 4:
	case yearDigits == 2 && (c == '/' || p.whole || start > 1 && digit(p.s[start-2]) && digits == 2):
		if y += 1900; y < 1970 {
			y += 100
		}
	default:
		return false
	}
	p.numeric = c != '.'
	p.ambiguous = p.numeric && a <= 12 && b <= 12 && a != b
	p.read = p.order
	if c == '.' {
		p.read = DayFirst
	}
	switch {
	case a > 12:
		p.read = DayFirst
	case b > 12:
		p.read = MonthFirst
	}
	if p.read == MonthFirst {
		a, b = b, a
	}
	return p.set(y, b, a)
}

// yearLast reads a year of four digits, or of two after an apostrophe or a
// hyphen.
func (p *parser) yearLast() (int, bool) {
	short := p.i > 0 && p.s[p.i-1] == '-' || p.sign('\'') || p.signs("’") || p.whole
	y, digits := p.number()
	if digits == 2 && short {
		if y += 1900; y < 1970 {
			y += 100
		}
		digits = 4
	}
	return y, digits == 4
}

// set keeps the day when there is one.
func (p *parser) set(y, m, d int) bool {
	if y < firstPrinted || y > lastAlone || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	if y > lastPrinted && !p.whole && strings.Trim(p.s[p.i:], closers) != "" {
		return false
	}
	p.year, p.month, p.day = y, m, d
	return true
}
