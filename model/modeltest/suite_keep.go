package modeltest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// Records returns all that a library holds, in list order.
func Records(t *testing.T, lib model.Library) []model.Record {
	t.Helper()
	hidden := model.Is{State: model.IsHidden} // and all others
	p, err := lib.Find(t.Context(), model.Query{Now: Clock, Where: model.Or{hidden, model.Not{X: hidden}}}, model.Window{After: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]model.Record, 0, len(p.Headlines))
	for _, h := range p.Headlines {
		r, err := lib.Record(t.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		plainRecord(&r)
		out = append(out, r)
	}
	return out
}

func plainRecord(r *model.Record) {
	plainArticle(&r.Article)
	r.Arrived, r.ReadAt, r.Stated = r.Arrived.UTC(), r.ReadAt.UTC(), plainDate(r.Stated)
	for i := range r.Revisions {
		e := &r.Revisions[i]
		e.Replaced, e.Published, e.Updated = e.Replaced.UTC(), plainDate(e.Published), plainDate(e.Updated)
		for _, d := range []*model.Date{&e.Published, &e.Updated} {
			if !d.Dated() {
				*d = model.Date{}
			}
		}
	}
	if len(r.Revisions) == 0 {
		r.Revisions = nil
	}
}

// SameRecords compares two libraries by all they hold.
func SameRecords(t *testing.T, got, want []model.Record) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d articles, want %d", len(got), len(want))
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("record %d\ngot  %+v\nwant %+v", i, got[i], want[i])
		}
	}
}

// keeping checks what is kept beside articles: revisions, places, visits,
// views, feeds.
func keeping(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(11, 2))
	lib, ref := filled(t, open, r, 50)
	ctx := t.Context()
	SameRecords(t, Records(t, lib), Records(t, ref))
	id := Records(t, ref)[3].ID

	a, _ := ref.Article(ctx, id)
	for i := range model.MaxRevisions + 3 {
		a.Body = fmt.Sprintf("version %d", i)
		for _, l := range []Filled{lib, ref} {
			if _, err := l.Save(ctx, []model.Article{a}, Clock.Add(time.Duration(i)*time.Hour)); err != nil {
				t.Fatal(err)
			}
			if err := l.SetPosition(ctx, id, 3*i); err != nil {
				t.Fatal(err)
			}
		}
	}
	SameRecords(t, Records(t, lib), Records(t, ref))
	rs, err := lib.Revisions(ctx, id)
	if err != nil || len(rs) != model.MaxRevisions || rs[0].Body != fmt.Sprintf("version %d", model.MaxRevisions+1) {
		t.Errorf("%d revisions: %+v, %v", len(rs), rs, err)
	}
	if _, err := lib.Revisions(ctx, "nosucharticle"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("revisions of none: %v", err)
	}
	if err := lib.SetPosition(ctx, "nosucharticle", 1); err != nil {
		t.Error(err)
	}

	for i, gap := range []time.Duration{0, time.Minute, 29 * time.Minute, 31 * time.Minute, time.Hour, -time.Hour, 48 * time.Hour} {
		at := Clock.Add(100 * time.Hour * time.Duration(i)).Add(gap)
		g, err := lib.Visit(ctx, at)
		w, _ := ref.Visit(ctx, at)
		if err != nil || !g.Equal(w) {
			t.Fatalf("visit %d: the last ended %v, want %v, %v", i, g, w, err)
		}
		compareAll(t, lib, ref, model.Query{Now: Clock, Where: model.Is{State: model.IsNew}}, "new")
	}
	views(t, lib, ref)
	feeds(t, lib)
}

