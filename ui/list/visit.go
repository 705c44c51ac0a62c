package list

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// visitLine marks the line where the last visit ended.
const visitLine = -4

// SetVisit sets the end of the last visit; the zero time hides its line.
func (l *List) SetVisit(t time.Time) {
	if !l.lastVisit.Equal(t) {
		l.lastVisit = t
		l.layout()
	}
}

// endsVisit reports whether the line of the last visit stands before row i: row
// i is the first that is older.
func (l *List) endsVisit(i int) bool {
	return !l.lastVisit.IsZero() && i > 0 && l.older(i) && !l.older(i-1)
}

func (l *List) older(i int) bool {
	h := &l.rows[i]
	at := h.Published.Start(l.now.Location())
	if h.Published.Precision.Wide() { // a month stands in the list at its end
		_, end := h.Published.Days(l.now.Location())
		at = end.In(l.now.Location())
	}
	return h.Section == model.NoDate || h.Section == model.ByDate && !at.After(l.lastVisit)
}

func (l *List) drawVisit(t *theme.Theme) string {
	rule := strings.Repeat(t.Marks.Rule, 2)
	text := rule + " " + fmt.Sprintf(message.LastVisitRule, l.lastVisit.In(l.now.Location()).Format(message.ShortTime)) + " "
	if n := l.width - t.Width(text); n > 0 {
		text += strings.Repeat(t.Marks.Rule, n)
	}
	return t.Divider.Render(t.Fit(text, l.width))
}
