package ui

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// emptyText replaces an empty list: it tells what is going on and what to do.
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
	if a.opts.Served {
		add := message.EmptyAsk
		if a.Host.Add() != nil {
			add = fmt.Sprintf(message.EmptyAdd, a.keyFor(keys.Add))
		}
		return []string{message.Empty, "", add, fmt.Sprintf(message.EmptyKeys, a.keyFor(keys.Help), a.keyFor(keys.Close))}
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

// nothingFound suggests which term of the filter to drop, and tells what that would find.
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

// messageRows limits the height of a message.
const messageRows = 3

// addStatus adds the last row: what has just happened, what is going on, or what can be
// done here. A message that is too long covers the rows above.
func (a *App) addStatus(rows []string) []string {
	t := a.Theme
	right := a.statusRight()
	text := model.CleanLine(a.Notice.Text)
	if text != "" && t.Width(text)+1+t.Width(right) > a.width {
		right = a.helpHint() // the message takes precedence
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

// doing returns the text of the last row while there is no message.
func (a *App) doing(room int) string {
	t := a.Theme
	switch {
	case a.leaving:
		return t.Notice.Render(t.Fit(" "+message.Finishing, room))
	case a.acting.changing != "":
		return t.Status.Render(t.Fit(" "+model.CleanLine(a.acting.changing), room))
	}
	if words := a.tasks.Words(); words != "" {
		return t.Status.Render(t.Fit(" "+words, room))
	}
	return a.drawHints(room)
}

// helpFrom is the width from which the help key fits beside a message.
const helpFrom = 24

// helpHint names the help key, if there is one.
func (a *App) helpHint() string {
	if a.Line.Editing() || a.details.Open() || a.width < helpFrom {
		return ""
	}
	return " " + fmt.Sprintf(message.HelpHint, a.keyFor(keys.Help)) + " "
}

// statusRight returns the right end of the status line: the keys typed so far of a
// sequence, and how far the article has been read.
func (a *App) statusRight() string {
	var parts []string
	if p := a.browsing.SelectionWords(); p != "" {
		parts = append(parts, p)
	}
	if a.LowBandwidth {
		parts = append(parts, message.LowBandwidth)
	}
	if p := a.arrivals.Words(); p != "" {
		parts = append(parts, p)
	}
	if p := a.tasks.Unseen(); p != "" && !a.details.Open() {
		parts = append(parts, p)
	}
	if p := a.keys.Pending(); p != "" {
		parts = append(parts, p)
	}
	if a.focus == keys.Article && !a.frame.Article.Empty() && !a.details.Open() {
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

// keyFor names the key of an action in the focused pane.
func (a *App) keyFor(act keys.Action) string {
	return a.keys.Map.KeyFor(act, a.keyScope(), a.Theme.ASCII)
}

// number writes n with commas between thousands.
func number(n int) string { return message.Number(n) }
