// Package input is the line in which a reader types a filter, a date or an answer. It
// does not interpret the text.
package input

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/theme"
)

// maxText bounds the text, in runes.
const maxText = 2000

// Line is an input line of one row. The zero Line is closed; use New.
type Line struct {
	input textinput.Model
	open  bool
}

// New returns a closed line.
func New() Line {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = maxText
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	// The terminal pastes. ctrl+v would read the clipboard of this machine, which
	// over SSH is not the reader's.
	in.KeyMap.Paste.SetEnabled(false)
	return Line{input: in}
}

// Open begins to edit text with the cursor at its end.
func (l *Line) Open(text string) {
	l.open = true
	l.Set(text)
	l.input.Focus()
}

// Close ends the editing and returns the text.
func (l *Line) Close() string {
	l.open = false
	l.input.Blur()
	return l.Text()
}

// Set replaces the text and puts the cursor at its end.
func (l *Line) Set(text string) {
	l.input.SetValue(text)
	l.input.CursorEnd()
}

// Editing reports whether the line is open.
func (l *Line) Editing() bool { return l.open }

// Text returns the text as typed.
func (l *Line) Text() string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(model.CleanText(l.input.Value()))
}

// Typing reports whether the cursor stands at the end of the text, so that its last
// word may be unfinished.
func (l *Line) Typing() bool {
	return l.open && l.input.Position() == len([]rune(l.input.Value()))
}

// Key edits the text by a key press and reports whether it changed.
func (l *Line) Key(msg tea.Msg) bool {
	old := l.input.Value()
	if k, ok := msg.(tea.KeyPressMsg); ok && key.Matches(k, l.input.KeyMap.DeleteWordForward) && l.input.Position() == len([]rune(old))-1 {
		msg = tea.KeyPressMsg{Code: tea.KeyDelete} // the input would read beyond a last word of one letter
	}
	l.input, _ = l.input.Update(msg)
	return l.input.Value() != old
}

// Draw returns the line in w columns, and the column of the cursor.
func (l *Line) Draw(t *theme.Theme, prompt string, w int) (string, int) {
	label := t.Truncate(prompt+" ", w)
	room := max(0, w-t.Width(label)-1)
	l.input.SetWidth(max(1, room))
	x := 0
	if c := l.input.Cursor(); c != nil {
		x = c.X
	}
	text := strings.TrimRight(l.input.View(), " ")
	if !l.open {
		text = l.Text()
	}
	row := t.FilterPrompt.Render(label) + t.Filter.Render(t.Truncate(text, room))
	return row, min(w-1, t.Width(label)+x)
}
