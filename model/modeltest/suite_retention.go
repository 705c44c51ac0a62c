package modeltest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"dateline/model"
)

// retaining: old articles go as it was laid down, but none that is starred or
// tagged; they do not come back with their document, unless readmitted.
func retaining(t *testing.T, s model.Store) {
	ctx := t.Context()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var batch []model.Article
	for i := range 40 {
		d := model.OnDay(model.DayOf(now)-model.Day(10*i), model.FromStated)
		if i%20 == 19 {
			d = model.Date{} // undated ones have just arrived
		}
		title := fmt.Sprintf("%02d", i)
		batch = append(batch, model.Article{
			ID: model.NewID("r", title, "", "", d), Title: title, Source: []string{"Odd", "Even"}[(i+1)%2], Published: d, Body: "harbour", Tags: []string{"doc"},
		})
	}
	save := func() model.Saved {
		t.Helper()
		saved, err := s.Save(ctx, batch, now)
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	save()
	mark := func(do model.ActionKind, from, to int) {
		t.Helper()
		for i := from; i < to; i++ {
			if _, err := s.Mark(ctx, []model.ID{batch[i].ID}, model.Mark{Do: do, Tag: "mine"}, now); err != nil {
				t.Fatal(err)
			}
		}
	}
	mark(model.MarkRead, 10, 40)
	mark(model.Star, 38, 39)
	mark(model.AddTag, 36, 37)

	if all, err := s.Prunable(ctx, now); err != nil || len(all) != 0 {
		t.Fatalf("nothing was laid down, and yet %+v, %v", all, err)
	}
	// Of all: what is older than 300 days. Of Even: the newest three, read or not.
	even, err := s.FindSource(ctx, "even", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []model.Retention{{Days: 300}, {Source: even.ID, Keep: 3, Unread: true}} {
		if err := s.Retain(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Retain(ctx, model.Retention{Source: 1000, Days: 1}); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("a source that does not exist: %v", err)
	}
	if rs, err := s.Retentions(ctx); err != nil || len(rs) != 2 || rs[1] != (model.Retention{Source: even.ID, Title: "Even", Keep: 3, Unread: true}) {
		t.Errorf("%+v, %v", rs, err)
	}
	all, err := s.Prunable(ctx, now)
	// Odd: 31, 33, 35, 37 (39 is undated). Even: 20, less the newest three, the
	// starred 38 and the tagged 36.
	if err != nil || len(all) != 2 || len(all[0].IDs) != 15 || len(all[1].IDs) != 4 {
		t.Fatalf("%+v, %v", all, err)
	}
	mark(model.Star, 37, 38) // meanwhile
	n, err := s.Prune(ctx, all, now, silent)
	if err != nil || n != 18 {
		t.Fatalf("%d removed, %v", n, err)
	}
	Sound(t, s)
	tally, err := s.Count(ctx, model.Query{Now: now, Where: model.Match{Text: "harbour"}})
	if err != nil || tally.Total != 22 {
		t.Errorf("%+v, %v", tally, err)
	}
	if saved := save(); saved.Same != 40 {
		t.Errorf("read again: %+v", saved)
	}
	if n, err := s.Readmit(ctx); err != nil || n != 18 {
		t.Errorf("%d readmitted, %v", n, err)
	}
	if saved := save(); saved.Added != 18 {
		t.Errorf("read again after readmitting: %+v", saved)
	}
	if err := s.Retain(ctx, model.Retention{}); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Prunable(ctx, now); err != nil || len(all) != 1 || all[0].Title != "Even" {
		t.Errorf("one rule was lifted: %+v, %v", all, err)
	}
}

// retainingMonths: a month or a year is old when its end is.
func retainingMonths(t *testing.T, s model.Store) {
	ctx := t.Context()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var batch []model.Article
	for _, d := range []model.Date{model.InYear(2026, 0), model.InMonth(2026, 10, 0), model.InMonth(2026, 9, 0), model.InYear(2025, 0), model.OnDay(model.DayOf(now)-40, 0)} {
		batch = append(batch, model.Article{ID: model.NewID("r", d.String(), "", "", d), Title: d.String(), Source: "S", Published: d, Body: "harbour"})
	}
	if _, err := s.Save(ctx, batch, now); err != nil {
		t.Fatal(err)
	}
	if err := s.Retain(ctx, model.Retention{Days: 30, Unread: true}); err != nil {
		t.Fatal(err)
	}
	all, err := s.Prunable(ctx, now)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := s.Prune(ctx, all, now, silent); n != 3 || err != nil {
		t.Errorf("%d removed, %v", n, err)
	}
	p, err := s.Find(ctx, model.Query{Now: now}, model.Window{After: 9})
	if err != nil || len(p.Headlines) != 2 || p.Headlines[0].Title != "2026" || p.Headlines[1].Title != "2026-10" {
		t.Errorf("%+v, %v", p.Headlines, err)
	}
	Sound(t, s)
}
