package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/host"
	"dateline/ui/load"
)

// awaitEvent waits for something that the host has to tell.
func (a *App) awaitEvent() tea.Cmd {
	return load.Do(a.ctx, a.opts.Events.Next, func(e host.Event, err error) tea.Cmd {
		if err != nil {
			return nil // the session ends
		}
		return tea.Batch(a.told(e), a.awaitEvent())
	})
}

// told does what an event asks for.
func (a *App) told(e host.Event) tea.Cmd {
	var cmds []tea.Cmd
	if e.Size != (host.Size{}) {
		// The renderer takes the size from the message, too.
		cmds = append(cmds, func() tea.Msg { return tea.WindowSizeMsg{Width: e.Size.Width, Height: e.Size.Height} })
	}
	if e.Notice != "" {
		a.Say(e.Notice)
	}
	if e.Slow {
		cmds = append(cmds, a.awaitedFrame())
	}
	if e.Quit {
		cmds = append(cmds, a.quit())
	}
	return tea.Batch(cmds...)
}
