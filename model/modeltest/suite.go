package modeltest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

// Open opens a Catalog for a test, at the end of which it is closed: the one in a file
// that Backup has made or that Info names, or where that is "" a new, empty one.
type Open func(t *testing.T, file string, o model.OpenOptions) model.Catalog

// Run tests a Catalog.
func Run(t *testing.T, open Open) {
	openStore := func(t *testing.T, file string, o model.OpenOptions) model.Store {
		t.Helper()
		c := open(t, file, o)
		return model.Join(c, libraryOf(t, c, model.LocalReader))
	}
	runLocal(t, func(t *testing.T, o model.OpenOptions) Filled { return openStore(t, "", o) })
	for name, part := range map[string]func(*testing.T, model.Store){
		"maintenance": maintaining, "retention": retaining, "retention of months": retainingMonths,
		"duplicates": merging, "finding sources": findingSources, "renaming sources": renaming,
	} {
		t.Run(name, func(t *testing.T) { part(t, openStore(t, "", model.OpenOptions{})) })
	}
	t.Run("backup", func(t *testing.T) { backingUp(t, openStore) })
	t.Run("each reader's own", func(t *testing.T) {
		eachTheirOwn(t, func(t *testing.T, o model.OpenOptions) peopled { return open(t, "", o) })
	})
	runReaders(t, func(t *testing.T, o model.OpenOptions) catalogue { return open(t, "", o) }, func(t *testing.T) [2]catalogue { return twice(t, open) })
}

// runLocal tests the library of the local reader.
func runLocal(t *testing.T, openLibrary func(t *testing.T, o model.OpenOptions) Filled) {
	open := func(t *testing.T) Filled { return openLibrary(t, model.OpenOptions{}) }
	t.Run("agrees with the reference", func(t *testing.T) { agrees(t, open) })
	t.Run("windows", func(t *testing.T) { windows(t, open) })
	t.Run("what stays", func(t *testing.T) { staying(t, open) })
	t.Run("documents' order", func(t *testing.T) { documentOrder(t, open) })
	t.Run("saving again", func(t *testing.T) { savingAgain(t, open) })
	t.Run("articles", func(t *testing.T) { articles(t, open) })
	t.Run("state and journal", func(t *testing.T) { journal(t, open) })
	t.Run("what is opened", func(t *testing.T) { opened(t, open) })
	t.Run("what is kept beside", func(t *testing.T) { keeping(t, open) })
	t.Run("restoring", func(t *testing.T) { restoring(t, open) })
	t.Run("rules", func(t *testing.T) { ruling(t, openLibrary) })
	t.Run("watch", func(t *testing.T) { watch(t, open) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, open) })
	t.Run("hostile words", func(t *testing.T) { hostile(t, open) })
}

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

// filled returns a library and a reference with the same random articles and
// state.
func filled(t *testing.T, open func(t *testing.T) Filled, r *rand.Rand, n int) (Filled, *Reference) {
	t.Helper()
	lib, ref := open(t), NewReference(nil)
	Fill(t, r, n, lib, ref)
	return lib, ref
}

// mark makes a random change of state.
func mark(r *rand.Rand) model.Mark {
	m := model.Mark{Do: model.ActionKind(r.IntN(int(model.ResetDate) + 1))}
	switch r.IntN(12) {
	case 0:
		m.Do = model.Hide
	case 1:
		m.Do = model.Unhide
	case 2, 3:
		return model.TagMark([]model.TagChange{{Name: vocabulary[r.IntN(4)]}, {Name: vocabulary[r.IntN(4)], Drop: r.IntN(2) == 0}})
	case 4:
		return model.Mark{Do: model.MarkRead, Opened: true}
	}
	switch m.Do {
	case model.AddTag, model.DropTag:
		m.Tag = vocabulary[r.IntN(4)]
	case model.SetDate:
		if m.Date = date(r); !m.Date.Dated() {
			m.Date = model.Date{}
		}
		m.Date.From = model.FromHand
	}
	return m
}

