package sqlite

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
)

// TestSumsAhead counts what lies ahead of a span that begins within a day: the
// day itself begins before it, and its instants do not.
func TestSumsAhead(t *testing.T) {
	s := inMemory(t)
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
			if h.Section == model.Ahead {
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
	s := inMemory(t)
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

// TestSumsSpans counts random spans, also of sources and states, in zones on
// both sides of UTC: what is summed from months, days and hours is what one
// finds by looking at every article.
func TestSumsSpans(t *testing.T) {
	ctx, r := t.Context(), rand.New(rand.NewPCG(8, 8))
	s, ref := inMemory(t), modeltest.NewReference(nil)
	start := time.Date(2016, 11, 1, 0, 0, 0, 0, time.UTC)
	const hours = 24 * 365 * 3
	var batch []model.Article
	var ids []model.ID
	for i := range 600 {
		at := start.Add(time.Duration(r.IntN(hours*60)) * time.Minute)
		if i%3 == 0 { // about the ends of months
			at = time.Date(2016, time.Month(r.IntN(40)), 1, r.IntN(48)-24, 30*r.IntN(2), 0, 0, time.UTC)
		}
		d := model.AtInstant(at, model.FromStated)
		if i%4 == 0 {
			d = model.OnDay(model.DayOf(at), model.FromStated)
		}
		title := strconv.Itoa(i)
		batch = append(batch, model.Article{ID: model.NewID("x", title, "", "", d), Title: title, Source: []string{"one", "two"}[i%2], Published: d})
		ids = append(ids, batch[i].ID)
	}
	for _, l := range []modeltest.Filled{s, ref} {
		if _, err := l.Save(ctx, batch, start); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Mark(ctx, ids[:250], model.Mark{}, start); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 120 {
		zone, err := time.LoadLocation([]string{"UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati"}[i%4])
		if err != nil {
			t.Skip("no time zone data: ", err)
		}
		q := model.Query{Now: start.AddDate(5, 0, 0).In(zone)}
		var where model.And
		if r.IntN(8) > 0 {
			a, b := time.Duration(r.IntN(hours)), time.Duration(r.IntN(hours))
			span := model.NewSpan(start.Add(min(a, b)*time.Hour).In(zone), start.Add(max(a, b)*time.Hour).In(zone))
			switch r.IntN(4) {
			case 0:
				span.From, span.FromDay = time.Time{}, 0
			case 1:
				span.To, span.ToDay = time.Time{}, 0
			}
			where = append(where, model.Within{Span: span})
		}
		if r.IntN(2) == 0 {
			where = append(where, model.Match{Field: model.FromSource, Text: []string{"one", "two", "nobody"}[r.IntN(3)]})
		}
		if r.IntN(2) == 0 {
			where = append(where, model.Is{State: []model.StateWord{model.IsRead, model.IsUnread}[r.IntN(2)]})
		}
		q.Where = where
		got, err := s.Count(ctx, q)
		want, _ := ref.Count(ctx, q)
		if err != nil || got != want {
			t.Fatalf("%v in %v: counted %+v, want %+v, %v", where, zone, got, want, err)
		}
		for _, u := range []model.Unit{model.ByDay, model.ByWeek, model.ByMonth, model.ByYear} {
			got, err := s.Histogram(ctx, q, u, model.Span{})
			want, _ := ref.Histogram(ctx, q, u, model.Span{})
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%v in %v, unit %d:\ngot  %v\nwant %v, %v", where, zone, u, got, want, err)
			}
		}
	}
}
