package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
)

// What waits is indexed from its newest on in ranges of ids, each of which is a transaction
// and, as its ids rise, one part of the index. A range is read in portions, while those
// before are written, unless somebody reads beside it.

const (
	// portionArticles and portionBytes, of compressed text, bound what is read at once.
	portionArticles = 1 << 8
	portionBytes    = 1 << 18
)

// portion are articles that wait, ids ascending, with what the index gets of them.
type portion struct {
	articles []waitingArticle
	err      error
}

// waitingArticle is an article with what the index gets of it.
type waitingArticle struct {
	articleText
	indexed []byte
}

// indexAll indexes what waits, the newest first.
func (s *Catalog) indexAll(ctx context.Context, report model.Report) error {
	defer s.endLease()
	for {
		all, err := s.Waiting(ctx)
		if err != nil || all == 0 {
			return err
		}
		done, some, bulk := 0, indexedAtOnce, bulkBatch
		if all >= 2*indexedOfMany {
			some, bulk = indexedOfMany, largeBatch
		}
		for last := int64(rowid.Highest); ; {
			report("indexing", 100*done/max(all, done))
			ids, err := s.newestWaiting(ctx, last, some)
			if err != nil {
				return err
			}
			if ids.Empty() {
				break
			}
			last = ids.Lo - 1
			n, err := s.indexRange(ctx, ids, bulk)
			if err != nil {
				return err
			}
			done += n
		}
		report("indexing", 100)
	}
}

// newestWaiting returns a range in which lie the newest articles that wait up to an id.
func (s *Catalog) newestWaiting(ctx context.Context, last int64, n int) (rowid.Bounds, error) {
	b := rowid.Bounds{Hi: last}
	var none bool
	err := s.read.QueryRowContext(ctx, "SELECT count(*) = 0, coalesce(min(item), 0) FROM (SELECT item FROM waiting WHERE item <= ? ORDER BY item DESC LIMIT ?)", last, n).Scan(&none, &b.Lo)
	if none {
		b = rowid.Bounds{Lo: 1, Hi: 0}
	}
	return b, err
}

// indexRange indexes what waits with ids of a range in one transaction or more, as where n
// articles come: whenever a change waits it lets that go first.
func (s *Catalog) indexRange(ctx context.Context, ids rowid.Bounds, n int) (done int, err error) {
	for !ids.Empty() && err == nil {
		if err = ctx.Err(); err != nil {
			break
		}
		var some int
		reading, stop := context.WithCancel(ctx)
		some, ids.Lo, err = s.indexPortions(ctx, s.readPortions(reading, ids), n)
		stop()
		if done += some; ids.Lo == allIndexed {
			break
		}
	}
	return done, err
}

// readPortions returns what reads the next portion of what waits with ids of a range, until
// there is none. In the background it is read when it is asked for, else ahead.
func (s *Catalog) readPortions(ctx context.Context, ids rowid.Bounds) (next func() (portion, bool)) {
	next = func() (p portion, more bool) {
		if ids.Empty() {
			return p, false
		}
		p = s.readPortion(ctx, ids)
		if n := len(p.articles); n > 0 {
			ids.Lo = p.articles[n-1].id + 1
		} else {
			ids.Lo = ids.Hi + 1
		}
		return p, p.err != nil || len(p.articles) > 0
	}
	if model.IsBackground(ctx) {
		return next
	}
	return readAhead(ctx, next)
}

// readAhead has next called before what it returns is asked for.
func readAhead(ctx context.Context, next func() (portion, bool)) func() (portion, bool) {
	to := make(chan portion, 1)
	go func() {
		defer close(to)
		for p, more := next(); more; p, more = next() {
			select {
			case to <- p:
			case <-ctx.Done():
				return
			}
			if p.err != nil {
				return
			}
		}
	}()
	return func() (portion, bool) {
		p, more := <-to
		return p, more
	}
}

// readPortion reads the first of what waits with ids of a range.
func (s *Catalog) readPortion(ctx context.Context, ids rowid.Bounds) (p portion) {
	p.err = codec.WithDictionaries(ctx, s.read, func() error {
		p.articles = nil
		bytes := 0
		err := each(ctx, s.slow, textColumns+fmt.Sprintf(" FROM waiting w CROSS JOIN item i ON i.id = w.item LEFT JOIN body b ON b.id = i.body WHERE w.item BETWEEN ? AND ? ORDER BY w.item LIMIT %d", portionArticles), func(rs *sql.Rows) error {
			var a waitingArticle
			if err := scanText(rs, &a.articleText); err != nil {
				return err
			}
			p.articles = append(p.articles, a)
			if bytes += len(a.z); bytes > portionBytes {
				return errEnough
			}
			return nil
		}, ids.Lo, ids.Hi)
		if err != nil && !errors.Is(err, errEnough) {
			return err
		}
		return inParallel(ctx, len(p.articles), func(i int) error {
			a := &p.articles[i]
			words, err := a.words()
			a.indexed, a.z = appendSigns(words, a.source, a.flags), nil
			return err
		})
	})
	return p
}

