package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/keys"
)

// menu is a dialog in which a letter chooses.
type menu struct {
	title string
	items []choice
	pick  func(text string) tea.Cmd
	sel   int // -1: none yet
}

// chooseFor asks by a menu for what an action takes.
func (a *App) chooseFor(act keys.Action, title string) tea.Cmd {
	var items []choice
	for _, c := range a.argumentChoices(act, "") {
		if c.key != "" {
			items = append(items, c)
		}
	}
	a.keys.Reset()
	a.dialog = &menu{title: title, items: items, sel: -1, pick: func(text string) tea.Cmd {
		return a.orComplain(a.doWith(act, text))
	}}
	return nil
}

func (m *menu) press(a *App, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "ctrl+c":
		a.leave()
		return nil
	case "down", "tab":
		m.sel = (m.sel + 1) % max(1, len(m.items))
		return nil
	case "up", "shift+tab":
		m.sel = (max(m.sel, 0) + len(m.items) - 1) % max(1, len(m.items))
		return nil
	case "enter":
		if m.sel >= 0 && m.sel < len(m.items) {
			a.leave()
			return m.pick(m.items[m.sel].text)
		}
		return nil
	}
	for _, c := range m.items {
		if c.key == msg.String() {
			a.leave()
			return m.pick(c.text)
		}
	}
	return nil
}

func (m *menu) paste(*App, tea.PasteMsg) tea.Cmd { return nil }

func (m *menu) row(a *App, w int) (string, int) {
	return a.theme.Notice.Render(a.theme.Fit(" "+m.title+" ", w)), -1
}

func (m *menu) above(a *App, w, most int) []string {
	return a.drawChoices(m.items, m.sel, w, most)
}
