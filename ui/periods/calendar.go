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

// Calendar is the calendar pane with the queries that fill it.
type Calendar struct {
	*shared.State
	calendar.Calendar
	// Focused is set while the calendar, not the prompt, receives the keys.
	Focused bool

	typed    bool         // the prompt's text came from the calendar
	of       string       // the filter, without its date, behind the counts
	asked    [2]model.Day // the days being counted
	counting load.Load[[]model.Bucket]
}

// Chosen is the outcome of a key or a click in the calendar.
type Chosen uint8

// The outcomes: nothing, the prompt's text has changed, it has changed and ends the
// prompt, or the prompt is canceled.
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

// Resize sets the size in cells; 0 hides the calendar.
func (c *Calendar) Resize(w, h int) {
	c.SetSize(w, h)
	c.Focused = c.Focused && !c.Empty()
}

// FocusOn moves the keys to the calendar if it is visible, and reports whether it is.
func (c *Calendar) FocusOn() bool {
	c.Focused, c.typed = c.Line.Editing() && !c.Empty(), false
	return c.Focused
}

// Leave returns the keys to the prompt so that a date can be typed. It removes the text
// that the calendar put there.
func (c *Calendar) Leave() {
	c.Focused = false
	if c.typed {
		c.Line.Open("")
	}
}

// Place shows the filter's dates or, if it has none, the days around a headline.
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

// Show shows a time span.
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

// Go moves the cursor n times and types the date under it.
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

// Click handles a click in a cell. A first click on a day moves the cursor there, a
// second one chooses the day.
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

// write copies the chosen dates to the prompt.
func (c *Calendar) write(o Chosen) Chosen {
	c.typed = true
	c.Line.Open(c.Text())
	c.SetChosen(0, 0)
	return o
}

// Count counts the visible month, unless the counts are known or already on their way.
// again forces a new count: the library may have changed.
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
