package modeltest

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"dateline/model"
)

// silent is a model.Report that nobody reads.
func silent(string, int) {}

// Sound fails the test for each fault that a library finds in itself.
func Sound(t *testing.T, m model.Maintainer) {
	t.Helper()
	for name, check := range map[string]func(context.Context, model.Report) ([]model.Fault, error){"fault": m.Check, "found quickly": m.CheckQuick} {
		faults, err := check(t.Context(), silent)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range faults {
			t.Errorf("%s: %s", name, f.What)
		}
	}
}

// maintaining: a library in use has no faults, says of itself what its lists say, and
// holds the same after it was repaired and compacted.
func maintaining(t *testing.T, s model.Store) {
	ctx := t.Context()
	if i, err := s.Info(ctx); err != nil || i.Articles != 0 || i.Sources != 0 || i.First != nil {
		t.Errorf("of an empty library: %+v, %v", i, err)
	}
	Fill(t, rand.New(rand.NewPCG(13, 5)), 120, s)
	Sound(t, s)
	want := Records(t, s)
	wantInfo(t, s, want)
	if loss, err := s.Repair(ctx, nil, silent); err != nil || loss != (model.Loss{}) {
		t.Errorf("without a fault repairing lost %+v, %v", loss, err)
	}
	if _, _, err := s.Compact(ctx, silent); err != nil {
		t.Error(err)
	}
	Sound(t, s)
	SameRecords(t, Records(t, s), want)
}

// wantInfo compares what a library says of itself with what it holds.
func wantInfo(t *testing.T, s model.Store, all []model.Record) {
	t.Helper()
	var want model.Info
	use := model.Usage{Views: len(model.FirstViews)}
	for i := range all {
		a := &all[i]
		want.Articles++
		for n, is := range map[*int]bool{
			&use.Read: a.State.Read, &use.Starred: a.State.Starred, &use.Hidden: a.State.Hidden, &use.Tagged: len(a.State.Tags) > 0,
			&want.Undated: !a.Published.Dated(),
		} {
			if is {
				*n++
			}
		}
	}
	if got, err := s.Usage(t.Context(), s.Who()); err != nil || got != use {
		t.Errorf("usage %+v, want %+v, %v", got, use, err)
	}
	sources, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want.Sources = len(sources)
	got, err := s.Info(t.Context())
	if err != nil || got.Articles != want.Articles ||
		got.Undated != want.Undated || got.Sources < want.Sources || got.Duplicates != 0 || got.First == nil || got.Last == nil || *got.First > *got.Last || got.ReadOnly {
		t.Errorf("info %+v, want %+v, %v", got, want, err)
	}
}

// backingUp: a backup is a library that holds what the other held, whatever either
// does later. A file that is there already is not replaced unasked.
func backingUp(t *testing.T, open func(*testing.T, string, model.OpenOptions) model.Store) {
	ctx, file := t.Context(), filepath.Join(t.TempDir(), "a copy")
	lib := open(t, "", model.OpenOptions{})
	Fill(t, rand.New(rand.NewPCG(17, 5)), 80, lib)
	if _, err := lib.SaveView(ctx, model.View{Name: "mine", Query: "harbour"}, Clock); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Subscribe(ctx, []model.Subscription{{Address: "https://one.example/feed", Title: "One", Tags: []string{"a"}}}, Clock); err != nil {
		t.Fatal(err)
	}
	want := Records(t, lib)
	if err := lib.Backup(ctx, file, false, silent); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.MarkWhere(ctx, model.Query{Now: Clock}, model.Mark{Do: model.Hide}, Clock); err != nil {
		t.Fatal(err)
	}
	was, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := lib.Backup(ctx, file, false, silent); !errors.Is(err, model.ErrFileExists) {
		t.Errorf("over a file that is there: %v", err)
	}
	if is, err := os.ReadFile(file); err != nil || string(is) != string(was) {
		t.Errorf("the file that was there has changed, %v", err)
	}
	backup := open(t, file, model.OpenOptions{Existing: true})
	Sound(t, backup)
	SameRecords(t, Records(t, backup), want)
	sameBeside(t, backup, lib)
	act, err := backup.Undo(ctx)
	if err != nil || act.Mark.Do != model.SetView {
		t.Errorf("its journal: %+v, %v", act, err)
	}
	if act, err := lib.Undo(ctx); err != nil || act.Mark.Do != model.Hide {
		t.Errorf("the journal of what was copied: %+v, %v", act, err)
	}
	SameRecords(t, Records(t, lib), want)
}

// sameBeside compares what two libraries keep beside articles.
func sameBeside(t *testing.T, got, want model.Library) {
	t.Helper()
	for what, ask := range map[string]func(model.Library) (any, error){
		"views":         func(l model.Library) (any, error) { return l.Views(t.Context()) },
		"subscriptions": func(l model.Library) (any, error) { return l.Subscriptions(t.Context()) },
		"visit":         func(l model.Library) (any, error) { at, err := l.Visit(t.Context(), Clock); return at.UTC(), err },
	} {
		g, err := ask(got)
		if err != nil {
			t.Fatal(err)
		}
		if w, err := ask(want); err != nil || !reflect.DeepEqual(g, w) {
			t.Errorf("%s: %+v, want %+v, %v", what, g, w, err)
		}
	}
}
