package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"
)

// A page that is changed is written to the log at the end of a transaction, and to the
// file when the log is brought into it. Articles come in no order of their dates, titles
// or IDs, so that nearly each touches pages of its own: the more articles a transaction
// has, and the longer the log may become, the more often one writing does for many.
const (
	// bulkBatch is from how many articles on a batch counts as one of many that come, and
	// largeBatch from how many more memory is taken for them.
	bulkBatch  = 250
	largeBatch = 1 << 14
	// bulkLog bounds the log while many come, in bytes: it takes room on the disk, is
	// looked through by questions, and is read whole after a program was killed.
	bulkLog = 3 << 29
	// bulkCache is the memory for pages meanwhile, in KiB. What is over it is written
	// more than once in a transaction.
	bulkCache = 256 << 10
	// bulkWords is how much of the index of words is gathered in memory before it is
	// written, in bytes: what is written in larger parts is merged less often.
	bulkWords = 32 << 20
	// bulkRest is how long after the last batch no more seems to come.
	bulkRest = 15 * time.Second
)

// At other times: of pages of the log that are written to the file as soon as there are
// so many, and of memory, in KiB. A page takes twice its size: the driver allocates powers
// of two.
const (
	usualLog   = 1000 // pages: SQLite's default
	usualCache = 4 << 10
	usualPage  = 4096 // SQLite's default
)

// keptLog is how long the file of the log stays, in bytes, once it was longer.
const keptLog = 16 << 20

// writerPragmas are for the connection that writes.
var writerPragmas = []string{
	writerTimeout, "synchronous(normal)", fmt.Sprintf("cache_size(-%d)", usualCache), fmt.Sprintf("journal_size_limit(%d)", keptLog),
}

// bulk is what the writer has been told while many articles come. mu guards it.
type bulk struct {
	on    bool
	large bool        // with more memory
	last  time.Time   // when a batch of many was saved
	rest  *time.Timer // ends it
}

// beginSave prepares the writer for a batch of n articles. What Save returns for is on the
// disk: that of other changes is with the next of these, or when the log is written to the
// file.
func (s *Catalog) beginSave(ctx context.Context, n int) error {
	if s.path == "" {
		return nil
	}
	if err := s.beginBulk(ctx, n); err != nil {
		return err
	}
	return s.pragma(ctx, "synchronous = full")
}

// beginBulk prepares the writer for many articles, where n are.
func (s *Catalog) beginBulk(ctx context.Context, n int) error {
	if n < bulkBatch || s.bulk.on && (s.bulk.large || n < largeBatch) {
		return nil
	}
	cache := usualCache
	if n >= largeBatch {
		cache = bulkCache
	}
	err := s.tune(ctx, bulkLog/usualPage, cache)
	s.bulk.on, s.bulk.large = err == nil, err == nil && n >= largeBatch
	return err
}

// endSave is called after a batch, whatever became of it.
func (s *Catalog) endSave(ctx context.Context, n int) {
	if s.path == "" {
		return
	}
	_ = s.pragma(context.WithoutCancel(ctx), "synchronous = normal")
	s.restAfter(n)
}

// restAfter ends what beginBulk has begun after a while, from n articles on if they are many.
func (s *Catalog) restAfter(n int) {
	if !s.bulk.on {
		return
	}
	if n >= bulkBatch {
		s.bulk.last = time.Now()
	}
	if s.bulk.rest == nil {
		s.bulk.rest = time.AfterFunc(bulkRest, s.endBulk)
	}
}

// endBulk ends what was begun for many articles, when no more have come for a while.
func (s *Catalog) endBulk() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bulk.rest == nil { // the library was closed
		return
	}
	if wait := bulkRest - time.Since(s.bulk.last); wait > 0 {
		s.bulk.rest.Reset(wait)
		return
	}
	s.bulk = bulk{}
	ctx := context.Background()
	_ = s.tune(ctx, usualLog, usualCache)
	_ = s.pragma(ctx, "shrink_memory")
	s.background.Go(func() { s.shortenLog(ctx) })
}

// stopBulk has endBulk do nothing any more, and brings a log that may be long to the file:
// others that have the library open may never do.
func (s *Catalog) stopBulk() {
	s.mu.Lock()
	long := s.bulk.on
	if s.bulk.rest != nil {
		s.bulk.rest.Stop()
	}
	s.bulk = bulk{}
	s.mu.Unlock()
	s.background.Wait()
	if long {
		s.shortenLog(context.Background())
	}
}

// gatherWords has the index of words gather as much as bulkWords says, from now on and in
// all programs.
func gatherWords(ctx context.Context, tx *sql.Tx) error {
	var have int
	err := tx.QueryRowContext(ctx, "SELECT v FROM fts_config WHERE k = 'hashsize'").Scan(&have)
	if err == nil && have < bulkWords {
		_, err = tx.ExecContext(ctx, "INSERT INTO fts (fts, rank) VALUES ('hashsize', ?)", bulkWords)
	}
	return err
}

func (s *Catalog) tune(ctx context.Context, log, cache int) error {
	if err := s.pragma(ctx, fmt.Sprintf("wal_autocheckpoint = %d", log)); err != nil {
		return err
	}
	return s.pragma(ctx, fmt.Sprintf("cache_size = -%d", cache))
}

func (s *Catalog) pragma(ctx context.Context, what string) error {
	_, err := s.write.ExecContext(ctx, "PRAGMA "+what)
	return err
}

// shortenLog brings what is in the log to the file, so that the next that writes begins a
// new one, and reports whether all of it is there. It does so with a connection of its own:
// neither questions nor what writes wait for it.
func (s *Catalog) shortenLog(ctx context.Context) bool {
	db, err := connect(s.path, nil, 1, "synchronous(normal)")
	if err != nil {
		return false
	}
	defer func() { _ = db.Close() }()
	var busy, logged, brought int
	err = db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &logged, &brought)
	return err == nil && busy == 0 && logged == brought
}

// shortenLeft does so where a program that was killed has left a long log.
func (s *Catalog) shortenLeft(ctx context.Context) {
	if f, err := os.Stat(s.path + "-wal"); err == nil && f.Size() > 2*keptLog {
		s.background.Go(func() { s.shortenLog(context.WithoutCancel(ctx)) })
	}
}
