package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// awaitRest is how long a key that begins others stands before it is said how it
// can go on.
const awaitRest = 300 * time.Millisecond

// awaitMore says how the keys that were begun can go on, once they have rested.
func (a *App) awaitMore() tea.Cmd {
	if len(a.keys.Next(a.keyScope())) == 0 {
		return nil
	}
	return a.awaitLater.Start(a.ctx, awaitRest, func() tea.Cmd {
		a.awaited = a.keys.Pending() != ""
		return nil
	})
}
