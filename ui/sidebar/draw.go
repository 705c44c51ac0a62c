package sidebar

import (
	"path"
	"path/filepath"
	"strings"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// View returns exactly as many lines as the column is high, each as wide as the
// column. The slice is valid until the next method call.
func (s *Sidebar) View(t *theme.Theme, focus bool) []string {
	if m := s.memo; m.lines != nil && m.theme == t.Name() && m.focus == focus {
		return m.lines
	}
	lines := make([]string, 0, max(0, s.height))
	for y := range max(0, s.height) {
		line := s.top + y
		switch i := s.at(line); {
		case i >= 0:
			lines = append(lines, s.drawItem(t, s.item(i), focus && i == s.cursor))
		case line == 1 && len(s.views) > 0:
			lines = append(lines, s.drawHead(t, message.ViewsTitle, ""))
		case line == s.line(len(s.views)+1)-1:
			lines = append(lines, s.drawSources(t))
		default:
			lines = append(lines, strings.Repeat(" ", s.width))
		}
	}
	s.memo = memo{lines, t.Name(), focus}
	return lines
}

func (s *Sidebar) drawSources(t *theme.Theme) string {
	switch n := len(s.sources); {
	case !s.read:
		return s.drawHead(t, message.SourcesTitle, t.Marks.Ellipsis)
	case n == 0:
		return s.drawHead(t, message.SourcesTitle, message.NoneWord)
	default:
		return s.drawHead(t, message.SourcesTitle, theme.Short(n))
	}
}

func (s *Sidebar) drawHead(t *theme.Theme, name, count string) string {
	room := s.width - t.Width(count) - 1
	if room < len(name) {
		return t.List.Day.Render(t.Fit(name, s.width))
	}
	return t.List.Day.Render(t.Fit(name, room)) + t.List.DayCount.Render(" "+count)
}

// drawItem draws an item: a mark if the filter shows it, its name and its counts.
func (s *Sidebar) drawItem(t *theme.Theme, it Item, selected bool) string {
	mark, name := " ", model.CleanLine(it.label())
	switch {
	case it.Kind == All:
		name = message.AllArticles
	case it.Kind == Folder:
		name = map[bool]string{true: t.Marks.Folded, false: t.Marks.Unfolded}[it.Folded] + " " + path.Base(name)
	}
	active := s.active.Kind == it.Kind && tokenize.Same(s.active.Name, it.Name)
	if active {
		mark = t.Marks.Current
	}
	count := s.count(t, it)
	text := t.Fit(mark+" "+strings.Repeat(" ", min(it.Depth, maxIndent)*indent)+name, s.width-t.Width(count))
	switch {
	case selected:
		return t.List.Selected.Render(text + count)
	case it.Known && it.Unread == 0:
		return t.List.Row.Render(text + count)
	}
	return t.List.RowUnread.Render(text) + t.List.DayCount.Render(count)
}

// indent is how far what is in a folder stands to the right of it, in columns; deeper ones
// than maxIndent stand under one another.
const (
	indent    = 2
	maxIndent = 5
)

// label returns the text of an item. It adds the folder or address to a title
// that several sources share.
func (it Item) label() string {
	switch {
	case it.Title == "" || it.Title == it.Name:
		return it.Name
	case model.IsAddress(it.Name):
		_, address, _ := strings.Cut(it.Name, "://")
		return it.Title + " (" + address + ")"
	}
	return it.Title + " (" + filepath.Base(filepath.Dir(it.Name)) + ")"
}

// minBothCounts is the least width of the column that shows both counts.
const minBothCounts = 24

// count returns what stands at the right end of an item: a mark of its state and its
// counts.
func (s *Sidebar) count(t *theme.Theme, it Item) string {
	if it.State == Quiet || s.width < 10 {
		return s.counts(it)
	}
	return " " + map[State]string{Paused: t.Marks.Paused, Failing: t.Marks.Failing}[it.State] + s.counts(it)
}

// counts returns an item's unread and total articles. A narrow column shows only
// the unread ones of a source and only the total of a view.
func (s *Sidebar) counts(it Item) string {
	switch total, unread := theme.Short(it.Total), theme.Short(it.Unread); {
	case !it.Known, s.width < 10:
		return ""
	case s.width < minBothCounts && it.Kind == View:
		return " " + total
	case s.width < minBothCounts && it.Unread == 0:
		return ""
	case s.width < minBothCounts:
		return " " + unread
	case it.Unread == 0:
		return " " + total
	default:
		return " " + unread + "/" + total
	}
}
