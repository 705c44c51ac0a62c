package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
)

// askedStore is a store that asks random conditions of every batch it saves for several
// readers, in memory and in SQL.
type askedStore struct {
	*Library
	t       *testing.T
	r       *rand.Rand
	readers []*Library

	open, all int // articles of which SQL decided, and all
	found     int
}

// newAskedStore makes a store of three readers, one of whom owns a source.
func newAskedStore(t *testing.T, r *rand.Rand) *askedStore {
	t.Helper()
	s := &askedStore{Library: inMemory(t), t: t, r: r}
	s.readers = []*Library{s.Library}
	for _, id := range []model.ReaderID{"anna", "owner"} {
		if _, err := s.AddReader(t.Context(), model.Reader{ID: id, Name: string(id)}, modeltest.Clock); err != nil {
			t.Fatal(err)
		}
		l, err := s.library(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		s.readers = append(s.readers, l)
	}
	return s
}

// Save also saves articles that are their owner's alone.
func (s *askedStore) Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error) {
	for _, a := range slices.Clone(batch) {
		if s.r.IntN(3) == 0 {
			a.ID, a.Owner, a.Former = "own"+a.ID, "owner", nil
			batch = append(batch, a)
		}
	}
	return s.saveTx(ctx, at, 0, nil, func(w *saver) error {
		if err := w.save(batch); err != nil {
			return err
		}
		return s.compare(w)
	})
}

// Mark marks for any of the readers.
func (s *askedStore) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	return s.readers[s.r.IntN(len(s.readers))].Mark(ctx, ids, m, at)
}

func (s *askedStore) Restore(ctx context.Context, batch []model.Record, at time.Time) (model.Saved, error) {
	return s.saveTx(ctx, at, 0, nil, func(w *saver) error {
		if err := w.restore(s.Library, batch); err != nil {
			return err
		}
		return s.compare(w)
	})
}

// compare asks both, of all articles that were saved.
func (s *askedStore) compare(w *saver) error {
	if len(w.texts) == 0 {
		return nil
	}
	zones := []*time.Location{time.UTC, time.FixedZone("east", 5*3600+1800), time.FixedZone("west", -8*3600)}
	b := w.newRuleBatch()
	for i := range 15 {
		now := w.now.In(zones[s.r.IntN(len(zones))])
		b.add(ruleKey{query: fmt.Sprint(i)}, model.Query{Where: modeltest.Condition(s.r), Now: now})
	}
	b.readWords()
	every := b.ids(allOf(len(b.articles)))
	for _, q := range b.queries {
		for _, l := range s.readers {
			found, err := b.ask(q, l.within(w.tx))
			if err != nil {
				return err
			}
			want, err := l.within(w.tx).matchingOf(w.ctx, q.Query, every, nil)
			if err != nil {
				return err
			}
			if got := b.ids(found); !slices.Equal(got, want) {
				s.t.Fatalf("%s: %#v finds %v, want %v; SQL decided of %v", l.id, q.Where, got, want, b.ids(q.open))
			}
			s.open, s.all, s.found = s.open+len(b.ids(q.open)), s.all+len(every), s.found+len(want)
		}
	}
	return nil
}

// TestRuleBatch: what the rules of readers find of saved articles in memory is what SQL
// finds, and little is left to SQL.
func TestRuleBatch(t *testing.T) {
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 71))
		s := newAskedStore(t, r)
		modeltest.Fill(t, r, 100, s)
		modeltest.Fill(t, r, 50, s) // many are known, and marked
		again := newAskedStore(t, r)
		for range 2 { // new, and known
			if _, err := again.Restore(t.Context(), modeltest.Records(t, s), modeltest.Clock); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("found %d of %d, left to SQL %d; restored: %d of %d, left to SQL %d", s.found, s.all, s.open, again.found, again.all, again.open)
		if s.found == 0 || s.open > s.all/4 {
			t.Errorf("of %d articles SQL decided of %d", s.all, s.open)
		}
	}
}
