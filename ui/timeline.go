package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/timeline"
)

// toggleTimeline shows the timeline and gives it the keys; from there it hides
// it.
func (a *App) toggleTimeline() tea.Cmd {
	if a.scope() != keys.Timeline {
		return a.toTimeline()
	}
	a.showTimes, a.focus = false, keys.List
	a.loadingTimeline.Stop()
	a.typeahead.take(keys.Timeline)
	a.keys.Reset()
	return a.rearranged()
}

// toTimeline gives the timeline the keys.
func (a *App) toTimeline() tea.Cmd {
	a.showTimes, a.focus = true, keys.Timeline
	a.keys.Reset()
	cmd := a.rearranged()
	if a.frame.Timeline.Empty() {
		a.say(message.NoRoomForTimeline)
	}
	a.pointTimeline()
	return cmd
}

// nextPane gives the keys to the next pane, or to the one before.
func (a *App) nextPane(forth bool) tea.Cmd {
	panes := []func() tea.Cmd{
		func() tea.Cmd { return a.focusOn(keys.List) },
		func() tea.Cmd { return a.focusOn(keys.Article) },
	}
	if a.showTimes {
		panes = append(panes, a.toTimeline)
	}
	if !a.frame.Side.Empty() || a.showSide == always {
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

// pointTimeline puts the cursor of the timeline where the selection is, if it
// stands nowhere yet.
func (a *App) pointTimeline() {
	h, ok := a.browsing.Selected()
	if a.focus != keys.Timeline || !ok || !h.Published.Dated() {
		return
	}
	zone, hour := a.Filter.Query.Zone(), 0
	if h.Published.Precision == model.ToInstant {
		hour = h.Published.At.In(zone).Hour()
	}
	a.times.Focus(h.Published.Day(zone), hour)
}

// closeTimeline ends the range that is being chosen, or goes back to the
// headlines.
func (a *App) closeTimeline() tea.Cmd {
	if a.times.Ranged() {
		a.times.Range()
		return nil
	}
	return a.focusOn(keys.List)
}

// moveTimeline moves in the timeline and chooses in it. What is asked before
// its bars have come waits for them.
func (a *App) moveTimeline(act keys.Action, n int) tea.Cmd {
	if a.loadingTimeline.Busy() && a.times.Known() == nil {
		a.typeahead.add(waiting{call: keys.Call{Action: act, Count: n}, pane: keys.Timeline})
		return nil
	}
	move := func(n int) tea.Cmd {
		if a.times.Move(n) {
			return a.readTimes(false)
		}
		return nil
	}
	switch act {
	case keys.NextBucket:
		return move(n)
	case keys.PrevBucket:
		return move(-n)
	case keys.HalfDown:
		return move(n * max(1, a.times.Page()/2))
	case keys.HalfUp:
		return move(-n * max(1, a.times.Page()/2))
	case keys.PageDown:
		return move(n * a.times.Page())
	case keys.PageUp:
		return move(-n * a.times.Page())
	case keys.Top:
		a.times.Home()
	case keys.Bottom:
		a.times.End()
	case keys.ZoomIn, keys.ZoomOut:
		if act == keys.ZoomOut {
			n = -n
		}
		if a.times.Zoom(n) {
			return a.readTimes(false)
		}
	case keys.WholePeriod:
		a.times.Whole()
		return a.readTimes(false)
	case keys.Range:
		a.times.Range()
	case keys.TakePeriod:
		return a.takePeriod()
	}
	return nil
}

// takePeriod makes what is chosen in the timeline the date of the filter.
func (a *App) takePeriod() tea.Cmd {
	term := a.times.Term()
	if term == "" {
		return nil
	}
	if a.times.Ranged() {
		a.times.Range()
	}
	with, err := query.SetDate(a.Filter.Text, term, a.Env(false))
	if err != nil {
		a.complain(err.Error())
		return nil
	}
	return tea.Batch(a.focusOn(keys.List), a.browsing.Apply(with, model.At{}))
}

// undatedFilter returns the filter without its date term: as text, and what it
// means.
func (a *App) undatedFilter() (string, model.Query) {
	env := a.Env(a.Line.Typing())
	text, err := query.SetDate(a.Filter.Text, "", env)
	if err != nil {
		text = a.Filter.Text
	}
	q, err := query.Parse(text, env)
	if err != nil {
		return a.Filter.Text, a.Current()
	}
	q.Limit = 0
	return text, q
}

// readTimes counts what the timeline shows, where it is seen; the question
// before it no longer counts. The counts of the whole period are taken again
// where again is set.
func (a *App) readTimes(again bool) tea.Cmd {
	if a.frame.Timeline.Empty() {
		return nil
	}
	text, q := a.undatedFilter()
	if text != a.timesOf {
		a.timesOf, again = text, true
		a.times.Reset()
	}
	known := a.times.Known()
	if again {
		known = nil
	}
	lib, plan := a.lib, a.times.Plan()
	return a.loadingTimeline.Start(a.Ctx, func(ctx context.Context) (timeline.Data, error) {
		return countTimes(ctx, lib, q, plan, known)
	}, a.timed)
}

// countTimes finds what a plan asks of q. What is known of the whole period is
// not asked for again.
func countTimes(ctx context.Context, lib model.Finder, q model.Query, p timeline.Plan, known *timeline.Overview) (timeline.Data, error) {
	var d timeline.Data
	// What is dated ahead of now is said in words: its bars would lie far off.
	begun := session.Narrow(q, model.Not{X: model.Is{State: model.IsFuture}})
	count := func(u model.Unit, from, to model.Day) ([]model.Bucket, error) {
		return lib.Histogram(ctx, begun, u, model.NewSpan(from.In(q.Zone()), to.In(q.Zone())))
	}
	if known != nil {
		d.Overview = *known
	} else {
		var err error
		if d.Tally, err = lib.Count(ctx, q); err != nil {
			return d, err
		}
		if d.Months, err = lib.Histogram(ctx, begun, model.ByMonth, model.Span{}); err != nil {
			return d, err
		}
	}
	d.View = p.View
	if p.View.N == 0 {
		var more bool
		if d.View, more = p.Whole(d.Months); more {
			from, to := p.Span(d.View)
			days, err := count(model.ByDay, from, to)
			if err != nil {
				return d, err
			}
			d.View, d.Buckets = p.Refine(days), days
		}
	}
	from, to := p.Span(d.View)
	switch {
	case d.View.N == 0 || d.View.Unit >= timeline.Months:
		return d, nil
	case d.View.Unit == timeline.Hours:
		hours, err := count(model.ByHour, from, to)
		if err != nil {
			return d, err
		}
		if p.View.N == 0 && !slices.ContainsFunc(hours, func(b model.Bucket) bool { return b.Hour > 0 }) {
			d.View = p.Days(d.View) // nothing says more than the day
		}
		d.Buckets = hours
	case p.View.N > 0:
		days, err := count(model.ByDay, from, to)
		if err != nil {
			return d, err
		}
		d.Buckets = days
	}
	return d, nil
}

// timed takes the counts of the timeline.
func (a *App) timed(d timeline.Data, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.CountForTimeline, err)
	}
	a.times.Take(d)
	a.pointTimeline()
	return a.catchUp(keys.Timeline, a.moveTimeline)
}
