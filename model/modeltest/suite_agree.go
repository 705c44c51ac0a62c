package modeltest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

// zones are those in which questions are asked.
var zones = []string{"UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata"}

func clockIn(t *testing.T, zone string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	return Clock.In(loc)
}

var questions = flag.Int("questions", 50, "how many random questions each of the random libraries is asked")

// ids are the articles of a list, to compare and to show.
func ids(hs []model.Headline) string {
	var b strings.Builder
	for _, h := range hs {
		fmt.Fprintf(&b, "%s %d %s %t %t %s|%s|%s\n", h.ID, h.Section, h.Published, h.State.Read, h.HeadlineOnly, h.URL, h.Source, h.Title)
	}
	return b.String()
}

// diff shows the first line in which two lists differ, and what one lacks.
func diff(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var b strings.Builder
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			fmt.Fprintf(&b, "they part at %d of %d and %d\n", i, len(g)-1, len(w)-1)
			fmt.Fprintf(&b, "got  %q\nwant %q\n", g[min(i, len(g)-1)], w[min(i, len(w)-1)])
			break
		}
	}
	for _, l := range w {
		if !slices.Contains(g, l) {
			fmt.Fprintf(&b, "lacks %q\n", l)
		}
	}
	for _, l := range g {
		if !slices.Contains(w, l) {
			fmt.Fprintf(&b, "has   %q\n", l)
		}
	}
	return b.String()
}

func agrees(t *testing.T, open func(t *testing.T) Filled) {
	for seed := range libraries {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		lib, ref := filled(t, open, r, 60+r.IntN(60))
		fillFeeds(t, r, lib, ref)
		for i := range *questions {
			q := model.Query{Now: clockIn(t, zones[r.IntN(len(zones))])}
			if r.IntN(10) > 0 {
				q.Where = expr(r, 3)
			}
			q.Sort = []model.Sort{model.Newest, model.Newest, model.Oldest, model.BySource, model.ByTitle, model.ByRelevance, model.ByRelevance}[r.IntN(7)]
			q.AsOf, q.FoldStories = r.IntN(8) == 0, r.IntN(4) == 0
			compareAll(t, lib, ref, q, fmt.Sprintf("library %d, question %d: %#v", seed, i, q.Where))
			if t.Failed() {
				return
			}
		}
	}
}

// compareAll asks both libraries everything about q.
func compareAll(t *testing.T, lib model.Library, ref *Reference, q model.Query, what string) {
	t.Helper()
	ctx := t.Context()
	all := model.Window{After: 1000}
	got, err := lib.Find(ctx, q, all)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	want, _ := ref.Find(ctx, q, all)
	if g, w := ids(got.Headlines), ids(want.Headlines); g != w {
		t.Errorf("%s\nsort %d in %s\n%s", what, q.Sort, q.Zone(), diff(g, w))
		return
	}
	gt, err := lib.Count(ctx, q)
	wt, _ := ref.Count(ctx, q)
	if err != nil || gt != wt {
		t.Errorf("%s: count %+v, want %+v, %v", what, gt, wt, err)
	}
	if q.Folds() || q.FoldStories {
		for i := range got.Headlines {
			if g, w := got.Headlines[i], want.Headlines[i]; g.Copies != w.Copies || !slices.Equal(g.Folded, w.Folded) {
				t.Errorf("%s: %d copies of %q, want %d", what, g.Copies, g.Title, w.Copies)
			}
		}
	}
	gs, err := lib.CountSources(ctx, q)
	ws, _ := ref.CountSources(ctx, q)
	if err != nil || gs != ws {
		t.Errorf("%s: %d sources, want %d, %v", what, gs, ws, err)
	}
	for _, u := range []model.Unit{model.ByDay, model.ByWeek, model.ByMonth, model.ByYear, model.ByHour} {
		gh, err := lib.Histogram(ctx, q, u, model.Span{})
		wh, _ := ref.Histogram(ctx, q, u, model.Span{})
		if err != nil || fmt.Sprint(gh) != fmt.Sprint(wh) {
			t.Errorf("%s: histogram %d in %s\ngot  %v\nwant %v, %v", what, u, q.Zone(), gh, wh, err)
		}
	}
}

// hostile: what a reader types never reaches the database as anything but an
// argument.
func hostile(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(1, 1))
	lib, ref := filled(t, open, r, 20)
	for _, s := range []string{
		`"`, `'`, `a" OR "b`, `x'; DROP TABLE item; --`, `NEAR(a b)`, `^a`, `title:a`, `*`, `a*`, `(`, `)`, "\x00", "%", "_", `\`, "{a}: b", "-a", "AND", strings.Repeat("a ", 200),
	} {
		for f := model.Anywhere; f <= model.File; f++ {
			q := model.Query{Now: Clock, Where: model.Match{Field: f, How: model.How(r.IntN(3)), Text: s}}
			compareAll(t, lib, ref, q, fmt.Sprintf("%q in field %d", s, f))
		}
		compareAll(t, lib, ref, model.Query{Now: Clock, Where: model.Tagged{Name: s}}, fmt.Sprintf("tag %q", s))
	}
}
