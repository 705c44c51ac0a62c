package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
)

// stride is how many headlines are passed over at once on the way to one that
// is named by its number.
const stride = 1000

// toNth goes to the n-th headline of the list, or to the last.
func (a *App) toNth(n int) tea.Cmd {
	w := a.list.FromTop()
	w.Before = w.After
	return a.ask(ask{window: w, jump: true, nth: n})
}

// nth returns the place of the n-th headline of q, or of the last where there
// are not so many; false when there is none at all.
func nth(ctx context.Context, lib model.Library, q model.Query, n int) (model.At, bool, error) {
	var at model.At
	for {
		page, err := lib.Find(ctx, q, model.Window{At: at, After: min(n, stride+1)})
		if err != nil || len(page.Headlines) == 0 {
			return at, false, err
		}
		last := page.Headlines[len(page.Headlines)-1]
		at = model.At{Place: &last.Place}
		if n <= stride+1 || len(page.Headlines) <= stride {
			return at, true, nil
		}
		n -= stride // the page after this one begins with its last
	}
}
