package sqlite

import (
	"path/filepath"
	"reflect"
	"strconv"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

// TestMarkMany: acts on many articles do what acts on few do, and so do undoing
// and doing them again.
func TestMarkMany(t *testing.T) {
	ctx := t.Context()
	s, ref := openOrFail(t, filepath.Join(t.TempDir(), "library.db")), modeltest.NewReference(nil)
	libs := []modeltest.Filled{s, ref}
	var batch []model.Article
	var ids []model.ID
	for i := range 3 * bulkFrom {
		d := model.OnDay(model.DayOf(started)-model.Day(i/3), model.FromStated)
		if i%7 == 0 {
			d = model.AtInstant(started.AddDate(0, 0, -i), model.FromStated)
		}
		title := strconv.Itoa(i)
		batch = append(batch, model.Article{ID: model.NewID("m", title, "", "", d), Title: title, Source: title[:1], Published: d})
		ids = append(ids, batch[i].ID)
	}
	for _, l := range libs {
		if _, err := l.Save(ctx, batch, started); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Mark(ctx, ids[:bulkFrom/2], model.Mark{Do: model.MarkRead}, started); err != nil {
			t.Fatal(err)
		}
	}
	same := func(what string, do func(model.Library) (model.Act, error)) {
		t.Helper()
		got, gerr := do(s)
		want, werr := do(ref)
		if gerr != nil || werr != nil || got.N != want.N || got.First != want.First {
			t.Fatalf("%s: got %+v, %v; want %+v, %v", what, got, gerr, want, werr)
		}
		for _, x := range []model.StateWord{model.IsRead, model.IsStarred} {
			q := model.Query{Now: started, Where: model.Is{State: x}}
			got, err := s.Count(ctx, q)
			want, _ := ref.Count(ctx, q)
			if err != nil || got != want {
				t.Fatalf("%s: got %+v, want %+v, %v", what, got, want, err)
			}
		}
		modeltest.Sound(t, s)
	}
	for _, do := range []model.ActionKind{model.MarkRead, model.Star, model.MarkUnread, model.Unstar, model.MarkRead} {
		same("mark "+strconv.Itoa(int(do)), func(l model.Library) (model.Act, error) {
			return l.Mark(ctx, append([]model.ID{"no such article"}, ids[3:]...), model.Mark{Do: do}, started)
		})
	}
	for _, step := range "uuruuurruuu" {
		same(string(step), func(l model.Library) (model.Act, error) {
			if step == 'r' {
				return l.Redo(ctx)
			}
			return l.Undo(ctx)
		})
	}
	wantSameStamps(t, s)
}

// wantSameStamps fails unless what a library tells of its changes comes to the same stamps
// elsewhere, each change superseding those before it.
func wantSameStamps(t *testing.T, s *Library) {
	t.Helper()
	other := addReader(t, s.Catalog, "other")
	changes, _, err := s.Changes(t.Context(), 0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := other.Apply(t.Context(), changes); err != nil || n != len(changes) {
		t.Fatalf("%d of %d changes supersede those before, %v", n, len(changes), err)
	}
	const q = "SELECT item, read, starred, coalesce(read_set, read_at << 2), starred_set FROM state WHERE reader = ? ORDER BY item"
	if got, want := rowsFound(t, s.Catalog, q, other.reader), rowsFound(t, s.Catalog, q, s.reader); !reflect.DeepEqual(got, want) {
		t.Fatalf("applied again: %v, want %v", got, want)
	}
}
