package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"dateline/model"
)

// dayKey is a row of day_count.
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

func writeCounts(ctx context.Context, tx *sql.Tx, m map[dayKey]count) error {
	st, err := tx.PrepareContext(ctx, `INSERT INTO day_count (region, day, source, n, read) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (region, day, source) DO UPDATE SET n = n + ?4, read = read + ?5`)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	for k, c := range m {
		if c == (count{}) {
			continue
		}
		if _, err := st.ExecContext(ctx, int(k.region), int64(k.day), k.source, c.n, c.read); err != nil {
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