// allIndexed is what indexPortions returns when it has come to the end.
const allIndexed = int64(rowid.Highest)

// indexPortions indexes articles in a transaction, as where n come, which ends early when a change
// waits or ctx ends: what was done stays. It returns how many it has looked at, and from
// which id on to go on. Articles that have changed since they were read go on waiting.
func (s *Catalog) indexPortions(ctx context.Context, read func() (portion, bool), n int) (done int, next int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	whole := context.WithoutCancel(ctx)
	if err := s.beginBulk(whole, n); err != nil {
		return 0, 0, err
	}
	defer s.restAfter(n)
	err = s.changeLocked(whole, everybody, func(tx *sql.Tx) (shown bool, err error) {
		if err := s.beginIndexing(whole, tx, &shown); err != nil {
			return false, err
		}
		st := s.statements(whole, tx)
		defer st.close()
		for next = allIndexed; next == allIndexed; {
			p, more := read()
			if !more || p.err != nil {
				err = p.err
				break
			}
			var some int
			if some, err = s.indexPortion(ctx, st, p.articles); err != nil {
				return false, err
			}
			if done += some; some < len(p.articles) {
				next = p.articles[some].id
			}
		}
		if err == nil {
			err = s.vocabulary.write(whole, tx)
		}
		if err == nil {
			_, err = st.exec("INSERT INTO meta (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", metaIndexed)
		}
		return shown, err
	})
	s.vocabulary.done(err == nil)
	return done, next, err
}

// beginIndexing prepares a transaction that indexes. shown tells whether questions see it.
func (s *Catalog) beginIndexing(ctx context.Context, tx *sql.Tx, shown *bool) error {
	if err := s.takeLease(ctx, tx); err != nil {
		return err
	}
	if s.bulk.large {
		if err := gatherWords(ctx, tx); err != nil {
			return err
		}
	}
	return tx.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) > %d FROM (SELECT 1 FROM waiting LIMIT %[1]d + 1)", maxWaiting)).Scan(shown)
}

// indexPortion indexes articles until a change waits or ctx ends, and returns how many it
// has looked at.
func (s *Catalog) indexPortion(ctx context.Context, st *txStatements, all []waitingArticle) (n int, err error) {
	for i := range all {
		if i%lookUpAfter == 0 {
			if i > 0 && (ctx.Err() != nil || s.wanted.Load() > 0) {
				break
			}
			if model.IsBackground(ctx) {
				s.letAsk()
			}
		}
		n++
		a := &all[i]
		res, err := st.exec("DELETE FROM waiting WHERE item = ?1 AND EXISTS (SELECT 1 FROM item WHERE id = ?1 AND hash = ?2 AND flags = ?3 AND source = ?4 AND body = ?5)", a.id, a.hash, a.flags, a.source, a.body)
		if err != nil {
			return n, err
		}
		if same, err := res.RowsAffected(); err != nil || same == 0 {
			continue
		}
		if _, err := st.exec("INSERT INTO fts (rowid, words) VALUES (?1, ?2)", a.id, a.indexed); err != nil {
			return n, err
		}
		s.vocabulary.add(a.indexed)
	}
	return n, nil
}

// letAsk leaves the processor to questions for a moment, while there are any.
func (s *Catalog) letAsk() {
	for range 20 {
		if s.asking.Load() == 0 || s.wanted.Load() > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// takeLease makes this program the one that indexes, or lets it be so for longer.
func (s *Catalog) takeLease(ctx context.Context, tx *sql.Tx) error {
	var until int64
	if err := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM meta WHERE name = ?), 0)", metaIndexer).Scan(&until); err != nil {
		return err
	}
	now := time.Now()
	if until != s.indexer.lease && until > now.UnixMicro() && until < now.Add(2*indexLease).UnixMicro() {
		return errIndexing
	}
	s.indexer.lease = now.Add(indexLease).UnixMicro() + rand.Int64N(int64(indexLease/time.Microsecond)/4)
	return setMeta(ctx, tx, metaIndexer, s.indexer.lease)
}

// endLease lets other programs index.
func (s *Catalog) endLease() {
	lease := s.indexer.lease
	if s.indexer.lease = 0; lease == 0 {
		return
	}
	_ = s.change(context.Background(), everybody, func(tx *sql.Tx) (bool, error) {
		_, err := tx.Exec("UPDATE meta SET value = 0 WHERE name = ? AND value = ?", metaIndexer, lease)
		return false, err
	})
}
