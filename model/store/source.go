package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"dateline/model"
)

// ErrTaken: another source has that title.
var ErrTaken = errors.New("the library has a source of that title")

// RenameSource gives a source another title. The error is model.ErrNotFound
// when there is none of the old one, ErrTaken when there is one of the new.
func (s *Store) RenameSource(ctx context.Context, from, to string) error {
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		var taken bool
		err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM source WHERE title = ?)", to).Scan(&taken)
		if err != nil || taken && from == to {
			return false, err
		}
		if taken {
			return false, ErrTaken
		}
		res, err := tx.ExecContext(ctx, "UPDATE source SET title = ?, fold = ? WHERE title = ?", to, fold(to), from)
		if err != nil {
			return false, err
		}
		n, err := res.RowsAffected()
		if err == nil && n == 0 {
			err = model.ErrNotFound
		}
		return true, err
	})
	if err != nil {
		return fmt.Errorf("rename source %q: %w", from, err)
	}
	return nil
}
