package printed

import (
	"math/bits"
	"strings"
	"time"
	"unicode/utf8"

	"dateline/model"
)

// dayMonthYear reads a day in any order of its parts.
func (p *parser) dayMonthYear() bool { return p.try(p.usual) || p.try(p.named) }

// usual reads a day as most languages write it.
func (p *parser) usual() bool {
	if !digit(p.at0()) {
		return p.era() || p.try(p.monthFirst)
	}
	n, digits := p.number()
	switch digits {
	case 4:
		return p.yearFirst(n)
	case 1, 2:
		return p.dayFirst(n)
	case 8: // 20201106
		return p.whole && n/10000 <= lastPrinted && p.set(n/10000, n/100%100, n%100)
	}
	return false
}

// yearFirst reads on after a year of four digits.
func (p *parser) yearFirst(year int) bool {
	if p.try(func() bool { p.blanks(); return p.any("年", "년") }) {
		return p.ideographic(year)
	}
	if c := p.at0(); c == '-' || c == '/' || c == '.' {
		from := p.i
		p.i++
		spaced := c == '.' && p.blanks()
		m, digits := p.number()
		switch {
		case digits == 1 || digits == 2:
			if !p.sign(c) {
				return false
			}
			if spaced {
				p.blanks()
			}
			d, ok := p.upTo(2)
			if ok && d == 0 && m <= 12 && p.place != inText && year >= firstField { // as databases write what they do not know
				p.year, p.month = year, m
				return true
			}
			return ok && p.set(year, m, d)
		case digits == 3 && p.place != inText: // 2003-335
			return p.dayOfYear(year, m)
		}
		p.i = from
	}
	p.any(",")
	if !p.blanks() && !p.any("-", "/", ". ") {
		return false
	}
	m, ok := p.monthName()
	if !ok {
		return false
	}
	p.between()
	d, ok := p.upTo(2)
	p.suffix()
	return ok && p.set(year, m, d)
}

// dayOfYear takes a day by its number in the year, from 1.
func (p *parser) dayOfYear(year, n int) bool {
	y, m, d := (model.NewDay(year, time.January, 1) + model.Day(n-1)).Date()
	return y == year && p.set(y, int(m), d)
}

// ideographic reads month and day of 2020年11月6日 and 2020년 11월 6일.
func (p *parser) ideographic(year int) bool {
	p.korean = strings.HasSuffix(p.s[:p.i], "년")
	p.blanks()
	m, ok := p.upTo(2)
	if p.blanks(); !ok || !p.any("月", "월") {
		return false
	}
	p.blanks()
	d, ok := p.upTo(2)
	p.blanks()
	return ok && p.any("日", "号", "號", "일") && p.set(year, m, d)
}

// reigns are the eras of Japan and of the Republic of China with their first years.
var reigns = [...]struct {
	name  string
	first int
}{
	{"令和", 2019},
	{"平成", 1989},
	{"昭和", 1926},
	{"大正", 1912},
	{"明治", 1868},
	{"中華民國", 1912},
	{"中华民国", 1912},
	{"民國", 1912},
	{"民国", 1912},
}

// reign reads the name of an era and returns its first year.
func (p *parser) reign() (first int, ok bool) {
	if p.at0() < utf8.RuneSelf {
		return 0, false
	}
	for _, r := range reigns {
		if p.any(r.name) {
			return r.first, true
		}
	}
	return 0, false
}

// era reads a year of a reign.
func (p *parser) era() bool {
	first, ok := p.reign()
	if !ok {
		return false
	}
	n, ok := p.upTo(3)
	if p.any("元") {
		n, ok = 1, true
	}
	return ok && n > 0 && p.any("年") && p.ideographic(first+n-1)
}

// monthFirst reads "November 6, 2020", and "Nov 6 14:30:00 2020".
func (p *parser) monthFirst() bool {
	m, ok := p.monthName()
	if !ok {
		return false
	}
	p.between()
	d, ok := p.upTo(2)
	if !ok {
		return false
	}
	p.ordinal()
	if p.any("日") { // 11月6日
		p.blanks()
	}
	clocked, zone := p.clocked, p.zone
	if p.try(func() bool {
		if p.blanks(); !digit(p.at0()) || !p.clock() {
			return false
		}
		p.blanks()
		y, digits := p.number()
		return digits == 4 && p.set(y, m, d)
	}) {
		return true
	}
	p.clocked, p.zone = clocked, zone
	p.between()
	y, ok := p.yearLast()
	return ok && p.set(y, m, d)
}

