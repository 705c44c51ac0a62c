package session

import (
	"context"

	"dateline/model"
)

// stride is how many headlines are passed over at once.
const stride = 1000

// Nth returns the place of the n-th headline of q, or of the last where there
// are not so many, with what is kept; false when there is none at all.
func Nth(ctx context.Context, lib model.Finder, q model.Query, keep Kept, n int) (model.At, bool, error) {
	var at model.At
	for {
		page, err := lib.Find(ctx, q, model.Window{At: at, After: min(n, stride+1), Keep: keep})
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