// views makes, changes and drops saved views at random, and undoes it.
func views(t *testing.T, lib Filled, ref *Reference) {
	t.Helper()
	ctx, r := t.Context(), rand.New(rand.NewPCG(4, 4))
	if got, err := lib.Views(ctx); err != nil || !slices.Equal(got, model.FirstViews) {
		t.Errorf("the first views are %+v, want %+v, %v", got, model.FirstViews, err)
	}
	for range 60 {
		v := model.View{Name: []string{"Élan", "elan", "two", "TWO", "three", "On-This-Day"}[r.IntN(6)], Query: []string{"a", "b"}[r.IntN(2)]}
		var acts [2]model.Act
		var errs [2]error
		step := r.IntN(5)
		for i, l := range []Filled{lib, ref} {
			switch step {
			case 0, 1:
				acts[i], errs[i] = l.SaveView(ctx, v, Clock)
			case 2:
				acts[i], errs[i] = l.DropView(ctx, v.Name, Clock)
			case 3:
				acts[i], errs[i] = l.Undo(ctx)
			case 4:
				acts[i], errs[i] = l.Redo(ctx)
			}
		}
		if acts[0].N != acts[1].N || !sameMark(acts[0].Mark, acts[1].Mark) || (errs[0] == nil) != (errs[1] == nil) {
			t.Fatalf("step %d of %+v: got %+v, %v; want %+v, %v", step, v, acts[0], errs[0], acts[1], errs[1])
		}
		g, err := lib.Views(ctx)
		w, _ := ref.Views(ctx)
		if err != nil || !slices.Equal(g, w) && len(g)+len(w) > 0 {
			t.Fatalf("got %+v, want %+v, %v", g, w, err)
		}
	}
	if _, err := lib.DropView(ctx, "no such view", Clock); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("dropping a view that does not exist: %v", err)
	}
}

func feeds(t *testing.T, lib Filled) {
	t.Helper()
	ctx := t.Context()
	all := []model.Subscription{
		{Address: "https://a.example/feed", Title: "Zed", Tags: []string{"news", "Élan"}},
		{Address: "https://b.example/feed", Title: "alpha", Page: "https://b.example/"},
	}
	if n, err := lib.Subscribe(ctx, all, Clock); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	all[0].Title, all[0].ETag, all[0].LastModified = "Alpha", `W/"1"`, "Mon, 23 Nov 2026 00:00:00 GMT"
	if n, err := lib.Subscribe(ctx, all, Clock); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	if got, err := lib.Subscriptions(ctx); err != nil || !reflect.DeepEqual(got, all) {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := lib.Unsubscribe(ctx, all[0].Address); err != nil {
		t.Error(err)
	}
	if err := lib.Unsubscribe(ctx, all[0].Address); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("following no longer what nobody follows: %v", err)
	}
	if got, err := lib.Subscriptions(ctx); err != nil || !reflect.DeepEqual(got, all[1:]) {
		t.Errorf("got %+v, %v", got, err)
	}
}

// restoring checks that the records of a library make the same library, and
// that restoring them again changes nothing.
func restoring(t *testing.T, open func(t *testing.T) Filled) {
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 31))
		lib, _ := filled(t, open, r, 60)
		want := Records(t, lib)
		for _, to := range []Filled{open(t), NewReference(nil)} {
			for part := range slices.Chunk(slices.Clone(want), 7) {
				if _, err := to.Restore(t.Context(), part, Clock.Add(time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
			SameRecords(t, Records(t, to), want)
			samePlaces(t, to, want)
			saved, err := to.Restore(t.Context(), want, Clock.Add(2*time.Hour))
			if err != nil || saved.Added+saved.Changed > 0 {
				t.Errorf("restored again: %+v, %v", saved, err)
			}
			SameRecords(t, Records(t, to), want)
			if _, err := to.Undo(t.Context()); !errors.Is(err, model.ErrNothingToUndo) {
				t.Errorf("restoring is in the journal: %v", err)
			}
		}
	}
}

// samePlaces asks for the places of all articles, and of one that is not there.
func samePlaces(t *testing.T, lib model.Saver, all []model.Record) {
	t.Helper()
	ids, want := []model.ID{randomID(-1)}, make(map[model.ID]string)
	for _, r := range all {
		ids, want[r.ID] = append(ids, r.ID), r.Path
	}
	if got, err := lib.Places(t.Context(), ids); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("places: got %v, %v, want %v", got, err, want)
	}
}
