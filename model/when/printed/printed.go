// Package printed reads dates as documents state them, in the languages of package
// lexicon. It has one grammar for three places: text that is printed for readers,
// fields in which programs write dates, and feeds. What is read in one is the same
// date in the others, but that
//
//   - a text states a day or an instant, and Wide reads its months and years; fields
//     and feeds state any of these, or seconds since 1970 and finer units;
//   - a time without a zone that is known is UTC in a feed (Korea's where it is written
//     in Korean); elsewhere only its day is known;
//   - of two numbers with a short year the year is the first in a feed (03-12-31), the
//     last elsewhere, and feeds with am and pm have the month first;
//   - words that are zones, as "art" and "met", are so in a text in capitals only; what
//     single letters and AT mean, programs alone write.
//
// It never asks the system for the time.
package printed

import (
	"strings"

	"dateline/model"
)

// Order is how a date of three small numbers is read.
type Order uint8

// The orders. What can only be the other is read as the other: 11/23/2020 is
// 23 November in both.
const (
	DayFirst   Order = iota // 11/06/2020 is 11 June
	MonthFirst              // 11/06/2020 is 6 November
)

// Match is a printed date that was found.
type Match struct {
	Date       model.Date // From is model.FromStated, of a Field model.FromMetadata
	Start, End int        // the bytes [Start, End) it takes, with its label, weekday, time and brackets
	// Label says what words before it call it.
	Label Label
	// Numeric is set for three numbers whose order depends on the country. Such
	// a date is Ambiguous when both orders give a day; Order is the one it was
	// read in.
	Numeric, Ambiguous bool
	Order              Order
	// Apart is set when punctuation, wide space, a label or the edge of the
	// line parts the date from what stands beside it. Prose is not apart.
	Apart bool
}

// Label is what a page calls a date.
type Label uint8

// The labels, for words such as "Posted on" and "Last updated".
const (
	NoLabel Label = iota
	Publication
	Update
)

// maxText bounds a date, in bytes.
const maxText = 300

// Parse reads a date as pages and documents print it; the whole of s must be the
// date, but for a weekday, a time of day, and words such as "Published on" around it.
// Numbers that may be read in both orders are read in order.
func Parse(s string, order Order) (Match, bool) {
	v := plain(s, 0, len(s))
	p := parser{s: v.s, order: order, whole: true, zero: v.zero}
	if !p.opens() || !p.begins() && !digit(p.at0()) {
		return Match{}, false
	}
	return v.back(p.all())
}

// opens passes over what may open a date, and reports whether one may follow.
func (p *parser) opens() bool {
	if len(p.s) > maxText || !hasYear(p.s) {
		return false
	}
	p.i = len(p.s) - len(strings.TrimLeft(p.s, openers))
	return p.i < len(p.s)
}

// all reads a date that nothing follows.
func (p *parser) all() (Match, bool) {
	start := p.i
	if !p.scan() || !p.ends() {
		return Match{}, false
	}
	m := p.match(start)
	m.Apart = true
	return m, true
}

// Wide reads a month with its year, or a year alone, as pages and documents
// print them: "June 2013", "juin 2013", "2013-06", "06/2013", "2013年6月", "2013". The
// whole of s must be that, but for words such as "Published".
func Wide(s string) (model.Date, bool) {
	v := plain(s, 0, len(s))
	p := parser{s: v.s, zero: v.zero}
	return p.wide()
}

func (p *parser) wide() (model.Date, bool) {
	if !p.opens() {
		return model.Date{}, false
	}
	p.s = strings.TrimRight(p.s, closers)
	p.labels()
	if !p.monthAndYear() || p.i < len(p.s) || p.year < firstPrinted || p.year > lastPrinted || p.month > 12 {
		return model.Date{}, false
	}
	return p.match(0).Date, true
}
