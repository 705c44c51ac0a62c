package list

import (
	"time"

	"dateline/model"
	"dateline/ui/theme"
)

// Entry is a line of the list in words, for where there is no pane: a headline
// where Row is set, else the folded section, a heading, or where the last visit
// ended.
type Entry struct {
	Row  *model.Headline
	When string // the time or date of the row, as far as its heading does not say it

	Fold    int       // articles in the folded Ahead section
	Visit   time.Time // when the last visit ended
	Heading string
	Count   string // what is under the heading, where that is known
}

// Entries returns the whole window in words. The rows stay the list's.
func (l *List) Entries(t *theme.Theme) []Entry {
	out := make([]Entry, 0, len(l.lines))
	for _, ln := range l.lines {
		var e Entry
		switch ln.row {
		case foldRow:
			e.Fold = l.fold
		case visitLine:
			e.Visit = l.visit
		case headingLine:
			name, c, known := l.heading(l.groups[ln.group], t.ASCII)
			if e.Heading = name; known {
				e.Count = countWords(c, 80)
			}
		default:
			e.Row = &l.rows[ln.row]
			e.When = l.when(e.Row, l.groups[ln.group])
			if p := e.Row.Published; e.When != "" && p.Dated() && p.From.Approximate() {
				e.When = t.Marks.Approx + e.When
			}
		}
		out = append(out, e)
	}
	return out
}
