package sqlite

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/store/sqlite/rowid"
)

func TestConformance(t *testing.T) {
	for name, fresh := range map[string]func(*testing.T, model.OpenOptions) (*Catalog, error){
		"memory": func(t *testing.T, o model.OpenOptions) (*Catalog, error) {
			s, err := Memory(t.Context(), o)
			if err == nil {
				s.sortInMemory = 0 // what would be sorted is walked along
			}
			return s, err
		},
		"disk": func(t *testing.T, o model.OpenOptions) (*Catalog, error) {
			return Open(t.Context(), filepath.Join(t.TempDir(), "a folder", "l?b%.db"), o)
		},
		"disk, nothing indexed": unindexed,
		"disk, half indexed":    unindexed,
	} {
		t.Run(name, func(t *testing.T) {
			if name == "memory" {
				countFinely(t, 2, 4)
			}
			modeltest.Run(t, func(t *testing.T, file string, o model.OpenOptions) model.Catalog {
				t.Helper()
				var s *Catalog
				var err error
				if file == "" {
					s, err = fresh(t, o)
				} else {
					s, err = Open(t.Context(), file, o)
				}
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				if name == "disk, half indexed" {
					return &halfIndexed{Catalog: s, rnd: rand.New(rand.NewPCG(1, 1))}
				}
				return s
			})
		})
	}
}

// unindexed opens a library in which all that is saved waits to be indexed.
func unindexed(t *testing.T, o model.OpenOptions) (*Catalog, error) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "library.db"), o)
	if err == nil {
		s.indexNever, s.sortInMemory = true, 3
	}
	return s, err
}

// halfIndexed indexes some of what waits after each batch.
type halfIndexed struct {
	*Catalog
	rnd *rand.Rand
}

func (s *halfIndexed) Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error) {
	saved, err := s.Catalog.Save(ctx, batch, at)
	if err != nil {
		return saved, err
	}
	leave, err := s.indexer.enter(ctx)
	if err != nil {
		return saved, err
	}
	defer leave()
	defer s.endLease()
	ids, err := s.newestWaiting(ctx, rowid.Highest, 1+s.rnd.IntN(40))
	if err != nil {
		return saved, err
	}
	_, err = s.indexRange(ctx, ids, 1)
	if errors.Is(err, errIndexing) { // another handle does
		err = nil
	}
	return saved, err
}
