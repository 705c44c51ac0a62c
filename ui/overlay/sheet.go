package overlay

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dateline/model/tokenize"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Sheet is a scrolling page of text on top of the panes: labels and texts under
// headings. The zero Sheet is closed.
type Sheet struct {
	open   bool
	title  string
	rows   []Row
	top    int
	width  int
	height int
	theme  *theme.Theme

	filter  string   // only rows with this text are shown, folded
	drawn   []string // the rows as lines; nil if they must be drawn
	targets []target // of the drawn rows
	at      int      // the target under the cursor
}

// target is a heading that the cursor can be on.
type target struct {
	line int
	row  Row
}

// Row is a heading, a label with its text or, if empty, a blank line. Draw, if set,
// draws the row as lines of exactly w columns. Target, if set, says what a heading is
// about: a cursor moves over such headings.
type Row struct {
	Head, Label, Text string
	Target            string
	Draw              func(t *theme.Theme, w int) []string
}

// TextRow returns a row of plain text over the whole width.
func TextRow(text string) Row {
	return Row{Draw: func(t *theme.Theme, w int) []string {
		var out []string
		for line := range strings.SplitSeq(text, "\n") {
			for _, part := range t.Wrap(line, max(1, w-2)) {
				out = append(out, t.HelpText.Render(t.Fit(" "+part, w)))
			}
		}
		return out
	}}
}

// labelCols is the width of the column of labels.
const labelCols = 16

// Open reports whether the sheet is open.
func (s *Sheet) Open() bool { return s.open }

// SetSize sets the sheet's size in cells.
func (s *Sheet) SetSize(w, h int) {
	if w != s.width {
		s.drawn = nil
	}
	s.width, s.height = w, h
	s.scrollTo(s.top)
}

// Show opens the sheet. On an open sheet it replaces the rows and keeps the place.
func (s *Sheet) Show(title string, rows []Row, t *theme.Theme) {
	if !s.open {
		s.top, s.at, s.filter = 0, 0, ""
	}
	s.open, s.title, s.rows, s.theme, s.drawn = true, title, rows, t, nil
	s.scrollTo(s.top)
}

// SetTheme sets the styles.
func (s *Sheet) SetTheme(t *theme.Theme) { s.theme, s.drawn = t, nil }

// Narrow shows only the rows with a text, ignoring case and accents, under their
// headings; "" shows all.
func (s *Sheet) Narrow(text string) {
	s.filter, s.drawn, s.top, s.at = tokenize.Key(strings.TrimSpace(text)), nil, 0, 0
}

// Empty reports whether no row has the text given to Narrow.
func (s *Sheet) Empty() bool { return s.filter != "" && len(s.lines()) == 0 }

// Close closes the sheet.
func (s *Sheet) Close() { s.open, s.rows, s.drawn = false, nil, nil }

// Scroll carries out a movement.
func (s *Sheet) Scroll(a keys.Action, n int) {
	page := max(1, s.height-3)
	switch a {
	case keys.Top:
		s.scrollTo(0)
	case keys.Bottom:
		s.scrollTo(len(s.lines()))
	default:
		lines := keys.Steps(a, n, page, page/2)
		if a == keys.Down || a == keys.Up {
			lines = s.point(lines)
		}
		s.scrollTo(s.top + lines)
	}
}

// point moves the cursor by n targets and returns how many lines it does not move by.
func (s *Sheet) point(n int) int {
	s.lines()
	to := max(0, min(s.at+n, len(s.targets)-1))
	if len(s.targets) == 0 || to == s.at {
		return n
	}
	s.at = to
	line, last := s.targets[to].line, len(s.drawn)-1
	if to+1 < len(s.targets) {
		last = s.targets[to+1].line - 1
	}
	s.scrollTo(min(line, max(s.top, last-s.bodyHeight()+1))) // with what stands under it
	return 0
}

// Target returns what the heading under the cursor is about, or "".
func (s *Sheet) Target() string {
	if s.lines(); s.at < len(s.targets) {
		return s.targets[s.at].row.Target
	}
	return ""
}

func (s *Sheet) scrollTo(top int) {
	s.top = max(0, min(top, len(s.lines())-s.bodyHeight()))
}

// bodyHeight returns the number of visible rows.
func (s *Sheet) bodyHeight() int { return max(1, s.height-2) }

// View returns exactly as many lines as the sheet is high, each as wide as the sheet.
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
		switch {
		case s.at < len(s.targets) && s.targets[s.at].line == i:
			out = append(out, t.List.Selected.Render(t.Fit(" "+s.targets[s.at].row.Head, s.width)))
		case i < len(lines):
			out = append(out, lines[i])
		default:
			out = append(out, strings.Repeat(" ", s.width))
		}
	}
	return out
}

// lines returns the rows as wrapped lines.
func (s *Sheet) lines() []string {
	if s.theme == nil || s.width <= 0 {
		return nil
	}
	if s.drawn == nil {
		s.drawn = s.draw()
	}
	return s.drawn
}

// filtered returns the rows left by Narrow.
func (s *Sheet) filtered() []Row {
	if s.filter == "" {
		return s.rows
	}
	var out []Row
	head := Row{}
	for _, r := range s.rows {
		switch {
		case r.Head != "":
			head = r
		case s.matches(r):
			if head.Head != "" {
				out = append(out, head)
				head = Row{}
			}
			out = append(out, r)
		}
	}
	return out
}

// matches reports whether a row has the text given to Narrow.
func (s *Sheet) matches(r Row) bool {
	text := r.Label + " " + r.Text
	if r.Draw != nil {
		text = ansi.Strip(strings.Join(r.Draw(s.theme, s.width), " "))
	}
	return strings.Contains(tokenize.Key(text), s.filter)
}

func (s *Sheet) draw() []string {
	t := s.theme
	lc := min(labelCols, s.width/3)
	room := max(1, s.width-lc-2)
	var out []string
	s.targets = nil
	for _, r := range s.filtered() {
		if r.Target != "" {
			s.targets = append(s.targets, target{len(out), r})
		}
		switch {
		case r.Draw != nil:
			out = append(out, r.Draw(t, s.width)...)
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