// reread makes a random article under one of ids, as when its document is read
// again.
func reread(r *rand.Rand, ids []model.ID, n int) model.Article {
	a := article(r, r.IntN(n))
	a.ID = ids[r.IntN(len(ids))]
	return a
}

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

// windows checks that every window is a cut out of the whole list.
func windows(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(3, 3))
	lib, ref := filled(t, open, r, 90)
	ctx := t.Context()
	for _, zone := range zones {
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

func savingAgain(t *testing.T, open func(t *testing.T) Filled) {
	lib, ctx := open(t), t.Context()
	d := model.OnDay(model.NewDay(2020, 11, 6), model.FromStated)
	a := model.Article{ID: model.NewID("s", "1", "", "", d), Title: "One", Body: "harbour", Source: "S", Published: d}
	save := func(a model.Article, want model.Saved) {
		t.Helper()
		if got, err := lib.Save(ctx, []model.Article{a}, Clock); err != nil || got != want {
			t.Fatalf("got %+v, %v; want %+v", got, err, want)
		}
	}
	find := func(word string, want int) {
		t.Helper()
		q := model.Query{Now: Clock, Where: model.Match{How: model.Word, Text: word}}
		if tally, err := lib.Count(ctx, q); err != nil || tally.Total != want {
			t.Fatalf("%q finds %d, %v; want %d", word, tally.Total, err, want)
		}
	}
	save(a, model.Saved{Added: 1})
	if _, err := lib.Mark(ctx, []model.ID{a.ID}, model.Mark{Do: model.Star}, Clock); err != nil {
		t.Fatal(err)
	}
	save(a, model.Saved{Same: 1})
	a.Body, a.Published = "pier", model.OnDay(model.NewDay(2021, 1, 1), model.FromStated)
	save(a, model.Saved{Changed: 1})
	find("harbour", 0)
	find("pier", 1)
	got, err := lib.Article(ctx, a.ID)
	if err != nil || !got.State.Starred || !got.Published.Equal(a.Published) || got.Body != "pier" {
		t.Errorf("got %+v, %v", got, err)
	}
	a.Published = model.AtInstant(Clock, model.FromSeen)
	save(a, model.Saved{Same: 1})
	if got, _ := lib.Article(ctx, a.ID); got.Published.String() != "2021-01-01" {
		t.Errorf("a date that was only seen replaced a stated one: %s", got.Published)
	}
	// Twice in one batch: the later one stays.
	b, c := a, a
	b.ID = model.NewID("s", "2", "", "", d)
	c.ID, c.Body = b.ID, "twice"
	if _, err := lib.Save(ctx, []model.Article{b, c}, Clock); err != nil {
		t.Fatal(err)
	}
	find("twice", 1)
}

func articles(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(5, 5))
	lib, ref := filled(t, open, r, 60)
	ctx := t.Context()
	p, _ := ref.Find(ctx, model.Query{Now: Clock}, model.Window{After: 1000})
	for _, h := range p.Headlines {
		want, _ := ref.Article(ctx, h.ID)
		got, err := lib.Article(ctx, h.ID)
		if err != nil {
			t.Fatal(err)
		}
		plainArticle(&got)
		plainArticle(&want)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %+v\nwant %+v", got, want)
		}
		if short, err := lib.Article(ctx, h.ID[:12]); err != nil || short.ID != h.ID {
			t.Errorf("by a short id: %s, %v", short.ID, err)
		}
	}
	for _, id := range []model.ID{"", "nope", "zzzzzzzz", "*", "%%%%"} {
		if _, err := lib.Article(ctx, id); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("%q: %v", id, err)
		}
	}
	gt, err := lib.Tags(ctx)
	wt, _ := ref.Tags(ctx)
	if err != nil || len(gt) != len(wt) {
		t.Fatalf("%d tags, want %d, %v", len(gt), len(wt), err)
	}
	for i := range gt {
		if Fold(gt[i].Name) != Fold(wt[i].Name) || gt[i].Total != wt[i].Total {
			t.Errorf("got %+v, want %+v", gt[i], wt[i])
		}
	}
	gs, err := lib.Sources(ctx)
	ws, _ := ref.Sources(ctx)
	if err != nil || len(gs) != len(ws) {
		t.Fatalf("%d sources, want %d, %v", len(gs), len(ws), err)
	}
	for i := range gs {
		if gs[i].Title != ws[i].Title || gs[i].Total != ws[i].Total || gs[i].Unread != ws[i].Unread {
			t.Errorf("got %+v, want %+v", gs[i], ws[i])
		}
	}
}

