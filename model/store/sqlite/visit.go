package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/model"
)

// Times of meta, in seconds since 1970.
const (
	metaVisitEnded = "visit_ended" // when the last visit ended
	metaLastSeen   = "visit_here"  // when the reader was last heard of
)

// Visit implements model.VisitStore.
func (s *Store) Visit(ctx context.Context, at time.Time) (time.Time, error) {
	var ended sql.NullInt64
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		here, err := metaTime(ctx, tx, metaLastSeen)
		if err != nil {
			return false, err
		}
		if ended, err = metaTime(ctx, tx, metaVisitEnded); err != nil {
			return false, err
		}
		began := here.Valid && at.Unix()-here.Int64 >= int64(model.VisitGap/time.Second)
		if began {
			ended = here
			if err := setMeta(ctx, tx, metaVisitEnded, here.Int64); err != nil {
				return false, err
			}
		}
		if !here.Valid || at.Unix() > here.Int64 {
			err = setMeta(ctx, tx, metaLastSeen, at.Unix())
		}
		return began, err
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("note the visit: %w", err)
	}
	if !ended.Valid {
		return time.Time{}, nil
	}
	return time.Unix(ended.Int64, 0).UTC(), nil
}

func metaTime(ctx context.Context, db querier, name string) (sql.NullInt64, error) {
	var t sql.NullInt64
	err := db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = ?", name).Scan(&t)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return t, err
}

func setMeta(ctx context.Context, tx *sql.Tx, name string, value int64) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2", name, value)
	return err
}

// SetPosition implements model.VisitStore. It is not signalled: no list shows it.
func (s *Store) SetPosition(ctx context.Context, id model.ID, position int) error {
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		_, err := tx.ExecContext(ctx, `INSERT INTO state (item, position) SELECT id, ?2 FROM item WHERE uid = ?1
			ON CONFLICT (item) DO UPDATE SET position = ?2`, string(id), max(0, position))
		return false, err
	})
	if err != nil {
		return fmt.Errorf("keep the place in %s: %w", id, err)
	}
	return nil
}
