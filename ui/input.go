package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/prompt"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// press handles a key. It always returns at once: slow work becomes a command.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	if msg.Code == tea.KeyEscape && msg.Mod == tea.ModAlt {
		msg.Mod = 0 // Esc twice in one packet, as over a slow line
	}
	if a.holding() && msg.String() != "ctrl+c" {
		a.hold(waiting{msg: msg})
		return nil
	}
	return a.key(msg)
}

// key performs the action of a key.
func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	a.hints.begun = false
	if a.Line.Editing() {
		return a.typed(msg)
	}
	a.Notice = shared.Notice{}
	if d := a.asking.Dialog(); d != nil {
		if e, ok := d.(*dialog.Entry); ok && e.Completes(msg) && a.known.ReadingTags() {
			a.hold(waiting{msg: msg}) // its choices may include tags
			return nil
		}
		return a.asking.Press(msg)
	}
	if msg.String() == "esc" && !a.details.Open() && a.stopWork() {
		a.Say(message.Stopped)
		return nil
	}
	if a.browsing.Selecting() && msg.String() == "esc" && a.scope() != keys.Overlay {
		a.browsing.EndSelection()
		a.keys.Reset()
		return nil
	}
	if msg.String() == "esc" && a.scope() == keys.List && a.tasks.Stop() {
		a.keys.Reset()
		return nil
	}
	act, n := a.keys.Press(a.keyScope(), msg.String())
	if act == keys.None {
		return a.awaitMore()
	}
	if a.details.Open() {
		return a.readSheet(act, n)
	}
	if a.early(act) {
		a.holdFirst([]keys.Call{{Action: act, Count: n}}) // of what waited with it the rest comes after
		return nil
	}
	return a.orReport(a.call(keys.Call{Action: act, Count: n}))
}

// scope returns the focused pane.
func (a *App) scope() keys.Scope {
	switch {
	case a.details.Open():
		return keys.Overlay
	case a.calendar.Focused:
		return keys.Calendar
	case a.focus == keys.Sources && a.frame.Side.Empty(), a.focus == keys.Timeline && a.frame.Timeline.Empty():
		return keys.List
	}
	return a.focus
}

// keyScope returns the scope for looking up keys. A search in the article has its own
// keys, which come first.
func (a *App) keyScope() keys.Scope {
	if s := a.scope(); s != keys.Article || a.reading.Searching() == "" {
		return s
	}
	return keys.Finding
}

// readSheet scrolls the sheet on top.
func (a *App) readSheet(act keys.Action, n int) tea.Cmd {
	switch act {
	case keys.Close, keys.Help, keys.Info, keys.Problems:
		a.details.Close()
	case keys.Find:
		return a.narrowSheet()
	case keys.GoThere:
		return a.goThere()
	case keys.Redate:
		if a.details.About().ID != "" {
			return a.orReport(a.call(keys.Call{Action: act}))
		}
	case keys.Quit:
		return a.quit()
	case keys.Redraw:
		return tea.ClearScreen
	case keys.Suspend:
		return tea.Suspend
	default:
		a.details.Scroll(act, max(1, n))
	}
	return nil
}

// openPrompt asks for a filter or a date.
func (a *App) openPrompt(k prompt.Kind) tea.Cmd {
	a.prompt.Open(k, a.browsing.Here())
	a.calendar.Focused = false
	cmd := a.arrange()
	a.calendar.Place(a.browsing.Here())
	return tea.Batch(cmd, a.calendar.Count(false))
}

// typed handles a key while the input line is open.
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
	case prompt.ReadTags:
		a.hold(waiting{msg: msg})
		return a.known.ReadTags()
	case prompt.Calendar:
		a.toCalendar()
	case prompt.ForList:
		return tea.Batch(a.accept(), a.press(msg))
	}
	return nil
}

// paste inserts pasted text into the input line. It opens the filter if no line is open.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	switch {
	case a.asking.Dialog() != nil:
		return a.asking.Paste(msg)
	case a.details.Open():
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

// edited follows up a change of the typed text.
func (a *App) edited() tea.Cmd {
	text, ok := a.prompt.Reads(a.browsing.Here())
	if !ok {
		return nil
	}
	return a.browsing.Apply(text, model.At{})
}

// accept closes the prompt and keeps the typed filter.
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

// abandon closes the prompt and restores the filter from before.
func (a *App) abandon() tea.Cmd {
	a.prompt.GiveUp()
	a.calendar.Focused = false
	cmd := a.browsing.Restore(a.prompt.Saved())
	return tea.Batch(cmd, a.arrange(), a.browsing.Fill())
}

// goTo moves the cursor to a date without filtering.
func (a *App) goTo(date model.Span) tea.Cmd {
	at, ok := session.DateIn(date, false)
	if !ok {
		return nil
	}
	return a.browsing.GoToDate(at)
}

// filterChoices returns the completions of a filter.
func (a *App) filterChoices(text string) []string {
	var texts []string
	for _, c := range a.choices(keys.Search, text) {
		texts = append(texts, c.Text)
	}
	return texts
}

// touch tells that the reader has done something.
func (a *App) touch() tea.Cmd {
	a.touched = true
	return a.arrivals.Touched()
}

// goThere closes the sheet and goes to the source that the heading under its cursor is
// about.
func (a *App) goThere() tea.Cmd {
	to := a.details.Target()
	if to == "" {
		return nil
	}
	a.details.Close()
	cmd := a.toSources()
	a.sources.Point(to)
	return cmd
}
