package modeltest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dateline/model"
)

// Open opens a Catalog for a test, at the end of which it is closed: the one in a file
// that Backup has made or that Info names, or where that is "" a new, empty one.
type Open func(t *testing.T, file string, o model.OpenOptions) model.Catalog

// Run tests a Catalog.
func Run(t *testing.T, open Open) {
	openStore := func(t *testing.T, file string, o model.OpenOptions) model.Store {
		t.Helper()
		c := open(t, file, o)
		return model.Join(c, libraryOf(t, c, model.LocalReader))
	}
	runLocal(t, func(t *testing.T, o model.OpenOptions) Filled { return openStore(t, "", o) })
	for name, part := range map[string]func(*testing.T, model.Store){
		"maintenance": maintaining, "retention": retaining, "retention of months": retainingMonths,
		"duplicates": merging, "finding sources": findingSources, "renaming sources": renaming,
		"schedules":        func(t *testing.T, s model.Store) { scheduling(t, s) },
		"texts of pages":   func(t *testing.T, s model.Store) { fullTexts(t, s) },
		"changes of feeds": func(t *testing.T, s model.Store) { changingFeeds(t, s) }, "merging feeds": mergingFeeds,
	} {
		beside(t, name, func(t *testing.T) { part(t, openStore(t, "", model.OpenOptions{})) })
	}
	beside(t, "backup", func(t *testing.T) { backingUp(t, openStore) })
	Readers(t, open)
}

// Readers is the part of Run about several readers. It also tests what stands between a
// Catalog and its readers.
func Readers(t *testing.T, open Open) {
	beside(t, "each reader's own", func(t *testing.T) {
		eachTheirOwn(t, func(t *testing.T, o model.OpenOptions) peopled { return open(t, "", o) })
	})
	runReaders(t, func(t *testing.T, o model.OpenOptions) catalogue { return open(t, "", o) }, func(t *testing.T) [2]catalogue { return twice(t, open) })
}

// runLocal tests the library of the local reader.
func runLocal(t *testing.T, openLibrary func(t *testing.T, o model.OpenOptions) Filled) {
	open := func(t *testing.T) Filled { return openLibrary(t, model.OpenOptions{}) }
	beside(t, "agrees with the reference", func(t *testing.T) { agrees(t, open) })
	beside(t, "windows", func(t *testing.T) { windows(t, open) })
	beside(t, "what stays", func(t *testing.T) { staying(t, open) })
	beside(t, "documents' order", func(t *testing.T) { documentOrder(t, open) })
	beside(t, "saving again", func(t *testing.T) { savingAgain(t, open) })
	beside(t, "articles", func(t *testing.T) { articles(t, open) })
	beside(t, "state and journal", func(t *testing.T) { journal(t, open) })
	beside(t, "what is opened", func(t *testing.T) { opened(t, open) })
	beside(t, "what is kept beside", func(t *testing.T) { keeping(t, open) })
	beside(t, "restoring", func(t *testing.T) { restoring(t, open) })
	beside(t, "rules", func(t *testing.T) { ruling(t, openLibrary) })
	beside(t, "watch", func(t *testing.T) { watch(t, open) })
	beside(t, "cancelled", func(t *testing.T) { cancelled(t, open) })
	beside(t, "hostile words", func(t *testing.T) { hostile(t, open) })
}

// beside runs a part of a test beside the other parts of it.
func beside(t *testing.T, name string, part func(*testing.T)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		part(t)
	})
}

// filled returns a library and a reference with the same random articles and
// state.
func filled(t *testing.T, open func(t *testing.T) Filled, r *rand.Rand, n int) (Filled, *Reference) {
	t.Helper()
	lib, ref := open(t), NewReference(nil)
	Fill(t, r, n, lib, ref)
	return lib, ref
}

// reread makes a random article under one of ids, as when its document is read
// again.
func reread(r *rand.Rand, ids []model.ID, n int) model.Article {
	a := article(r, r.IntN(n))
	a.ID = ids[r.IntN(len(ids))]
	return a
}

func watch(t *testing.T, open func(t *testing.T) Filled) {
	lib := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	ch := lib.Watch(ctx)
	for i := range 1000 {
		a := model.Article{ID: model.NewID("w", fmt.Sprint(i), "", "", model.Date{}), Title: "T", Source: "S"}
		if i%100 == 0 {
			if _, err := lib.Save(ctx, []model.Article{a}, Clock); err != nil {
				t.Fatal(err)
			}
		}
	}
	select {
	case <-ch:
	case <-time.After(10 * time.Second):
		t.Fatal("no signal of a change")
	}
	cancel()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case _, open := <-ch:
			if !open {
				return
			}
		case <-deadline:
			t.Fatal("the channel is not closed when its context ends")
		}
	}
}

func cancelled(t *testing.T, open func(t *testing.T) Filled) {
	lib := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := lib.Find(ctx, model.Query{Now: Clock}, model.Window{After: 5}); !errors.Is(err, context.Canceled) {
		t.Errorf("find: %v", err)
	}
	if _, err := lib.Count(ctx, model.Query{Now: Clock, Where: model.Is{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("count: %v", err)
	}
}