// plainArticle makes articles that mean the same equal: instants in one zone,
// nothing for lists of nothing.
func plainArticle(a *model.Article) {
	a.Published, a.Updated = plainDate(a.Published), plainDate(a.Updated)
	var dates []model.Date
	for _, d := range a.Candidates {
		if d.Dated() {
			dates = append(dates, plainDate(d))
		}
	}
	a.Candidates = dates
	for _, list := range []*[]string{&a.State.Tags, &a.Tags, &a.Authors} {
		if len(*list) == 0 {
			*list = nil
		}
	}
}

func plainDate(d model.Date) model.Date {
	d.At = d.At.UTC()
	return d
}

func sameMark(a, b model.Mark) bool {
	a.Date, b.Date = plainDate(a.Date), plainDate(b.Date)
	return a == b
}

func journal(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(9, 9))
	lib, ref := filled(t, open, r, 40)
	ctx := t.Context()
	q := model.Query{Now: Clock}
	act, err := lib.MarkWhere(ctx, model.Query{Now: Clock, Where: model.Is{State: model.IsUnread}}, model.Mark{Do: model.MarkRead}, Clock)
	want, _ := ref.MarkWhere(ctx, model.Query{Now: Clock, Where: model.Is{State: model.IsUnread}}, model.Mark{Do: model.MarkRead}, Clock)
	if err != nil || act.N != want.N {
		t.Fatalf("marked %d, want %d, %v", act.N, want.N, err)
	}
	if act, err := lib.Mark(ctx, []model.ID{act.First, "nosuch"}, model.Mark{Do: model.MarkRead}, Clock); err != nil || act.N != 0 {
		t.Errorf("marking what is read: %+v, %v", act, err)
	}
	for _, step := range "uuuurruurrrruuuuuuu" {
		lf, rf := lib.Undo, ref.Undo
		if step == 'r' {
			lf, rf = lib.Redo, ref.Redo
		}
		ga, gerr := lf(ctx)
		wa, werr := rf(ctx)
		if !errors.Is(gerr, werr) || ga.N != wa.N || !sameMark(ga.Mark, wa.Mark) {
			t.Fatalf("%c: got %+v, %v; want %+v, %v", step, ga, gerr, wa, werr)
		}
		compareAll(t, lib, ref, q, "after an undo or redo")
	}
	for {
		if _, err := lib.Undo(ctx); err != nil {
			if !errors.Is(err, model.ErrNothingToUndo) {
				t.Error(err)
			}
			break
		}
		_, _ = ref.Undo(ctx)
	}
	compareAll(t, lib, ref, q, "all undone") // what was opened stays read
}

