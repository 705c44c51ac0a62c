package modeltest

import (
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// merging: two articles of one place, told apart by how it was spelled, become one
// with the state of both; two of two places stay two.
func merging(t *testing.T, s model.Store) {
	ctx := t.Context()
	day := model.OnDay(model.NewDay(2026, 6, 4), model.FromStated)
	record := func(name, path, body string, arrived time.Time, st model.State) model.Record {
		a := model.Article{ID: model.NewID(name, "", "", "Home", day), Title: "Home", Source: name, Path: path, Body: body, Published: day, State: st}
		return model.Record{Article: a, Arrived: arrived}
	}
	first := record("txt/a.md", "arch/txt/a.md", "The text.", Clock, model.State{Read: true, Tags: []string{"one"}, Position: 3})
	first.ReadAt = Clock.Add(time.Minute)
	again := record("a.md", "arch/./txt/a.md", "Another text.", Clock.Add(-time.Hour), model.State{Starred: true, Tags: []string{"two"}, Position: 7})
	again.Edited, again.Revisions = true, []model.Revision{{Replaced: Clock.Add(-time.Minute), Title: "Home", Body: "An old text."}}
	other := record("b/a.md", "other/b/a.md", "The text.", Clock, model.State{})
	same := record("other/b/a.md", "b/a.md", "The text.", Clock, model.State{}) // no name of that path
	if _, err := s.Restore(ctx, []model.Record{first, again, other, same}, Clock); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(ctx, []model.ID{again.ID}, model.Mark{Do: model.AddTag, Tag: "three"}, Clock); err != nil {
		t.Fatal(err)
	}
	all, err := s.Duplicates(ctx)
	if err != nil || len(all) != 1 || all[0].Keep != again.ID || all[0].Drop != first.ID { // it arrived before
		t.Fatalf("%+v, %v", all, err)
	}
	if n, err := s.MergeDuplicates(ctx, all, Clock.Add(time.Hour), silent); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	Sound(t, s)
	r, err := s.Record(ctx, first.ID)
	if err != nil || r.ID != again.ID {
		t.Fatalf("%+v, %v", r, err)
	}
	if !r.State.Read || !r.State.Starred || !slices.Equal(r.State.Tags, []string{"one", "three", "two"}) || r.State.Position != 7 ||
		!r.Arrived.Equal(Clock.Add(-time.Hour)) || !r.Edited {
		t.Errorf("got %+v", r)
	}
	if len(r.Revisions) != 2 || r.Revisions[0].Body != "The text." || r.Revisions[1].Body != "An old text." {
		t.Errorf("revisions %+v", r.Revisions)
	}
	if got, err := s.Count(ctx, model.Query{Now: Clock}); err != nil || got.Total != 3 || got.Unread != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	if n, err := s.MergeDuplicates(ctx, all, Clock, silent); n != 0 || err != nil {
		t.Error("merged once more:", n, err)
	}
	if act, err := s.Undo(ctx); err != nil || act.First != again.ID {
		t.Errorf("%+v, %v", act, err)
	}
	if r, err = s.Record(ctx, again.ID); err != nil || slices.Contains(r.State.Tags, "three") {
		t.Errorf("%+v, %v", r.State, err)
	}
}
