package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/sidebar"
)

// How long the column of sources waits before it is counted again: a library
// that is being filled moves many times a second, and some views take long to
// count: they rest ten times as long, within reason.
const (
	sideRest = time.Second
	sideMore = 8 * time.Second
)

// sideViews bounds the views that are counted.
const sideViews = 40

// shown says whether a pane is on the screen.
type shown uint8

const (
	whereItFits shown = iota
	always
	never
)

// wantsSide reports whether the column of sources is wanted on the screen.
func (a *App) wantsSide() bool {
	return a.showSide == always || a.showSide == whereItFits && a.width >= sideFrom
}

// toggleSources shows the column of sources and gives it the keys; from there
// it hides it.
func (a *App) toggleSources() tea.Cmd {
	if a.scope() != keys.Sources {
		return a.toSources()
	}
	a.showSide, a.focus = never, keys.List
	a.keys.Reset()
	return a.rearranged()
}

// toSources gives the keys to the column of sources.
func (a *App) toSources() tea.Cmd {
	a.showSide, a.focus = always, keys.Sources
	a.keys.Reset()
	return a.rearranged()
}

// moveSources moves in the column of sources.
func (a *App) moveSources(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Down:
		a.side.Move(n)
	case keys.Up:
		a.side.Move(-n)
	case keys.HalfDown:
		a.side.Move(n * max(1, a.side.Page()/2))
	case keys.HalfUp:
		a.side.Move(-n * max(1, a.side.Page()/2))
	case keys.PageDown:
		a.side.Move(n * a.side.Page())
	case keys.PageUp:
		a.side.Move(-n * a.side.Page())
	case keys.Top:
		a.side.Top()
	case keys.Bottom:
		a.side.Bottom()
	case keys.TakeSource:
		return a.takeSource()
	}
	return nil
}

// takeSource filters by what is selected in the column: the filter's source or
// view is replaced, the rest of it stays.
func (a *App) takeSource() tea.Cmd {
	text, err := "", error(nil)
	switch it := a.side.Selected(); it.Kind {
	case sidebar.View:
		text, err = query.SetView(a.Filter.Text, it.Name)
	case sidebar.Source:
		text, err = session.SourceText(a.Filter.Text, it.Name, a.side.Sources())
	}
	if err != nil {
		a.complain(err.Error())
		return nil
	}
	if _, err := query.Parse(text, a.Env(false)); err != nil {
		a.complain(err.Error())
		return nil
	}
	return tea.Batch(a.focusOn(keys.List), a.browsing.Apply(text, model.At{}))
}

// nextSource filters by the n-th source after the one that the filter asks for,
// or before it.
func (a *App) nextSource(n int) tea.Cmd {
	if a.loadingNextSource.Busy() {
		n += a.nextSourceBy // keys that come faster than the sources
	}
	a.nextSourceBy = n
	return a.loadingNextSource.Start(a.Ctx, a.lib.Sources, a.goToNextSource)
}

// goToNextSource goes to a source, now that they are known.
func (a *App) goToNextSource(sources []model.Source, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadSources, err)
	}
	if a.nextSourceBy == 0 { // there and back
		return nil
	}
	text, err := session.NextSource(a.Filter.Text, sources, a.nextSourceBy)
	if err != nil {
		a.complain(err.Error())
		return nil
	}
	return tea.Batch(a.focusOn(keys.List), a.browsing.Apply(text, model.At{}))
}

// markActive marks the source or view of the filter in the column.
func (a *App) markActive() {
	source, view := query.Chosen(a.Filter.Text)
	for _, v := range a.allViews() {
		if v.Query == a.Filter.Text {
			view = v.Name // it was gone to with its text
		}
	}
	switch {
	case source != "":
		a.side.SetActive(sidebar.Item{Kind: sidebar.Source, Name: source})
	case view != "":
		a.side.SetActive(sidebar.Item{Kind: sidebar.View, Name: view})
	case a.Filter.Text == "":
		a.side.SetActive(sidebar.Item{Kind: sidebar.All})
	default:
		a.side.SetActive(sidebar.Item{Kind: sidebar.View})
	}
}

// listViews has the column show the views there are.
func (a *App) listViews() {
	var items []sidebar.Item
	for _, v := range a.allViews() {
		items = append(items, sidebar.Item{Kind: sidebar.View, Name: v.Name})
	}
	a.side.TakeViews(items)
}

// allViews are the views that ship and those that were saved, of which one may
// have the place of one that ships.
func (a *App) allViews() []model.View {
	var all []model.View
	for _, v := range session.Shipped {
		if _, ok := session.ViewNamed(a.Views, v.Name); !ok {
			all = append(all, v)
		}
	}
	return append(all, a.Views...)
}

// sideMoved has the column counted again after a rest, where it is seen.
func (a *App) sideMoved() tea.Cmd {
	if a.frame.Side.Empty() || a.sideLater.Busy() {
		return nil
	}
	return a.sideLater.Start(a.Ctx, sideRest+min(10*a.sideTook, sideMore), a.sideRested)
}

// sideRested counts the column again, unless that is still under way.
func (a *App) sideRested() tea.Cmd {
	if a.loadingSources.Busy() || a.loadingViewCounts.Busy() {
		return a.sideMoved()
	}
	return a.readSide()
}

// readSide reads the sources and counts the views for the column, where it is
// seen.
func (a *App) readSide() tea.Cmd {
	if a.frame.Side.Empty() {
		return nil
	}
	lib := a.lib
	sources := a.loadingSources.Start(a.Ctx, func(ctx context.Context) ([]model.Source, error) {
		return session.Sources(ctx, lib)
	}, a.sourcesRead)
	views, env := a.allViews(), a.Env(false)
	return tea.Batch(sources, a.loadingViewCounts.Start(a.Ctx, func(ctx context.Context) (viewCounts, error) {
		began := time.Now()
		items := make([]sidebar.Item, len(views))
		for i, v := range views {
			items[i] = sidebar.Item{Kind: sidebar.View, Name: v.Name}
			q, err := query.Parse(v.Query, env)
			if err != nil || i >= sideViews {
				continue // it stands there without a count
			}
			t, err := lib.Count(ctx, q)
			if err != nil {
				return viewCounts{}, err
			}
			items[i].Total, items[i].Unread, items[i].Known = t.Total, t.Unread, true
		}
		return viewCounts{items, time.Since(began)}, nil
	}, a.viewsCounted))
}

// sourcesRead takes the sources for the column.
func (a *App) sourcesRead(sources []model.Source, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadSources, err)
	}
	a.side.Take(sources)
	return nil
}

// viewCounts are the views with their counts, and how long it took to count them.
type viewCounts struct {
	items []sidebar.Item
	took  time.Duration
}

// viewsCounted takes the counts of the views.
func (a *App) viewsCounted(c viewCounts, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.CountViews, err)
	}
	a.sideTook = c.took
	a.side.TakeViews(c.items)
	return nil
}
