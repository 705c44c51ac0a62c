package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/periods"
	"dateline/ui/prompt"
	"dateline/ui/sources"
)

// What the timeline, the calendar and the column of sources do on the screen: when they
// are seen and have the keys, and what follows from what is chosen in them.

func (a *App) followSources() tea.Cmd {
	h := a.sources.Happened()
	switch {
	case h.Chosen:
		return tea.Batch(a.focusOn(keys.List), a.browsing.Apply(h.Filter, model.At{}))
	case h.Views && a.opts.Filter != "" && a.Filter.Text == "" && a.Filter.Err != nil && !a.touched:
		return a.browsing.Apply(a.opts.Filter, model.At{}) // it has waited for the views
	}
	return nil
}

func (a *App) followTimeline() tea.Cmd {
	if !a.timeline.Counted() {
		return nil
	}
	a.pointTimeline()
	return a.catchUp(keys.Timeline, a.moveTimeline)
}

// nextPane gives the keys to the next pane, or to the one before.
func (a *App) nextPane(forth bool) tea.Cmd {
	panes := []func() tea.Cmd{
		func() tea.Cmd { return a.focusOn(keys.List) },
		func() tea.Cmd { return a.focusOn(keys.Article) },
	}
	if a.timeline.Wanted {
		panes = append(panes, a.toTimeline)
	}
	if !a.frame.Side.Empty() || a.sources.Wanted == sources.Always {
		panes = append(panes, a.toSources)
	}
	at := 0
	switch a.scope() {
	case keys.Sources:
		at = len(panes) - 1
	case keys.Article:
		at = 1
	case keys.Timeline:
		at = 2
	}
	if forth {
		return panes[(at+1)%len(panes)]()
	}
	return panes[(at+len(panes)-1)%len(panes)]()
}

// focusFor gives the keys to a pane of those that an action counts in.
func (a *App) focusFor(in keys.Scope) tea.Cmd {
	switch {
	case in&keys.List != 0:
		return a.focusOn(keys.List)
	case in&keys.Article != 0:
		return a.focusOn(keys.Article)
	}
	if in&keys.Timeline == 0 {
		return a.toSources()
	}
	return a.toTimeline()
}

// wantsSources reports whether the column of sources is wanted on the screen.
func (a *App) wantsSources() bool {
	return a.sources.Wanted == sources.Always || a.sources.Wanted == sources.WhereItFits && a.width >= sideFrom
}

// toggleSources shows the column of sources and gives it the keys; from there it hides
// it.
func (a *App) toggleSources() tea.Cmd {
	if a.scope() != keys.Sources {
		return a.toSources()
	}
	a.sources.Wanted, a.focus = sources.Never, keys.List
	a.keys.Reset()
	return a.rearranged()
}

// toSources gives the keys to the column of sources.
func (a *App) toSources() tea.Cmd {
	a.sources.Wanted, a.focus = sources.Always, keys.Sources
	a.keys.Reset()
	return a.rearranged()
}

// clickedSources takes a click on a line of the column of sources; on the one under the
// cursor it filters.
func (a *App) clickedSources(y int) tea.Cmd {
	before, had := a.sources.Selected(), a.scope() == keys.Sources
	cmd := a.toSources()
	if a.sources.At(y) && had && a.sources.Selected() == before {
		a.sources.Choose()
	}
	return cmd
}

// toggleTimeline shows the timeline and gives it the keys; from there it hides it.
func (a *App) toggleTimeline() tea.Cmd {
	if a.scope() != keys.Timeline {
		return a.toTimeline()
	}
	a.timeline.Hide()
	a.focus = keys.List
	a.typeahead.take(keys.Timeline)
	a.keys.Reset()
	return a.rearranged()
}

// toTimeline gives the timeline the keys.
func (a *App) toTimeline() tea.Cmd {
	a.timeline.Wanted, a.focus = true, keys.Timeline
	a.keys.Reset()
	cmd := a.rearranged()
	if a.frame.Timeline.Empty() {
		a.Say(message.NoRoomForTimeline)
	}
	a.pointTimeline()
	return cmd
}

