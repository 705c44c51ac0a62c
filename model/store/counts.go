package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"dateline/model"
)

// dayKey is a row of source_day.
type dayKey struct {
	region region
	day    model.Day
	source int64
}

type count struct{ n, read int64 }

// dayKeyOf returns the row in which an article counts.
func dayKeyOf(d model.Date, source int64) dayKey {
	switch d.Precision {
	case model.ToInstant:
		return dayKey{instants, d.Day(time.UTC), source}
	case model.ToDay:
		return dayKey{days, d.Day(time.UTC), source}
	}
	return dayKey{undated, 0, source}
}

func addCount(m map[dayKey]count, d model.Date, source, n int64, read bool) {
	k := dayKeyOf(d, source)
	c := m[k]
	c.n += n
	if read {
		c.read += n
	}
	m[k] = c
}

// writeCounts adds to the counts: per source and day, per day, per source.
func writeCounts(ctx context.Context, tx *sql.Tx, m map[dayKey]count) error {
	totals := make(map[dayKey]count)
	sources := make(map[int64]count)
	for k, c := range m {
		t := totals[dayKey{region: k.region, day: k.day}]
		totals[dayKey{region: k.region, day: k.day}] = count{t.n + c.n, t.read + c.read}
		s := sources[k.source]
		sources[k.source] = count{s.n + c.n, s.read + c.read}
	}
	err := addEach(ctx, tx, `INSERT INTO source_day (source, region, day, n, read) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (source, region, day) DO UPDATE SET n = n + ?4, read = read + ?5`, m,
		func(k dayKey) []any { return []any{k.source, int(k.region), int64(k.day)} })
	if err == nil {
		err = addEach(ctx, tx, `INSERT INTO day_total (region, day, n, read) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (region, day) DO UPDATE SET n = n + ?3, read = read + ?4`, totals,
			func(k dayKey) []any { return []any{int(k.region), int64(k.day)} })
	}
	if err == nil {
		err = addEach(ctx, tx, "UPDATE source SET n = n + ?2, read = read + ?3 WHERE id = ?1", sources,
			func(k int64) []any { return []any{k} })
	}
	return err
}

// addEach runs q, which adds a count, for each key that one has changed for.
func addEach[K comparable](ctx context.Context, tx *sql.Tx, q string, m map[K]count, args func(K) []any) error {
	st, err := tx.PrepareContext(ctx, q)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	for k, c := range m {
		if c == (count{}) {
			continue
		}
		if _, err := st.ExecContext(ctx, append(args(k), c.n, c.read)...); err != nil {
			return err
		}
	}
	return nil
}

// isRead reports whether the reader has read an item.
func isRead(ctx context.Context, tx *sql.Tx, id int64) (bool, error) {
	var read bool
	err := tx.QueryRowContext(ctx, "SELECT read FROM state WHERE item = ?1", id).Scan(&read)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return read, err
}
