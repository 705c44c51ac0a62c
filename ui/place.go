package ui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
)

// placeRest is how long the article must rest before the place in it is kept.
const placeRest = time.Second

// place is a place in an article, in bytes of its body.
type place struct {
	id model.ID
	at int
}

// placedMsg: the place in an article has been kept.
type placedMsg struct{ err error }

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
	lib, ctx := a.lib, a.find.parent
	return a.inOrder(func() tea.Msg { return placedMsg{lib.SetPosition(ctx, id, at)} })
}

func (a *App) placed(m placedMsg) tea.Cmd {
	if m.err == nil || errors.Is(m.err, model.ErrReadOnly) {
		return nil
	}
	return a.failed(message.KeepPlace, m.err)
}
