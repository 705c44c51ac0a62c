package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/prompt"
)

// month is the calendar under a prompt for a date: what it is of, and what is
// asked for it.
type month struct {
	of      string       // the filter, without its date, that its counts are of
	asked   [2]model.Day // the days that are being counted
	typing  bool         // the prompt's text was put there by it
	focused bool         // it has the keys of the prompt
}

// openCalendar asks for a date with the keys in the calendar.
func (a *App) openCalendar() tea.Cmd {
	cmd := a.openPrompt(prompt.Date)
	if !a.toCalendar() {
		a.say(message.NoRoomForCalendar)
	}
	return cmd
}

// toCalendar gives the keys to the calendar, where it is seen.
func (a *App) toCalendar() bool {
	a.month.focused = a.Line.Editing() && !a.frame.Calendar.Empty()
	a.month.typing = false
	a.keys.Reset()
	return a.month.focused
}

// placeCalendar has the calendar show what the filter asks for, or where the
// list is.
func (a *App) placeCalendar() {
	q := a.Current()
	today := model.DayOf(q.Now)
	a.days.SetToday(today)
	a.days.SetChosen(0, 0)
	at := today
	if h, ok := a.browsing.Selected(); ok && h.Published.Dated() {
		at = h.Published.Day(q.Zone())
	}
	if s, ok := query.DateSpan(q); ok {
		at = a.chooseDays(s, today)
	}
	a.days.Look(at)
}

// chooseDays marks the days of a span and returns where the cursor belongs.
func (a *App) chooseDays(s model.Span, today model.Day) model.Day {
	switch {
	case s.From.IsZero() && s.To.IsZero():
		return today
	case s.From.IsZero():
		s.FromDay = s.ToDay - 1
	case s.To.IsZero():
		s.ToDay = max(today, s.FromDay) + 1
	}
	a.days.SetChosen(s.FromDay, s.ToDay)
	if s.FromDay <= today && today < s.ToDay {
		return today
	}
	return max(s.FromDay, s.ToDay-1)
}

// calendarFollows has the calendar show the date that is typed.
func (a *App) calendarFollows() tea.Cmd {
	if a.frame.Calendar.Empty() || a.month.focused {
		return nil
	}
	if a.prompt.Asking(prompt.GoTo) {
		if s, err := a.prompt.Span(a.Line.Text(), a.browsing.Here()); err == nil && (!s.From.IsZero() || !s.To.IsZero()) {
			a.days.Look(a.chooseDays(s, model.DayOf(a.Filter.Query.Now)))
		}
	} else {
		a.placeCalendar()
	}
	return a.readDays(false)
}

// inCalendar takes a key while the calendar has the keys. What means nothing
// there is typed: a date can be begun at any time.
func (a *App) inCalendar(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if text := msg.Key().Text; a.keys.Pending() != "" || len(text) != 1 || text[0] < '0' || text[0] > '9' {
		act, n := a.keys.Press(keys.Calendar, key)
		if act != keys.None {
			return a.moveCalendar(act, max(1, n))
		}
		if a.keys.Pending() != "" {
			return nil
		}
	}
	a.month.focused = false
	if a.month.typing {
		a.Line.Open("")
	}
	return a.typed(msg)
}

// moveCalendar moves in the calendar. What is under the cursor is put in the
// prompt, as if it had been typed.
func (a *App) moveCalendar(act keys.Action, n int) tea.Cmd {
	var open tea.Cmd
	if !a.month.focused {
		if open = a.openCalendar(); !a.month.focused {
			return open
		}
	}
	switch act {
	case keys.DayLater:
		a.days.Move(n)
	case keys.DayEarlier:
		a.days.Move(-n)
	case keys.WeekLater:
		a.days.Move(7 * n)
	case keys.WeekEarlier:
		a.days.Move(-7 * n)
	case keys.MonthLater:
		a.days.MoveMonths(n)
	case keys.MonthEarlier:
		a.days.MoveMonths(-n)
	case keys.YearLater:
		a.days.MoveMonths(12 * n)
	case keys.YearEarlier:
		a.days.MoveMonths(-12 * n)
	case keys.Range:
		if a.days.Spans() {
			return a.takeDays()
		}
		a.days.Range()
	case keys.TakePeriod:
		return a.takeDays()
	case keys.Back:
		a.month.focused = false
		return nil
	case keys.Close:
		if !a.days.Ranged() {
			return a.abandon()
		}
		a.days.Range()
	}
	return tea.Batch(open, a.typeDays())
}

// clickedCalendar takes a click in the calendar: on a day it puts the cursor
// there, on the day under the cursor it takes it.
func (a *App) clickedCalendar(x, y int) tea.Cmd {
	d, ok := a.days.At(x, y)
	switch {
	case !ok:
		return nil
	case a.month.focused && d == a.days.Day():
		return a.takeDays()
	case !a.month.focused:
		a.toCalendar()
	}
	a.days.Put(d)
	return a.typeDays()
}

// typeDays puts what is chosen in the calendar into the prompt.
func (a *App) typeDays() tea.Cmd {
	a.month.typing = true
	a.Line.Open(a.days.Text())
	a.days.SetChosen(0, 0)
	return tea.Batch(a.edited(), a.readDays(false))
}

// takeDays ends the prompt with what is chosen in the calendar.
func (a *App) takeDays() tea.Cmd {
	cmd := a.typeDays()
	return tea.Batch(cmd, a.accept())
}

// readDays counts the month that the calendar shows, where it is seen, unless
// that is known or being counted; again says that it may have changed.
func (a *App) readDays(again bool) tea.Cmd {
	if a.frame.Calendar.Empty() {
		return nil
	}
	text, q := a.undatedFilter()
	from, to := a.days.Span()
	asked := [2]model.Day{from, to}
	switch {
	case text != a.month.of:
		a.month.of = text
		a.days.Forget()
	case !again && (a.days.Known() || a.loadingMonth.Busy() && a.month.asked == asked):
		return nil
	}
	a.month.asked = asked
	lib, span := a.lib, model.NewSpan(from.In(q.Zone()), to.In(q.Zone()))
	return a.loadingMonth.Start(a.Ctx, func(ctx context.Context) ([]model.Bucket, error) {
		return lib.Histogram(ctx, q, model.ByDay, span)
	}, func(days []model.Bucket, err error) tea.Cmd {
		if err != nil {
			return a.failed(message.CountForCalendar, err)
		}
		a.days.Take(from, to, days)
		return nil
	})
}
