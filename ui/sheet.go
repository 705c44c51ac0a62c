package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/dialog"
	"dateline/ui/message"
)

// narrowSheet asks for a text and shows only the lines of the sheet that contain it.
func (a *App) narrowSheet() tea.Cmd {
	e := &dialog.Entry{Label: message.FindLabel, Help: message.SheetFindPrompt}
	narrow := func(text string) tea.Cmd {
		a.details.Narrow(text)
		return nil
	}
	a.keys.Reset()
	a.asking.Enter(e, "", func(string) (tea.Cmd, error) {
		if a.details.Empty() {
			a.Say(message.NothingInSheet)
			return narrow(""), nil
		}
		return nil, nil
	}, dialog.Then{
		Changed: func() tea.Cmd { return narrow(e.Typed()) },
		GivenUp: func() tea.Cmd { return narrow("") },
	})
	return narrow("")
}
