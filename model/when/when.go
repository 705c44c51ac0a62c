// Package when reads dates that people type, as spans of time in their zone; those
// that documents print are read by package printed. It never asks the system for the
// time.
//
// # What a typed date means
//
// Every date is a half-open span in the reader's zone, which is the Location
// of the time that is passed in. A day begins at its first instant in that
// zone and ends where the next one begins, so it may last 23 or 25 hours.
//
//	2018  2018-11  2018-11-06                 the year, month, day
//	2018-11-06T14:30                          the minute (a second when :ss is given)
//	2018-w45  2018-q4                         the ISO week (always from Monday), the quarter
//	nov-2018  6-nov-2018  "6 November 2020"   names of months in many languages
//	6-november  november                      the latest one that has begun
//	monday                                    the latest Monday, which may be today
//	last-monday                               the latest Monday before today
//	this-monday  next-monday                  that of this week; the first one after today
//	today  yesterday  tomorrow                days
//	now                                       the current second
//	this-week  last-month  next-year          calendar units (week, month, quarter, year)
//	24h  90min  30s                           rolling: so long ago until now
//	7d  2w                                    so many calendar days, today being the last
//	3mo  1q  1y                               up to the end of today, from the day after the
//	                                          same day so many months ago: on 23 November
//	                                          1mo is 24 October to 23 November
//	3-days-ago  2-weeks-ago  1-year-ago       the one day that long ago; where the month is
//	                                          too short, its last day
//	3-hours-ago                               the second that long ago
//	in-3-days                                 the one day that far ahead
//	today-14:30  6-nov-2018-2pm               a time of day (am, pm or 24 hours)
//
// Blanks, hyphens, commas and full stops between the parts mean the same.
//
// A time of day that the clock shows twice, when summer time ends, is the span
// from its first to its second appearance; one that it skips, when summer time
// begins, is the empty span at the end of the gap.
package when

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
)

// Options are the customs of a reader that dates depend on.
type Options struct {
	// WeekStart is the first day of this-week, last-week and next-week. The
	// zero value is Sunday.
	WeekStart time.Weekday
}

// Error says which word of a date was not understood and what would do.
type Error struct {
	Pos, Len int    // where the word stands, in bytes of the text
	Word     string // the word; empty where something is missing
	Msg      string // what is wrong, lower case
	Hint     string // what would do
}

// Error returns the message and the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + ": " + e.Hint
}

// maxText bounds a date, in bytes.
const maxText = 200

// The years that can be typed. Four digits always, so that the zero Time,
// which is how a Span says "open", is never meant.
const (
	minYear = 1000
	maxYear = 9999
)

const examples = `say 2018, 2018-11, 2018-11-06, 6-nov-2018, today, last-tuesday, 7d or 3-days-ago`

// Parse reads a date as people type it and returns the span it stands for, in
// the zone and by the clock of now. The package comment says what each form
// means. The span is closed at both ends and its years are 1000 to 9999; an
// error is always an *Error.
func Parse(text string, now time.Time, o Options) (model.Span, error) {
	if len(text) > maxText {
		return model.Span{}, &Error{Len: len(text), Word: text[:20], Msg: "this is too long for a date", Hint: examples}
	}
	p := parser{text: text, now: now.Truncate(time.Second), week: o.WeekStart}
	p.today = model.DayOf(now)
	s, err := p.parse()
	if err != nil {
		return model.Span{}, err
	}
	if y := s.From.Year(); y < minYear || y > maxYear {
		return model.Span{}, p.wrong("that is outside the years 1000 to 9999", "")
	}
	if y := s.To.Year(); y > maxYear+1 {
		return model.Span{}, p.wrong("that is outside the years 1000 to 9999", "")
	}
	return s, nil
}

// parser holds what one call of Parse needs.
type parser struct {
	text  string
	now   time.Time // to the second
	today model.Day
	week  time.Weekday
	toks  []token
}

func (p *parser) parse() (model.Span, *Error) {
	if s, ok, err := p.numeric(strings.TrimSpace(p.text)); ok || err != nil {
		return s, err
	}
	if err := p.tokenize(); err != nil {
		return model.Span{}, err
	}
	if len(p.toks) == 0 {
		return model.Span{}, p.wrong("a date is missing", examples)
	}
	clock, rest, err := p.splitClock(p.toks)
	if err != nil {
		return model.Span{}, err
	}
	if clock == nil {
		return p.words(p.toks)
	}
	day := p.days(p.today, 1)
	if len(rest) > 0 {
		if day, err = p.words(rest); err != nil {
			return model.Span{}, err
		}
	}
	if day.ToDay-day.FromDay != 1 || !day.From.Equal(day.FromDay.In(p.zone())) {
		return model.Span{}, p.at(p.toks[len(p.toks)-1], "a time of day needs one day", "say 2018-11-06T14:30 or yesterday-14:30")
	}
	return p.moment(day.FromDay, *clock), nil
}

func (p *parser) zone() *time.Location { return p.now.Location() }

// wrong returns an error about the whole text, at about a word of it.
func (p *parser) wrong(msg, hint string) *Error {
	return &Error{Len: len(p.text), Word: p.text, Msg: msg, Hint: hint}
}

func (p *parser) at(t token, msg, hint string) *Error {
	return &Error{Pos: t.pos, Len: t.end - t.pos, Word: p.text[t.pos:t.end], Msg: msg, Hint: hint}
}

func noDate(s string) (string, string) {
	return fmt.Sprintf("%q is no date", s), examples
}
