package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"dateline/model"
)

// On disk, articles are listed before their words are indexed: Save leaves their ids in
// the table waiting, in the transaction that takes them in. Triggers take those out that
// are removed, and follow those that get another id. Indexing reads nothing but what is
// stored, so that whoever opens the library next goes on with it.

const (
	// indexedAtOnce is how many articles are indexed in a transaction, and indexedOfMany
	// where very many wait: what is indexed in larger parts is merged less often, but their
	// words lie in memory, 4 KiB of each, and other programs that write wait for the end.
	indexedAtOnce = 1 << 11
	indexedOfMany = 1 << 15
	// lookUpAfter is how many articles are indexed between two looks at who waits.
	lookUpAfter = 32
	// indexAfter is how long after something was saved indexing begins by itself, so that
	// more of it is indexed at once; indexLatest is for how long that may be put off. While
	// many come they are listed first: indexBulkAfter.
	indexAfter     = time.Second
	indexLatest    = 10 * time.Second
	indexBulkAfter = 10 * time.Second
	// indexLease is for how long a program has the indexing for itself: it is renewed with
	// every part, and what is left of it when the program is killed must pass.
	indexLease = 20 * time.Second
	// noProgress is after how many looks without any who was indexing has ended.
	noProgress = int(10 * time.Second / pollEvery)
)

// metaIndexer is until when somebody is indexing, in microseconds since 1970; no two
// programs write the same.
const metaIndexer = "indexing until"

// errIndexing: another program is indexing.
var errIndexing = errors.New("another program is making articles searchable")

// indexesAtOnce reports whether articles are indexed as they are saved: in memory, where
// all that is asked for is asked of them soon.
func (s *Catalog) indexesAtOnce() bool { return s.path == "" }

// Waiting implements model.Indexer.
func (s *Catalog) Waiting(ctx context.Context) (n int, err error) {
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM waiting").Scan(&n); err != nil {
		return 0, fmt.Errorf("count what waits to be searchable: %w", mapError(err))
	}
	return n, nil
}

// Index implements model.Indexer. While another program does it, Index waits.
func (s *Catalog) Index(ctx context.Context, report model.Report) error {
	leave, err := s.indexer.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	for {
		err := s.indexAll(ctx, report)
		if errors.Is(err, errIndexing) {
			err = s.awaitIndexer(ctx, report)
			if err == nil {
				continue
			}
		}
		if err != nil {
			err = fmt.Errorf("make articles searchable: %w", mapError(err))
		}
		return err
	}
}

// awaitIndexer waits until nothing waits, or until who was indexing seems to have ended.
func (s *Catalog) awaitIndexer(ctx context.Context, report model.Report) error {
	for was, still := -1, 0; still < noProgress; {
		report("another program is indexing", -1)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pollEvery):
		}
		n, err := s.Waiting(ctx)
		if err != nil || n == 0 {
			return err
		}
		if still++; n != was {
			was, still = n, 0
		}
	}
	return s.change(ctx, aboutReaders, func(tx *sql.Tx) (bool, error) { return false, setMeta(ctx, tx, metaIndexer, 0) })
}

// leaveWaiting lets what was saved wait to be indexed.
func (w *saver) leaveWaiting() error {
	ids := make([]int64, len(w.texts))
	for i := range w.texts {
		ids[i] = w.texts[i].id
	}
	_, err := w.tx.ExecContext(w.ctx, "INSERT INTO waiting (item) SELECT value FROM json_each(?)", jsonList(ids))
	return err
}

// reindexAll is reindex for today's schema: nothing waits any more.
func reindexAll(ctx context.Context, tx *sql.Tx, report model.Report) error {
	if err := execAll(ctx, tx, stmt("DELETE FROM waiting")); err != nil {
		return err
	}
	return reindex(ctx, tx, report)
}

// indexer lets one at a time index, and begins it by itself when something waits. Its zero
// value is ready.
type indexer struct {
	mu     sync.Mutex
	turn   chan struct{} // full while somebody indexes
	timer  *time.Timer   // begins it
	first  time.Time     // since when it is put off
	stop   func()        // ends what was begun by itself
	closed bool
	ended  sync.WaitGroup
	lease  int64 // metaIndexer, as who has the turn has written it; 0: not
}

// seat returns turn. mu is held.
func (x *indexer) seat() chan struct{} {
	if x.turn == nil {
		x.turn = make(chan struct{}, 1)
	}
	return x.turn
}

// enter waits until nobody else indexes; what was begun by itself ends.
func (x *indexer) enter(ctx context.Context) (leave func(), err error) {
	x.mu.Lock()
	turn := x.seat()
	if x.stop != nil {
		x.stop()
	}
	x.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// close ends what was begun by itself; nothing is begun any more.
func (x *indexer) close() {
	x.mu.Lock()
	x.closed = true
	if x.timer != nil {
		x.timer.Stop()
	}
	if x.stop != nil {
		x.stop()
	}
	x.mu.Unlock()
	x.ended.Wait()
}

// indexLeft begins soon to index what waits since another time.
func (s *Catalog) indexLeft(ctx context.Context) {
	var some bool
	if err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM waiting)").Scan(&some); err == nil && some {
		s.indexSoon(0)
	}
}

// indexSoon begins to index when nothing more than n articles has come for a while.
func (s *Catalog) indexSoon(n int) {
	x := &s.indexer
	if s.indexesAtOnce() || s.indexNever {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	after, now := indexAfter, time.Now()
	if n >= bulkBatch {
		after = indexBulkAfter
	}
	switch {
	case x.closed:
	case x.timer == nil:
		x.first, x.timer = now, time.AfterFunc(after, s.indexBehind)
	case n >= bulkBatch || now.Sub(x.first) < indexLatest:
		x.timer.Reset(after)
	}
}

// indexBehind indexes what waits, behind whoever asks and writes.
func (s *Catalog) indexBehind() {
	x := &s.indexer
	x.mu.Lock()
	x.timer = nil
	if x.closed {
		x.mu.Unlock()
		return
	}
	ctx, stop := context.WithCancel(model.Background(context.Background(), 1))
	turn := x.seat()
	x.stop = stop
	x.ended.Add(1)
	x.mu.Unlock()
	defer x.ended.Done()
	defer stop()
	select {
	case turn <- struct{}{}:
	default: // somebody does it
		return
	}
	err := s.indexAll(ctx, func(string, int) {})
	<-turn
	if err != nil && ctx.Err() == nil {
		s.indexSoon(0) // another program may end before it is done
	}
}
