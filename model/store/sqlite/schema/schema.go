// Package schema brings a database up to date, step by step: each .sql file is a step,
// in the order of their names. It knows the steps, not what is in the tables.
package schema

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"dateline/model"
)

//go:embed *.sql
var files embed.FS

// ErrForeign: the file is not ours to write to.
var ErrForeign = errors.New("this is the database of another program, no library")

// Hooks are what a step does that SQL cannot, in its transaction: before its
// statements, and after them. Either may be nil.
type Hooks struct {
	Before, After func(context.Context, *sql.Tx) error
}

// Versions returns the schema that a database has and the one it should have. The error
// is model.ErrNewerSchema where it has a later one.
func Versions(ctx context.Context, db *sql.DB) (have, want int, err error) {
	steps, err := fs.Glob(files, "*.sql")
	if err != nil {
		return 0, 0, err
	}
	want = len(steps)
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return 0, want, fmt.Errorf("read the schema version: %w", err)
	}
	if have > want {
		return have, want, fmt.Errorf("schema %d, this version knows %d: %w", have, want, model.ErrNewerSchema)
	}
	return have, want, nil
}

// Migrate runs the steps that the database has not seen, each in a transaction, with
// the hooks of their numbers; how many it has seen is kept as user_version. The error
// is ErrForeign for a database that has tables and has seen none.
func Migrate(ctx context.Context, db *sql.DB, hooks map[int]Hooks) error {
	have, want, err := Versions(ctx, db)
	if err != nil {
		return err
	}
	for version := have + 1; version <= want; version++ {
		if err := step(ctx, db, version, hooks[version]); errors.Is(err, ErrForeign) {
			return err
		} else if err != nil {
			return fmt.Errorf("migrate to schema %d: %w", version, err)
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, version int, hooks Hooks) error {
	text, err := files.ReadFile(fmt.Sprintf("%04d.sql", version))
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var have, tables int // another program may have been faster
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have >= version {
		return err
	}
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return err
	}
	if have == 0 && tables > 0 {
		return ErrForeign
	}
	exec := func(q string) func(context.Context, *sql.Tx) error {
		return func(ctx context.Context, tx *sql.Tx) error { _, err := tx.ExecContext(ctx, q); return err }
	}
	for _, do := range []func(context.Context, *sql.Tx) error{
		hooks.Before, exec(string(text)), hooks.After, exec(fmt.Sprintf("PRAGMA user_version = %d", version)),
	} {
		if do == nil {
			continue
		}
		if err := do(ctx, tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}
