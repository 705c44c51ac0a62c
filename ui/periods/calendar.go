package periods

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/calendar"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/shared"
)

// Calendar is the calendar with what is asked for it.
type Calendar struct {
	*shared.State
	calendar.Calendar
	// Focused says that it has the keys of the prompt.
	Focused bool

	typed    bool         // the prompt's text is what was chosen in it
	of       string       // the filter, without its date, that its counts are of
	asked    [2]model.Day // the days that are being counted
	counting load.Load[[]model.Bucket]
}

// Chosen is what has come of a key or a click in the calendar.
type Chosen uint8

// The outcomes: nothing, the prompt's text is another, that ends the prompt, or the
// prompt is given up.
const (
	Nothing Chosen = iota
	Typed
	Taken
	GivenUp
)

// NewCalendar returns a calendar.
func NewCalendar(s *shared.State) *Calendar {
	c := &Calendar{State: s}
	c.SetWeek(s.Config.WeekStart)
	return c
}

// Resize gives the calendar its size in cells, 0 where it is not seen.
func (c *Calendar) Resize(w, h int) {
	c.SetSize(w, h)
	c.Focused = c.Focused && !c.Empty()
}

// FocusOn gives the keys to the calendar, where it is seen, and reports whether it is.
func (c *Calendar) FocusOn() bool {
	c.Focused, c.typed = c.Line.Editing() && !c.Empty(), false
	return c.Focused
}

// Leave gives the keys back to the prompt, where a date can be typed; what the calendar
// has put there is gone.
func (c *Calendar) Leave() {
	c.Focused = false
	if c.typed {
		c.Line.Open("")
	}
}

// Place shows what the filter asks for or, where that is nothing, the days around a
// headline.
func (c *Calendar) Place(h *model.Headline) {
	q := c.Current()
	today := model.DayOf(q.Now)
	c.SetToday(today)
	c.SetChosen(0, 0)
	at := today
	if h != nil && h.Published.Dated() {
		at = h.Published.Day(q.Zone())
	}
	if s, ok := query.DateSpan(q); ok {
		at = c.mark(s, today)
	}
	c.Look(at)
}

// Show shows a span of time.
func (c *Calendar) Show(s model.Span) {
	if !s.From.IsZero() || !s.To.IsZero() {
		c.Look(c.mark(s, model.DayOf(c.Filter.Query.Now)))
	}
}

// mark marks the days of a span and returns where the cursor belongs.
func (c *Calendar) mark(s model.Span, today model.Day) model.Day {
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return today
	case s.From.IsZero():
		s.FromDay = s.ToDay - 1
	case s.To.IsZero():
		s.ToDay = max(today, s.FromDay) + 1
	}
	c.SetChosen(s.FromDay, s.ToDay)
	if s.FromDay <= today && today < s.ToDay {
		return today
	}
	return max(s.FromDay, s.ToDay-1)
}

// Go moves in the calendar, n times, and types what is then under its cursor.
func (c *Calendar) Go(act keys.Action, n int) Chosen {
	switch act {
	case keys.DayLater:
		c.Move(n)
	case keys.DayEarlier:
		c.Move(-n)
	case keys.WeekLater:
		c.Move(7 * n)
	case keys.WeekEarlier:
		c.Move(-7 * n)
	case keys.MonthLater:
		c.MoveMonths(n)
	case keys.MonthEarlier:
		c.MoveMonths(-n)
	case keys.YearLater:
		c.MoveMonths(12 * n)
	case keys.YearEarlier:
		c.MoveMonths(-12 * n)
	case keys.Range:
		if c.Spans() {
			return c.write(Taken)
		}
		c.Range()
	case keys.TakePeriod:
		return c.write(Taken)
	case keys.Back:
		c.Focused = false
		return Nothing
	case keys.Close:
		if !c.Ranged() {
			return GivenUp
		}
		c.Range()
	}
	return c.write(Typed)
}

// Click takes a click in a cell: on a day it puts the cursor there, on the day under
// the cursor it takes it.
func (c *Calendar) Click(x, y int) Chosen {
	d, ok := c.At(x, y)
	switch {
	case !ok:
		return Nothing
	case c.Focused && d == c.Day():
		return c.write(Taken)
	case !c.Focused:
		c.FocusOn()
	}
	c.Put(d)
	return c.write(Typed)
}

// write puts what is chosen into the prompt.
func (c *Calendar) write(o Chosen) Chosen {
	c.typed = true
	c.Line.Open(c.Text())
	c.SetChosen(0, 0)
	return o
}

// Count counts the month that the calendar shows, where it is seen, unless that is
// known or being counted; again says that it may have changed.
func (c *Calendar) Count(again bool) tea.Cmd {
	if c.Empty() {
		return nil
	}
	text, q := undated(c.State)
	from, to := c.Span()
	asked := [2]model.Day{from, to}
	switch {
	case text != c.of:
		c.of = text
		c.Forget()
	case !again && (c.Known() || c.counting.Busy() && c.asked == asked):
		return nil
	}
	c.asked = asked
	lib, span := c.Library, model.NewSpan(from.In(q.Zone()), to.In(q.Zone()))
	return c.counting.Start(c.Ctx, func(ctx context.Context) ([]model.Bucket, error) {
		return lib.Histogram(ctx, q, model.ByDay, span)
	}, func(days []model.Bucket, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.CountForCalendar, err)
		}
		c.Take(from, to, days)
		return nil
	})
}