// pointTimeline puts the cursor of the timeline, once it has the keys, where the
// selection is.
func (a *App) pointTimeline() {
	if a.focus == keys.Timeline {
		a.timeline.Point(a.browsing.Here())
	}
}

// closeTimeline ends the range that is being chosen, or goes back to the headlines.
func (a *App) closeTimeline() tea.Cmd {
	if a.timeline.Ranged() {
		a.timeline.Range()
		return nil
	}
	return a.focusOn(keys.List)
}

// moveTimeline moves in the timeline and chooses in it. What is asked before its bars
// have come waits for them.
func (a *App) moveTimeline(act keys.Action, n int) tea.Cmd {
	switch {
	case a.timeline.Early():
		a.typeahead.add(waiting{call: keys.Call{Action: act, Count: n}, pane: keys.Timeline})
		return nil
	case act != keys.TakePeriod:
		return a.timeline.Go(act, n)
	}
	if with := a.timeline.Choose(); with != "" {
		return tea.Batch(a.focusOn(keys.List), a.browsing.Apply(with, model.At{}))
	}
	return nil
}

// clickedTimeline takes a click in a column of the timeline.
func (a *App) clickedTimeline(x int) tea.Cmd {
	cmd := a.toTimeline()
	if a.timeline.Click(x) {
		return tea.Batch(cmd, a.timeline.Count(false))
	}
	return cmd
}

// openCalendar asks for a date with the keys in the calendar.
func (a *App) openCalendar() tea.Cmd {
	cmd := a.openPrompt(prompt.Date)
	if !a.toCalendar() {
		a.Say(message.NoRoomForCalendar)
	}
	return cmd
}

// toCalendar gives the keys to the calendar, where it is seen.
func (a *App) toCalendar() bool {
	a.keys.Reset()
	return a.calendar.FocusOn()
}

// calendarFollows has the calendar show the date that is typed.
func (a *App) calendarFollows() tea.Cmd {
	if a.calendar.Empty() || a.calendar.Focused {
		return nil
	}
	if !a.prompt.Asking(prompt.GoTo) {
		a.calendar.Place(a.browsing.Here())
	} else if date, err := a.prompt.Span(a.Line.Text(), a.browsing.Here()); err == nil {
		a.calendar.Show(date)
	}
	return a.calendar.Count(false)
}

// inCalendar takes a key while the calendar has the keys. What means nothing there is
// typed: a date can be begun at any time.
func (a *App) inCalendar(msg tea.KeyPressMsg) tea.Cmd {
	if text := msg.Key().Text; a.keys.Pending() != "" || len(text) != 1 || text[0] < '0' || text[0] > '9' {
		act, n := a.keys.Press(keys.Calendar, msg.String())
		if act != keys.None {
			return a.moveCalendar(act, max(1, n))
		}
		if a.keys.Pending() != "" {
			return nil
		}
	}
	a.calendar.Leave()
	return a.typed(msg)
}

// moveCalendar moves in the calendar, which it opens where it is not.
func (a *App) moveCalendar(act keys.Action, n int) tea.Cmd {
	var open tea.Cmd
	if !a.calendar.Focused {
		if open = a.openCalendar(); !a.calendar.Focused {
			return open
		}
	}
	return tea.Batch(open, a.chosenDays(a.calendar.Go(act, n)))
}

// clickedCalendar takes a click in a cell of the calendar.
func (a *App) clickedCalendar(x, y int) tea.Cmd {
	if !a.calendar.Focused {
		a.keys.Reset()
	}
	return a.chosenDays(a.calendar.Click(x, y))
}

// chosenDays follows what was chosen in the calendar, as if it had been typed.
func (a *App) chosenDays(c periods.Chosen) tea.Cmd {
	switch c {
	case periods.GivenUp:
		return a.abandon()
	case periods.Typed:
		return tea.Batch(a.edited(), a.calendar.Count(false))
	case periods.Taken:
		return tea.Batch(a.edited(), a.calendar.Count(false), a.accept())
	}
	return nil
}
