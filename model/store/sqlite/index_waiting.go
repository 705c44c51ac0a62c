package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
)

// Articles are listed before their words are indexed: Save leaves their ids in the table
// waiting, in the transaction that takes them in. Triggers take those out that are
// removed, and follow those that get another id.

// Waiting implements model.Indexer.
func (s *Catalog) Waiting(ctx context.Context) (n int, err error) {
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM waiting").Scan(&n); err != nil {
		return 0, fmt.Errorf("count what waits to be searchable: %w", mapError(err))
	}
	return n, nil
}

// Index implements model.Indexer.
func (s *Catalog) Index(context.Context, model.Report) error { return nil }

// reindexAll is reindex for today's schema: nothing waits any more.
func reindexAll(ctx context.Context, tx *sql.Tx, report model.Report) error {
	if err := execAll(ctx, tx, stmt("DELETE FROM waiting")); err != nil {
		return err
	}
	return reindex(ctx, tx, report)
}
