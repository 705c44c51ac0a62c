package list

import (
	"slices"

	"dateline/model"
)

// SetPicked says which headlines are taken into a selection. The pane keeps
// the map and reads it only; after a change it must be given again.
func (l *List) SetPicked(ids map[model.ID]int) {
	l.picked = ids
	l.version++
}

// Range returns the headlines of the window from one article to another, in
// the order from the first to the second; ok is false when either is not in
// the window.
func (l *List) Range(from, to model.ID) (hs []model.Headline, ok bool) {
	i, j := l.index(from), l.index(to)
	switch {
	case i < 0 || j < 0:
		return nil, false
	case i <= j:
		return slices.Clone(l.rows[i : j+1]), true
	}
	hs = slices.Clone(l.rows[j : i+1])
	slices.Reverse(hs)
	return hs, true
}
