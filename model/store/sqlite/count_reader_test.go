package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
)

// countFinely lets finer counts of readers be kept from so many articles on, until the
// test ends.
func countFinely(t *testing.T, days, hours int) {
	t.Helper()
	was := finerFrom
	t.Cleanup(func() { finerFrom = was })
	finerFrom.days, finerFrom.hours = days, hours
}

// TestReaderCounts: what is counted for a reader stays right whatever he does in one go,
// and wherever finer counts begin to be kept.
func TestReaderCounts(t *testing.T) {
	dos := []model.ActionKind{model.MarkRead, model.MarkRead, model.MarkUnread, model.Hide, model.Unhide}
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(15, seed))
		countFinely(t, 1+r.IntN(4), 1+r.IntN(12))
		c := openOrFail(t, filepath.Join(t.TempDir(), "library.db")).Catalog
		ids := fewArticles(t, c, "", 60)
		l := addReader(t, c, "reader")
		for round := range 20 {
			var changes []model.Change
			for range 1 + r.IntN(25) {
				changes = append(changes, model.Change{
					ID: ids[r.IntN(len(ids))], Do: dos[r.IntN(len(dos))], At: started.Add(time.Duration(round) * time.Second), Origin: model.ByRemote,
				})
			}
			if _, err := l.Apply(t.Context(), changes); err != nil {
				t.Fatal(err)
			}
			d := model.AtInstant(started.Add(time.Duration(r.IntN(1000)-500)*time.Hour), model.FromHand)
			if _, err := l.Mark(t.Context(), ids[:1+r.IntN(9)], model.Mark{Do: model.SetDate, Date: d}, started); err != nil {
				t.Fatal(err)
			}
			if modeltest.Sound(t, c); t.Failed() {
				t.Fatalf("seed %d, round %d, finer from %+v", seed, round, finerFrom)
			}
		}
	}
}

// TestCountsOfReaders: what readers are told of spans, sources and states, in zones on
// both sides of UTC, is what one finds by looking at every article, whether little or
// much of their counts is kept.
func TestCountsOfReaders(t *testing.T) {
	ctx := t.Context()
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(16, seed))
		if seed > 0 { // else as it is
			countFinely(t, 1+r.IntN(6), 1+r.IntN(20))
		}
		s, ref := inMemory(t), modeltest.NewReference(nil)
		readers := []model.ReaderID{model.LocalReader, "one", "two"}
		for _, id := range readers[1:] {
			for _, c := range []model.ReaderStore{s, ref} {
				if _, err := c.AddReader(ctx, model.Reader{ID: id, Name: string(id)}, started); err != nil {
					t.Fatal(err)
				}
			}
		}
		batch := datedArticles(r, 250, []model.ReaderID{"", "", "", "", "two"})
		for _, c := range []model.Saver{s, ref} {
			if _, err := c.Save(ctx, slices.Clone(batch), started); err != nil {
				t.Fatal(err)
			}
		}
		for range 6 {
			for _, id := range readers {
				var of [2]model.Library
				for i, reader := range []func(context.Context, model.ReaderID) (model.Library, error){s.Reader, ref.Reader} {
					l, err := reader(ctx, id)
					if err != nil {
						t.Fatal(err)
					}
					of[i] = l
				}
				markSome(t, r, of, batch)
				for range 4 {
					wantSameCounts(t, r, of)
				}
			}
			modeltest.Sound(t, s)
		}
	}
}

// datedArticles makes n articles of 14 months, many about the ends of these, of three
// sources of some owners each.
func datedArticles(r *rand.Rand, n int, owners []model.ReaderID) []model.Article {
	batch := make([]model.Article, n)
	for i := range batch {
		at := started.AddDate(-1, 0, 0).Add(time.Duration(r.IntN(420*24*60)) * time.Minute)
		if r.IntN(3) == 0 {
			at = time.Date(at.Year(), at.Month(), 1, r.IntN(48)-24, 30*r.IntN(2), 0, 0, time.UTC)
		}
		title, owner := fmt.Sprint("article ", i), owners[r.IntN(len(owners))]
		d := []model.Date{
			{}, model.OnDay(model.DayOf(at), model.FromStated), model.InMonth(at.Year(), at.Month(), model.FromStated), model.InYear(at.Year(), model.FromStated),
		}
		published := model.AtInstant(at, model.FromStated)
		if r.IntN(2) == 0 {
			published = d[r.IntN(len(d))]
		}
		batch[i] = model.Article{
			ID: model.NewID(title, "", "", title, model.Date{}), Title: title, Source: fmt.Sprint("source ", i%3), Home: fmt.Sprint("/home/", i%3), Owner: owner, Published: published,
		}
	}
	return batch
}

