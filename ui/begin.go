package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/session"
	"dateline/ui/sources"
)

// The start with an empty library: the screen suggests feeds, shows what the reader adds
// and counts the feeds that have delivered nothing yet.

// followTasks lets the rest of the screen follow events of the tasks.
func (a *App) followTasks() tea.Cmd {
	var cmds []tea.Cmd
	h := a.tasks.Happened()
	if h.Opened {
		cmds = append(cmds, a.refreshWhile(true))
	}
	if h.Ended {
		cmds = append(cmds, a.tasks.AskBegun(a.opts.Begun))
	}
	if h.Waits && a.sources.Wanted == sources.WhereItFits { // the sidebar lists them
		a.sources.Wanted = sources.Always
		cmds = append(cmds, a.rearranged())
	}
	if h.Begun != nil {
		cmds = append(cmds, a.begun(*h.Begun))
	}
	return tea.Batch(cmds...)
}

// begun shows a library that was just created.
func (a *App) begun(s host.Session) tea.Cmd {
	a.closeLibrary()
	a.Ctx, a.closeLibrary = context.WithCancel(a.ctx)
	o := &a.opts
	o.Session = s
	a.Library, a.Host, a.touched = o.Library, o.Host, false
	a.focus = keys.List
	a.Line.Close()
	a.asking.Close()
	a.details.Reset()
	a.known.Reset()
	a.keys.Reset()
	a.typeahead.take(keys.List)
	a.browsing.Reset()
	a.acting.changing = ""
	a.timeline.Reset()
	a.sources.Reset()
	a.reading.Reset()
	a.tasks.Reset()
	a.arrivals.Reset(o.Follow)
	a.Views = nil
	a.Visit = session.Visit{}
	if !a.browsing.Set(o.Filter) {
		a.browsing.Set("")
	}
	return tea.Batch(a.arrange(), a.openLibrary())
}
