// Package calendar is the month that stands under the prompt for a date: its
// days with how much was published on each, of which one or several can be
// chosen. It never asks for counts: Span says what is wanted, Take brings it.
package calendar

import (
	"time"

	"dateline/model"
)

// Rows is how high the pane is: the month in words, the names of the days, six
// weeks.
const Rows = 8

// The first and the last year of a calendar: those that can be typed.
const (
	firstYear = 1
	lastYear  = 9999
)

// Calendar is the pane. The zero Calendar is empty; SetSize must be called
// before it is drawn.
type Calendar struct {
	width, height int
	week          time.Weekday

	today  model.Day
	cur    model.Day
	from   model.Day // where the range begins
	ranged bool
	chosen [2]model.Day // the days [from, to) that the filter asks for

	counts map[model.Day]count // of the days [have[0], have[1])
	have   [2]model.Day
	most   int // the largest of them
	wide   int // articles of the month of which no day is known
}

type count struct{ total, unread int }

// SetSize gives the pane its size in cells.
func (c *Calendar) SetSize(w, h int) { c.width, c.height = w, h }

// SetWeek says on which day weeks begin.
func (c *Calendar) SetWeek(d time.Weekday) { c.week = d }

// SetToday says which day is today.
func (c *Calendar) SetToday(d model.Day) { c.today = d }

// Empty reports whether the pane has no room.
func (c *Calendar) Empty() bool { return c.cell() == 0 || c.height <= 0 }

// Look puts the cursor on a day and ends a range.
func (c *Calendar) Look(d model.Day) {
	c.cur, c.ranged = clamp(d), false
}

// Put puts the cursor on a day; a range that was begun ends there.
func (c *Calendar) Put(d model.Day) { c.cur = clamp(d) }

// Day returns the day under the cursor.
func (c *Calendar) Day() model.Day { return c.cur }

// SetChosen says which days [from, to) the filter asks for; none where these
// are equal.
func (c *Calendar) SetChosen(from, to model.Day) { c.chosen = [2]model.Day{from, to} }

// Move moves the cursor by days.
func (c *Calendar) Move(days int) { c.Put(c.cur + model.Day(days)) }

// MoveMonths moves the cursor by months, to the same day or the last one of a
// shorter month.
func (c *Calendar) MoveMonths(n int) {
	y, m, day := c.cur.Date()
	first := clamp(model.NewDay(y, m+time.Month(n), 1))
	y, m, _ = first.Date()
	c.cur = min(first+model.Day(day)-1, model.NewDay(y, m+1, 1)-1)
}

func clamp(d model.Day) model.Day {
	return max(model.NewDay(firstYear, 1, 1), min(d, model.NewDay(lastYear, 12, 31)))
}

// Range begins a range at the cursor, or ends it.
func (c *Calendar) Range() { c.ranged, c.from = !c.ranged, c.cur }

// Ranged reports whether a range has been begun, Spans whether the cursor has
// left the day on which it was.
func (c *Calendar) Ranged() bool { return c.ranged }

// Spans is described at Ranged.
func (c *Calendar) Spans() bool { return c.ranged && c.from != c.cur }

// choice returns the first and the last day of what is chosen.
func (c *Calendar) choice() (first, last model.Day) {
	if c.ranged {
		return min(c.from, c.cur), max(c.from, c.cur)
	}
	return c.cur, c.cur
}

// Text is what is chosen as it would be typed: a day, or a range a..b.
func (c *Calendar) Text() string {
	first, last := c.choice()
	if first == last {
		return first.String()
	}
	return first.String() + ".." + last.String()
}

// Span returns the days [from, to) of the month that is seen.
func (c *Calendar) Span() (from, to model.Day) {
	y, m, _ := c.cur.Date()
	return model.NewDay(y, m, 1), model.NewDay(y, m+1, 1)
}

// Known reports whether the month that is seen has been counted.
func (c *Calendar) Known() bool {
	from, to := c.Span()
	return c.counts != nil && c.have == [2]model.Day{from, to}
}

// Take brings the counts of the days [from, to).
func (c *Calendar) Take(from, to model.Day, days []model.Bucket) {
	c.have, c.most = [2]model.Day{from, to}, 0
	c.counts, c.wide = make(map[model.Day]count, len(days)), 0
	for _, b := range days {
		if b.Known.Wide() {
			c.wide += b.Total
			continue
		}
		c.counts[b.Start] = count{b.Total, b.Unread}
		c.most = max(c.most, b.Total)
	}
}

// Forget drops the counts: they are of another filter.
func (c *Calendar) Forget() { c.counts = nil }

// lead is how many cells of the first week stand before the month.
func (c *Calendar) lead() int {
	from, _ := c.Span()
	return (int(from.Weekday()) - int(c.week) + 7) % 7
}

// At returns the day in a cell of the pane, if there is one.
func (c *Calendar) At(x, y int) (model.Day, bool) {
	cell := c.cell()
	if cell == 0 || x < 0 || x >= 7*cell || y < 2 || y >= min(Rows, c.height) {
		return 0, false
	}
	from, to := c.Span()
	d := from + model.Day((y-2)*7+x/cell-c.lead())
	return d, d >= from && d < to
}

// Cursor returns the column and the line of the cursor in the pane, or -1, -1.
func (c *Calendar) Cursor() (x, y int) {
	from, _ := c.Span()
	i := c.lead() + int(c.cur-from)
	if y = 2 + i/7; c.Empty() || y >= c.height {
		return -1, -1
	}
	return i%7*c.cell() + c.mark(), y
}
