package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// View draws the screen from the strings of the panes, which seldom change between
// frames.
func (a *App) View() tea.View {
	v := tea.View{AltScreen: true}
	if !a.opts.NoHyperlinks {
		v.WindowTitle = a.windowTitle()
	}
	rows := a.rows()
	for i := range rows {
		rows[i] = theme.Safe(rows[i])
		if a.opts.NoHyperlinks {
			rows[i] = theme.Unlink(rows[i])
		}
	}
	v.Content = strings.Join(rows, "\n")
	v.Cursor = a.cursor()
	if a.opts.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

func (a *App) windowTitle() string {
	if a.opts.Title == "" {
		return "dateline"
	}
	return model.CleanLine("dateline: " + a.opts.Title)
}

// rows returns the lines of the screen from the top, none wider than the screen.
func (a *App) rows() []string {
	if a.width <= 0 || a.height <= 0 {
		return nil
	}
	rows := make([]string, 0, a.height)
	if a.details.Open() {
		rows = append(rows, a.details.View()...)
		rows = a.addStatus(rows)
		a.asking.Draw(rows, a.Theme, a.width)
		return rows
	}
	f := a.frame
	if !f.Title.Empty() {
		rows = append(rows, a.titleRow())
	}
	if !f.Filter.Empty() {
		lines, _ := a.prompt.View(a.browsing.Here(), a.width)
		rows = append(rows, lines[:f.Filter.H]...)
	}
	if !f.Calendar.Empty() {
		rows = append(rows, a.calendar.View(a.Theme, a.calendar.Focused)...)
	}
	if !f.Timeline.Empty() {
		from, to := a.browsing.Shown()
		a.timeline.SetShown(from, to)
		rows = append(rows, a.timeline.View(a.Theme, a.scope() == keys.Timeline)...)
	}
	rows = a.body(rows)
	if !f.Status.Empty() {
		rows = a.addStatus(rows)
	}
	a.asking.Draw(rows, a.Theme, a.width)
	return rows
}

// body adds the rows of the panes.
func (a *App) body(rows []string) []string {
	f := a.frame
	if f.Side.Empty() {
		return a.panes(rows)
	}
	side := a.sources.View(a.Theme, a.scope() == keys.Sources)
	if f.SideDivider.Empty() {
		return append(rows, side...)
	}
	style := a.Theme.Divider
	if a.scope() == keys.Sources {
		style = a.Theme.DividerActive
	}
	line := style.Render(a.Theme.Marks.Divider)
	panes := a.panes(nil)
	for i := range side {
		r := ""
		if i < len(panes) {
			r = panes[i]
		}
		rows = append(rows, side[i]+line+r)
	}
	return rows
}

// panes adds the rows of the list and the article.
func (a *App) panes(rows []string) []string {
	f := a.frame
	if !f.List.Empty() && a.browsing.Len() == 0 && !a.browsing.OnFold() {
		h := a.height - f.List.Y - f.Status.H
		return append(rows, a.emptyRows(h, a.width-f.List.X)...)
	}
	var left, right []string
	if !f.List.Empty() {
		left = a.browsing.View(a.Theme, a.scope() == keys.List)
	}
	if !f.Article.Empty() {
		right = a.reading.View()
	}
	if f.Divider.Empty() || f.Shape != Wide {
		rows = append(rows, left...)
		if !f.Divider.Empty() {
			rows = append(rows, a.divider().Render(strings.Repeat(a.Theme.Marks.Rule, f.Divider.W)))
		}
		return append(rows, right...)
	}
	line := a.divider().Render(a.Theme.Marks.Divider)
	for i := range left {
		r := ""
		if i < len(right) {
			r = right[i]
		}
		rows = append(rows, left[i]+line+r)
	}
	return rows
}

func (a *App) divider() theme.Style {
	if a.focus == keys.Article {
		return a.Theme.DividerActive
	}
	return a.Theme.Divider
}

// emptyRows replaces the panes when there is nothing to list.
func (a *App) emptyRows(h, w int) []string {
	out := make([]string, 0, h)
	for _, p := range append([]string{""}, a.emptyText()...) {
		for _, ln := range a.Theme.Wrap(p, max(1, w-2)) {
			if len(out) < h {
				out = append(out, a.Theme.Hint.Render(a.Theme.Fit(" "+ln, w)))
			}
		}
	}
	for len(out) < h {
		out = append(out, strings.Repeat(" ", w))
	}
	return out
}

// titleRow shows what is open and how many articles it has.
func (a *App) titleRow() string {
	t := a.Theme
	left := " dateline"
	if a.opts.Title != "" {
		left += " " + t.Marks.Dot + " " + model.CleanLine(a.opts.Title)
	}
	if a.Library.ReadOnly() {
		left += " " + message.ReadOnly
	}
	right := ""
	if a.Filter.Counted {
		right = session.Articles(a.Filter.Counts.All)
		if a.Filter.Text == "" {
			right += " " + t.Marks.Dot + " " + fmt.Sprintf(message.Unread, number(a.Filter.Counts.Unread))
		}
		right += " "
	}
	room := a.width - t.Width(right)
	if room < 12 {
		return t.Title.Render(t.Fit(left, a.width))
	}
	return t.Title.Render(t.Fit(left, room)) + t.TitleDim.Render(right)
}

// cursor returns the position of the terminal's cursor: in the text being typed, or else
// on the selected row, so that screen readers and magnifiers follow it.
func (a *App) cursor() *tea.Cursor {
	at := func(x, y int) *tea.Cursor {
		c := tea.NewCursor(x, y)
		c.Blink = false
		return c
	}
	switch f := a.frame; {
	case a.asking.Dialog() != nil:
		if _, x := a.asking.Dialog().Row(a.Theme, a.width); x >= 0 && a.height > 0 {
			return at(x, a.height-1)
		}
		return nil
	case a.details.Open():
		return nil
	case a.calendar.Focused:
		if x, y := a.calendar.Cursor(); x >= 0 {
			return at(f.Calendar.X+x, f.Calendar.Y+y)
		}
	case a.Line.Editing() && !f.Filter.Empty():
		_, x := a.prompt.View(a.browsing.Here(), a.width)
		return at(x, f.Filter.Y)
	case a.scope() == keys.Sources:
		if y := a.sources.Cursor(); y >= 0 {
			return at(f.Side.X, f.Side.Y+y)
		}
	case a.scope() == keys.Timeline:
		if x, y := a.timeline.Cursor(); x >= 0 {
			return at(f.Timeline.X+x, f.Timeline.Y+y)
		}
	case a.focus != keys.Article && !f.List.Empty():
		if y := a.browsing.Cursor(); y >= 0 {
			return at(f.List.X, f.List.Y+y)
		}
	}
	return nil
}
