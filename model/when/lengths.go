package when

import (
	"fmt"
	"time"

	"dateline/model"
)

// clockUnits are the units of the clock.
var clockUnits = [...]time.Duration{unitSecond: time.Second, unitMinute: time.Minute, unitHour: time.Hour}

// monthsOf are the units that are counted in months.
var monthsOf = [...]int{unitMonth: 1, unitQuarter: 3, unitYear: 12}

// maxCount bounds what stands before a unit: enough for ten thousand years of
// days, and too little to overflow a Duration of hours.
const maxCount = 2_000_000

// length returns the last n units: rolling to now for units of the clock,
// whole days to the end of today for the others.
func (p *parser) length(n token, u unit) (model.Span, *Error) {
	if err := p.countable(n); err != nil {
		return model.Span{}, err
	}
	switch u {
	case unitSecond, unitMinute, unitHour:
		return model.NewSpan(p.now.Add(-time.Duration(n.n)*clockUnits[u]), p.now), nil
	}
	from := p.shift(u, -n.n) + 1
	if from < model.NewDay(minYear, 1, 1) {
		return model.Span{}, p.tooFar(n)
	}
	return p.between(from, p.today+1), nil
}

// distant returns the day, or for units of the clock the second, n units from
// now; sign is -1 for the past.
func (p *parser) distant(n token, u unit, sign int) (model.Span, *Error) {
	if err := p.countable(n); err != nil {
		return model.Span{}, err
	}
	switch u {
	case unitSecond, unitMinute, unitHour:
		return p.second(p.now.Add(time.Duration(sign*n.n) * clockUnits[u])), nil
	}
	d := p.shift(u, sign*n.n)
	if d < model.NewDay(minYear, 1, 1) || d > model.NewDay(maxYear, 12, 31) {
		return model.Span{}, p.tooFar(n)
	}
	return p.days(d, 1), nil
}

// shift returns the day n units from today.
func (p *parser) shift(u unit, n int) model.Day {
	switch u {
	case unitDay:
		return p.today + model.Day(n)
	case unitWeek:
		return p.today + model.Day(7*n)
	}
	return monthsBack(p.today, -n*monthsOf[u])
}

func (p *parser) countable(n token) *Error {
	switch {
	case n.n < 1:
		return p.at(n, "nothing lasts that short", "say 1d or today")
	case n.n > maxCount:
		return p.tooFar(n)
	}
	return nil
}

func (p *parser) tooFar(n token) *Error {
	return p.at(n, fmt.Sprintf("%d is too many: that is outside the years 1000 to 9999", n.n), "say 7d, 3mo or 1y")
}

// numbered reads week and quarter numbers: q4 and w45 of this year, "q4 2018",
// "2018 week 45", "4th quarter 2018".
func (p *parser) numbered(ts []token) (model.Span, *Error) {
	y, _, _ := p.today.Date()
	n, u := 0, unitDay
	for _, t := range ts {
		switch t.kind {
		case aYear:
			y = t.n
		case aUnit:
			u = unit(t.n)
		default:
			n = t.n
		}
	}
	switch u {
	case unitWeek:
		return p.numberedWeek(y, n)
	case unitQuarter:
		return p.quarter(y, n)
	}
	return model.Span{}, p.noSense(ts)
}

// Length reads a length of time such as 3d, 2w, 1mo or 12h, and returns the
// function that moves an instant by n such lengths in its own zone: by the
// clock for hours, minutes and seconds, else by the calendar to the same time
// of day. The error is always an *Error.
func Length(text string) (func(t time.Time, n int) time.Time, error) {
	p := parser{text: text}
	if len(text) > maxText {
		return nil, &Error{Len: len(text), Word: text[:20], Msg: "this is too long for a length of time", Hint: "say 3d, 2w, 1mo or 12h"}
	}
	if err := p.tokenize(); err != nil {
		err.Hint = "say 3d, 2w, 1mo or 12h"
		return nil, err
	}
	if s := shape(p.toks); s != "NU" && s != "YU" {
		return nil, p.wrong(fmt.Sprintf("%q is no length of time", text), "say 3d, 2w, 1mo or 12h")
	}
	if err := p.countable(p.toks[0]); err != nil {
		return nil, err
	}
	count, u := p.toks[0].n, unit(p.toks[1].n)
	if u >= unitMonth && count*monthsOf[u] > 12*maxYear {
		return nil, p.tooFar(p.toks[0])
	}
	return func(t time.Time, n int) time.Time { return move(t, u, n*count) }, nil
}

// move returns t moved by n units.
func move(t time.Time, u unit, n int) time.Time {
	if u < unitDay {
		return t.Add(time.Duration(n) * clockUnits[u])
	}
	d := model.DayOf(t)
	p := parser{today: d}
	moved := p.shift(u, n)
	if t.Equal(d.In(t.Location())) {
		return moved.In(t.Location())
	}
	s := shown(t, t.Location())
	y, m, dd := moved.Date()
	first, _ := wall(time.Date(y, m, dd, s.Hour(), s.Minute(), s.Second(), 0, time.UTC), t.Location())
	return first
}
