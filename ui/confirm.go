package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
)

// confirm is a dialog that is answered by yes or no, once its question is
// known.
type confirm struct {
	question string // "": still being worked out
	yes      func() tea.Cmd
	cancel   func() // ends the working out
}

func (c *confirm) press(a *App, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "y", "Y":
		if c.question != "" {
			a.leave()
			return c.yes()
		}
	case "n", "N", "q", "esc", "ctrl+c":
		c.cancel()
		a.leave()
	}
	return nil
}

func (c *confirm) paste(*App, tea.PasteMsg) tea.Cmd { return nil }

// row draws the question so that the answers are seen whatever its length.
func (c *confirm) row(a *App, w int) (string, int) {
	t := a.theme
	const answers = " y/n "
	if c.question == "" {
		return t.Notice.Render(t.Fit(" "+fmt.Sprintf(message.Counting, t.Marks.Ellipsis), w)), -1
	}
	room := w - len(answers)
	if room < 1 {
		return t.Notice.Render(t.Fit(strings.TrimSpace(answers), w)), -1
	}
	q := t.Truncate(" "+model.CleanLine(c.question), room)
	x := min(w-1, t.Width(q)+len(answers)-1)
	return t.Notice.Render(t.Fit(q+answers, w)), x
}

func (c *confirm) above(*App, int, int) []string { return nil }
