package sqlite

import (
	"bytes"
	"context"
	"database/sql"
)

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each runs do for every row of a question.
func each(ctx context.Context, db querier, q string, do func(*sql.Rows) error, args ...any) error {
	rs, err := db.QueryContext(ctx, q, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rs.Close() }()
	for rs.Next() {
		if err := do(rs); err != nil {
			return err
		}
	}
	return rs.Err()
}

// collect returns what scan reads of every row of a question.
func collect[T any](ctx context.Context, db querier, q string, scan func(*sql.Rows, *T) error, args ...any) ([]T, error) {
	var out []T
	err := each(ctx, db, q, func(rs *sql.Rows) error {
		out = append(out, *new(T))
		return scan(rs, &out[len(out)-1])
	}, args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// column returns the only column of a question.
func column[T any](ctx context.Context, db querier, q string, args ...any) ([]T, error) {
	return collect(ctx, db, q, func(rs *sql.Rows, v *T) error { return rs.Scan(v) }, args...)
}

// listOf is an expression for all numbers of a column in one row, which numbers reads:
// rows of their own take ten times as long.
func listOf(column string) string { return "coalesce(group_concat(" + column + ", ' '), '')" }

// numbers are those of a listOf.
func numbers(list []byte) []int64 {
	if len(list) == 0 {
		return nil
	}
	out := make([]int64, 0, 1+bytes.Count(list, []byte(" ")))
	n, sign := int64(0), int64(1)
	for _, c := range list {
		switch c {
		case ' ':
			out = append(out, sign*n)
			n, sign = 0, 1
		case '-':
			sign = -1
		default:
			n = 10*n + int64(c-'0')
		}
	}
	return append(out, sign*n)
}

// statement is a statement with its arguments.
type statement struct {
	sql  string
	args []any
}

func stmt(q string, args ...any) statement { return statement{q, args} }

// execAll runs statements, until one fails.
func execAll(ctx context.Context, tx *sql.Tx, all ...statement) error {
	for _, s := range all {
		if _, err := tx.ExecContext(ctx, s.sql, s.args...); err != nil {
			return err
		}
	}
	return nil
}
