package list

import (
	"cmp"
	"slices"
	"strings"

	"dateline/model"
	"dateline/ui/highlight"
	"dateline/ui/theme"
)

// Highlight highlights the words of a filter in titles. It ignores those that
// the filter looks for in texts only.
func (l *List) Highlight(ms []model.Match) {
	l.highlights = nil
	for _, m := range ms {
		if t, ok := highlight.New(m); ok && t.Field() != model.Text {
			l.highlights = append(l.highlights, t)
		}
	}
	l.version++
}

// title draws a title in a style, with the words of the filter highlighted.
func (l *List) title(t *theme.Theme, title string, style theme.Style) string {
	if len(l.highlights) == 0 {
		return style.Render(title)
	}
	type span struct{ from, to int }
	var spans []span
	x := highlight.NewText([]byte(title))
	for i := range l.highlights {
		l.highlights[i].Each(&x, func(from, to int) { spans = append(spans, span{from, to}) })
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
