package overlay

import (
	"strings"

	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Sheet is a screenful to be read, with more below: lines of a label and a
// text under headings. The zero Sheet is closed.
type Sheet struct {
	open   bool
	title  string
	rows   []Row
	top    int
	width  int
	height int
	theme  *theme.Theme
}

// Row is a line of a sheet: a heading, a label with its text, or, empty, a
// blank.
type Row struct{ Head, Label, Text string }

// labelCols is the width of the column of labels.
const labelCols = 16

// Open reports whether the sheet lies on top.
func (s *Sheet) Open() bool { return s.open }

// SetSize gives the sheet its size in cells.
func (s *Sheet) SetSize(w, h int) {
	s.width, s.height = w, h
	s.scrollTo(s.top)
}

// Show opens the sheet. What it shows already is replaced and keeps its place.
func (s *Sheet) Show(title string, rows []Row, t *theme.Theme) {
	if !s.open {
		s.top = 0
	}
	s.open, s.title, s.rows, s.theme = true, title, rows, t
	s.scrollTo(s.top)
}

// SetTheme gives the sheet its styles.
func (s *Sheet) SetTheme(t *theme.Theme) { s.theme = t }

// Close closes the sheet.
func (s *Sheet) Close() { s.open = false }

// Scroll carries out a movement.
func (s *Sheet) Scroll(a keys.Action, n int) {
	page := max(1, s.height-3)
	switch a {
	case keys.Down:
		s.scrollTo(s.top + n)
	case keys.Up:
		s.scrollTo(s.top - n)
	case keys.HalfDown:
		s.scrollTo(s.top + n*max(1, page/2))
	case keys.HalfUp:
		s.scrollTo(s.top - n*max(1, page/2))
	case keys.PageDown:
		s.scrollTo(s.top + n*page)
	case keys.PageUp:
		s.scrollTo(s.top - n*page)
	case keys.Top:
		s.scrollTo(0)
	case keys.Bottom:
		s.scrollTo(len(s.lines()))
	}
}

func (s *Sheet) scrollTo(top int) {
	s.top = max(0, min(top, len(s.lines())-s.body()))
}

// body is how many lines of the sheet are seen at once.
func (s *Sheet) body() int { return max(1, s.height-2) }

// View returns exactly as many lines as the sheet is high, each as wide.
func (s *Sheet) View() []string {
	if s.height <= 0 {
		return nil
	}
	t := s.theme
	lines := s.lines()
	out := make([]string, 0, s.height)
	out = append(out, t.Title.Render(t.Fit(" "+s.title, s.width)))
	if s.height > 1 {
		out = append(out, strings.Repeat(" ", s.width))
	}
	for i := s.top; len(out) < s.height; i++ {
		if i < len(lines) {
			out = append(out, lines[i])
		} else {
			out = append(out, strings.Repeat(" ", s.width))
		}
	}
	return out
}

// lines draws the rows, wrapped where they are wider than the screen.
func (s *Sheet) lines() []string {
	if s.theme == nil || s.width <= 0 {
		return nil
	}
	t := s.theme
	lc := min(labelCols, s.width/3)
	room := max(1, s.width-lc-2)
	var out []string
	for _, r := range s.rows {
		switch {
		case r.Head != "":
			out = append(out, t.HelpHead.Render(t.Fit(" "+r.Head, s.width)))
		case r.Label == "" && r.Text == "":
			out = append(out, strings.Repeat(" ", s.width))
		default:
			for i, part := range t.Wrap(r.Text, room) {
				k := ""
				if i == 0 {
					k = r.Label
				}
				out = append(out, t.HelpKey.Render(" "+t.Fit(k, lc))+" "+t.HelpText.Render(t.Fit(part, room)))
			}
		}
	}
	return out
}
