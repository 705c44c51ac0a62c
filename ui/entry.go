package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/filter"
)

// entry is a dialog that asks for a line of text. Tab goes through what may be
// typed, the arrows through what was typed before.
type entry struct {
	label string
	help  string // said while nothing is typed
	// choices are what the text may become; nil: nothing is offered.
	choices func(text string) []choice
	// explain reads the text back, or says that it is wrong; nil: nothing is said.
	explain func(text string) (words string, wrong bool)
	// accept takes the text; an error keeps the line open.
	accept func(text string) (tea.Cmd, error)
	// changed follows the text as it is typed, and "" when it is given up; nil:
	// nothing does.
	changed func(text string)
	history *history

	line    filter.Line
	wrong   string
	offered []choice
	sel     int    // of offered, -1: as typed
	typed   string // what offered was made for
}

// enter opens a line for text.
func (a *App) enter(e *entry, text string) tea.Cmd {
	e.line, e.sel = filter.New(), -1
	e.line.Open(text)
	a.dialog = e
	a.keys.Reset()
	e.offer()
	return nil
}

func (e *entry) follow(text string) {
	if e.changed != nil {
		e.changed(text)
	}
}

// offerAgain offers what an open line may go on with, once more of it is known.
func (a *App) offerAgain() {
	if e, ok := a.dialog.(*entry); ok && e.sel < 0 {
		wrong := e.wrong // what was said of the text still holds
		e.offer()
		e.wrong = wrong
	}
}

func (e *entry) offer() {
	e.follow(e.line.Text())
	e.sel, e.typed, e.offered, e.wrong = -1, e.line.Text(), nil, ""
	if e.choices != nil {
		e.offered = e.choices(e.typed)
	}
}

func (e *entry) press(a *App, msg tea.KeyPressMsg) tea.Cmd {
	switch msg.String() {
	case "esc", "ctrl+c":
		e.follow("")
		a.leave()
		return nil
	case "enter":
		return e.enter(a)
	case "tab", "ctrl+n", "shift+tab", "ctrl+p":
		if e.choices != nil && a.loadingTags.Busy() { // they may be among the choices
			a.hold(waiting{msg: msg})
			return nil
		}
		if s := msg.String(); s == "tab" || s == "ctrl+n" {
			e.cycle(1)
		} else {
			e.cycle(-1)
		}
		return nil
	case "up":
		e.recall(-1)
		return nil
	case "down":
		e.recall(1)
		return nil
	case "backspace":
		if e.line.Text() == "" {
			e.follow("")
			a.leave()
			return nil
		}
	}
	if e.line.Key(msg) {
		e.offer()
	}
	return nil
}

func (e *entry) paste(_ *App, msg tea.PasteMsg) tea.Cmd {
	if e.line.Key(msg) {
		e.offer()
	}
	return nil
}

// enter hands over the text.
func (e *entry) enter(a *App) tea.Cmd {
	text := strings.TrimSpace(e.line.Text())
	a.leave()
	cmd, err := e.accept(text)
	if err != nil {
		e.wrong = err.Error()
		a.dialog = e
		return cmd
	}
	if e.history != nil {
		e.history.add(text)
	}
	return cmd
}

// cycle puts the next choice into the line; past the last stands what was
// typed.
func (e *entry) cycle(n int) {
	if len(e.offered) == 0 {
		return
	}
	e.sel = (e.sel+1+n+len(e.offered)+1)%(len(e.offered)+1) - 1
	text := e.typed
	if e.sel >= 0 {
		text = e.offered[e.sel].text
	}
	e.wrong = ""
	e.line.Open(text)
}

// recall puts what was typed earlier into the line.
func (e *entry) recall(n int) {
	if e.history == nil {
		return
	}
	if text, ok := e.history.step(n, e.line.Text()); ok {
		e.line.Open(text)
		e.offer()
	}
}

func (e *entry) row(a *App, w int) (string, int) {
	row, x := e.line.Draw(a.theme, e.label, w)
	if n := w - a.theme.Width(row); n > 0 {
		row += strings.Repeat(" ", n)
	}
	return row, x
}

func (e *entry) above(a *App, w, most int) []string {
	text, wrong := e.say()
	var lines []string
	if text == "" {
		return a.drawChoices(e.offered, e.sel, w, min(most, maxOffered))
	}
	lines = a.drawChoices(e.offered, e.sel, w, min(most-1, maxOffered))
	style := a.theme.FilterExplain
	if wrong {
		style = a.theme.FilterError
	}
	return append(lines, style.Render(a.theme.Fit(" "+model.CleanLine(text), w)))
}

// maxOffered is how many choices are seen at once.
const maxOffered = 8

// say is the line between the choices and the text.
func (e *entry) say() (text string, wrong bool) {
	switch {
	case e.wrong != "":
		return e.wrong, true
	case strings.TrimSpace(e.line.Text()) == "":
		return e.help, false
	case e.explain != nil:
		return e.explain(e.line.Text())
	}
	return "", false
}

// history is what was typed into a line before, the newest last.
type history struct {
	lines []string
	at    int    // from the end; 0: what is being typed
	draft string // that
}

// maxHistory bounds what is remembered.
const maxHistory = 200

func (h *history) add(text string) {
	h.at = 0
	text = model.StripUserinfo(text, nil)
	if text == "" || (len(h.lines) > 0 && h.lines[len(h.lines)-1] == text) {
		return
	}
	h.lines = append(h.lines, text)
	if n := len(h.lines) - maxHistory; n > 0 {
		h.lines = h.lines[n:]
	}
}

// step goes back (n < 0) or forth from what is in the line now.
func (h *history) step(n int, now string) (string, bool) {
	to := h.at - n
	if to < 0 || to > len(h.lines) {
		return "", false
	}
	if h.at == 0 {
		h.draft = now
	}
	h.at = to
	if to == 0 {
		return h.draft, true
	}
	return h.lines[len(h.lines)-to], true
}
