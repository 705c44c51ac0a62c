// Package calendar is the month under the prompt for a date: its days with their
// counts, from which the reader chooses one or several. It never asks for
// counts: Span says what it needs, Take brings it.
package calendar

import (
	"time"

	"dateline/model"
)

// Rows is the height of the pane: the month in words, the names of the days, six
// weeks.
const Rows = 8

// The first and the last year of a calendar, as in dates that can be typed.
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
	cursor model.Day
	from   model.Day // where the range begins
	ranged bool
	chosen [2]model.Day // the days [from, to) of the filter

	counts  map[model.Day]count // of the days [counted[0], counted[1])
	counted [2]model.Day
	highest int // the largest of them
	coarse  int // articles known only to the month
}

type count struct{ total, unread int }

// SetSize sets the pane's size in cells.
func (c *Calendar) SetSize(w, h int) { c.width, c.height = w, h }

// SetWeek sets the first day of the week.
func (c *Calendar) SetWeek(d time.Weekday) { c.week = d }

// SetToday sets which day is today.
func (c *Calendar) SetToday(d model.Day) { c.today = d }

// Empty reports whether the pane has no room.
func (c *Calendar) Empty() bool { return c.cellWidth() == 0 || c.height <= 0 }

// Look puts the cursor on a day and ends a range.
func (c *Calendar) Look(d model.Day) {
	c.cursor, c.ranged = clamp(d), false
}

// Put puts the cursor on a day; a range extends to it.
func (c *Calendar) Put(d model.Day) { c.cursor = clamp(d) }

// Day returns the day under the cursor.
func (c *Calendar) Day() model.Day { return c.cursor }

// SetChosen sets the days [from, to) of the filter; equal days mean none.
func (c *Calendar) SetChosen(from, to model.Day) { c.chosen = [2]model.Day{from, to} }

// Move moves the cursor by days.
func (c *Calendar) Move(days int) { c.Put(c.cursor + model.Day(days)) }

// MoveMonths moves the cursor by months, to the same day or to the last day of a
// shorter month.
func (c *Calendar) MoveMonths(n int) {
	y, m, day := c.cursor.Date()
	first := clamp(model.NewDay(y, m+time.Month(n), 1))
	y, m, _ = first.Date()
	c.cursor = min(first+model.Day(day)-1, model.NewDay(y, m+1, 1)-1)
}

func clamp(d model.Day) model.Day {
	return max(model.NewDay(firstYear, 1, 1), min(d, model.NewDay(lastYear, 12, 31)))
}

// Range begins a range at the cursor, or ends it.
func (c *Calendar) Range() { c.ranged, c.from = !c.ranged, c.cursor }

// Ranged reports whether a range has begun.
func (c *Calendar) Ranged() bool { return c.ranged }

// Spans reports whether the range has more than one day.
func (c *Calendar) Spans() bool { return c.ranged && c.from != c.cursor }

// chosenDays returns the first and the last chosen day.
func (c *Calendar) chosenDays() (first, last model.Day) {
	if c.ranged {
		return min(c.from, c.cursor), max(c.from, c.cursor)
	}
	return c.cursor, c.cursor
}

// Text returns the chosen days as the reader would type them: a day, or a range
// a..b.
func (c *Calendar) Text() string {
	first, last := c.chosenDays()
	if first == last {
		return first.String()
	}
	return first.String() + ".." + last.String()
}

// Span returns the days [from, to) of the month on the screen.
func (c *Calendar) Span() (from, to model.Day) {
	y, m, _ := c.cursor.Date()
	return model.NewDay(y, m, 1), model.NewDay(y, m+1, 1)
}

// Known reports whether the month on the screen is counted.
func (c *Calendar) Known() bool {
	from, to := c.Span()
	return c.counts != nil && c.counted == [2]model.Day{from, to}
}

// Take brings the counts of the days [from, to).
func (c *Calendar) Take(from, to model.Day, days []model.Bucket) {
	c.counted, c.highest = [2]model.Day{from, to}, 0
	c.counts, c.coarse = make(map[model.Day]count, len(days)), 0
	for _, b := range days {
		if b.Known.Wide() {
			c.coarse += b.Total
			continue
		}
		c.counts[b.Start] = count{b.Total, b.Unread}
		c.highest = max(c.highest, b.Total)
	}
}

// Forget drops the counts of another filter.
func (c *Calendar) Forget() { c.counts = nil }

// leading returns how many cells of the first week precede the month.
func (c *Calendar) leading() int {
	from, _ := c.Span()
	return (int(from.Weekday()) - int(c.week) + 7) % 7
}

// At returns the day in a cell of the pane, if there is one.
func (c *Calendar) At(x, y int) (model.Day, bool) {
	cell := c.cellWidth()
	if cell == 0 || x < 0 || x >= 7*cell || y < 2 || y >= min(Rows, c.height) {
		return 0, false
	}
	from, to := c.Span()
	d := from + model.Day((y-2)*7+x/cell-c.leading())
	return d, d >= from && d < to
}

// Cursor returns the column and the line of the cursor in the pane, or -1, -1.
func (c *Calendar) Cursor() (x, y int) {
	from, _ := c.Span()
	i := c.leading() + int(c.cursor-from)
	if y = 2 + i/7; c.Empty() || y >= c.height {
		return -1, -1
	}
	return i%7*c.cellWidth() + c.markWidth(), y
}
