package dialog

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// Confirm is a dialog for a yes, which decides it, or a no.
type Confirm struct {
	Question string // "" until it is known
}

// Press implements Dialog.
func (c *Confirm) Press(msg tea.KeyPressMsg) Outcome {
	switch msg.String() {
	case "y", "Y":
		if c.Question != "" {
			return Decided
		}
	case "n", "N", "q", "esc", "ctrl+c":
		return GivenUp
	}
	return Open
}

// Paste implements Dialog.
func (c *Confirm) Paste(tea.PasteMsg) Outcome { return Open }

// Row implements Dialog. It cuts the question so that the answers stay visible.
func (c *Confirm) Row(t *theme.Theme, w int) (string, int) {
	const answers = " y/n "
	if c.Question == "" {
		return t.Notice.Render(t.Fit(" "+fmt.Sprintf(message.Counting, t.Marks.Ellipsis), w)), -1
	}
	room := w - len(answers)
	if room < 1 {
		return t.Notice.Render(t.Fit(strings.TrimSpace(answers), w)), -1
	}
	q := t.Truncate(" "+model.CleanLine(c.Question), room)
	x := min(w-1, t.Width(q)+len(answers)-1)
	return t.Notice.Render(t.Fit(q+answers, w)), x
}

// Above implements Dialog.
func (c *Confirm) Above(*theme.Theme, int, int) []string { return nil }
