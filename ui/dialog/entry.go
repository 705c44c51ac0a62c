package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/input"
	"dateline/ui/theme"
)

// Entry is a dialog for a line of text. Tab goes through its choices, the arrows through
// earlier lines.
type Entry struct {
	Label string
	Help  string // shown while the line is empty
	// Choices returns completions of the text; nil if there are none.
	Choices func(text string) []action.Choice
	// Explain describes the text, or its error; nil if it needs neither.
	Explain func(text string) (words string, wrong bool)
	// Right returns text for the end of the row, if there is room; nil for none.
	Right func() string
	// History names the history that remembers the line; "" for none.
	History string
	// Erased says that a backspace in the empty line gave it up.
	Erased bool

	line    input.Line
	entered *input.History
	wrong   string
	offered []action.Choice
	sel     int    // index in offered, or -1 for the typed text
	typed   string // the text that offered completes
}

// begin opens the line.
func (e *Entry) begin(text string, h *input.History) {
	e.line, e.entered = input.New(), h
	h.Begin()
	e.line.Open(text)
	e.offer()
}

// Typed returns the text with the spaces around it.
func (e *Entry) Typed() string { return e.line.Text() }

// Text returns the text without the spaces around it.
func (e *Entry) Text() string { return strings.TrimSpace(e.line.Text()) }

// Completes reports whether a key goes through the choices.
func (e *Entry) Completes(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "tab", "ctrl+n", "shift+tab", "ctrl+p":
		return e.Choices != nil
	}
	return false
}

// Renew updates the choices when more of them are known.
func (e *Entry) Renew() {
	if e.sel < 0 {
		wrong := e.wrong // the error of the text still holds
		e.offer()
		e.wrong = wrong
	}
}

func (e *Entry) offer() {
	e.sel, e.typed, e.offered, e.wrong = -1, e.line.Text(), nil, ""
	if e.Choices != nil {
		e.offered = e.Choices(e.typed)
	}
}

// Press implements Dialog.
func (e *Entry) Press(msg tea.KeyPressMsg) Outcome {
	switch msg.String() {
	case "esc", "ctrl+c":
		return GivenUp
	case "enter":
		return Decided
	case "tab", "ctrl+n":
		e.cycle(1)
		return Open
	case "shift+tab", "ctrl+p":
		e.cycle(-1)
		return Open
	case "up":
		return e.recall(-1)
	case "down":
		return e.recall(1)
	case "backspace":
		if e.line.Text() == "" {
			e.Erased = true
			return GivenUp
		}
	}
	return e.edit(msg)
}

// Paste implements Dialog.
func (e *Entry) Paste(msg tea.PasteMsg) Outcome { return e.edit(msg) }

func (e *Entry) edit(msg tea.Msg) Outcome {
	if !e.line.Key(msg) {
		return Open
	}
	e.offer()
	return Changed
}

// cycle puts the next choice into the line. The typed text follows the last choice.
func (e *Entry) cycle(n int) {
	if len(e.offered) == 0 {
		return
	}
	e.sel = (e.sel+1+n+len(e.offered)+1)%(len(e.offered)+1) - 1
	text := e.typed
	if e.sel >= 0 {
		text = e.offered[e.sel].Text
	}
	e.wrong = ""
	e.line.Open(text)
}

// recall puts an earlier line into the line.
func (e *Entry) recall(n int) Outcome {
	text, ok := e.entered.Step(n, e.line.Text())
	if !ok {
		return Open
	}
	e.line.Open(text)
	e.offer()
	return Changed
}

// minRoom is the least width of the text beside Right.
const minRoom = 12

// Row implements Dialog.
func (e *Entry) Row(t *theme.Theme, w int) (string, int) {
	right := ""
	if e.Right != nil {
		right = e.Right()
	}
	room := w - t.Width(right)
	if room < minRoom {
		right, room = "", w
	}
	row, x := e.line.Draw(t, e.Label, room)
	row += strings.Repeat(" ", max(0, room-t.Width(row)))
	if right != "" {
		row += t.Status.Render(right)
	}
	return row, x
}

// maxOffered is the number of choices shown at once.
const maxOffered = 8

// Above implements Dialog.
func (e *Entry) Above(t *theme.Theme, w, most int) []string {
	text, wrong := e.say()
	if text == "" {
		return drawChoices(t, e.offered, e.sel, w, min(most, maxOffered))
	}
	lines := drawChoices(t, e.offered, e.sel, w, min(most-1, maxOffered))
	style := t.FilterExplain
	if wrong {
		style = t.FilterError
	}
	return append(lines, style.Render(t.Fit(" "+model.CleanLine(text), w)))
}

// say returns the line between the choices and the text.
func (e *Entry) say() (text string, wrong bool) {
	switch {
	case e.wrong != "":
		return e.wrong, true
	case e.Text() == "":
		return e.Help, false
	case e.Explain != nil:
		return e.Explain(e.line.Text())
	}
	return "", false
}