// opened: that an article was opened is no step of undo and takes none away, and
// several tags are one.
func opened(t *testing.T, open func(t *testing.T) Filled) {
	lib, ctx := open(t), t.Context()
	a := model.Article{ID: model.NewID("o", "1", "", "", model.Date{}), Title: "One", Source: "S"}
	b := model.Article{ID: model.NewID("o", "2", "", "", model.Date{}), Title: "Two", Source: "S"}
	if _, err := lib.Save(ctx, []model.Article{a, b}, Clock); err != nil {
		t.Fatal(err)
	}
	mark := func(m model.Mark, n int, ids ...model.ID) {
		t.Helper()
		if act, err := lib.Mark(ctx, ids, m, Clock); err != nil || act.N != n || act.Mark != m {
			t.Fatalf("%+v, %v", act, err)
		}
	}
	state := func(id model.ID, want model.State) {
		t.Helper()
		if got, err := lib.Article(ctx, id); err != nil || got.State.Read != want.Read || got.State.Starred != want.Starred || !slices.Equal(got.State.Tags, want.Tags) {
			t.Fatalf("%+v, %v, want %+v", got.State, err, want)
		}
	}
	turn := func(do func(context.Context) (model.Act, error), want model.ActionKind, tag string) {
		t.Helper()
		if act, err := do(ctx); err != nil || act.Mark.Do != want || act.Mark.Tag != tag {
			t.Fatalf("%+v, %v", act, err)
		}
	}
	was := model.Mark{Do: model.MarkRead, Opened: true}
	mark(was, 1, a.ID)
	mark(was, 0, a.ID)
	if act, err := lib.Undo(ctx); !errors.Is(err, model.ErrNothingToUndo) {
		t.Fatalf("%+v, %v", act, err)
	}
	mark(model.TagMark([]model.TagChange{{Name: "y"}}), 1, a.ID)
	two := model.TagMark([]model.TagChange{{Name: "x"}, {Name: "y"}, {Name: "x", Drop: true}, {Name: "z"}, {Name: "x"}})
	mark(two, 2, a.ID, b.ID)
	mark(two, 0, a.ID, b.ID)
	mark(model.Mark{Do: model.Star}, 1, a.ID)
	turn(lib.Undo, model.Star, "")
	mark(was, 1, b.ID) // and redo goes on
	turn(lib.Redo, model.Star, "")
	state(a.ID, model.State{Read: true, Starred: true, Tags: []string{"x", "y", "z"}})
	turn(lib.Undo, model.Star, "")
	turn(lib.Undo, model.Retag, two.Tag)
	state(a.ID, model.State{Read: true, Tags: []string{"y"}})
	state(b.ID, model.State{Read: true})
	turn(lib.Redo, model.Retag, two.Tag)
	state(b.ID, model.State{Read: true, Tags: []string{"x", "y", "z"}})
	mark(model.TagMark([]model.TagChange{{Name: "x", Drop: true}, {Name: "n"}}), 1, b.ID)
	state(b.ID, model.State{Read: true, Tags: []string{"n", "y", "z"}})
	turn(lib.Undo, model.Retag, "-x\n+n")
	state(b.ID, model.State{Read: true, Tags: []string{"x", "y", "z"}})
}

func watch(t *testing.T, open func(t *testing.T) Filled) {
	lib := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	ch := lib.Watch(ctx)
	for i := range 1000 {
		a := model.Article{ID: model.NewID("w", fmt.Sprint(i), "", "", model.Date{}), Title: "T", Source: "S"}
		if i%100 == 0 {
			if _, err := lib.Save(ctx, []model.Article{a}, Clock); err != nil {
				t.Fatal(err)
			}
		}
	}
	select {
	case <-ch:
	case <-time.After(10 * time.Second):
		t.Fatal("no signal of a change")
	}
	cancel()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case _, open := <-ch:
			if !open {
				return
			}
		case <-deadline:
			t.Fatal("the channel is not closed when its context ends")
		}
	}
}

func cancelled(t *testing.T, open func(t *testing.T) Filled) {
	lib := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := lib.Find(ctx, model.Query{Now: Clock}, model.Window{After: 5}); !errors.Is(err, context.Canceled) {
		t.Errorf("find: %v", err)
	}
	if _, err := lib.Count(ctx, model.Query{Now: Clock, Where: model.Is{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("count: %v", err)
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
