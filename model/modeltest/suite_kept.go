package modeltest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"dateline/model"
)

// staying: headlines that a window keeps are rows of the list where they stood,
// whatever has become of their articles.
func staying(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(12, 12))
	ctx := t.Context()
	for n := range libraries {
		lib, ref := filled(t, open, r, 50)
		fillFeeds(t, r, lib, ref)
		for i, sort := range []model.Sort{model.Newest, model.Oldest, model.BySource, model.ByTitle, model.ByRelevance, model.Newest} {
			q := model.Query{Now: clockIn(t, zones[n]), Sort: sort, FoldStories: i == 5, Where: expr(r, 2)}
			switch r.IntN(4) {
			case 0:
				q.Where = nil
			case 1:
				q.Where = model.Is{State: model.IsUnread}
			case 2:
				q.Where = model.Or{model.Match{Text: "harbour"}, model.Match{Text: "storm"}, model.Is{State: model.IsUnread}}
			}
			what := fmt.Sprintf("%+v", q)
			var keep [2][]model.Headline
			all := model.Window{After: 1000}
			whole := both(t, lib, ref, q, all, all, what)
			for j, h := range whole[0].Headlines {
				if r.IntN(3) > 0 {
					continue
				}
				keep[0], keep[1] = append(keep[0], h), append(keep[1], whole[1].Headlines[j])
				m := mark(r)
				for _, l := range []Filled{lib, ref} {
					if _, err := l.Mark(ctx, []model.ID{h.ID}, m, Clock); err != nil {
						t.Fatal(err)
					}
				}
			}
			w := [2]model.Window{all, all}
			w[0].Keep, w[1].Keep = keep[0], keep[1]
			whole = both(t, lib, ref, q, w[0], w[1], what)
			for j, h := range whole[0].Headlines {
				before, after := r.IntN(6), 1+r.IntN(6)
				for _, at := range []model.At{{Place: &h.Place}, {ID: h.ID}} {
					p, err := lib.Find(ctx, q, model.Window{At: at, Before: before, After: after, Keep: keep[0]})
					if err != nil {
						t.Fatal(err)
					}
					from, to := max(0, j-before), min(len(whole[0].Headlines), j+after)
					if g, want := rows(p.Headlines), rows(whole[0].Headlines[from:to]); g != want || p.Here != j-from || p.First != (from == 0) || p.Last != (to == len(whole[0].Headlines)) {
						t.Fatalf("%s, around %d: here %d, first %t, last %t\ngot\n%swant\n%s", what, j, p.Here, p.First, p.Last, g, want)
					}
				}
			}
		}
	}
	lib, ref := filled(t, open, r, 50)
	fillFeeds(t, r, lib, ref)
	q := model.Query{Now: clockIn(t, "UTC"), Limit: 5, Where: model.Is{State: model.IsUnread}}
	all := model.Window{After: 1000}
	top := both(t, lib, ref, q, all, all, "limit")
	for _, l := range []Filled{lib, ref} {
		if _, err := l.Mark(ctx, []model.ID{top[0].Headlines[1].ID}, model.Mark{Do: model.MarkRead}, Clock); err != nil {
			t.Fatal(err)
		}
	}
	got := both(t, lib, ref, q, model.Window{After: 1000, Keep: top[0].Headlines}, model.Window{After: 1000, Keep: top[1].Headlines}, "limit")
	if n := len(got[0].Headlines); n != 6 || !got[0].Headlines[1].Kept {
		t.Errorf("five and one that stays are %d:\n%s", n, rows(got[0].Headlines))
	}
}

// both asks two libraries for a part of a list that must be the same.
func both(t *testing.T, lib, ref model.Library, q model.Query, v, w model.Window, what string) [2]model.Page {
	t.Helper()
	got, err := lib.Find(t.Context(), q, v)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	want, err := ref.Find(t.Context(), q, w)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if g, w := rows(got.Headlines), rows(want.Headlines); g != w {
		t.Fatalf("%s\n%s", what, diff(g, w))
	}
	return [2]model.Page{got, want}
}

// rows are the articles of a list with what is known of them.
func rows(hs []model.Headline) string {
	s := ""
	for _, h := range hs {
		s += fmt.Sprintf("%s %s %q section %d, kept %t, read %t, starred %t, hidden %t, folded %v\n", h.ID, h.Published, h.Title, h.Section, h.Kept, h.State.Read, h.State.Starred, h.State.Hidden, h.Folded)
	}
	return s
}
