package ui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// explanation reads the filter back, with what it finds and the date that may have
// been meant, or says what is wrong with what is typed.
func (a *App) explanation() (text string, wrong bool) {
	if e := a.filter.Err; e != nil {
		return a.said(e, ""), true
	}
	if a.line.Editing() && strings.TrimSpace(a.line.Text()) == "" {
		return a.promptHelp(), false
	}
	if a.prompt == promptGoto && a.line.Editing() {
		s, _ := a.gotoDate(a.line.Text())
		return model.CleanLine(query.ExplainSpan(s, a.filter.Query.Zone())), false
	}
	if e := a.unfinished(); e != nil {
		return a.said(e, a.filter.Words()+" "+a.theme.Marks.Dot+" "), false
	}
	text = a.filter.Found(a.theme.Marks.Dot)
	if o := a.offer(); o != nil {
		if o.Why != "" {
			text += " " + a.theme.Marks.Dot + " " + o.Why
		}
		return a.withOffer(text, o), false
	}
	return model.CleanLine(text), false
}

// said says what is wrong, behind what is right, and what would do.
func (a *App) said(e *query.Error, before string) string {
	switch {
	case e.Offer != nil && a.theme.Width(before+e.Msg+e.Offer.Short()) > a.width:
		return a.withOffer(e.Msg, e.Offer)
	case e.Offer != nil:
		return a.withOffer(before+e.Msg, e.Offer)
	case e.Hint != "":
		return model.CleanLine(before + e.Msg + " " + a.theme.Marks.Dot + " " + e.Hint)
	}
	return model.CleanLine(before + e.Msg)
}

// withOffer puts a date that may have been meant behind a text, which is cut where
// there is no room for both, and the key that takes it.
func (a *App) withOffer(text string, o *query.Offer) string {
	offer := " " + a.theme.Marks.Dot + " " + o.Short()
	if a.line.Editing() {
		offer += " " + message.TabTakes
	}
	return a.theme.Truncate(model.CleanLine(text), max(a.width/3, a.width-a.theme.Width(offer))) + offer
}

// offer is the date that may have been meant in the filter, or nil.
func (a *App) offer() *query.Offer {
	e := a.filter.Err
	if e == nil {
		e = a.unfinished()
	}
	switch {
	case a.line.Editing() && a.prompt != promptFilter:
		return nil
	case e != nil:
		return e.Offer
	case len(a.filter.Offers) > 0:
		return &a.filter.Offers[0]
	}
	return nil
}

// takeOffer has the date that is offered, if there is one, stand where it may have
// been meant.
func (a *App) takeOffer() tea.Cmd {
	o := a.offer()
	if o == nil {
		return nil
	}
	a.line.Set(o.In(a.line.Text()))
	return a.edited()
}

// unfinished says what the term that is being typed still needs, or is nil.
func (a *App) unfinished() *query.Error {
	if !a.line.Typing() || a.prompt != promptFilter {
		return nil
	}
	return a.filter.Lacks
}

// promptHelp says what may be typed into an empty input line.
func (a *App) promptHelp() string {
	switch a.prompt {
	case promptDate:
		return message.DatePrompt
	case promptGoto:
		return message.GotoPrompt
	}
	return message.FilterPrompt
}

// emptyText is what stands in the place of an empty list: what is going on and
// what to do.
func (a *App) emptyText() []string {
	switch {
	case a.find.Busy() && !a.filter.Counted, a.loading && a.filter.Text == "":
		if a.progress.Reading != "" {
			return []string{fmt.Sprintf(message.ReadingName, model.CleanLine(a.progress.Reading), a.theme.Marks.Ellipsis)}
		}
		return []string{fmt.Sprintf(message.Reading, a.theme.Marks.Ellipsis)}
	case a.filter.Text != "":
		return a.nothingFound()
	case a.followed > 0:
		return []string{
			session.Unfetched(a.followed, a.keyFor(keys.RefreshAll)) + ".", "",
			fmt.Sprintf(message.EmptyKeys, a.keyFor(keys.Help), a.keyFor(keys.Close)),
		}
	}
	return []string{
		message.Empty, "",
		message.EmptyOpen,
		"  dateline FILE...",
		message.EmptyKeep,
		"  dateline add FILE...",
		message.EmptyGuide,
		"  dateline guide", "",
		fmt.Sprintf(message.EmptyKeys, a.keyFor(keys.Help), a.keyFor(keys.Close)),
	}
}

// nothingFound says which term of the filter to drop and what that would give.
func (a *App) nothingFound() []string {
	out := []string{message.NothingMatches, ""}
	for _, text := range a.filter.Counts.Instead() {
		out = append(out, "  "+model.CleanLine(text))
	}
	if len(a.filter.Counts.Drops)+len(a.filter.Counts.Meant) > 0 {
		out = append(out, "")
	}
	return append(out, fmt.Sprintf(message.NothingMatchesKeys,
		a.keyFor(keys.ClearFilter), a.keyFor(keys.EditFilter), a.keyFor(keys.DropDate)))
}

// messageRows is how many rows a message takes at most.
const messageRows = 3

