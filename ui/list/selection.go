package list

import (
	"slices"

	"dateline/model"
)

// SetSelection sets the headlines in the selection. The pane keeps the map and only
// reads it; call SetSelection again after a change.
func (l *List) SetSelection(ids map[model.ID]int) {
	l.selection = ids
	l.version++
}

// Range returns the headlines of the window from one article to another, in that
// order; ok is false if the window lacks either.
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
