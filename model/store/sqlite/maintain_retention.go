package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/model"
)

// Retention says which articles of a source are kept. What is starred or has a
// tag of the reader's is kept whatever it says.
type Retention struct {
	Source int64  // its ID; 0: every source that has none of its own
	Title  string // of the source, where it is one; Retain does not need it
	Days   int    // older ones go; 0: however old
	Keep   int    // so many of the newest stay; 0: however many
	Unread bool   // also those that nobody has read go
}

// None reports whether all articles are kept.
func (r Retention) None() bool { return r.Days == 0 && r.Keep == 0 }

// Retentions returns what was laid down, the one of all sources first.
func (s *Store) Retentions(ctx context.Context) ([]Retention, error) {
	rs, err := s.read.QueryContext(ctx, `SELECT r.source, coalesce(source.title, ''), days, keep, unread FROM retention r
		LEFT JOIN source ON source.id = r.source ORDER BY r.source > 0, source.fold`)
	if err != nil {
		return nil, fmt.Errorf("list what is kept: %w", mapError(err))
	}
	defer func() { _ = rs.Close() }()
	var out []Retention
	for rs.Next() {
		var r Retention
		if err := rs.Scan(&r.Source, &r.Title, &r.Days, &r.Keep, &r.Unread); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rs.Err()
}

// Retain lays r down for its source, or lifts what was, when r is None: that
// source then follows what holds for all. It removes nothing: Prune does. The
// error is model.ErrNotFound for a source that the library does not have.
func (s *Store) Retain(ctx context.Context, r Retention) error {
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		if r.Source != 0 {
			var some bool
			err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM source WHERE id = ?)", r.Source).Scan(&some)
			if err == nil && !some {
				err = model.ErrNotFound
			}
			if err != nil {
				return false, err
			}
		}
		if r.None() {
			_, err := tx.ExecContext(ctx, "DELETE FROM retention WHERE source = ?", r.Source)
			return false, err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO retention (source, days, keep, unread) VALUES (?, ?, ?, ?)", r.Source, r.Days, r.Keep, r.Unread)
		return false, err
	})
	if err != nil {
		return fmt.Errorf("keep articles of source %d: %w", r.Source, err)
	}
	return nil
}

// Pruning says what Prune removes of a source.
type Pruning struct {
	Rule  Retention // which is of all sources where its Source is 0
	Title string    // of the source
	N     int       // articles

	source int64
	uids   []string
}

// Prunable returns what Prune would remove now, by source.
func (s *Store) Prunable(ctx context.Context, now time.Time) ([]Pruning, error) {
	rs, err := s.read.QueryContext(ctx, `SELECT s.id, s.title, r.source, r.days, r.keep, r.unread
		FROM source s JOIN retention r ON r.source = coalesce((SELECT source FROM retention WHERE source = s.id), 0) ORDER BY s.fold`)
	if err != nil {
		return nil, fmt.Errorf("look for old articles: %w", mapError(err))
	}
	var all []Pruning
	for rs.Next() {
		var p Pruning
		if err := rs.Scan(&p.source, &p.Title, &p.Rule.Source, &p.Rule.Days, &p.Rule.Keep, &p.Rule.Unread); err != nil {
			_ = rs.Close()
			return nil, err
		}
		all = append(all, p)
	}
	if err := errors.Join(rs.Err(), rs.Close()); err != nil {
		return nil, mapError(err)
	}
	for i := range all {
		p := &all[i]
		if p.uids, err = s.prunable(ctx, p, now); err != nil {
			return nil, fmt.Errorf("look for old articles of %s: %w", p.Title, mapError(err))
		}
		p.N = len(p.uids)
	}
	return slices.DeleteFunc(all, func(p Pruning) bool { return p.N == 0 }), nil
}

