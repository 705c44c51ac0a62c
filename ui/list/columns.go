package list

import (
	"slices"

	"dateline/model"
	"dateline/ui/theme"
)

// The columns of a row beside its title.
const (
	markCols   = 2  // selection or state, and a blank
	sourceFrom = 56 // columns of a row from which it shows its source
	besideFrom = 40 // likewise of a list beside an article
)

// The columns that a source has at least where it is longer and titles are
// long, too: a third of the row, within these.
const (
	sourceLeast = 10
	sourceMost  = 13
)

// SetBeside says whether the list stands beside an article: it is narrow then,
// and its rows show their sources all the same.
func (l *List) SetBeside(beside bool) {
	if l.beside != beside {
		l.beside = beside
		l.version++
	}
}

// showsSources reports whether rows show their sources: there are several, and
// there is room.
func (l *List) showsSources() bool {
	return l.several && (l.width >= sourceFrom || l.beside && l.width >= besideFrom)
}

// severalSources reports whether headlines come from more than one source.
func severalSources(hs []model.Headline) bool {
	return slices.ContainsFunc(hs, func(h model.Headline) bool { return h.Source != hs[0].Source })
}

// measure gives the sources their columns, by the rows that are seen: as many as
// the longest of them needs, as long as most titles have what they need.
func (l *List) measure(t *theme.Theme) {
	l.sourceCols = 0
	if !l.showsSources() {
		return
	}
	var titles []int
	need := 0
	for y := range max(0, l.height) {
		i := l.top + y
		if i >= len(l.lines) || l.lines[i].row < 0 || y == 0 && l.headed() {
			continue
		}
		h := &l.rows[l.lines[i].row]
		titles = append(titles, t.Width(h.Title)+t.Width(l.star(t, h)+copies(h)))
		need = max(need, t.Width(h.Source))
	}
	if len(titles) == 0 || need == 0 {
		return
	}
	slices.Sort(titles)
	room := l.width - markCols - l.timeCols - 1
	least := max(sourceLeast, min(room/3, sourceMost))
	l.sourceCols = 1 + min(need, max(least, room-titles[len(titles)*3/4]))
}
