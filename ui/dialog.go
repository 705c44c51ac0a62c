package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/overlay"
)

// dialog is what the screen asks the reader in its last row: a line of text, a
// choice by a letter, a yes or no. It has the keys until it is answered.
type dialog interface {
	// press takes a key, paste pasted text.
	press(a *App, msg tea.KeyPressMsg) tea.Cmd
	paste(a *App, msg tea.PasteMsg) tea.Cmd
	// row draws the last row of the screen and says where the cursor stands in
	// it; above draws the lines over it, at most so many.
	row(a *App, w int) (s string, x int)
	above(a *App, w, most int) []string
}

// leave ends the dialog.
func (a *App) leave() { a.dialog = nil }

// drawDialog draws the dialog over the rows of the screen.
func (a *App) drawDialog(rows []string) {
	if a.dialog == nil || len(rows) == 0 {
		return
	}
	last := len(rows) - 1
	rows[last], _ = a.dialog.row(a, a.width)
	most := min(last, max(2, a.height/2))
	lines := a.dialog.above(a, a.width, most)
	lines = lines[max(0, len(lines)-most):]
	if n := len(lines); n > 1 && n < last {
		lines = append([]string{a.theme.Divider.Render(strings.Repeat(a.theme.Marks.Rule, a.width))}, lines...)
	}
	copy(rows[last-len(lines):last], lines)
}

// choice is something that may be chosen: by its key in a menu, by Tab in a
// line of text.
type choice struct {
	key   string // of a menu
	text  string // what the line becomes
	label string
	help  string
}

// drawChoices draws choices, at most so many, with the one at sel marked.
func (a *App) drawChoices(cs []choice, sel, w, most int) []string {
	out := make([]overlay.Choice, len(cs))
	for i, c := range cs {
		out[i] = overlay.Choice{Key: c.key, Label: model.CleanLine(c.label), Help: model.CleanLine(c.help)}
	}
	return overlay.Choices(a.theme, out, sel, w, most)
}
