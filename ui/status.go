package ui

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// emptyText is what stands in the place of an empty list: what is going on and
// what to do.
func (a *App) emptyText() []string {
	name, opening := a.tasks.Opening()
	switch {
	case a.browsing.Finding() && !a.Filter.Counted, opening && a.Filter.Text == "":
		if name != "" {
			return []string{fmt.Sprintf(message.ReadingName, model.CleanLine(name), a.Theme.Marks.Ellipsis)}
		}
		return []string{fmt.Sprintf(message.Reading, a.Theme.Marks.Ellipsis)}
	case a.Filter.Text != "":
		return a.nothingFound()
	case a.tasks.Waiting > 0:
		return []string{
			session.Unfetched(a.tasks.Waiting, a.keyFor(keys.RefreshAll)) + ".", "",
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
	for _, text := range a.Filter.Counts.Instead() {
		out = append(out, "  "+model.CleanLine(text))
	}
	if len(a.Filter.Counts.Drops)+len(a.Filter.Counts.Meant) > 0 {
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
	t := a.Theme
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
	t := a.Theme
	switch {
	case a.leaving:
		return t.Notice.Render(t.Fit(" "+message.Finishing, room))
	case a.working != "":
		return t.Status.Render(t.Fit(" "+model.CleanLine(a.working), room))
	}
	if words := a.tasks.Words(); words != "" {
		return t.Status.Render(t.Fit(" "+words, room))
	}
	return a.hints(room)
}

// helpFrom is how many columns a screen has that leaves room for the key of the
// help beside a message.
const helpFrom = 24

// helpHint names the key of the help, where it is one.
func (a *App) helpHint() string {
	if a.Line.Editing() || a.sheet.Open() || a.width < helpFrom {
		return ""
	}
	return " " + fmt.Sprintf(message.HelpHint, a.keyFor(keys.Help)) + " "
}

// statusRight is what stands at the right of the status line: what was typed
// of a command, and how far the article has been read.
func (a *App) statusRight() string {
	var parts []string
	if p := a.browsing.SelectionWords(); p != "" {
		parts = append(parts, p)
	}
	if p := a.tasks.Unseen(); p != "" && !a.sheet.Open() {
		parts = append(parts, p)
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
	t := a.Theme
	if a.Line.Editing() && !a.calendar.Focused {
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
			out = append(out, [2]string{keys.Glyph(n.Key, a.Theme.ASCII), strings.ReplaceAll(string(n.Action), "-", " ")})
		}
		return out
	}
	for _, r := range a.keys.Map.Rows(a.keyScope()) {
		if r.Hint != "" && len(r.Keys) > 0 {
			out = append(out, [2]string{keys.Glyph(r.Keys[0], a.Theme.ASCII), r.Hint})
		}
	}
	return out
}

// keyFor names the key that asks for an action where the reader is.
func (a *App) keyFor(act keys.Action) string {
	return a.keys.Map.KeyFor(act, a.keyScope(), a.Theme.ASCII)
}

// number writes n with commas between thousands.
func number(n int) string { return message.Number(n) }
