package session

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// stride is how many headlines are skipped at once.
const stride = 1000

// Nth returns the place of the n-th headline of q, including kept ones, or of the last
// if there are fewer. It returns false if there is none.
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
		n -= stride // the next page begins with the last row of this one
	}
}

// Beyond iterates over the headlines of q after a place or, if dir is negative, before
// it, a page at a time, nearest first.
func Beyond(ctx context.Context, lib model.Finder, q model.Query, keep Kept, from model.Place, dir int) iter.Seq2[[]model.Headline, error] {
	return func(yield func([]model.Headline, error) bool) {
		for ended := false; !ended; {
			w := model.Window{At: model.At{Place: &from}, After: stride, Keep: keep}
			if dir < 0 {
				w.Before, w.After = stride, 0
			}
			p, err := lib.Find(ctx, q, w)
			hs := slices.DeleteFunc(p.Headlines, func(h model.Headline) bool { return h.Place == from })
			ended = err != nil || len(hs) == 0 || dir > 0 && p.Last || dir < 0 && p.First
			if dir < 0 {
				slices.Reverse(hs)
			}
			if len(hs) > 0 {
				from = hs[len(hs)-1].Place
			}
			if !yield(hs, err) {
				return
			}
		}
	}
}

// Before counts the headlines of q, a list by date, before the heading of a day, month or
// year, or before the place where that heading would be.
func Before(ctx context.Context, lib model.Finder, q model.Query, keep Kept, d model.Date) (int, error) {
	zone := q.Zone()
	first, end := d.Days(zone)
	from, to := first.In(zone), end.In(zone)
	older, own := model.NewSpan(time.Time{}, from), model.NewSpan(from, to)
	before, stands := model.Expr(model.Within{Span: older}), older.Contains
	switch {
	case q.Sort == model.Newest: // neither in the period nor older
		before = model.And{model.Not{X: before}, model.Not{X: model.Within{Span: own}}}
		stands = func(p model.Date) bool { return !older.Contains(p) && !own.Contains(p) }
	case q.Sort != model.Oldest:
		return 0, errors.New(message.NotByDate)
	case d.Precision.Wide(): // the heading follows those of its days
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

// Listing is the current list of a filter.
type Listing struct {
	Library model.Library
	Query   model.Query
	Keep    Kept
	Total   int // headlines, as far as they are counted
}

// Find returns a part of the list, including kept headlines.
func (l Listing) Find(ctx context.Context, w model.Window) (model.Page, error) {
	w.Keep = l.Keep
	p, err := l.Library.Find(ctx, l.Query, w)
	if err != nil {
		err = fmt.Errorf("%s: %w", message.ReadList, err)
	}
	return p, err
}

// Part is a part of a list, which may be at its beginning or end.
type Part struct {
	Rows         []model.Headline
	Begins, Ends bool
}

// From returns up to n headlines from a place on, without the headline after if that is
// still there.
func (l Listing) From(ctx context.Context, at model.At, after model.ID, n int) (Part, error) {
	p, err := l.Find(ctx, model.Window{At: at, After: n})
	if err != nil {
		return Part{}, err
	}
	hs := p.Headlines[p.Here:]
	if len(hs) > 0 && hs[0].ID == after {
		hs = hs[1:]
	}
	return Part{hs, p.First && p.Here == 0 && after == "", p.Last}, nil
}

// UpTo returns up to n headlines before a place or, if nothing is there, at the end of
// the list, without the headline before.
func (l Listing) UpTo(ctx context.Context, at model.At, before model.ID, n int) (Part, error) {
	p, err := l.Find(ctx, model.Window{At: at, Before: n})
	if err != nil {
		return Part{}, err
	}
	hs := p.Headlines
	if k := len(hs); k > 0 && hs[k-1].ID == before {
		hs = hs[:k-1]
	}
	return Part{hs, p.First, p.Last && before == ""}, nil
}

// Walk moves through a list for a reader without a screen, who names headlines by their
// numbers. The zero Walk is at the beginning.
type Walk struct {
	Part                   // the part shown last
	First  int             // the number of its first headline
	Here   *model.Headline // the current headline: the last one read or moved to; nil: none
	Number int             // its number; 0: not known

	numbers map[int]model.Headline // the headlines shown so far
}

// maxNumbers limits how many shown headlines are remembered.
const maxNumbers = 5000

// Show tells that a part of the list is shown, and the number of its first headline.
func (w *Walk) Show(p Part, first int) {
	w.Part, w.First = p, first
	if len(w.numbers)+len(p.Rows) > maxNumbers || w.numbers == nil {
		w.numbers = make(map[int]model.Headline)
	}
	for i, h := range p.Rows {
		w.numbers[first+i] = h
	}
}

// NumberOf returns the number under which an article was shown, or 0.
func (w *Walk) NumberOf(id model.ID) int {
	for n, h := range w.numbers {
		if h.ID == id {
			return n
		}
	}
	return 0
}

// Meant returns the headline of a number and makes it current; 0 means the current one.
// A number stands for the headline that was shown with it, or else for the one that now
// has that place.
func (w *Walk) Meant(ctx context.Context, l Listing, number int) (model.Headline, error) {
	switch {
	case number == 0 && w.Here == nil:
		return model.Headline{}, errors.New(message.WhichArticle)
	case number == 0:
		return *w.Here, nil
	}
	h, ok := w.numbers[number]
	if !ok {
		at, _, err := Nth(ctx, l.Library, l.Query, l.Keep, number)
		if err != nil {
			return h, fmt.Errorf("%s: %w", message.ReadList, err)
		}
		p, err := l.Find(ctx, model.Window{At: at, After: 1})
		switch {
		case err != nil:
			return h, err
		case len(p.Headlines) == 0:
			return h, errors.New(message.EmptyList)
		case number > max(l.Total, 1) && len(w.numbers) < number:
			return h, fmt.Errorf(message.NoHeadlineNumber, number, l.Total)
		}
		h = p.Headlines[0]
	}
	w.Here, w.Number = &h, number
	return h, nil
}

// Step moves by n headlines within the list, or onto the first one shown if there is no
// current headline. It reports whether it has moved.
func (w *Walk) Step(ctx context.Context, l Listing, n int) (bool, error) {
	if w.Here == nil {
		if n < 1 || len(w.Rows) == 0 {
			return false, nil
		}
		w.Here, w.Number = &w.Rows[0], w.First
		if n--; n == 0 {
			return true, nil
		}
	}
	from := *w.Here
	win := model.Window{At: model.At{Place: &from.Place}, After: n + 1}
	if n < 0 {
		win.Before, win.After = -n, 0
	}
	p, err := l.Find(ctx, win)
	if err != nil {
		return false, err
	}
	hs := p.Headlines
	if n > 0 {
		hs = hs[p.Here:]
	}
	hs = slices.DeleteFunc(hs, func(h model.Headline) bool { return h.ID == from.ID })
	moved := min(len(hs), max(n, -n))
	if moved == 0 {
		return false, nil
	}
	if n < 0 {
		w.Here, moved = &hs[0], -moved
	} else {
		w.Here = &hs[moved-1]
	}
	if w.Number = max(0, w.Number+moved); w.Number <= moved {
		w.Number = w.NumberOf(w.Here.ID) // the number before was not known
	}
	return true, nil
}

// NextUnread makes the nearest unread headline in a direction current, and reports
// whether there is one.
func (w *Walk) NextUnread(ctx context.Context, l Listing, dir int) (bool, error) {
	var from model.Headline
	switch {
	case w.Here != nil:
		from = *w.Here
	case len(w.Rows) > 0:
		from.Place = w.Rows[0].Place // itself a candidate
	default:
		return false, nil
	}
	id, err := NextUnread(ctx, l.Library, l.Query, l.Keep, from, dir)
	if err != nil || id == "" {
		return false, err
	}
	p, err := l.Find(ctx, model.Window{At: model.At{ID: id}, After: 1})
	if err != nil || len(p.Headlines) == 0 {
		return false, err
	}
	w.Here, w.Number = &p.Headlines[0], w.NumberOf(id)
	return true, nil
}
