package list

import (
	"slices"

	"dateline/model"
	"dateline/ui/theme"
)

// The columns of a row beside its title.
const (
	markCols       = 2  // selection or state, and a blank
	minSourceWidth = 56 // columns of a row from which it shows its source
	minBesideWidth = 40 // likewise of a list beside an article
)

// The least width of the source column: a third of the row, within these
// bounds. Only short titles let it grow further.
const (
	minSourceCols = 10
	maxSourceCols = 13
)

// SetBeside says whether the list stands beside an article. Its rows then show
// their sources even in a narrow list.
func (l *List) SetBeside(beside bool) {
	if l.beside != beside {
		l.beside = beside
		l.version++
	}
}

// showsSource reports whether rows show their source: if there are several
// sources and enough columns.
func (l *List) showsSource() bool {
	return l.several && (l.width >= minSourceWidth || l.beside && l.width >= minBesideWidth)
}

// severalSources reports whether headlines come from more than one source.
func severalSources(hs []model.Headline) bool {
	return slices.ContainsFunc(hs, func(h model.Headline) bool { return h.Source != hs[0].Source })
}

// sizeColumns sets the width of the source column from the visible rows: enough
// for the longest source, unless that cuts many titles.
func (l *List) sizeColumns(t *theme.Theme) {
	l.sourceCols = 0
	if !l.showsSource() {
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
		titles = append(titles, t.Width(h.Title)+t.Width(l.signs(t, h)+copies(h)))
		need = max(need, t.Width(h.Source))
	}
	if len(titles) == 0 || need == 0 {
		return
	}
	slices.Sort(titles)
	room := l.width - markCols - l.timeCols - 1
	least := max(minSourceCols, min(room/3, maxSourceCols))
	l.sourceCols = 1 + min(need, max(least, room-titles[len(titles)*3/4]))
}
