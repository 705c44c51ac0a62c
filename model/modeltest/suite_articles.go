package modeltest

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"dateline/model"
)

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
	// Several batches at once: what was done of each, in their order.
	e := a
	e.ID, e.Body = model.NewID("s", "3", "", "", d), "breakwater"
	c.Body = "thrice"
	each, err := lib.SaveEach(ctx, [][]model.Article{{a, e}, nil, {e, c}}, Clock)
	if want := []model.Saved{{Added: 1, Same: 1}, {}, {Changed: 1, Same: 1}}; err != nil || !reflect.DeepEqual(each, want) {
		t.Errorf("several batches: got %+v, %v; want %+v", each, err, want)
	}
	find("breakwater", 1)
	find("thrice", 1)
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
	fillFeeds(t, r, lib, ref)
	for _, l := range []Filled{lib, ref} {
		if _, err := l.Subscribe(ctx, []model.Subscription{{Address: "/b"}}, Clock); err != nil { // it has no tags
			t.Fatal(err)
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
