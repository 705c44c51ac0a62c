package when

import (
	"time"

	"dateline/model"
)

// days returns the span of n days from d.
func (p *parser) days(d model.Day, n int) model.Span {
	return p.between(d, d+model.Day(n))
}

// between returns the span of the days from, ..., to-1.
func (p *parser) between(from, to model.Day) model.Span {
	return model.Span{From: from.In(p.zone()), To: to.In(p.zone()), FromDay: from, ToDay: to}
}

// months returns the span of n months from month m of year y; m may be out of
// range.
func (p *parser) months(y int, m time.Month, n int) model.Span {
	return p.between(model.NewDay(y, m, 1), model.NewDay(y, m+time.Month(n), 1))
}

// second returns the span of the second that begins at t.
func (p *parser) second(t time.Time) model.Span {
	return model.NewSpan(t, t.Add(time.Second))
}

// clockTime is a time of day and how precisely it was given.
type clockTime struct {
	hour, minute, second int
	length               time.Duration // an hour, a minute or a second
}

// moment returns the span of a time of day on d.
func (p *parser) moment(d model.Day, c clockTime) model.Span {
	y, m, dd := d.Date()
	at := time.Date(y, m, dd, c.hour, c.minute, c.second, 0, time.UTC)
	from, _ := wall(at, p.zone())
	_, to := wall(at.Add(c.length-time.Second), p.zone())
	if shown(to, p.zone()).Equal(at.Add(c.length - time.Second)) {
		to = to.Add(time.Second)
	}
	return model.NewSpan(from, to)
}

// shown returns what a clock in loc shows at t, as a time in UTC.
func shown(t time.Time, loc *time.Location) time.Time {
	t = t.In(loc)
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// wall returns the first and the last instant at which clocks in loc show the
// date and time of utc. Where they skip it, both are the instant at which the
// gap ends.
func wall(utc time.Time, loc *time.Location) (first, last time.Time) {
	guess := time.Date(utc.Year(), utc.Month(), utc.Day(), utc.Hour(), utc.Minute(), utc.Second(), 0, loc)
	found := false
	// The offsets on either side of any change nearby: changes shift clocks by
	// up to a day (zones that crossed the date line).
	for _, near := range [...]time.Duration{0, -3 * time.Hour, 3 * time.Hour, -25 * time.Hour, 25 * time.Hour} {
		_, offset := guess.Add(near).Zone()
		t := utc.Add(-time.Duration(offset) * time.Second)
		if !shown(t, loc).Equal(utc) {
			continue
		}
		if !found || t.Before(first) {
			first = t
		}
		if !found || t.After(last) {
			last = t
		}
		found = true
	}
	if found {
		return first.In(loc), last.In(loc)
	}
	start, end := guess.ZoneBounds()
	if shown(guess, loc).Before(utc) {
		start = end
	}
	return start, start
}

// monthsBack returns the day n months before d, or the last day of that month
// where it is too short.
func monthsBack(d model.Day, n int) model.Day {
	y, m, dd := d.Date()
	last := model.NewDay(y, m-time.Month(n)+1, 0)
	first := model.NewDay(y, m-time.Month(n), 1)
	return min(first+model.Day(dd-1), last)
}

// weekOf returns the first day of the week of d.
func weekOf(d model.Day, start time.Weekday) model.Day {
	return d - model.Day((int(d.Weekday())-int(start)+7)%7)
}

// isoWeek returns the Monday of week n of year y by ISO 8601, and whether that
// year has such a week: week 1 is that of 4 January.
func isoWeek(y, n int) (model.Day, bool) {
	first := weekOf(model.NewDay(y, time.January, 4), time.Monday)
	next := weekOf(model.NewDay(y+1, time.January, 4), time.Monday)
	d := first + model.Day(7*(n-1))
	return d, n >= 1 && d < next
}

// lastDay returns the last day of a month, which is how many it has.
func lastDay(y int, m time.Month) int {
	_, _, d := model.NewDay(y, m+1, 0).Date()
	return d
}
