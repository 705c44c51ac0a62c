package ui

import (
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
)

// hereEvery is how often the library is told that the reader is still there:
// so much may be missing at the end of a visit.
const hereEvery = model.VisitGap / 6

// here tells the library that the reader is there, with the first key of every
// few minutes.
func (a *App) here() tea.Cmd {
	now := a.opts.Now()
	if now.Sub(a.heard) < hereEvery {
		return nil
	}
	a.heard = now
	lib, ctx := a.lib, a.find.parent
	return func() tea.Msg {
		ended, err := lib.Visit(ctx, now)
		return visitMsg{ended, err}
	}
}

// visited takes when the last visit ended. A library that cannot be written to
// keeps no visits.
func (a *App) visited(m visitMsg) tea.Cmd {
	switch {
	case errors.Is(m.err, model.ErrReadOnly):
		return nil
	case m.err != nil:
		return a.failed(message.NoteVisit, m.err)
	}
	a.lastVisit = m.ended
	a.markVisit()
	return nil
}

// markVisit has the list show where the last visit ended, if it is by date.
func (a *App) markVisit() {
	if a.query.Sort == model.Newest {
		a.list.SetVisit(a.lastVisit)
	} else {
		a.list.SetVisit(time.Time{})
	}
}

// whatIsNew filters by what has arrived since the last visit.
func (a *App) whatIsNew() tea.Cmd {
	if a.lastVisit.IsZero() {
		a.say(message.FirstVisit)
		return nil
	}
	a.say(fmt.Sprintf(message.LastVisitEnded, a.lastVisit.In(a.opts.Now().Location()).Format(message.LongTime)))
	return a.apply("is:new")
}
