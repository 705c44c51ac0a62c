package sqlite

import (
	"context"
	"database/sql"
)

// statements runs the same few statements over and over in a transaction, and
// so has them parsed once.
type statements struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

func newStatements(ctx context.Context, tx *sql.Tx) *statements {
	return &statements{ctx, tx, make(map[string]*sql.Stmt)}
}

func (s *statements) of(q string) (*sql.Stmt, error) {
	if st := s.prepared[q]; st != nil {
		return st, nil
	}
	st, err := s.tx.PrepareContext(s.ctx, q)
	if err == nil {
		s.prepared[q] = st
	}
	return st, err
}

func (s *statements) exec(q string, args ...any) (sql.Result, error) {
	st, err := s.of(q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(s.ctx, args...)
}

// scan reads the only row of a question; the error is sql.ErrNoRows when there
// is none.
func (s *statements) scan(q string, args, to []any) error {
	st, err := s.of(q)
	if err != nil {
		return err
	}
	return st.QueryRowContext(s.ctx, args...).Scan(to...)
}

func (s *statements) close() {
	for _, st := range s.prepared {
		_ = st.Close()
	}
}
