package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/model"
)

// Visit implements model.VisitStore.
func (l *Library) Visit(ctx context.Context, at time.Time) (time.Time, error) {
	var ended sql.NullInt64
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		var here sql.NullInt64
		err := tx.QueryRowContext(ctx, "SELECT visit_ended, last_seen FROM reader WHERE id = ?", l.reader).Scan(&ended, &here)
		if errors.Is(err, sql.ErrNoRows) {
			err = model.ErrNotFound
		}
		if err != nil {
			return false, err
		}
		began := here.Valid && at.Unix()-here.Int64 >= int64(model.VisitGap/time.Second)
		if began {
			ended = here
		}
		if !here.Valid || at.Unix() > here.Int64 {
			_, err = tx.ExecContext(ctx, "UPDATE reader SET visit_ended = ?, last_seen = ? WHERE id = ?", ended, at.Unix(), l.reader)
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

// SetPosition implements model.VisitStore. It is not signalled: no list shows it.
func (l *Library) SetPosition(ctx context.Context, id model.ID, position int) error {
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		_, err := tx.ExecContext(ctx, `INSERT INTO state (reader, item, source, position) SELECT r.id, i.id, i.source, ?3
			FROM item i JOIN source o ON o.id = i.source AND o.owner IN (0, ?2) JOIN reader r ON r.id = ?2 WHERE i.uid = ?1
			ON CONFLICT (reader, item) DO UPDATE SET position = excluded.position`, string(id), l.reader, max(0, position))
		return false, err
	})
	if err != nil {
		return fmt.Errorf("keep the place in %s: %w", id, err)
	}
	return nil
}
