package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/load"
	"dateline/ui/message"
)

// here tells the library that the reader is there, with the first key of every
// few minutes.
func (a *App) here() tea.Cmd {
	now := a.opts.Now()
	if !a.visit.Due(now) {
		return nil
	}
	lib := a.lib
	return load.Do(a.Ctx, func(ctx context.Context) (time.Time, error) { return lib.Visit(ctx, now) }, a.visited)
}

// visited takes when the last visit ended. A library that cannot be written to
// keeps no visits.
func (a *App) visited(ended time.Time, err error) tea.Cmd {
	switch {
	case errors.Is(err, model.ErrReadOnly):
		return nil
	case err != nil:
		return a.failed(message.NoteVisit, err)
	}
	a.visit.Last = ended
	a.markVisit()
	return nil
}

// markVisit has the list show where the last visit ended, if it is by date.
func (a *App) markVisit() {
	if a.filter.Query.Sort == model.Newest {
		a.list.SetVisit(a.visit.Last)
	} else {
		a.list.SetVisit(time.Time{})
	}
}
