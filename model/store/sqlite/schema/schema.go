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
	"strings"

	"dateline/model"
)

//go:embed *.sql
var files embed.FS

// ErrForeign: the file is not ours to write to.
var ErrForeign = errors.New("this is the database of another program, no library")

// Hooks are what a step does that SQL cannot, in the transaction: before its
// statements, and after them. Room returns how many bytes it writes at most, before
// anything is written. Each may be nil.
type Hooks struct {
	Before, After func(context.Context, *sql.Tx, model.Report) error
	Room          func(context.Context, *sql.Tx) (int64, error)
}

// Migration is how a database is brought up to date.
type Migration struct {
	Hooks  map[int]Hooks          // by number of their step
	Enough func(need int64) error // an error where the disk has no room for so many bytes
	Report model.Report
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

// Run runs the steps that the database has not seen, all in one transaction, and
// reports whether it had seen others; how many it has seen is kept as user_version. On an
// error, and when the program is killed, the database stays as it was. The error is
// ErrForeign for one that has tables and has seen no step. A new one is not reported on.
func (m Migration) Run(ctx context.Context, db *sql.DB) (upgraded bool, err error) {
	had, want, err := Versions(ctx, db)
	if err != nil || had == want {
		return false, err
	}
	if had == 0 {
		m.Report = func(string, int) {}
	}
	m.Report("waiting for another program", -1)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback() }()
	var tables int // another program may have been faster
	if err := tx.QueryRowContext(ctx, "SELECT user_version, (SELECT count(*) FROM sqlite_schema) FROM pragma_user_version").Scan(&had, &tables); err != nil {
		return false, err
	}
	if had == 0 && tables > 0 {
		return false, ErrForeign
	}
	if err := m.lookForRoom(ctx, tx, had, want); err != nil {
		return false, err
	}
	if err := m.steps(ctx, tx, had, want); err != nil {
		return false, err
	}
	return had > 0 && had < want, tx.Commit()
}

// lookForRoom returns the error of Enough where the steps need more than there is.
func (m Migration) lookForRoom(ctx context.Context, tx *sql.Tx, had, want int) error {
	var need int64
	for version := had + 1; version <= want && had > 0; version++ {
		if room := m.Hooks[version].Room; room != nil {
			n, err := room(ctx, tx)
			if err != nil {
				return err
			}
			need += n
		}
	}
	if need == 0 {
		return nil
	}
	return m.Enough(need)
}

// Doing is what is reported while statements run.
const Doing = "bringing the library up to date"

// steps runs the steps after one, statement by statement.
func (m Migration) steps(ctx context.Context, tx *sql.Tx, had, want int) error {
	all, done := 0, 0
	statements := make(map[int][]string)
	for version := had + 1; version <= want; version++ {
		text, err := files.ReadFile(fmt.Sprintf("%04d.sql", version))
		if err != nil {
			return err
		}
		statements[version] = append(split(string(text)), fmt.Sprintf("PRAGMA user_version = %d", version))
		all += len(statements[version])
	}
	for version := had + 1; version <= want; version++ {
		run := []func(context.Context, *sql.Tx, model.Report) error{m.Hooks[version].Before}
		for _, q := range statements[version] {
			run = append(run, func(ctx context.Context, tx *sql.Tx, report model.Report) error {
				report(Doing, 100*done/all)
				done++
				_, err := tx.ExecContext(ctx, q)
				return err
			})
		}
		for _, do := range append(run, m.Hooks[version].After) {
			if do == nil {
				continue
			}
			if err := do(ctx, tx, m.Report); err != nil {
				return fmt.Errorf("migrate to schema %d: %w", version, err)
			}
		}
	}
	return nil
}

// split parts a step into its statements. Each ends with the semicolon at the end of a
// line; a trigger with that of its END.
func split(text string) (statements []string) {
	var b strings.Builder
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "--") // a comment: no text of a step has two hyphens
		code = strings.TrimSpace(code)
		if code == "" && b.Len() == 0 {
			continue
		}
		b.WriteString(line)
		trigger := strings.HasPrefix(b.String(), "CREATE TRIGGER")
		if strings.HasSuffix(code, ";") && (!trigger || code == "END;") {
			statements = append(statements, b.String())
			b.Reset()
		}
	}
	return append(statements, b.String()) // "", or what lacks its semicolon
}