// dayFirst reads on after a number of one or two digits.
func (p *parser) dayFirst(n int) bool {
	if p.try(func() bool { return p.numbers(n) }) {
		return true
	}
	p.ordinal()
	dotted := p.at0() == '.'
	p.between()
	m, ok := p.monthName()
	if !ok {
		return false
	}
	p.between()
	y, ok := p.yearLast()
	if dotted && p.at0() == '.' { // Croatian calls lipanj, srpanj and listopad what is a month later in Polish and Czech
		m = bits.TrailingZeros16(p.rivals) + 1
	}
	return ok && p.set(y, m, n)
}

// numbers reads on in 06.11.2020, 11/06/20 and their like.
func (p *parser) numbers(a int) bool {
	c, first := p.at0(), p.i
	if c != '/' && c != '.' && c != '-' {
		return false
	}
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
	case yearDigits == 2 && c == '-' && p.place == inFeed: // 03-12-31
		return p.set(century(a), b, y)
	case yearDigits == 2 && (c == '/' || p.whole || first > 1 && digit(p.s[first-2]) && digits == 2):
		y = century(y)
	default:
		return false
	}
	p.numeric = c != '.'
	p.ambiguous = p.numeric && a <= 12 && b <= 12 && a != b
	p.read = p.order
	switch {
	case a > 12:
		p.read = DayFirst
	case b > 12:
		p.read = MonthFirst
	case c == '.':
		p.read = DayFirst
	}
	if p.read == MonthFirst {
		a, b = b, a
	}
	return p.set(y, b, a)
}

// yearLast reads a year of four digits, or of two after an apostrophe or a
// hyphen.
func (p *parser) yearLast() (int, bool) {
	short := p.i > 0 && p.s[p.i-1] == '-' || p.any("'", "’") || p.whole || p.place == inFeed
	y, digits := p.number()
	if digits == 2 && short && p.at0() != ':' {
		return century(y), true
	}
	return y, digits == 4
}

// century completes a year of two digits.
func century(y int) int {
	if y < 70 {
		return 2000 + y
	}
	return 1900 + y
}

// set keeps the day when there is one.
func (p *parser) set(y, m, d int) bool {
	switch {
	case p.zero == '۰' && solarYear(y):
		y, m, d = fromSolar(y, m, d)
	case (p.thai || p.zero == '๐') && buddhistYear(y):
		y -= buddhist
	}
	first, last := firstPrinted, lastAlone
	if p.place != inText {
		first, last = firstField, lastField
	}
	if y < first || y > last || !exists(y, m, d) {
		return false
	}
	if y > lastPrinted && !p.whole && !p.ends() {
		return false
	}
	p.year, p.month, p.day = y, m, d
	return true
}

// exists reports whether there is such a day.
func exists(y, m, d int) bool {
	_, month, day := model.NewDay(y, time.Month(m), d).Date()
	return int(month) == m && day == d
}

// monthAndYear reads a month and its year in any order, or a year.
func (p *parser) monthAndYear() bool {
	var n, digits int
	ok := true
	if digit(p.at0()) {
		n, digits = p.number()
	} else if n, ok = p.monthName(); ok {
		p.between()
		digits = 2
	}
	switch {
	case !ok:
		return false
	case digits == 2: // June 2013, 06/2013
		if digit(p.s[p.i-1]) && !p.sign('/') {
			return false
		}
		p.month = n
		p.year, digits = p.number()
		return digits == 4 && n > 0
	case digits != 4:
		return false
	}
	p.year = n
	switch {
	case p.i == len(p.s):
		return true
	case p.any("年", "년"):
		p.blanks()
		p.month, ok = p.upTo(2)
		p.blanks()
		return ok && p.month > 0 && p.any("月", "월")
	case p.any("-", "/"):
		if p.month, digits = p.number(); digits == 2 {
			return p.month > 0
		}
	}
	p.between()
	p.month, ok = p.monthName()
	return ok
}
