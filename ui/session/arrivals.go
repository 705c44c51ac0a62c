package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Arrivals tells what has arrived while a reader reads. The zero value has not begun.
type Arrivals struct {
	// Began is when the reading began, Since when the reader last asked for what is new.
	Began, Since time.Time
	// Unread counts what has arrived since Since and is unread.
	Unread int

	total int            // what has arrived since Began
	views map[string]int // of it, by the views that were counted
}

// NewArrivals returns the arrivals of a reader who begins to read now.
func NewArrivals(now time.Time) Arrivals {
	return Arrivals{Began: nextSecond(now), Since: nextSecond(now)}
}

// nextSecond returns the beginning of the second after t: libraries know when an article
// arrived to the second, and what arrived just before the reading is not new.
func nextSecond(t time.Time) time.Time { return t.Truncate(time.Second).Add(time.Second) }

// Arrived is what has arrived at one time.
type Arrived struct {
	unread, total int
	views         map[string]int
}

// Count counts what has arrived, also in views, which are queries by name. It changes
// nothing, so that it can run beside the screen; Take takes the result.
func (a Arrivals) Count(ctx context.Context, lib model.Finder, views map[string]model.Query, now time.Time) (Arrived, error) {
	count := func(q model.Query, since time.Time) (model.Tally, error) {
		// What another host's clock puts in the future is not new each time somebody reads.
		return lib.Count(ctx, Narrow(q, arrived(since, nextSecond(now))))
	}
	var got Arrived
	all, err := count(model.Query{Now: now}, a.Began)
	if err != nil || all.Total == 0 {
		return got, err
	}
	fresh, err := count(model.Query{Now: now}, a.Since)
	got = Arrived{fresh.Unread, all.Total, make(map[string]int)}
	for name, q := range views {
		n, e := count(q, a.Began)
		if got.views[name] = n.Total; e != nil {
			err = e
		}
	}
	return got, err
}

// Take takes what was counted and returns how much of it is new in each of the views.
func (a *Arrivals) Take(got Arrived) map[string]int {
	added := make(map[string]int)
	for name, n := range got.views {
		// Undoing a mark brings articles back into a view, but is no arrival.
		if more := min(n-a.views[name], got.total-a.total); more > 0 {
			added[name] = more
		}
	}
	a.Unread, a.total, a.views = got.unread, got.total, got.views
	return added
}

// Filter returns the filter that shows what is new, and counts anew from now on. It is ""
// if nothing is.
func (a *Arrivals) Filter(now time.Time) string {
	if a.Unread == 0 {
		return ""
	}
	text := query.Format(model.Query{Now: now, Where: arrived(a.Since, time.Time{})})
	a.Unread, a.Since = 0, nextSecond(now)
	return text
}

func arrived(from, to time.Time) model.Expr {
	return model.Within{Axis: model.Arrived, Span: model.NewSpan(from, to)}
}

// NewsWords tells how many articles are new in views, and nothing else of them.
func NewsWords(added map[string]int) string {
	var parts []string
	for name, n := range added {
		parts = append(parts, fmt.Sprintf(message.NewInView, message.Number(n), model.CleanLine(name)))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// Notifying returns the queries of the views that a setting names, by their names.
func Notifying(setting string, views []model.View, env query.Env) map[string]model.Query {
	out := make(map[string]model.Query)
	for _, name := range strings.Fields(setting) {
		text, ok := ViewNamed(slices.Concat(views, Shipped), name)
		if q, err := query.Parse(text, env); ok && err == nil {
			out[name] = q
		}
	}
	return out
}
