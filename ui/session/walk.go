package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/ui/message"
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

// Step returns the headline that stands n behind another in the list of q, or before it
// where n is negative, or the last that way; and how far that is, 0 if there is none.
func Step(ctx context.Context, lib model.Finder, q model.Query, keep Kept, from model.Headline, n int) (model.Headline, int, error) {
	w := model.Window{At: model.At{Place: &from.Place}, After: n + 1, Keep: keep}
	if n < 0 {
		w.Before, w.After = -n, 0
	}
	p, err := lib.Find(ctx, q, w)
	if err != nil {
		return from, 0, err
	}
	hs := p.Headlines
	if n > 0 {
		hs = hs[p.Here:]
	}
	hs = slices.DeleteFunc(hs, func(h model.Headline) bool { return h.ID == from.ID })
	switch k := min(len(hs), max(n, -n)); {
	case k == 0:
		return from, 0, nil
	case n < 0:
		return hs[0], -k, nil
	default:
		return hs[k-1], k, nil
	}
}

// Before returns how many headlines of q, a list by date, stand before the heading of a
// day, month or year, or before where that would stand.
func Before(ctx context.Context, lib model.Finder, q model.Query, keep Kept, d model.Date) (int, error) {
	zone := q.Zone()
	first, end := d.Days(zone)
	from, to := first.In(zone), end.In(zone)
	older, own := model.NewSpan(time.Time{}, from), model.NewSpan(from, to)
	before, stands := model.Expr(model.Within{Span: older}), older.Contains
	switch {
	case q.Sort == model.Newest: // what is neither of it nor older
		before = model.And{model.Not{X: before}, model.Not{X: model.Within{Span: own}}}
		stands = func(p model.Date) bool { return !older.Contains(p) && !own.Contains(p) }
	case q.Sort != model.Oldest:
		return 0, errors.New(message.NotByDate)
	case d.Precision.Wide(): // it stands behind its days
		all := model.NewSpan(time.Time{}, to)
		before, stands = model.Within{Span: all}, all.Contains
	}
	t, err := lib.Count(ctx, Narrow(q, before))
	if err != nil {
		return 0, fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	n := t.Total
	for _, h := range keep {
		if h.Published.Dated() && stands(h.Published) {
			n++
		}
	}
	return n, nil
}