// addStatus adds the last row: what has just happened, what is going on, or what
// can be done here. A message that is too long for it goes over the rows above.
func (a *App) addStatus(rows []string) []string {
	t := a.theme
	right := a.statusRight()
	text := model.CleanLine(a.Notice.Text)
	if text != "" && t.Width(text)+1+t.Width(right) > a.width {
		right = a.helpHint() // what is to be said comes first
	}
	room := max(0, a.width-t.Width(right))
	right = t.Status.Render(t.Truncate(right, a.width))
	if text == "" {
		return append(rows, a.doing(room)+right)
	}
	style := t.Notice
	if a.Notice.Bad {
		style = t.Error
	}
	lines := t.Wrap(text, max(1, room-1))
	if most := min(messageRows, len(rows)+1); len(lines) > most {
		lines = append(lines[:most-1], strings.Join(lines[most-1:], " "))
	}
	last := len(lines) - 1
	for i, line := range lines[:last] {
		rows[len(rows)-last+i] = style.Render(t.Fit(" "+line, a.width))
	}
	return append(rows, style.Render(t.Fit(" "+lines[last], room))+right)
}

// doing is what the last row says while there is no message.
func (a *App) doing(room int) string {
	t := a.theme
	switch {
	case a.leaving:
		return t.Notice.Render(t.Fit(" "+message.Finishing, room))
	case a.working != "":
		return t.Status.Render(t.Fit(" "+model.CleanLine(a.working), room))
	case a.task.Busy():
		return t.Status.Render(t.Fit(" "+a.taskWords(), room))
	case a.loading && a.progress.Reading != "":
		return t.Status.Render(t.Fit(" "+a.progressText(), room))
	}
	return a.hints(room)
}

// helpFrom is how many columns a screen has that leaves room for the key of the
// help beside a message.
const helpFrom = 24

// helpHint names the key of the help, where it is one.
func (a *App) helpHint() string {
	if a.line.Editing() || a.sheet.Open() || a.width < helpFrom {
		return ""
	}
	return " " + fmt.Sprintf(message.HelpHint, a.keyFor(keys.Help)) + " "
}

func (a *App) progressText() string {
	return session.ReadingWords(a.progress.Reading, a.progress.Articles, a.progress.Percent)
}

// statusRight is what stands at the right of the status line: what was typed
// of a command, and how far the article has been read.
func (a *App) statusRight() string {
	var parts []string
	if p := a.pickedWords(); p != "" {
		parts = append(parts, p)
	}
	if a.unseen > 0 && !a.sheet.Open() {
		parts = append(parts, a.keyFor(keys.Problems)+" "+failedWords(a.unseen))
	}
	if p := a.keys.Pending(); p != "" {
		parts = append(parts, p)
	}
	if a.focus == keys.Article && !a.frame.Article.Empty() && !a.sheet.Open() {
		if n := a.reading.Depth(); n > 0 {
			parts = append(parts, fmt.Sprintf(message.Plural(n, message.LinkDeep, message.LinksDeep), n))
		}
		if s := a.reading.SearchWords(); s != "" {
			parts = append(parts, s)
		}
		parts = append(parts, strconv.Itoa(a.reading.Percent())+"%")
	}
	if help := strings.TrimSpace(a.helpHint()); help != "" {
		parts = append(parts, help)
	}
	if len(parts) == 0 {
		return ""
	}
	return " " + strings.Join(parts, "  ") + " "
}

// hints are the keys that matter most where the reader is, from the table, as
// many as fit.
func (a *App) hints(room int) string {
	t := a.theme
	if a.line.Editing() && !a.month.focused {
		if !a.frame.Calendar.Empty() {
			return t.Status.Render(t.Fit(" "+message.PromptHintCalendar, room))
		}
		return t.Status.Render(t.Fit(" "+message.PromptHint, room))
	}
	of := hintsOf{a.keyScope(), a.keys.Map, t, room}
	if !a.awaited && a.hintsDrawn.of == of {
		return a.hintsDrawn.text
	}
	var b strings.Builder
	used := 0
	for _, h := range a.hinted() {
		n := t.Width(h[0]) + t.Width(h[1]) + 3
		if used+n > room {
			break
		}
		used += n
		b.WriteString(t.Status.Render(" ") + t.StatusKey.Render(h[0]) + t.Status.Render(" "+h[1]+" "))
	}
	b.WriteString(t.Status.Render(strings.Repeat(" ", max(0, room-used))))
	if !a.awaited {
		a.hintsDrawn.of, a.hintsDrawn.text = of, b.String()
	}
	return b.String()
}

// hintsOf is what hints depend on. They are kept as they were drawn: they are on
// every frame and seldom change.
type hintsOf struct {
	scope keys.Scope
	keys  *keys.Map
	theme *theme.Theme
	room  int
}

// hinted are keys and what they do, in a word: how the keys that were begun can
// go on, else what matters most.
func (a *App) hinted() [][2]string {
	var out [][2]string
	if a.awaited {
		for _, n := range a.keys.Next(a.keyScope()) {
			out = append(out, [2]string{keys.Glyph(n.Key, a.theme.ASCII), strings.ReplaceAll(string(n.Action), "-", " ")})
		}
		return out
	}
	for _, r := range a.keys.Map.Rows(a.keyScope()) {
		if r.Hint != "" && len(r.Keys) > 0 {
			out = append(out, [2]string{keys.Glyph(r.Keys[0], a.theme.ASCII), r.Hint})
		}
	}
	return out
}

// keyFor names the key that asks for an action where the reader is.
func (a *App) keyFor(act keys.Action) string {
	return a.keys.Map.KeyFor(act, a.keyScope(), a.theme.ASCII)
}

// number writes n with commas between thousands.
func number(n int) string { return theme.Number(n) }
