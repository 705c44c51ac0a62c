package modeltest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

// windows checks that every window is a cut out of the whole list.
func windows(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(3, 3))
	lib, ref := filled(t, open, r, 60)
	fillFeeds(t, r, lib, ref)
	ctx := t.Context()
	for _, zone := range zones[:libraries] {
		for i, sort := range []model.Sort{model.Newest, model.Oldest, model.BySource, model.ByTitle, model.ByRelevance, model.Newest, model.Oldest} {
			q := model.Query{Now: clockIn(t, zone), Sort: sort, FoldStories: i > 4, Where: model.Not{X: model.Is{State: model.IsStarred}}}
			if sort == model.ByRelevance {
				q.Where = model.And{model.Match{Text: "harbour"}, model.Not{X: model.Match{Text: "storm"}}}
			}
			whole, err := lib.Find(ctx, q, model.Window{After: 1000})
			if err != nil {
				t.Fatal(err)
			}
			for i, h := range whole.Headlines {
				before, after := r.IntN(12), 1+r.IntN(12)
				for _, at := range []model.At{{Place: &h.Place}, {ID: h.ID}} {
					p, err := lib.Find(ctx, q, model.Window{At: at, Before: before, After: after})
					if err != nil {
						t.Fatal(err)
					}
					from, to := max(0, i-before), min(len(whole.Headlines), i+after)
					if g, w := ids(p.Headlines), ids(whole.Headlines[from:to]); g != w || p.Here != i-from {
						t.Fatalf("%s, sort %d, around %d: here %d\ngot\n%swant\n%s", zone, sort, i, p.Here, g, w)
					}
					if p.First != (from == 0) || p.Last != (to == len(whole.Headlines)) {
						t.Fatalf("%s, sort %d, around %d: first %t, last %t", zone, sort, i, p.First, p.Last)
					}
				}
			}
			ends(t, lib, ref, q, r)
		}
	}
}

// ends checks windows at the bottom and at dates.
func ends(t *testing.T, lib model.Library, ref *Reference, q model.Query, r *rand.Rand) {
	t.Helper()
	ctx := t.Context()
	ats := []model.At{{Bottom: true}, {ID: "nosucharticle"}}
	for range 60 {
		if d := date(r); d.Dated() {
			ats = append(ats, model.At{Date: &d})
		}
	}
	for _, at := range ats {
		w := model.Window{At: at, Before: r.IntN(6), After: r.IntN(6)}
		got, err := lib.Find(ctx, q, w)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := ref.Find(ctx, q, w)
		if ids(got.Headlines) != ids(want.Headlines) || got.Here != want.Here {
			d := ""
			if at.Date != nil {
				d = at.Date.String()
			}
			t.Fatalf("%s, sort %d, at %s %+v: here %d, want %d\ngot\n%swant\n%s", q.Zone(), q.Sort, d, at, got.Here, want.Here, ids(got.Headlines), ids(want.Headlines))
		}
	}
}

// documentOrder: articles of equal dates are listed as their document has them,
// however many there are, in both orders by date and however the list is paged.
func documentOrder(t *testing.T, open func(t *testing.T) Filled) {
	at := time.Date(2020, 11, 6, 0, 0, 0, 0, time.UTC)
	for name, d := range map[string]model.Date{
		"day":     model.OnDay(model.DayOf(at), model.FromStated),
		"instant": model.AtInstant(at, model.FromStated),
		"month":   model.InMonth(2020, 11, model.FromStated),
		"year":    model.InYear(2020, model.FromStated),
		"undated": {},
	} {
		t.Run(name, func(t *testing.T) {
			lib := open(t)
			var batch []model.Article
			add := func(title string, d model.Date) {
				batch = append(batch, model.Article{ID: model.NewID("o", title, "", "", d), Title: title, Source: "S", Published: d})
			}
			for i := range 700 {
				add(fmt.Sprintf("%04d", i), d)
			}
			if d.Dated() { // far enough from the crowd
				first, end := d.Days(time.UTC)
				add("before 1", model.AtInstant((first-3).In(time.UTC), model.FromStated))
				add("before 2", model.AtInstant((first-3).In(time.UTC), model.FromStated))
				add("after", model.OnDay(end+2, model.FromStated))
			}
			if _, err := lib.Save(t.Context(), batch, Clock); err != nil {
				t.Fatal(err)
			}
			for _, sort := range []model.Sort{model.Newest, model.Oldest} {
				want := "before 1,before 2,"
				if sort == model.Newest || !d.Dated() {
					want = ""
				}
				if d.Dated() && sort == model.Newest {
					want = "after,"
				}
				for _, a := range batch[:700] {
					want += a.Title + ","
				}
				if d.Dated() {
					want += map[model.Sort]string{model.Newest: "before 1,before 2,", model.Oldest: "after,"}[sort]
				}
				for _, n := range []int{7, 333, 2000} {
					for _, back := range []bool{false, true} {
						if got := paged(t, lib, model.Query{Now: Clock, Sort: sort}, n, back); got != want {
							t.Fatalf("sort %d, %d a page, back %t:\ngot  %s\nwant %s", sort, n, back, got, want)
						}
					}
				}
			}
		})
	}
}

// paged returns the titles of a list that is read n a page from its top or, back,
// from its bottom.
func paged(t *testing.T, lib model.Library, q model.Query, n int, back bool) string {
	t.Helper()
	var titles []string
	w := model.Window{After: n}
	if back {
		w = model.Window{At: model.At{Bottom: true}, Before: n}
	}
	for {
		p, err := lib.Find(t.Context(), q, w)
		if err != nil {
			t.Fatal(err)
		}
		if w.At.Place != nil && !back { // the first was the last before
			p.Headlines = p.Headlines[1:]
		}
		var page []string
		for _, h := range p.Headlines {
			page = append(page, h.Title)
		}
		if back {
			titles = append(page, titles...)
		} else {
			titles = append(titles, page...)
		}
		if p.First && back || p.Last && !back {
			return strings.Join(titles, ",") + ","
		}
		if w.At = (model.At{Place: &p.Headlines[0].Place}); !back {
			w.At.Place, w.After = &p.Headlines[len(p.Headlines)-1].Place, n+1
		}
	}
}
