package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/host"
)

// clientSizes returns a filter for messages of a session elsewhere. A client may send a
// size among its keys, which would have the screen take as much memory as it likes: only
// that of the host counts.
func clientSizes(events *host.Events) func(tea.Model, tea.Msg) tea.Msg {
	return func(_ tea.Model, msg tea.Msg) tea.Msg {
		if m, ok := msg.(tea.WindowSizeMsg); ok && (host.Size{Width: m.Width, Height: m.Height}) != events.Size() {
			return nil
		}
		return msg
	}
}
