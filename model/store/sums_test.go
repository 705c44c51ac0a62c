package store

import (
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
)

// TestSumsAhead counts what lies ahead of a span that begins within a day: the
// day itself begins before it, and its instants do not.
func TestSumsAhead(t *testing.T) {
	s, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var batch []model.Article
	for hours := -24 * 5; hours < 24*8; hours += 7 {
		at := now.Add(time.Duration(hours) * time.Hour)
		for _, d := range []model.Date{model.AtInstant(at, model.FromStated), model.OnDay(model.DayOf(at), model.FromStated)} {
			title := d.String() + at.String()
			batch = append(batch, model.Article{ID: model.NewID("x", title, "", title, d), EntryID: title, Title: title, Source: "x", Published: d})
		}
	}
	if _, err := s.Save(t.Context(), batch, now); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"", "since:2026-11-22T18:00", "since:2026-11-23T06:00", "until:2026-11-23T06:00", "2026-11-22T06:00..2026-11-24T20:00", "as-of:2026-11-21T10:00"} {
		q, err := query.Parse(text, query.Env{Now: now})
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Count(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Find(t.Context(), q, model.Window{After: len(batch)})
		if err != nil {
			t.Fatal(err)
		}
		want := model.Tally{Total: len(p.Headlines), Unread: len(p.Headlines)}
		for _, h := range p.Headlines {
			if h.Shelf == model.Ahead {
				want.Ahead++
			}
		}
		if got != want {
			t.Errorf("%q: counted %+v, listed %+v", text, got, want)
		}
	}
}

// TestFirstMinute changes the articles of the first second of 2000, whose ids
// are 0 and beside it: they keep their state.
func TestFirstMinute(t *testing.T) {
	s, err := Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	var batch []model.Article
	var ids []model.ID
	for _, title := range []string{"a", "b", "c", "d", "e", "f"} {
		d := model.AtInstant(at, model.FromStated)
		batch = append(batch, model.Article{ID: model.NewID("x", title, "", title, d), EntryID: title, Title: title, Source: "x", Published: d})
		ids = append(ids, batch[len(batch)-1].ID)
	}
	if _, err := s.Save(t.Context(), batch, at); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(t.Context(), ids, model.Mark{Do: model.Star}, at); err != nil {
		t.Fatal(err)
	}
	for i := range batch {
		batch[i].Body = "now with a text"
	}
	if saved, err := s.Save(t.Context(), batch, at); err != nil || saved.Changed != len(batch) {
		t.Fatal(saved, err)
	}
	got, err := s.Count(t.Context(), model.Query{Where: model.Is{State: model.IsStarred}})
	if err != nil || got.Total != len(batch) {
		t.Errorf("%d of %d are still starred: %v", got.Total, len(batch), err)
	}
}
