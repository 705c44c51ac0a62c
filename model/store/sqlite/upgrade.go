package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"dateline/model"
)

//go:embed schema/*.sql
var schema embed.FS

// errForeign: the file is not ours to write to.
var errForeign = errors.New("this is the database of another program, no library")

// fills are what steps do that SQL cannot.
var fills = map[string]func(context.Context, *sql.Tx) error{
	"0004.sql": sumUnhidden,
	"0008.sql": recountHidden,
	"0010.sql": keepLegacyPlaces,
	"0002.sql": func(ctx context.Context, tx *sql.Tx) error { return reindex(ctx, tx, func(string, int) {}) },
}

// preludes are what must be done before a step, in its transaction.
var preludes = map[string]func(context.Context, *sql.Tx, func(model.Logins) error) error{
	"0009.sql": moveLogins,
}

// migrate runs the steps of schema that the database has not seen, each in a
// transaction; their number is kept as user_version. keep is model.OpenOptions.KeepLogins.
func migrate(ctx context.Context, db *sql.DB, keep func(model.Logins) error) error {
	have, _, err := versions(ctx, db)
	if err != nil {
		return err
	}
	steps, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return err
	}
	for i := have; i < len(steps); i++ {
		if err := step(ctx, db, steps[i], i+1, keep); errors.Is(err, errForeign) {
			return err
		} else if err != nil {
			return fmt.Errorf("migrate to schema %d: %w", i+1, err)
		}
	}
	return nil
}

// versions returns the schema that a database has and the one it should have.
func versions(ctx context.Context, db *sql.DB) (have, want int, err error) {
	steps, err := fs.Glob(schema, "schema/*.sql")
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

func step(ctx context.Context, db *sql.DB, name string, version int, keep func(model.Logins) error) error {
	text, err := schema.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var have int // another program may have been faster
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have >= version {
		return err
	}
	if have == 0 {
		tables := 0
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
			return err
		}
		if tables > 0 {
			return errForeign
		}
	}
	if prelude := preludes[path.Base(name)]; prelude != nil {
		if err := prelude(ctx, tx, keep); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	if fill := fills[path.Base(name)]; fill != nil {
		if err := fill(ctx, tx); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return tx.Commit()
}