// markSome marks the same articles in two libraries: many, or some of a few days.
func markSome(t *testing.T, r *rand.Rand, of [2]model.Library, batch []model.Article) {
	t.Helper()
	m := model.Mark{Do: []model.ActionKind{model.MarkRead, model.MarkRead, model.MarkRead, model.MarkUnread, model.Hide, model.Unhide, model.SetDate}[r.IntN(7)]}
	var ids []model.ID
	one := 2 + 6*r.IntN(3) // of so many
	if m.Do == model.SetDate {
		m.Date, one = model.OnDay(model.DayOf(started)-model.Day(r.IntN(300)), model.FromHand), 60
	}
	for i := range batch {
		if r.IntN(one) == 0 {
			ids = append(ids, batch[i].ID)
		}
	}
	var acts [2]model.Act
	for i, l := range of {
		var err error
		if acts[i], err = l.Mark(t.Context(), ids, m, started); err != nil {
			t.Fatal(err)
		}
	}
	if acts[0].N != acts[1].N {
		t.Fatalf("%+v changes %d, want %d", m, acts[0].N, acts[1].N)
	}
}

// wantSameCounts asks two libraries for the counts of a random span, source and state.
func wantSameCounts(t *testing.T, r *rand.Rand, of [2]model.Library) {
	t.Helper()
	ctx := t.Context()
	zone := time.FixedZone("", []int{0, -5 * 3600, 19800, 14 * 3600}[r.IntN(4)])
	q := model.Query{Now: started.Add(time.Duration(r.IntN(200)-100) * time.Hour).In(zone)}
	var where model.And
	if r.IntN(4) > 0 {
		from := started.Add(-time.Duration(r.IntN(420*24)) * time.Hour)
		where = append(where, model.Within{Span: model.NewSpan(from.In(zone), from.Add(time.Duration(r.IntN(90*24))*time.Hour).In(zone))})
	}
	if r.IntN(2) == 0 {
		where = append(where, model.Match{Field: model.FromSource, Text: fmt.Sprint("source ", r.IntN(3))})
	}
	if r.IntN(2) == 0 {
		where = append(where, model.Is{State: []model.StateWord{model.IsRead, model.IsUnread}[r.IntN(2)]})
	}
	q.Where = where
	answers := [2][]string{}
	for i, l := range of {
		n, err := l.Count(ctx, q)
		sources, err2 := l.CountSources(ctx, q)
		answers[i] = append(answers[i], fmt.Sprint(n, sources, err, err2))
		for _, u := range []model.Unit{model.ByHour, model.ByDay, model.ByWeek, model.ByMonth, model.ByYear} {
			h, err := l.Histogram(ctx, q, u, model.Span{})
			answers[i] = append(answers[i], fmt.Sprint(u, h, err))
		}
	}
	if !slices.Equal(answers[0], answers[1]) {
		t.Fatalf("%s, %#v in %s, finer from %+v:\ngot  %q\nwant %q", of[0].Who(), q.Where, zone, finerFrom, answers[0], answers[1])
	}
}

// TestTaggedNowhere: a tag together with spans that nothing lies in is counted and marked as
// none, though the tag is looked for in two tables of which one has a condition of its own.
func TestTaggedNowhere(t *testing.T) {
	s := inMemory(t)
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 1)), 50, s)
	day := func(y int) model.Expr {
		at := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		return model.Within{Span: model.NewSpan(at, at.AddDate(0, 0, 1))}
	}
	q := model.Query{Now: modeltest.Clock, Where: model.And{model.Tagged{Name: "harbour"}, day(2001), day(2003)}}
	if got, err := s.Count(t.Context(), q); err != nil || got != (model.Tally{}) {
		t.Errorf("counted %+v, %v", got, err)
	}
	if act, err := s.MarkWhere(t.Context(), q, model.Mark{Do: model.Star}, modeltest.Clock); err != nil || act.N != 0 {
		t.Errorf("marked %+v, %v", act, err)
	}
}
