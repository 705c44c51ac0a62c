package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// Retentions implements model.RetentionStore.
func (s *Catalog) Retentions(ctx context.Context) ([]model.Retention, error) {
	all, err := collect(ctx, s.read, `SELECT r.source, coalesce(source.title, ''), days, keep, unread FROM retention r
		LEFT JOIN source ON source.id = r.source ORDER BY r.source > 0, source.fold`, func(rs *sql.Rows, r *model.Retention) error {
		return rs.Scan(&r.Source, &r.Title, &r.Days, &r.Keep, &r.Unread)
	})
	if err != nil {
		return nil, fmt.Errorf("list what is kept: %w", mapError(err))
	}
	return all, nil
}

// Retain implements model.RetentionStore.
func (s *Catalog) Retain(ctx context.Context, r model.Retention) error {
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
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

// Prunable implements model.RetentionStore.
func (s *Catalog) Prunable(ctx context.Context, now time.Time) ([]model.Pruning, error) {
	all, err := collect(ctx, s.read, `SELECT s.id, s.title, r.source, r.days, r.keep, r.unread
		FROM source s JOIN retention r ON r.source = coalesce((SELECT source FROM retention WHERE source = s.id), 0) WHERE s.owner = 0 ORDER BY s.fold`,
		func(rs *sql.Rows, p *model.Pruning) error {
			return rs.Scan(&p.Source, &p.Title, &p.Rule.Source, &p.Rule.Days, &p.Rule.Keep, &p.Rule.Unread)
		})
	if err != nil {
		return nil, fmt.Errorf("look for old articles: %w", mapError(err))
	}
	for i := range all {
		p := &all[i]
		if p.IDs, err = s.prunable(ctx, p, now); err != nil {
			return nil, fmt.Errorf("look for old articles of %s: %w", p.Title, mapError(err))
		}
	}
	return slices.DeleteFunc(all, func(p model.Pruning) bool { return len(p.IDs) == 0 }), nil
}

// prunable returns the articles of a source that its rule gives up, the oldest
// first. An article without a date is as old as its stay in the library.
func (s *Catalog) prunable(ctx context.Context, p *model.Pruning, now time.Time) ([]model.ID, error) {
	older, beyond := int64(rowid.Lowest), int64(rowid.Highest)
	if p.Rule.Days > 0 {
		older = now.AddDate(0, 0, -p.Rule.Days).Unix()
	}
	if p.Rule.Keep > 0 {
		beyond = int64(p.Rule.Keep)
	}
	return column[model.ID](ctx, s.read, `SELECT r.uid FROM (SELECT id, uid, coalesce(published, arrived) AS at,
			row_number() OVER (ORDER BY coalesce(published, arrived) DESC, id DESC) AS n FROM item WHERE source = ?1) r
		WHERE (r.at < ?2 OR r.n > ?3) AND r.id NOT IN (SELECT item FROM state INDEXED BY state_starred WHERE starred = 1)
			AND r.id NOT IN (SELECT item FROM own_tag WHERE dropped = 0) AND (?4 OR `+fmt.Sprintf(readByAnyone, "r.id")+`)
		ORDER BY r.at, r.id`, p.Source, older, beyond, p.Rule.Unread)
}

// readByAnyone is the condition that a reader has read an item: a look for each of them.
const readByAnyone = "EXISTS (SELECT 1 FROM reader u CROSS JOIN state s ON s.reader = u.id AND s.item = %s WHERE s.read = 1)"

// prunedAtOnce is how many articles are removed in one transaction.
const prunedAtOnce = 500

// Prune implements model.RetentionStore.
func (s *Catalog) Prune(ctx context.Context, all []model.Pruning, now time.Time, report model.Report) (int, error) {
	total, n := 0, 0
	for _, p := range all {
		total += len(p.IDs)
	}
	for _, p := range all {
		for part := range slices.Chunk(p.IDs, prunedAtOnce) {
			report("removing old articles", 100*n/max(1, total))
			removed := 0
			err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
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
// that no reader has starred or tagged.
func prune(ctx context.Context, tx *sql.Tx, p model.Pruning, ids []model.ID, now time.Time) (int, error) {
	changed, readers, n := make(counts), make(readerCounts), 0
	for _, uid := range ids {
		var id int64
		var published dateRow
		err := tx.QueryRowContext(ctx, `SELECT i.id, i.published, i.zone, i.precise, i.origin FROM item i
			WHERE i.uid = ?1 AND i.source = ?2 AND (?3 OR `+fmt.Sprintf(readByAnyone, "i.id")+`)
				AND NOT EXISTS (SELECT 1 FROM reader u CROSS JOIN state s ON s.reader = u.id AND s.item = i.id WHERE s.starred = 1)
				AND NOT EXISTS (SELECT 1 FROM own_tag t WHERE t.item = i.id AND t.dropped = 0)`, uid, p.Source, p.Rule.Unread).
			Scan(&id, &published.seconds, &published.zone, &published.precise, &published.origin)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return 0, err
		}
		if err := readersCounted(ctx, tx, id, readers, p.Source, published.date(), -1); err != nil {
			return 0, err
		}
		err = execAll(
			ctx, tx, stmt("INSERT OR IGNORE INTO tombstone (uid, at) VALUES (?, ?)", uid, now.Unix()),
			stmt("DELETE FROM body WHERE id = (SELECT body FROM item WHERE id = ?)", id),
			stmt("DELETE FROM fts WHERE rowid = ?", id), stmt("DELETE FROM tag WHERE item = ?", id),
			stmt("DELETE FROM item WHERE id = ?", id),
		)
		if err == nil {
			err = deleteState(ctx, tx, id)
		}
		if err != nil {
			return 0, err
		}
		changed.add(published.date(), 0, p.Source, -1)
		n++
	}
	st := newTxStatements(ctx, tx)
	defer st.close()
	return n, writeCounts(st, changed, readers)
}

// Readmit implements model.RetentionStore.
func (s *Catalog) Readmit(ctx context.Context) (int, error) {
	n := 0
	err := s.change(ctx, everybody, func(tx *sql.Tx) (bool, error) {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM tombstone").Scan(&n); err != nil {
			return false, err
		}
		return false, execAll(ctx, tx, stmt("DELETE FROM tombstone"), stmt("DELETE FROM alias AS r WHERE "+deadAlias))
	})
	if err != nil {
		return 0, fmt.Errorf("readmit articles: %w", err)
	}
	return n, nil
}
