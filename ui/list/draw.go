package list

import (
	"fmt"
	"strconv"
	"strings"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// memo keeps the lines drawn last, because most frames change another pane.
type memo struct {
	version int
	focus   bool
	theme   string
	lines   []string
}

// View returns exactly as many lines as the pane is high, each as wide as the
// pane. The slice is valid until the next method call.
func (l *List) View(t *theme.Theme, focus bool) []string {
	if l.memo.lines != nil && l.memo.version == l.version && l.memo.focus == focus && l.memo.theme == t.Name() {
		return l.memo.lines
	}
	l.sizeColumns(t)
	out := l.memo.lines[:0]
	for y := range max(0, l.height) {
		out = append(out, l.drawLine(t, y, focus))
	}
	l.memo = memo{l.version, focus, t.Name(), out}
	return out
}

// Cursor returns the line of the selection in the pane, or -1.
func (l *List) Cursor() int {
	y := l.lineOf(l.sel) - l.top
	if y < 0 || y >= l.height {
		return -1
	}
	return y
}

// At selects line y of the pane. It reports whether that is a headline or the
// folded section.
func (l *List) At(y int) bool {
	i := l.top + y
	if i < 0 || i >= len(l.lines) || l.lines[i].row <= headingLine || (y == 0 && l.headed() && l.lines[i].row >= 0) {
		return false
	}
	l.sel = l.lines[i].row
	l.version++
	return true
}

func (l *List) drawLine(t *theme.Theme, y int, focus bool) string {
	i := l.top + y
	if i >= len(l.lines) {
		return strings.Repeat(" ", max(0, l.width))
	}
	ln := l.lines[i]
	switch {
	case ln.row == foldRow:
		return l.drawFold(t, focus)
	case ln.row == visitLine && (y > 0 || !l.headed()):
		return l.drawVisit(t)
	case ln.row == headingLine || y == 0 && l.headed():
		return l.drawHeading(t, l.groups[ln.group], y == 0)
	}
	return l.drawRow(t, &l.rows[ln.row], ln.row == l.sel, focus)
}

func (l *List) drawHeading(t *theme.Theme, g group, sticky bool) string {
	name, c, known := l.heading(g, t.ASCII)
	count := ""
	if known {
		count = countWords(c, l.width-t.Width(name)-2)
	}
	style := t.List.Day
	if sticky {
		style = t.List.DaySticky
	}
	room := l.width - t.Width(count) - 1
	if count == "" || room < 8 {
		return style.Render(t.Fit(name, l.width))
	}
	return style.Render(t.Fit(name, room)) + t.List.DayCount.Render(" "+count)
}

// countWords writes the articles under a heading and how many are unread, in
// short if room is too small.
func countWords(c Count, room int) string {
	if c.Unread == 0 || c.Unread == c.Total {
		return strconv.Itoa(c.Total)
	}
	if s := fmt.Sprintf(message.UnreadOf, c.Unread, c.Total); len(s) <= room {
		return s
	}
	return fmt.Sprintf(message.UnreadOfShort, c.Unread, c.Total)
}

func (l *List) drawFold(t *theme.Theme, focus bool) string {
	text := fmt.Sprintf(message.AheadFold, t.Marks.Folded, l.ahead)
	return l.rowStyle(t, l.sel == foldRow, focus, true).Render(t.Fit(text, l.width))
}

// drawRow draws a headline: mark, title, source, time.
func (l *List) drawRow(t *theme.Theme, h *model.Headline, selected, focus bool) string {
	if l.width <= markCols+4 {
		return l.rowStyle(t, selected, focus, h.State.Read).Render(t.Fit(h.Title, max(0, l.width)))
	}
	when := l.time(h, t)
	source := ""
	if l.sourceCols > 0 {
		source = " " + t.Fit(h.Source, l.sourceCols-1)
	}
	copies, star := copies(h), l.signs(t, h)
	right := t.Width(when) + t.Width(source) + len(copies)
	room := max(1, l.width-markCols-t.Width(star)-right)
	title := t.Fit(h.Title, room)
	marks := l.mark(t, h, selected) + l.selectionMark(t, h)
	style := l.rowStyle(t, selected, focus, h.State.Read)
	if h.Kept && !selected {
		style = t.List.Kept
	}
	_, inSelection := l.selection[h.ID]
	if inSelection && !selected {
		style = t.List.InSelection
	}
	if inSelection || selected || h.Kept { // one style for the whole row
		return style.Render(marks+star) + l.title(t, title, style) + style.Render(copies+source+when)
	}
	row := style.Render(marks)
	if star != "" {
		row += t.List.Star.Render(star)
	}
	row += l.title(t, title, l.titleStyle(t, h, style))
	if copies != "" {
		row += t.List.DayCount.Render(copies)
	}
	if source != "" {
		row += t.List.Source.Render(source)
	}
	if when != "" {
		ts := t.List.Time
		if h.Published.From.Approximate() {
			ts = t.List.Approx
		}
		row += ts.Render(when)
	}
	return row
}

// signs returns what stands before a title: that it is highlighted, its star, or "".
func (l *List) signs(t *theme.Theme, h *model.Headline) string {
	signs := ""
	if h.Highlighted {
		signs = t.Marks.Highlight + " "
	}
	if h.State.Starred {
		signs += t.Marks.Star + " "
	}
	return signs
}

// titleStyle returns the style of the title in a row of a style.
func (l *List) titleStyle(t *theme.Theme, h *model.Headline, row theme.Style) theme.Style {
	switch {
	case !h.Highlighted:
		return row
	case h.State.Read:
		return t.List.Highlighted
	}
	return t.List.HighlightedUnread
}

// copies returns the number of folded copies, to stand behind a title, or "".
func copies(h *model.Headline) string {
	if h.Copies > 0 {
		return fmt.Sprintf(" +%d", h.Copies)
	}
	return ""
}

// mark returns the mark at the left edge of a row: its state or, if that is
// blank, the cursor.
func (l *List) mark(t *theme.Theme, h *model.Headline, selected bool) string {
	switch {
	case !h.State.Read:
		return t.Marks.Unread
	case h.Kept:
		return t.Marks.Kept
	case selected:
		return t.Marks.Selected
	case h.HeadlineOnly:
		return t.Marks.HeadlineOnly
	}
	return t.Marks.Read
}

// selectionMark returns the second mark: the row is in the selection, or it is
// kept and mark shows something else.
func (l *List) selectionMark(t *theme.Theme, h *model.Headline) string {
	if _, ok := l.selection[h.ID]; ok {
		return t.Marks.InSelection
	}
	if h.Kept && !h.State.Read {
		return t.Marks.Kept
	}
	return " "
}

func (l *List) rowStyle(t *theme.Theme, selected, focus, read bool) theme.Style {
	switch {
	case selected && focus:
		return t.List.Selected
	case selected:
		return t.List.SelectedBlur
	case read:
		return t.List.Row
	}
	return t.List.RowUnread
}
