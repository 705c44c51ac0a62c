package reading

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

// keepPlaceLater keeps the place once the article has rested.
func (c *Controller) keepPlaceLater() tea.Cmd {
	return c.placeLater.Start(c.Ctx, placeRest, c.KeepPlace)
}

// KeepPlace keeps how far the shown article has been read, where that has
// changed. One that was read to its end is begun afresh.
func (c *Controller) KeepPlace() tea.Cmd {
	id := c.shown.ID
	if id == "" || id != c.Shown() || c.Away() || !c.Moved() {
		return nil
	}
	at := c.Position()
	if c.AtEnd() {
		at = 0
	}
	if at == c.shown.State.Position {
		return nil
	}
	c.shown.State.Position, c.left = at, place{id, at}
	lib := c.Library
	return c.InOrder(load.Do(c.Ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, lib.SetPosition(ctx, id, at)
	}, func(_ struct{}, err error) tea.Cmd {
		if err == nil || errors.Is(err, model.ErrReadOnly) {
			return nil
		}
		return c.Failed(message.KeepPlace, err)
	}))
}
