package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
)

// waitingPart are articles that are indexed in a transaction, ids ascending.
type waitingPart struct {
	articles []waitingArticle
	err      error
}

// waitingArticle is an article with what the index gets of it.
type waitingArticle struct {
	articleText
	indexed []byte
}

// indexAll indexes what waits, the newest first. behind says that nobody waits for it.
func (s *Catalog) indexAll(ctx context.Context, report model.Report, behind bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer s.endLease()
	for {
		all, err := s.Waiting(ctx)
		if err != nil || all == 0 {
			return err
		}
		done := 0
		for part := range s.readWaiting(ctx, behind) {
			for err = part.err; err == nil && len(part.articles) > 0; {
				report("indexing", 100*done/max(all, done))
				var n int
				n, err = s.indexPart(ctx, part.articles, behind)
				part.articles, done = part.articles[n:], done+n
			}
			if err != nil {
				return err
			}
		}
		report("indexing", 100)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// readWaiting reads what waits part by part, the newest first. One part is read while that
// before it is written.
func (s *Catalog) readWaiting(ctx context.Context, behind bool) <-chan waitingPart {
	parts := make(chan waitingPart)
	go func() {
		defer close(parts)
		for last := int64(rowid.Highest); ; {
			p := s.readPart(ctx, last, behind)
			if p.err == nil && len(p.articles) == 0 {
				return
			}
			select {
			case parts <- p:
			case <-ctx.Done():
				return
			}
			if p.err != nil {
				return
			}
			last = p.articles[0].id - 1
		}
	}()
	return parts
}

// readPart reads what waits up to an id. Where nobody waits for that, one processor does
// it.
func (s *Catalog) readPart(ctx context.Context, last int64, behind bool) (p waitingPart) {
	atOnce := 1
	if behind {
		atOnce = indexedAtOnce
	}
	p.err = codec.WithDictionaries(ctx, s.read, func() error {
		texts, err := collect(ctx, s.slow, textColumns+" FROM waiting w CROSS JOIN item i ON i.id = w.item LEFT JOIN body b ON b.id = i.body WHERE w.item <= ? ORDER BY w.item DESC LIMIT ?",
			scanText, last, indexedAtOnce)
		if err != nil {
			return err
		}
		slices.Reverse(texts)
		p.articles = make([]waitingArticle, len(texts))
		return inParallel((len(texts)+atOnce-1)/atOnce, func(n int) error {
			for i := n * atOnce; i < min(len(texts), (n+1)*atOnce); i++ {
				words, err := texts[i].words()
				if err != nil {
					return err
				}
				a := &p.articles[i]
				a.articleText, a.indexed = texts[i], appendSigns(words, texts[i].source, texts[i].flags)
				a.z = nil
			}
			return ctx.Err()
		})
	})
	return p
}

// indexPart indexes the first of some articles, as many as nobody minds, in a transaction,
// and returns how many it has looked at. Those that have changed meanwhile go on waiting.
func (s *Catalog) indexPart(ctx context.Context, all []waitingArticle, behind bool) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	whole := context.WithoutCancel(ctx) // what has been done stays
	if err := s.beginBulk(whole, len(all)); err != nil {
		return 0, err
	}
	defer s.restAfter(len(all))
	err = s.changeLocked(whole, everybody, func(tx *sql.Tx) (shown bool, err error) {
		if err := s.takeLease(whole, tx); err != nil {
			return false, err
		}
		if err := tx.QueryRowContext(whole, fmt.Sprintf("SELECT count(*) > %d FROM (SELECT 1 FROM waiting LIMIT %[1]d + 1)", maxWaiting)).Scan(&shown); err != nil {
			return false, err
		}
		if s.bulk.on {
			if err := gatherWords(whole, tx); err != nil {
				return false, err
			}
		}
		n, err = s.indexWithin(ctx, tx, all, behind)
		if err != nil {
			return false, err
		}
		_, err = tx.ExecContext(whole, "INSERT INTO meta (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1", metaIndexed)
		return shown, err
	})
	s.vocabulary.done(err == nil)
	return n, err
}

// indexWithin is indexPart within its transaction.
func (s *Catalog) indexWithin(ctx context.Context, tx *sql.Tx, all []waitingArticle, behind bool) (n int, err error) {
	st := s.statements(context.WithoutCancel(ctx), tx)
	defer st.close()
	for i := range all {
		if i%lookUpAfter == 0 && i > 0 && (ctx.Err() != nil || s.wanted.Load() > 0) {
			break
		}
		if i%lookUpAfter == 0 && behind {
			s.letAsk()
		}
		n++
		a := &all[i]
		res, err := st.exec("DELETE FROM waiting WHERE item = ?1 AND EXISTS (SELECT 1 FROM item WHERE id = ?1 AND hash = ?2 AND flags = ?3 AND source = ?4)", a.id, a.hash, a.flags, a.source)
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
	return n, s.vocabulary.write(context.WithoutCancel(ctx), tx)
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
