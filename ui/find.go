package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/dialog"
	"dateline/ui/message"
)

// openFind asks for a text to find in the article. What is typed is searched for at
// once.
func (a *App) openFind() tea.Cmd {
	if a.reading.Shown() == "" {
		return nil
	}
	e := &dialog.Entry{Label: message.FindLabel, History: "finds", Right: func() string {
		if s := a.reading.MatchWords(); s != "" {
			return " " + s + " "
		}
		return ""
	}}
	a.keys.Reset()
	a.asking.Enter(e, "", func(string) (tea.Cmd, error) { return nil, nil }, dialog.Then{
		Changed: func() tea.Cmd { return a.reading.Find(e.Typed()) },
		GivenUp: func() tea.Cmd {
			if !e.Erased {
				a.reading.LeaveFind()
			}
			return nil
		},
	})
	return nil
}
