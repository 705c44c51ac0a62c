package ui

import (
	"dateline/model"
	"dateline/ui/session"
)

// keep has headlines stay in the list, where an act of the reader's own on them
// may take them out of the filter.
func (a *App) keep(hs ...model.Headline) {
	if a.listOf == a.filter.Text { // else another list is on its way
		a.filter.Kept.Add(hs...)
	}
}

// keeping returns what stays in the list: also the headline of the article in the
// pane, which is not to change but by the reader's own moves.
func (a *App) keeping() session.Kept {
	if h, ok := a.list.Selected(); ok && a.stays(h.ID) {
		return a.filter.Kept.With(h)
	}
	return a.filter.Kept
}

// stays reports whether an article of the list stays in it.
func (a *App) stays(id model.ID) bool {
	return a.listOf == a.filter.Text && (a.filter.Kept.Has(id) || !a.frame.Article.Empty() && id == a.reading.Of())
}
