package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// txStatements runs the same few statements over and over in a transaction, and
// so has them parsed once.
type txStatements struct {
	ctx      context.Context
	tx       *sql.Tx
	kept     *keptStatements // nil: none are
	prepared map[string]*sql.Stmt
}

func newTxStatements(ctx context.Context, tx *sql.Tx) *txStatements {
	return &txStatements{ctx: ctx, tx: tx, prepared: make(map[string]*sql.Stmt)}
}

// statements is newTxStatements for a transaction of the writer.
func (s *Catalog) statements(ctx context.Context, tx *sql.Tx) *txStatements {
	st := newTxStatements(ctx, tx)
	st.kept = &s.kept
	return st
}

func (s *txStatements) prepare(q string) (*sql.Stmt, error) {
	if st := s.prepared[q]; st != nil {
		return st, nil
	}
	var st *sql.Stmt
	var err error
	if kept := s.kept.find(q); kept != nil {
		st = s.tx.StmtContext(s.ctx, kept)
	} else {
		st, err = s.tx.PrepareContext(s.ctx, q)
	}
	if err == nil {
		s.prepared[q] = st
	}
	return st, err
}

// keptStatements are statements that stay parsed from one transaction to the next: to
// parse what marks an article takes as long as to run it. They belong to the writer.
type keptStatements struct {
	byText map[string]*sql.Stmt
	asked  map[string]int // how often, of those that are not kept
}

// maxKept bounds the statements that are kept, and keptFrom is how often one must have
// been asked for.
const maxKept, keptFrom = 64, 3

// find returns a statement that is kept, or nil.
func (k *keptStatements) find(q string) *sql.Stmt {
	if k == nil {
		return nil
	}
	st := k.byText[q]
	if st == nil && len(k.byText) < maxKept {
		if k.asked == nil || len(k.asked) > 4*maxKept {
			k.asked = make(map[string]int)
		}
		k.asked[q]++
	}
	return st
}

// keep parses what was asked for often, while no transaction is under way. One that fails
// is parsed where it is run, and fails there.
func (k *keptStatements) keep(ctx context.Context, db *sql.DB) {
	for q, n := range k.asked {
		if n < keptFrom || len(k.byText) == maxKept {
			continue
		}
		if st, err := db.PrepareContext(ctx, q); err == nil {
			if k.byText == nil {
				k.byText = make(map[string]*sql.Stmt)
			}
			k.byText[q] = st
			delete(k.asked, q)
		}
	}
}

func (s *txStatements) exec(q string, args ...any) (sql.Result, error) {
	st, err := s.prepare(q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(s.ctx, args...)
}

// execAll runs statements, until one fails.
func (s *txStatements) execAll(all ...statement) error {
	for _, one := range all {
		if _, err := s.exec(one.sql, one.args...); err != nil {
			return err
		}
	}
	return nil
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

// rowsAtOnce are how many rows one statement writes: few numbers, so that few are parsed.
var rowsAtOnce = []int{64, 8, 1}

// putRows runs q, in which %s stands for the rows that it writes, for rows of so many
// columns, and calls do, unless nil, for each row that it returns.
func (s *txStatements) putRows(q string, columns int, rows []any, do func(*sql.Rows) error) error {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	for _, n := range rowsAtOnce {
		text := ""
		for ; len(rows) >= n*columns; rows = rows[n*columns:] {
			if text == "" {
				text = fmt.Sprintf(q, row+strings.Repeat(", "+row, n-1))
			}
			var err error
			if args := rows[:n*columns]; do == nil {
				_, err = s.exec(text, args...)
			} else {
				err = each(s.ctx, s, text, do, args...)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
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
