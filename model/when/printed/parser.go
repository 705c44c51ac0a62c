package printed

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/model"
	"dateline/model/when/lexicon"
)

// parser reads one printed date from s, from i on. It never goes back more
// than a few tokens, so its time is linear in what it reads.
type parser struct {
	s     string
	i     int
	order Order
	place place
	whole bool // s is nothing but a date, so bare digits may be one
	last  struct {
		at, end int // where the word stands that was read last
		word    word
		ok      bool
	}

	rivals uint16 // the months that the month's name may be
	wanted uint8  // the weekdays that the word before the date may be; 0: any
	thai   bool   // the month's name is Thai
	zero   rune   // the digit for nothing that is written; 0: all are ASCII's
	parted int    // behind a dash between a weekday and its date; 0: there is none

	year, month, day int // the day is 0 where a month is all that is known, the month where a year is
	label            Label
	numeric          bool
	ambiguous        bool
	read             Order // of a numeric date

	hour, minute, second int
	clocked, halved      bool           // there is a time of day, one with am or pm
	zone                 *time.Location // nil: unknown
	korean               bool
}

// place is where a date stands, which says what may be assumed of it.
type place uint8

const (
	inText  place = iota // printed for readers
	inField              // what a program wrote into a field for a date
	inFeed               // likewise, in a feed
)

// The years of printed dates. Others are page numbers and prices; some years
// far ahead are years where nothing follows them. What programs write may be of any
// year of four digits.
const (
	firstPrinted = 1800
	lastPrinted  = 2199
	lastAlone    = 2999
	firstField   = 1000
	lastField    = 9999
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
	if !ok {
		return false
	}
	if p.at0() >= utf8.RuneSelf {
		p.yearWord()
	}
	if r, _ := utf8.DecodeRuneInString(p.s[p.i:]); unicode.IsDigit(r) && !strings.HasSuffix(p.s[:p.i], "日") || p.i > 0 && r < 0x2e80 && unicode.IsLetter(r) && r != 'T' && r != 't' {
		return false
	}
	p.tail()
	return true
}

// ends reports whether nothing follows.
func (p *parser) ends() bool { return strings.Trim(p.s[p.i:], closers) == "" }

// origin says from where the date is.
func (p *parser) origin() model.Origin {
	if p.place == inField {
		return model.FromMetadata
	}
	return model.FromStated
}

// match returns what was read, which began at start.
func (p *parser) match(start int) Match {
	m := Match{Start: start, End: p.i, Label: p.label, Numeric: p.numeric, Ambiguous: p.ambiguous, Order: p.read}
	if p.place == inFeed && p.halved && p.ambiguous && strings.Contains(p.s, "/") { // programs that write "pm" put the month first
		p.month, p.day, m.Order = p.day, p.month, MonthFirst
	}
	from := p.origin()
	if p.place == inFeed && p.zone == nil {
		p.zone = time.UTC
		if p.korean {
			p.zone = lexicon.Fixed(9 * 3600)
		}
	}
	switch {
	case p.month == 0:
		m.Date = model.InYear(p.year, from)
	case p.day == 0:
		m.Date = model.InMonth(p.year, time.Month(p.month), from)
	case p.clocked && p.zone != nil:
		m.Date = model.AtInstant(time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.second, 0, p.zone), from)
	default:
		m.Date = model.OnDay(model.NewDay(p.year, time.Month(p.month), p.day), from)
	}
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
		case (w.is(aSmallWord) || w.is(aClockWord) && n > 0) && !(w.days != 0 && p.at0() == '.') && !(w.is(aDayName) && w.days == 0 && n == 0): // "do", "di"
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
		if p.blanks(); p.any(":", "：") {
			p.blanks()
		}
	}
	if p.label == NoLabel && small > 1 {
		p.i = begin
	}
}

// clockBefore reads a time of day that stands before its date.
func (p *parser) clockBefore() bool {
	if !digit(p.at0()) || !p.clock() {
		return false
	}
	p.blanks()
	for p.any(",", "|", "-", "–", "·", "•") {
		p.blanks()
	}
	return true
}

// weekdayAndDay reads a day with the weekday that may stand before it.
func (p *parser) weekdayAndDay() bool {
	from := p.i
	if w, ok := p.word(); ok && w.is(aDayName) {
		p.wanted = w.days
		dot := p.any(".", ",", "、", "،", "፣", "՝", "၊")
		p.blanks()
		if dot {
			p.any(",", "،")
			p.blanks()
		}
		parted := 0
		if p.any("-", "–", "|") {
			p.blanks()
			parted = p.i
		}
		after := p.i
		if w, ok := p.word(); ok && w.kind != aMonthName && (w.is(aSmallWord) || w.is(aJoiner) || w.is(aDayName) || w.is(aParticle)) { // "the", "le", "feira"
			p.any(",", ".")
			p.blanks()
		} else {
			p.i = after
		}
		if (p.dayMonthYear() || p.clockBefore() && p.dayMonthYear()) && p.onWeekday(p.wanted) {
			p.parted = parted
			return true
		}
	}
	p.i, p.wanted = from, 0
	return p.dayMonthYear()
}

// onWeekday reports whether the day is one of some weekdays, and takes the month that
// makes it one where the month's name is that of several; 0 are all of them.
func (p *parser) onWeekday(days uint8) bool {
	if days == 0 {
		return true
	}
	on := func(month int) bool {
		return exists(p.year, month, p.day) && days>>model.NewDay(p.year, time.Month(month), p.day).Weekday()&1 != 0
	}
	if on(p.month) {
		return true
	}
	for m := 1; m <= 12; m++ {
		if p.rivals>>(m-1)&1 != 0 && on(m) {
			p.month = m
			return true
		}
	}
	return false
}
