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

// placeRest is how long the article must rest before the place in it is kept.
const placeRest = time.Second

// place is a place in an article, in bytes of its body.
type place struct {
	id model.ID
	at int
}

// keepPlaceLater keeps it once the article has rested.
func (a *App) keepPlaceLater() tea.Cmd {
	return a.placeLater.Start(a.libraryCtx, placeRest, a.keepPlace)
}

// keepPlace keeps how far the shown article has been read, where that has
// changed. One that was read to its end is begun afresh.
func (a *App) keepPlace() tea.Cmd {
	id := a.shown.ID
	if id == "" || id != a.article.Shown() || len(a.trail) > 0 || !a.article.Moved() {
		return nil
	}
	at := a.article.Position()
	if a.article.AtEnd() {
		at = 0
	}
	if at == a.shown.State.Position {
		return nil
	}
	a.shown.State.Position, a.left = at, place{id, at}
	lib := a.lib
	return a.inOrder(load.Do(a.libraryCtx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, lib.SetPosition(ctx, id, at)
	}, a.placed))
}

func (a *App) placed(_ struct{}, err error) tea.Cmd {
	if err == nil || errors.Is(err, model.ErrReadOnly) {
		return nil
	}
	return a.failed(message.KeepPlace, err)
}
