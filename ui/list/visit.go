package list

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// visitLine is the line that says where the last visit ended.
const visitLine = -4

// SetVisit says when the last visit ended; the zero time when there is nothing
// to show of it.
func (l *List) SetVisit(t time.Time) {
	if !l.visit.Equal(t) {
		l.visit = t
		l.layout()
	}
}

// endsVisit reports whether the line of the last visit stands before row i:
// the first that is older, behind one that is not.
func (l *List) endsVisit(i int) bool {
	return !l.visit.IsZero() && i > 0 && l.older(i) && !l.older(i-1)
}

func (l *List) older(i int) bool {
	h := &l.rows[i]
	at := h.Published.Start(l.now.Location())
	if h.Published.Precision.Wide() { // it stands where it ends
		_, end := h.Published.Days(l.now.Location())
		at = end.In(l.now.Location())
	}
	return h.Section == model.NoDate || h.Section == model.ByDate && !at.After(l.visit)
}

func (l *List) drawVisit(t *theme.Theme) string {
	rule := strings.Repeat(t.Marks.Rule, 2)
	text := rule + " " + fmt.Sprintf(message.LastVisitRule, l.visit.In(l.now.Location()).Format(message.ShortTime)) + " "
	if n := l.width - t.Width(text); n > 0 {
		text += strings.Repeat(t.Marks.Rule, n)
	}
	return t.Divider.Render(t.Fit(text, l.width))
}
