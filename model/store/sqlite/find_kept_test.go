package sqlite

import (
	"fmt"
	"testing"
	"time"

	"dateline/model"
)

// TestKeptGone: a headline that is kept stays where it stood when its article, and
// all of its source, has left the library.
func TestKeptGone(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, sort := range []model.Sort{model.Newest, model.Oldest, model.BySource, model.ByTitle, model.ByRelevance} {
		s := inMemory(t)
		s.sortInMemory = 0
		var batch []model.Article
		for i := range 60 {
			a := model.Article{Title: fmt.Sprintf("Harbour %02d", i*37%60), Source: "Coast", Published: model.OnDay(model.DayOf(now)-model.Day(i%5), model.FromStated), Path: "coast.txt"}
			if i%3 == 1 {
				a.Published = model.AtInstant(now.Add(-time.Duration(i)*time.Hour), model.FromStated)
			}
			if a.ID = model.ID(fmt.Sprintf("article-%02d", i)); i == 17 {
				a.Source, a.Path = "Brook", "brook.txt"
			}
			batch = append(batch, a)
		}
		if _, err := s.Save(ctx, batch, now); err != nil {
			t.Fatal(err)
		}
		q := model.Query{Now: now, Sort: sort, Where: model.Match{Text: "harbour"}}
		before, err := s.Find(ctx, q, model.Window{After: 100})
		if err != nil || len(before.Headlines) != 60 {
			t.Fatalf("%d headlines, %v", len(before.Headlines), err)
		}
		var keep []model.Headline
		for i, h := range before.Headlines {
			if i%7 == 3 || h.ID == batch[17].ID {
				keep = append(keep, h)
			}
		}
		sources, err := column[int64](ctx, s.read, "SELECT id FROM source")
		if err != nil {
			t.Fatal(err)
		}
		var gone []model.Pruning
		for _, id := range sources {
			p := model.Pruning{Rule: model.Retention{Unread: true}, Source: id}
			for _, h := range keep {
				p.IDs = append(p.IDs, h.ID)
			}
			gone = append(gone, p)
		}
		if n, err := s.Prune(ctx, gone, now, func(string, int) {}); err != nil || n != len(keep) {
			t.Fatalf("%d of %d have gone, %v", n, len(keep), err)
		}
		for i, h := range before.Headlines {
			p, err := s.Find(ctx, q, model.Window{At: model.At{Place: &h.Place}, Before: 4, After: 5, Keep: keep})
			if err != nil {
				t.Fatal(err)
			}
			for j, got := range p.Headlines {
				want := before.Headlines[i+j-p.Here]
				_, err := s.Article(ctx, want.ID)
				if got.ID != want.ID || got.Kept != (err != nil) {
					t.Fatalf("sort %d, around %d: row %d is %s, kept %t; want %s", sort, i, j-p.Here, got.ID, got.Kept, want.ID)
				}
			}
		}
	}
}
