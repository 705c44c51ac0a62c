package list

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// TextLine is a line of the list as text, for line mode: a headline if Row is set,
// else the folded section, a heading, or the end of the last visit.
type TextLine struct {
	Row  *model.Headline
	When string // the time or date of the row that its heading does not show

	Fold    int       // articles in the folded Ahead section
	Visit   time.Time // when the last visit ended
	Heading string
	Count   string // articles under the heading, if known
}

// TextLines returns the whole window as text. Its rows belong to the list.
func (l *List) TextLines(t *theme.Theme) []TextLine {
	out := make([]TextLine, 0, len(l.lines))
	for _, ln := range l.lines {
		var e TextLine
		switch ln.row {
		case foldRow:
			e.Fold = l.ahead
		case visitLine:
			e.Visit = l.lastVisit.In(l.now.Location())
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

// Words writes the line as text. A headline is its title and, in brackets, its
// source, date and state.
func (e *TextLine) Words() string {
	switch h := e.Row; {
	case h != nil:
		return rowWords(h, e.When)
	case e.Fold > 0:
		return fmt.Sprintf(message.AheadPlain, e.Fold)
	case !e.Visit.IsZero():
		return fmt.Sprintf(message.LastVisit, e.Visit.Format(message.ShortTime))
	case e.Count != "":
		return e.Heading + " (" + e.Count + ")"
	}
	return e.Heading
}

func rowWords(h *model.Headline, when string) string {
	var parts []string
	add := func(text string, ok bool) {
		if ok && text != "" {
			parts = append(parts, text)
		}
	}
	add(model.CleanLine(h.Source), true)
	add(strings.ReplaceAll(when, " ", "\u00a0"), true) // keep the date on one line
	add(message.DateInferred, when == "" && h.Published.Dated() && h.Published.From.Approximate())
	add(message.KeptWords, h.Kept)
	add(message.UnreadWord, !h.State.Read)
	add(message.StarredWord, h.State.Starred)
	add(message.HighlightedWord, h.Highlighted)
	add(message.HeadlineOnly, h.HeadlineOnly)
	add(message.OneCopy, h.Copies == 1 && len(h.Folded) == 0)
	add(fmt.Sprintf(message.CopiesOf, h.Copies), h.Copies > 1 && len(h.Folded) == 0)
	add(fmt.Sprintf(message.MoreOnStory, len(h.Folded)), len(h.Folded) > 0)
	text := model.CleanLine(h.Title)
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, ", ") + ")"
	}
	return text
}
