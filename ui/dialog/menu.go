package dialog

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/action"
	"dateline/ui/theme"
)

// Menu is a dialog that chooses by a letter.
type Menu struct {
	title string
	items []action.Choice
	sel   int // -1 for none
}

// NewMenu returns a menu of the choices with a key.
func NewMenu(title string, choices []action.Choice) *Menu {
	m := &Menu{title: title, sel: -1}
	for _, c := range choices {
		if c.Key != "" {
			m.items = append(m.items, c)
		}
	}
	return m
}

// Chosen returns the text of the chosen item.
func (m *Menu) Chosen() string { return m.items[m.sel].Text }

// Press implements Dialog.
func (m *Menu) Press(msg tea.KeyPressMsg) Outcome {
	switch msg.String() {
	case "esc", "ctrl+c":
		return GivenUp
	case "down", "tab":
		m.sel = (m.sel + 1) % max(1, len(m.items))
		return Open
	case "up", "shift+tab":
		m.sel = (max(m.sel, 0) + len(m.items) - 1) % max(1, len(m.items))
		return Open
	case "enter":
		if m.sel >= 0 && m.sel < len(m.items) {
			return Decided
		}
		return Open
	}
	for i, c := range m.items {
		if c.Key == msg.String() {
			m.sel = i
			return Decided
		}
	}
	return Open
}

// Paste implements Dialog.
func (m *Menu) Paste(tea.PasteMsg) Outcome { return Open }

// Row implements Dialog.
func (m *Menu) Row(t *theme.Theme, w int) (string, int) {
	return t.Notice.Render(t.Fit(" "+m.title+" ", w)), -1
}

// Above implements Dialog.
func (m *Menu) Above(t *theme.Theme, w, most int) []string {
	return drawChoices(t, m.items, m.sel, w, most)
}
