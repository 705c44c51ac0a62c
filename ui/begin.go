package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/sidebar"
	"dateline/ui/timeline"
)

// A library that is empty yet: feeds to begin with are offered, what is added
// to it is gone to, and feeds that have brought nothing are counted.

// begun is what is to be shown in the place of what is.
type begun struct {
	s  host.Session
	ok bool
}

// askBegun asks whether there is something in the library that is to be shown.
func (a *App) askBegun() tea.Cmd {
	ask := a.opts.Begun
	if ask == nil {
		return nil
	}
	return a.beginning.Start(a.Ctx, func(ctx context.Context) (begun, error) {
		s, ok, err := ask(ctx)
		return begun{s, ok}, err
	}, a.begun)
}

// begun shows the library that has been begun.
func (a *App) begun(m begun, err error) tea.Cmd {
	switch {
	case err != nil:
		return a.failed(message.OpenLibrary, err)
	case !m.ok:
		return nil
	}
	a.closeLibrary()
	a.Ctx, a.closeLibrary = context.WithCancel(a.ctx)
	o := &a.opts
	o.Session = m.s
	a.Library, a.Host = o.Library, o.Host
	a.lib, a.loading, a.touched = o.Library, false, false
	a.focus, a.showTimes = keys.List, false
	a.Line.Close()
	a.asking.Close()
	a.about = model.Record{}
	a.sheet.Close()
	a.keys.Reset()
	a.typeahead.take(keys.List)
	a.browsing.Reset()
	a.working = ""
	a.side, a.times = sidebar.Sidebar{}, timeline.Timeline{}
	a.times.SetWeek(o.WeekStart)
	a.reading.Reset()
	a.timesOf = ""
	a.Views, a.tags, a.rules = nil, nil, nil
	a.Visit = session.Visit{}
	if !a.browsing.Set(o.Filter) {
		a.browsing.Set("")
	}
	return tea.Batch(a.arrange(), a.openLibrary())
}

// readFollowed asks how many feeds are followed, of a library without articles.
func (a *App) readFollowed() tea.Cmd {
	if a.opts.Host.Refresh() == nil {
		return nil
	}
	lib := a.lib
	return a.following.Start(a.Ctx, func(ctx context.Context) (int, error) {
		return session.Waiting(ctx, lib)
	}, a.followedRead)
}

// followedRead takes how many feeds are followed. They stand in their column.
func (a *App) followedRead(feeds int, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadSources, err)
	}
	if a.followed = feeds; a.followed > 0 && a.showSide == whereItFits {
		a.showSide = always
		return a.rearranged()
	}
	return nil
}
