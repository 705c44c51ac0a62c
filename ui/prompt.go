package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/prompt"
	"dateline/ui/session"
)

// openPrompt asks for a filter or a date.
func (a *App) openPrompt(k prompt.Kind) tea.Cmd {
	a.prompt.Open(k, a.browsing.Here())
	a.calendar.Focused = false
	cmd := a.arrange()
	a.calendar.Place(a.browsing.Here())
	return tea.Batch(cmd, a.calendar.Count(false))
}

// typed takes a key while the input line is open.
func (a *App) typed(msg tea.KeyPressMsg) tea.Cmd {
	if a.calendar.Focused && msg.String() != "ctrl+c" {
		return a.inCalendar(msg)
	}
	switch a.prompt.Key(msg, !a.frame.Calendar.Empty()) {
	case prompt.Edited:
		return tea.Batch(a.edited(), a.calendarFollows())
	case prompt.Accepted:
		return a.accept()
	case prompt.GivenUp:
		return a.abandon()
	case prompt.Calendar:
		a.toCalendar()
	case prompt.ForList:
		return tea.Batch(a.accept(), a.press(msg))
	}
	return nil
}

// paste takes pasted text into the input line, opening the filter for it.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case a.asking.Dialog() != nil:
		return a.asking.Paste(msg)
	case a.sheet.Open():
		return nil
	}
	var cmd tea.Cmd
	if !a.Line.Editing() {
		cmd = a.openPrompt(prompt.Filter)
	}
	a.calendar.Focused = false
	if a.prompt.Key(msg, false) == prompt.Edited {
		cmd = tea.Batch(cmd, a.edited(), a.calendarFollows())
	}
	return cmd
}

// edited follows a change of what is typed.
func (a *App) edited() tea.Cmd {
	text, ok := a.prompt.Reads(a.browsing.Here())
	if !ok {
		return nil
	}
	return a.browsing.Apply(text, model.At{})
}

// accept ends the editing with what is in force.
func (a *App) accept() tea.Cmd {
	kind, text, ok := a.prompt.Accept()
	if !ok {
		return nil
	}
	a.calendar.Focused = false
	var cmd tea.Cmd
	switch kind {
	case prompt.GoTo:
		if date, err := a.prompt.Span(text, a.browsing.Here()); err == nil {
			cmd = a.goTo(date)
		}
	case prompt.Filter:
		cmd = a.browsing.Apply(strings.TrimSpace(text), a.browsing.Place())
	}
	saved, _ := a.prompt.Saved()
	a.Filter.Steps.Took(saved, a.Filter.Text)
	return tea.Batch(cmd, a.arrange(), a.browsing.Fill())
}

// abandon ends the editing and puts back the filter that was in force before.
func (a *App) abandon() tea.Cmd {
	a.prompt.GiveUp()
	a.calendar.Focused = false
	cmd := a.browsing.Restore(a.prompt.Saved())
	return tea.Batch(cmd, a.arrange(), a.browsing.Fill())
}

// goTo puts the selection on a date without filtering.
func (a *App) goTo(date model.Span) tea.Cmd {
	at, ok := session.DateIn(date, false)
	if !ok {
		return nil
	}
	return a.browsing.GoToDate(at)
}
