package ui

import tea "charm.land/bubbletea/v2"

// toNth goes to the n-th headline of the list, or to the last.
func (a *App) toNth(n int) tea.Cmd {
	w := a.list.FromTop()
	w.Before = w.After
	return a.ask(ask{window: w, jump: true, nth: n})
}
