package sqlite

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// flush puts in what waits. What that takes besides the database is done by
// all processors.
func (w *saver) flush() error {
	if w.encoder == nil {
		p, err := codec.Load(w.ctx, w.tx) // another program may have made one
		if p == nil && err == nil {
			p, err = codec.NewDictionary(w.ctx, w.tx, len(w.waiting), func(i int) any { return contentOf(&w.waiting[i].Article) })
		}
		if err != nil {
			return err
		}
		w.encoder = p
	}
	for _, a := range w.waiting {
		if err := w.place(a); err != nil {
			return err
		}
	}
	if err := w.prepareAll(w.waiting); err != nil {
		return err
	}
	// In the order of their ids neighbours lie on one page. What has the same stays in the
	// order of the document.
	slices.SortStableFunc(w.waiting, func(a, b *incoming) int {
		return cmp.Compare(rowid.Preferred(a.Published), rowid.Preferred(b.Published))
	})
	for _, put := range []func(*incoming) error{w.putText, w.put} {
		for _, a := range w.waiting {
			if err := put(a); err != nil {
				return err
			}
		}
	}
	w.waiting = w.waiting[:0]
	return nil
}

// prepareNew prepares what of a batch is not there yet, as it seems.
func (w *saver) prepareNew(batch []model.Article) error {
	if w.store.encoder == nil || w.store.path == "" || len(batch) == 0 {
		return nil
	}
	ids := make([]model.ID, len(batch))
	for i := range batch {
		ids[i] = batch[i].ID
	}
	if err := w.store.read.QueryRowContext(w.ctx, "SELECT "+versionQuery).Scan(&w.version); err != nil {
		return err
	}
	known, err := column[model.ID](w.ctx, w.store.read, "SELECT uid FROM item WHERE uid IN (SELECT value FROM json_each(?))", jsonList(ids))
	if err != nil {
		return err
	}
	slices.Sort(known)
	var all []*incoming
	w.prepared = make(map[*model.Article]*incoming)
	for i := range batch {
		if _, ok := slices.BinarySearch(known, ids[i]); !ok {
			a := &incoming{Article: batch[i]}
			all, w.prepared[&batch[i]] = append(all, a), a
		}
	}
	return w.prepareAll(all)
}

// prepareAll computes what is stored of articles, by all processors.
func (w *saver) prepareAll(all []*incoming) error {
	e := cmp.Or(w.encoder, w.store.encoder)
	return inParallel(w.ctx, len(all), func(i int) error {
		if w.store.indexesAtOnce() {
			all[i].words = indexWords(&all[i].Article)
		}
		return all[i].prepare(e)
	})
}

// inParallel calls do with the numbers below n, on all processors.
func inParallel(ctx context.Context, n int, do func(i int) error) error {
	var group sync.WaitGroup
	var next atomic.Int64
	errs := make([]error, min(model.Processors(ctx), 1+n/16))
	for worker := range errs {
		group.Go(func() {
			for errs[worker] == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				errs[worker] = do(i)
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// prepare computes what is stored of an article, unless it is known.
func (a *incoming) prepare(e *codec.Encoder) (err error) {
	if a.z != nil {
		return nil
	}
	a.fold = tokenize.Key(a.Title)
	a.z, err = e.Encode(contentOf(&a.Article))
	return err
}
