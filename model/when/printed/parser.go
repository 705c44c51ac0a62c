// Package printed reads dates as documents print them, in the languages of package
// lexicon. It never asks the system for the time.
package printed

import (
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model"
)

// parser reads one printed date from s, from i on. It never goes back more
// than a few tokens, so its time is linear in what it reads.
type parser struct {
	s     string
	i     int
	order Order
	whole bool // s is nothing but a date, so bare digits may be one
	last  struct {
		at, end int // where the word stands that was read last
		word    word
		ok      bool
	}

	parted int // behind a dash between a weekday and its date; 0: there is none

	year, month, day int
	label            Label
	numeric          bool
	ambiguous        bool
	read             Order // of a numeric date

	hour, minute, second int
	clocked              bool
	offset               int // seconds east of UTC
	zoned                bool
	place                *time.Location // the zone, where it is named by a place
}

// The years of printed dates. Others are page numbers and prices; some years
// far ahead are years where nothing follows them.
const (
	firstPrinted = 1800
	lastPrinted  = 2199
	lastAlone    = 2999
)

// scan reads a date with its label, weekday and time of day, and leaves i
// behind it.
func (p *parser) scan() bool {
	p.labels()
	if !digit(p.at0()) && p.clockBefore() {
		p.labels()
	}
	ok := p.weekdayAndDay()
	if !ok && p.clockBefore() {
		p.labels()
		ok = p.weekdayAndDay()
	}
	if !ok || !exists(p.year, p.month, p.day) {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(p.s[p.i:]); unicode.IsDigit(r) || p.i > 0 && r < 0x2e80 && unicode.IsLetter(r) && r != 'T' && r != 't' {
		return false
	}
	p.tail()
	return true
}

// match returns what was read, which began at start.
func (p *parser) match(start int) Match {
	m := Match{Start: start, End: p.i, Label: p.label, Numeric: p.numeric, Ambiguous: p.ambiguous, Order: p.read}
	if p.clocked && p.zoned {
		zone := time.UTC
		switch {
		case p.place != nil:
			zone = p.place
		case p.offset != 0:
			zone = time.FixedZone("", p.offset)
		}
		m.Date = model.AtInstant(time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.second, 0, zone), model.FromStated)
		return m
	}
	m.Date = model.OnDay(model.NewDay(p.year, time.Month(p.month), p.day), model.FromStated)
	return m
}

// labels reads words such as "Published on" and the colon after them. Small
// words by themselves are a label only where they may stand before a date: "on",
// but not "at last".
func (p *parser) labels() {
	begin, small := p.i, 0
	for n := 0; n < 5; n++ {
		from := p.i
		w, ok := p.word()
		if !ok {
			break
		}
		switch {
		case w.is(aPublished):
			if p.label == NoLabel {
				p.label = Publication
			}
		case w.is(anUpdated):
			p.label = Update
		case (w.is(aSmallWord) || w.is(aClockWord) && n > 0) && !(w.is(aDayName) && n == 0): // "do", "di"
			if small++; w.kind == aSmallWord && w.n == 0 {
				small++
			}
		default:
			p.i = from
			if p.label == NoLabel && small > 1 {
				p.i = begin
			}
			return
		}
		p.blanks()
		if p.sign(':') || p.signs("：") {
			p.blanks()
		}
	}
	if p.label == NoLabel && small > 1 {
		p.i = begin
	}
}

// clockBefore reads a time of day that stands before its date.
func (p *parser) clockBefore() bool {
	from := p.i
	if digit(p.at0()) && p.clock() {
		p.blanks()
		for p.sign(',') || p.sign('|') || p.sign('-') || p.signs("–") || p.signs("·") || p.signs("•") {
			p.blanks()
		}
		return true
	}
	p.i = from
	return false
}

// weekdayAndDay reads a day with the weekday that may stand before it.
func (p *parser) weekdayAndDay() bool {
	from := p.i
	if w, ok := p.word(); ok && w.is(aDayName) {
		dot := p.sign('.') || p.sign(',') || p.signs("、")
		p.blanks()
		if dot {
			p.sign(',')
			p.blanks()
		}
		parted := 0
		if p.sign('-') || p.signs("–") || p.sign('|') {
			p.blanks()
			parted = p.i
		}
		after := p.i
		if w, ok := p.word(); ok && (w.is(aSmallWord) || w.is(aJoiner)) || ok && w.is(aDayName) { // "the", "le", "feira"
			p.sign(',')
			p.blanks()
		} else {
			p.i = after
		}
		if p.dayMonthYear() || p.clockBefore() && p.dayMonthYear() {
			p.parted = parted
			return true
		}
	}
	p.i = from
	return p.dayMonthYear()
}

// dayMonthYear reads a day in any order of its parts.
func (p *parser) dayMonthYear() bool {
	from := p.i
	if !digit(p.at0()) {
		if p.era() || p.monthFirst() {
			return true
		}
		p.i = from
		return false
	}
	n, digits := p.number()
	switch {
	case digits == 4 && p.yearFirst(n):
		return true
	case digits <= 2 && p.dayFirst(n):
		return true
	case digits == 8 && p.whole && n/10000 <= lastPrinted && p.set(n/10000, n/100%100, n%100):
		return true
	}
	p.i = from
	return false
}

// exists reports whether there is such a day.
func exists(y, m, d int) bool {
	_, month, day := model.NewDay(y, time.Month(m), d).Date()
	return int(month) == m && day == d
}
