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

// The timeline, the calendar and the sidebar on the screen: when they are visible or
// focused, and what a choice in them causes.

func (a *App) followSources() tea.Cmd {
	h := a.sources.Happened()
	switch {
	case h.Chosen:
		return tea.Batch(a.focusOn(keys.List), a.browsing.Apply(h.Filter, model.At{}))
	case h.Views && a.opts.Filter != "" && a.Filter.Text == "" && a.Filter.Err != nil && !a.touched:
		return a.browsing.Apply(a.opts.Filter, model.At{}) // the first filter waits for the views
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

// nextPane focuses the next pane, or the previous one.
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

// focusFor focuses one of the panes where an action works.
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

// wantsSources reports whether the sidebar should be on the screen.
func (a *App) wantsSources() bool {
	return a.sources.Wanted == sources.Always || a.sources.Wanted == sources.WhereItFits && a.width >= sideFrom
}

// toggleSources shows and focuses the sidebar, or hides it if it is focused.
func (a *App) toggleSources() tea.Cmd {
	if a.scope() != keys.Sources {
		return a.toSources()
	}
	a.sources.Wanted, a.focus = sources.Never, keys.List
	a.keys.Reset()
	return a.rearranged()
}

// toSources focuses the sidebar.
func (a *App) toSources() tea.Cmd {
	a.sources.Wanted, a.focus = sources.Always, keys.Sources
	a.keys.Reset()
	return a.rearranged()
}

// clickedSources handles a click on a line of the sidebar. A click on the row under the
// cursor filters.
func (a *App) clickedSources(y int) tea.Cmd {
	before, had := a.sources.Selected(), a.scope() == keys.Sources
	cmd := a.toSources()
	if a.sources.At(y) && had && a.sources.Selected() == before {
		a.sources.Choose()
	}
	return cmd
}

// toggleTimeline shows and focuses the timeline, or hides it if it is focused.
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

// toTimeline focuses the timeline.
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

// pointTimeline moves the cursor of a focused timeline to the selected headline.
func (a *App) pointTimeline() {
	if a.focus == keys.Timeline {
		a.timeline.Point(a.browsing.Here())
	}
}

// closeTimeline cancels a range being chosen, or goes back to the headlines.
func (a *App) closeTimeline() tea.Cmd {
	if a.timeline.Ranged() {
		a.timeline.Range()
		return nil
	}
	return a.focusOn(keys.List)
}

// moveTimeline moves or chooses in the timeline. Actions wait until its bars have loaded.
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

// clickedTimeline handles a click in a column of the timeline.
func (a *App) clickedTimeline(x int) tea.Cmd {
	cmd := a.toTimeline()
	if a.timeline.Click(x) {
		return tea.Batch(cmd, a.timeline.Count(false))
	}
	return cmd
}

// openCalendar asks for a date with the calendar focused.
func (a *App) openCalendar() tea.Cmd {
	cmd := a.openPrompt(prompt.Date)
	if !a.toCalendar() {
		a.Say(message.NoRoomForCalendar)
	}
	return cmd
}

// toCalendar focuses the calendar if it is visible.
func (a *App) toCalendar() bool {
	a.keys.Reset()
	return a.calendar.FocusOn()
}

// calendarFollows makes the calendar show the typed date.
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

// inCalendar handles a key in the calendar. Keys that mean nothing there go to the
// prompt, so that a date can be typed at any time.
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

// moveCalendar moves in the calendar, which it opens if needed.
func (a *App) moveCalendar(act keys.Action, n int) tea.Cmd {
	var open tea.Cmd
	if !a.calendar.Focused {
		if open = a.openCalendar(); !a.calendar.Focused {
			return open
		}
	}
	return tea.Batch(open, a.chosenDays(a.calendar.Go(act, n)))
}

// clickedCalendar handles a click in a cell of the calendar.
func (a *App) clickedCalendar(x, y int) tea.Cmd {
	if !a.calendar.Focused {
		a.keys.Reset()
	}
	return a.chosenDays(a.calendar.Click(x, y))
}

// chosenDays handles a choice in the calendar as if it had been typed.
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
