package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
	"dateline/ui/session"
)

// promptKind is what the input line is asking for.
type promptKind uint8

const (
	promptFilter promptKind = iota
	promptDate              // a date for the filter
	promptGoto              // a date to go to
)

// promptLabels stand before what is typed.
var promptLabels = [...]string{promptFilter: "/", promptDate: message.DateLabel, promptGoto: message.GotoLabel}

// dateWords are what a date that is typed may begin with, so that a key that
// cannot go on is known to be meant for the list.
var dateWords = strings.Fields(`today tomorrow tuesday thursday tue thu yesterday year wednesday week wed
	may march monday month mon mar mercredi mardi mittwoch montag mai mars undated until uhr`)

func (a *App) openPrompt(k promptKind) tea.Cmd {
	h, _ := a.list.Selected()
	a.prompt, a.saved, a.savedAt = k, a.filter.Text, h.ID
	text := ""
	if k == promptFilter {
		text = a.filter.Text
		if text != "" {
			text += " "
		}
	}
	a.line.Open(text)
	a.filter.Settle()
	a.month.focused = false
	cmd := a.arrange()
	a.placeCalendar()
	return tea.Batch(cmd, a.readDays(false))
}

// typed takes a key while the input line is open.
func (a *App) typed(msg tea.KeyPressMsg) tea.Cmd {
	if a.month.focused && msg.String() != "ctrl+c" {
		return a.inCalendar(msg)
	}
	switch msg.String() {
	case "esc", "ctrl+c":
		return a.abandon()
	case "enter":
		return a.accept()
	}
	key := msg.String()
	answered := a.prompt == promptDate && a.meantForList(msg)
	if (key == "tab" || key == "down" && !answered) && !a.frame.Calendar.Empty() {
		a.toCalendar()
		return nil
	}
	if key == "tab" {
		return a.takeOffer()
	}
	if answered {
		cmd := a.accept()
		return tea.Batch(cmd, a.press(msg))
	}
	if !a.line.Key(msg) {
		return nil
	}
	cmd := a.edited()
	return tea.Batch(cmd, a.calendarFollows())
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
	if !a.line.Editing() {
		cmd = a.openPrompt(promptFilter)
	}
	a.month.focused = false
	if a.line.Key(msg) {
		cmd = tea.Batch(cmd, a.edited())
		return tea.Batch(cmd, a.calendarFollows())
	}
	return cmd
}

// edited follows a change of what is typed.
func (a *App) edited() tea.Cmd {
	text := a.line.Text()
	switch a.prompt {
	case promptDate:
		with, err := a.withDate(a.saved, text, true)
		if err != nil {
			a.filter.Err = session.QueryError(err)
			return nil
		}
		return a.apply(with)
	case promptGoto:
		_, err := a.gotoDate(text)
		a.filter.Err = session.QueryError(err)
		return nil
	}
	return a.apply(text)
}

// apply puts a filter text in force, if it is one, and asks for its list.
func (a *App) apply(text string) tea.Cmd {
	return a.applyAt(text, "")
}

// applyAt is apply with an article to select, where the filter finds it.
func (a *App) applyAt(text string, id model.ID) tea.Cmd { return a.applyTo(text, model.At{ID: id}) }

// applyTo is apply with a place to select, where the filter has it; the zero At is
// the top.
func (a *App) applyTo(text string, at model.At) tea.Cmd {
	from := a.filter.Text
	if !a.setFilter(text) {
		return nil
	}
	if !a.line.Editing() {
		a.filter.Steps.Took(from, a.filter.Text)
	}
	a.filter.Counted = false
	w := a.list.FromTop()
	if at != (model.At{}) {
		w.At, w.Before = at, w.After
	}
	if a.countLate = a.line.Editing(); a.countLate { // the next letter makes it worthless
		a.count.Stop()
		a.headings.Stop()
		return tea.Batch(a.arrange(), a.ask(ask{window: w, jump: true}), a.countLater.Start(a.Ctx, followRest, a.countNow))
	}
	return tea.Batch(a.arrange(), a.ask(ask{window: w, jump: true}), a.recount())
}

// accept ends the editing with what is in force.
func (a *App) accept() tea.Cmd {
	if a.prompt == promptFilter {
		_, err := query.Parse(a.line.Text(), a.env(false))
		a.filter.Err = session.QueryError(err)
	}
	if a.filter.Err != nil {
		return nil // the line says what is wrong; Esc leaves it
	}
	text := a.line.Close()
	a.month.focused = false
	var cmd tea.Cmd
	switch a.prompt {
	case promptGoto:
		if date, err := a.gotoDate(text); err == nil {
			cmd = a.goTo(date)
		}
	case promptFilter:
		h, _ := a.list.Selected()
		cmd = a.applyAt(strings.TrimSpace(text), h.ID)
	}
	a.filter.Steps.Took(a.saved, a.filter.Text)
	return tea.Batch(cmd, a.arrange(), a.fill())
}

// abandon ends the editing and puts back the filter that was in force before.
func (a *App) abandon() tea.Cmd {
	a.line.Close()
	a.filter.Settle()
	a.month.focused = false
	var cmd tea.Cmd
	if a.filter.Text != a.saved {
		steps := a.filter.Steps
		cmd = a.applyAt(a.saved, a.savedAt)
		a.filter.Steps = steps
	}
	return tea.Batch(cmd, a.arrange(), a.fill())
}

// withDate is a filter with the date that an answer of the date prompt stands for.
func (a *App) withDate(filter, answer string, typing bool) (string, error) {
	term, err := session.DateTerm(answer, a.selected(), a.env(false))
	if err != nil {
		return "", err
	}
	return query.SetDate(filter, term, a.env(typing))
}

// meantForList reports whether a key typed after a one-letter answer cannot go
// on with a date and so is meant for the list.
func (a *App) meantForList(msg tea.KeyPressMsg) bool {
	text := a.line.Text()
	if _, ok := session.DateAnswers[text]; !ok || !a.line.Typing() {
		return false
	}
	more := msg.Key().Text
	if more == "" {
		switch msg.String() {
		case "up", "down", "pgup", "pgdown", "tab":
			return true
		}
		return false
	}
	for _, w := range dateWords {
		if strings.HasPrefix(w, strings.ToLower(text+more)) {
			return false
		}
	}
	return true
}

// gotoDate reads the date to go to.
func (a *App) gotoDate(text string) (model.Span, error) {
	return session.DateSpan(text, a.selected(), a.env(false))
}

// goTo puts the selection on a date without filtering.
func (a *App) goTo(date model.Span) tea.Cmd {
	at, ok := session.DateIn(date, false)
	if !ok {
		return nil
	}
	return a.ask(ask{window: a.list.AtDate(at), jump: true})
}
