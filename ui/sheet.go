package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/message"
)

// narrowSheet asks for a text, and shows only what has it of what lies on top.
func (a *App) narrowSheet() tea.Cmd {
	return a.enter(&entry{
		label:   message.FindLabel,
		help:    message.SheetFindPrompt,
		changed: a.sheet.Narrow,
		accept: func(string) (tea.Cmd, error) {
			if a.sheet.Empty() {
				a.sheet.Narrow("")
				a.say(message.NothingInSheet)
			}
			return nil, nil
		},
	}, "")
}
