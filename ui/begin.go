package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/list"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/sidebar"
	"dateline/ui/timeline"
)

// A library that is empty yet: feeds to begin with are offered, what is added
// to it is gone to, and feeds that have brought nothing are counted.

// begunMsg is what is to be shown in the place of what is.
type begunMsg struct {
	gen int
	o   Options
	ok  bool
	err error
}

// askBegun asks whether there is something in the library that is to be shown.
func (a *App) askBegun() tea.Cmd {
	begun := a.opts.Begun
	if begun == nil {
		return nil
	}
	ctx, gen := a.beginning.next()
	return func() tea.Msg {
		o, ok, err := begun(ctx)
		return begunMsg{gen, o, ok, err}
	}
}

// begun shows the library that has been begun.
func (a *App) begun(m begunMsg) tea.Cmd {
	switch {
	case !a.beginning.done(m.gen):
		return nil
	case m.err != nil:
		return a.failed(message.OpenLibrary, m.err)
	case !m.ok:
		return nil
	}
	for _, l := range a.works() {
		l.stop()
	}
	for i := range a.resting {
		a.resting[i]++
	}
	o := &a.opts
	o.Library, o.Title, o.Query, o.Load = m.o.Library, m.o.Title, m.o.Query, nil
	o.Refresh, o.Add, o.Export, o.Offers, o.Begun = m.o.Refresh, m.o.Add, m.o.Export, m.o.Offers, nil
	a.lib, a.loading, a.touched = m.o.Library, false, false
	a.onArticle, a.onTimes, a.onSide, a.showTimes = false, false, false, false
	a.line.Close()
	a.dialog, a.about = nil, model.Record{}
	a.sheet.Close()
	a.keys.Reset()
	a.ahead, a.jumping, a.countLate, a.working = nil, false, false, ""
	a.list, a.side, a.times = list.List{}, sidebar.Sidebar{}, timeline.Timeline{}
	a.list.SetNow(o.Now())
	a.times.SetWeek(o.WeekStart)
	a.clearArticle()
	a.left, a.timesOf, a.beforeStory = place{}, "", ""
	a.tally, a.views, a.tags, a.rules, a.steps = tally{}, nil, nil, nil, session.Steps{}
	a.visit = session.Visit{}
	a.epoch++
	if !a.setFilter(o.Query) {
		a.setFilter("")
	}
	return tea.Batch(a.arrange(), a.openLibrary())
}

// followedMsg: how many feeds are followed.
type followedMsg struct {
	gen, feeds int
	err        error
}

// readFollowed asks how many feeds are followed, of a library without articles.
func (a *App) readFollowed() tea.Cmd {
	if a.opts.Refresh == nil {
		return nil
	}
	ctx, gen := a.following.next()
	lib := a.lib
	return func() tea.Msg {
		feeds, err := session.Waiting(ctx, lib)
		return followedMsg{gen, feeds, err}
	}
}

// followedRead takes how many feeds are followed. They stand in their column.
func (a *App) followedRead(m followedMsg) tea.Cmd {
	if !a.following.done(m.gen) {
		return nil
	}
	if m.err != nil {
		return a.failed(message.ReadSources, m.err)
	}
	if a.followed = m.feeds; a.followed > 0 && a.showSide == whereItFits {
		a.showSide = always
		return a.rearranged()
	}
	return nil
}

// offered are the feeds to begin with that have a text in them.
func (a *App) offered(text string) []choice {
	var out []choice
	for _, o := range a.opts.Offers {
		if strings.Contains(tokenize.Key(o.Title+" "+o.About+" "+o.Address), tokenize.Key(text)) {
			out = append(out, choice{text: o.Address, label: o.Title, help: o.About})
		}
	}
	return out
}
