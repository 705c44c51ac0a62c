// Package dialog asks the reader something in the last row: a line of text, a choice by
// a letter, a yes or no. A dialog takes keys and reports a decision. It does not know
// what follows from the decision.
package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/input"
	"dateline/ui/theme"
)

// Outcome is the effect of a key on a dialog.
type Outcome uint8

// The outcomes: the dialog goes on, with or without a change, or it has ended.
const (
	Open Outcome = iota
	Changed
	Decided
	GivenUp
)

// Dialog is a question, which has the keyboard until it is answered.
type Dialog interface {
	// Press takes a key, Paste pasted text.
	Press(msg tea.KeyPressMsg) Outcome
	Paste(msg tea.PasteMsg) Outcome
	// Row draws the last row of the screen and returns its cursor's column, or -1.
	// Above draws the lines above the row, at most most of them.
	Row(t *theme.Theme, w int) (s string, x int)
	Above(t *theme.Theme, w, most int) []string
}

// Then has the functions that follow a dialog, any of them nil. The dialog is already
// closed when Decided or GivenUp is called.
type Then struct {
	Decided, GivenUp, Changed func() tea.Cmd
}

// Asking holds the open dialog. The zero Asking has none.
type Asking struct {
	dialog  Dialog
	then    Then
	entered map[string]*input.History
}

// Open opens a dialog in place of the open one.
func (a *Asking) Open(d Dialog, then Then) { a.dialog, a.then = d, then }

// Enter opens a line with some text. An error of accept keeps the line open.
func (a *Asking) Enter(e *Entry, text string, accept func(text string) (tea.Cmd, error), then Then) {
	h := &input.History{}
	if e.History != "" {
		if a.entered == nil {
			a.entered = make(map[string]*input.History)
		}
		if was := a.entered[e.History]; was != nil {
			h = was
		}
		a.entered[e.History] = h
	}
	e.begin(text, h)
	then.Decided = func() tea.Cmd {
		cmd, err := accept(e.Text())
		if err != nil {
			e.wrong = err.Error()
			a.Open(e, then)
			return cmd
		}
		h.Add(e.Text())
		return cmd
	}
	a.Open(e, then)
}

// Close closes the dialog without a decision.
func (a *Asking) Close() { a.dialog, a.then = nil, Then{} }

// Dialog returns the open dialog, or nil.
func (a *Asking) Dialog() Dialog { return a.dialog }

// Press passes a key to the dialog.
func (a *Asking) Press(msg tea.KeyPressMsg) tea.Cmd { return a.follow(a.dialog.Press(msg)) }

// Paste passes pasted text to the dialog.
func (a *Asking) Paste(msg tea.PasteMsg) tea.Cmd { return a.follow(a.dialog.Paste(msg)) }

func (a *Asking) follow(o Outcome) tea.Cmd {
	do := a.then.Changed
	switch o {
	case Open:
		return nil
	case Decided:
		do = a.then.Decided
		a.Close()
	case GivenUp:
		do = a.then.GivenUp
		a.Close()
	}
	if do == nil {
		return nil
	}
	return do()
}

// Draw draws the dialog over the rows of a screen, w columns wide and at least two
// rows high.
func (a *Asking) Draw(rows []string, t *theme.Theme, w int) {
	if a.dialog == nil || len(rows) == 0 {
		return
	}
	last := len(rows) - 1
	rows[last], _ = a.dialog.Row(t, w)
	most := min(last, max(2, len(rows)/2))
	lines := a.dialog.Above(t, w, most)
	lines = lines[max(0, len(lines)-most):]
	if n := len(lines); n > 1 && n < last {
		lines = append([]string{t.Divider.Render(strings.Repeat(t.Marks.Rule, w))}, lines...)
	}
	copy(rows[last-len(lines):last], lines)
}