// prunable returns the articles of a source that its rule gives up, the oldest
// first. An article without a date is as old as its stay in the library.
func (s *Store) prunable(ctx context.Context, p *Pruning, now time.Time) ([]string, error) {
	older, beyond := int64(lowest), int64(highest)
	if p.Rule.Days > 0 {
		older = now.AddDate(0, 0, -p.Rule.Days).Unix()
	}
	if p.Rule.Keep > 0 {
		beyond = int64(p.Rule.Keep)
	}
	rs, err := s.read.QueryContext(ctx, `SELECT r.uid FROM (SELECT id, uid, coalesce(published, arrived) AS at,
			row_number() OVER (ORDER BY coalesce(published, arrived) DESC, id DESC) AS n FROM item WHERE source = ?1) r
		LEFT JOIN state s ON s.item = r.id
		WHERE (r.at < ?2 OR r.n > ?3) AND coalesce(s.starred, 0) = 0 AND (?4 OR coalesce(s.read, 0) = 1)
			AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.item = r.id AND tag.own = 1)
		ORDER BY r.at, r.id`, p.source, older, beyond, p.Rule.Unread)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rs.Close() }()
	var uids []string
	for rs.Next() {
		var uid string
		if err := rs.Scan(&uid); err != nil {
			return nil, err
		}
		uids = append(uids, uid)
	}
	return uids, rs.Err()
}

// prunedAtOnce is how many articles are removed in one transaction.
const prunedAtOnce = 500

// Prune removes what Prunable found, but for what has been starred or tagged
// since, and returns how many articles that were. Reading their documents again
// does not bring them back. It cannot be undone. What was removed before an
// error stays removed.
func (s *Store) Prune(ctx context.Context, all []Pruning, now time.Time, report Report) (int, error) {
	total, n := 0, 0
	for _, p := range all {
		total += p.N
	}
	for _, p := range all {
		for part := range slices.Chunk(p.uids, prunedAtOnce) {
			report("removing old articles", 100*n/max(1, total))
			removed := 0
			err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
				var err error
				removed, err = prune(ctx, tx, p, part, now)
				return removed > 0, err
			})
			if err != nil {
				return n, fmt.Errorf("remove old articles of %s: %w", p.Title, err)
			}
			n += removed
		}
	}
	return n, nil
}

// prune removes those of the articles that are still of the pruning's source and
// that nobody has starred or tagged.
func prune(ctx context.Context, tx *sql.Tx, p Pruning, uids []string, now time.Time) (int, error) {
	changed, n := newCountDelta(), 0
	for _, uid := range uids {
		var id int64
		var published sql.NullInt64
		var zone, precise, origin int64
		var st counted
		err := tx.QueryRowContext(ctx, `SELECT i.id, i.published, i.zone, i.precise, i.origin, coalesce(s.read, 0), coalesce(s.hidden, 0) FROM item i LEFT JOIN state s ON s.item = i.id
			WHERE i.uid = ?1 AND i.source = ?2 AND coalesce(s.starred, 0) = 0 AND (?3 OR coalesce(s.read, 0) = 1)
				AND NOT EXISTS (SELECT 1 FROM tag WHERE tag.item = i.id AND tag.own = 1)`, uid, p.source, p.Rule.Unread).
			Scan(&id, &published, &zone, &precise, &origin, &st.read, &st.hidden)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return 0, err
		}
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO gone (uid, at) VALUES (?, ?)", uid, now.Unix()); err != nil {
			return 0, err
		}
		for _, q := range []string{
			"DELETE FROM body WHERE id = (SELECT body FROM item WHERE id = ?1)",
			"DELETE FROM item WHERE id = ?1", "DELETE FROM fts WHERE rowid = ?1",
		} {
			if _, err := tx.ExecContext(ctx, q, id); err != nil {
				return 0, err
			}
		}
		if err := deleteState(ctx, tx, id); err != nil {
			return 0, err
		}
		changed.add(dateOf(published, zone, precise, origin), p.source, -1, st)
		n++
	}
	return n, changed.write(ctx, tx)
}

// Readmit lets articles that Prune removed come back when their documents are
// read again. It returns how many those are.
func (s *Store) Readmit(ctx context.Context) (int, error) {
	n := 0
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM gone").Scan(&n); err != nil {
			return false, err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM gone")
		if err == nil {
			_, err = tx.ExecContext(ctx, deleteDeadAliases)
		}
		return false, err
	})
	if err != nil {
		return 0, fmt.Errorf("readmit articles: %w", err)
	}
	return n, nil
}
