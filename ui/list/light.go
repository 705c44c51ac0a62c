package list

import (
	"cmp"
	"slices"
	"strings"

	"dateline/model"
	"dateline/ui/highlight"
	"dateline/ui/theme"
)

// Highlight lights in titles the words that a filter asked for. Those that are
// looked for elsewhere only are left out.
func (l *List) Highlight(ms []model.Match) {
	l.lit = nil
	for _, m := range ms {
		if t, ok := highlight.New(m); ok && t.Field() != model.Text {
			l.lit = append(l.lit, t)
		}
	}
	l.version++
}

// title draws a title in a style, with the words of the filter lit.
func (l *List) title(t *theme.Theme, title string, style theme.Style) string {
	if len(l.lit) == 0 {
		return style.Render(title)
	}
	type span struct{ from, to int }
	var spans []span
	x := highlight.NewText([]byte(title))
	for i := range l.lit {
		l.lit[i].Each(&x, func(from, to int) { spans = append(spans, span{from, to}) })
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, s := range spans {
		if s.from = max(s.from, at); s.from >= s.to {
			continue
		}
		if s.from > at {
			b.WriteString(style.Render(title[at:s.from]))
		}
		b.WriteString(t.Match.Render(title[s.from:s.to]))
		at = s.to
	}
	if at < len(title) {
		b.WriteString(style.Render(title[at:]))
	}
	return b.String()
}
