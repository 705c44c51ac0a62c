package sqlite

import (
	"context"
	"database/sql"
)

// txStatements runs the same few statements over and over in a transaction, and
// so has them parsed once.
type txStatements struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

func newTxStatements(ctx context.Context, tx *sql.Tx) *txStatements {
	return &txStatements{ctx, tx, make(map[string]*sql.Stmt)}
}

func (s *txStatements) prepare(q string) (*sql.Stmt, error) {
	if st := s.prepared[q]; st != nil {
		return st, nil
	}
	st, err := s.tx.PrepareContext(s.ctx, q)
	if err == nil {
		s.prepared[q] = st
	}
	return st, err
}

func (s *txStatements) exec(q string, args ...any) (sql.Result, error) {
	st, err := s.prepare(q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(s.ctx, args...)
}

// QueryContext is that of sql.DB.
func (s *txStatements) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	st, err := s.prepare(q)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// QueryRowContext is that of sql.DB.
func (s *txStatements) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	st, err := s.prepare(q)
	if err != nil {
		return s.tx.QueryRowContext(ctx, q, args...) // it fails likewise
	}
	return st.QueryRowContext(ctx, args...)
}

// scan reads the only row of a question; the error is sql.ErrNoRows when there
// is none.
func (s *txStatements) scan(q string, args, to []any) error {
	return s.QueryRowContext(s.ctx, q, args...).Scan(to...)
}

func (s *txStatements) close() {
	for _, st := range s.prepared {
		_ = st.Close()
	}
}
