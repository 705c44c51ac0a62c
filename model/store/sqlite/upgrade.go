package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"

	sqlite3 "modernc.org/sqlite/lib"

	"dateline/model"
	"dateline/model/store/sqlite/schema"
)

// migrate brings the schema of the library in the file at path, "" in memory, up to date,
// and reports whether it was an earlier one. On an error the library is as it was.
func migrate(ctx context.Context, db *sql.DB, path string, o model.OpenOptions) (upgraded bool, err error) {
	upgraded, err = migration(path, o).Run(ctx, db)
	if isCode(err, sqlite3.SQLITE_BUSY) {
		return false, inUseError{err}
	}
	return upgraded, mapError(err)
}

// migration says what the steps need beside SQL.
func migration(path string, o model.OpenOptions) schema.Migration {
	report := o.Progress
	if report == nil {
		report = func(string, int) {}
	}
	return schema.Migration{
		Report: report,
		Enough: func(need int64) error {
			if err := checkFree(filepath.Dir(path), need); err != nil {
				return fmt.Errorf("bring it up to date: %w", err)
			}
			return nil
		},
		Hooks: map[int]schema.Hooks{
			2: {After: reindex, Room: roomFor("item", "day_count", "fts_title_data", "fts_body_data")},
			3: {Room: roomFor("tag")},
			9: {Before: func(ctx context.Context, tx *sql.Tx, report model.Report) error {
				return moveLogins(ctx, tx, o.KeepLogins, report)
			}, Room: roomForLogins},
			10: {After: unreported(keepLegacyPlaces), Room: roomFor("item", "source", "subscription")},
			12: {
				After: func(ctx context.Context, tx *sql.Tx, report model.Report) error {
					report("counting the articles", -1)
					return recountShared(ctx, tx)
				},
				Room: roomFor("state", "tag", "source", "source_day", "source_month", "day_total", "month_total", "hour_total", "rule", "act"),
			},
			13: {After: unreported(recountReaders), Room: roomForReaderCounts},
		},
	}
}

// unreported is a hook that is done soon.
func unreported(f func(context.Context, *sql.Tx) error) func(context.Context, *sql.Tx, model.Report) error {
	return func(ctx context.Context, tx *sql.Tx, _ model.Report) error { return f(ctx, tx) }
}

// inUseError is that another program keeps a library from being brought up to date.
type inUseError struct{ error }

func (inUseError) Error() string {
	return "another program has the library open: close it, and try again"
}

func (e inUseError) Unwrap() error { return e.error }

// perPage is how much room a page takes at most that is written anew: what tables get may
// make it two, each of which is in the log beside the library and then in its file.
const perPage = 4

// roomLeast is what a step needs whose tables are empty.
const roomLeast = 1 << 20

// roomFor returns how much room a step needs that writes tables anew, with their indexes.
func roomFor(tables ...string) func(context.Context, *sql.Tx) (int64, error) {
	names, _ := json.Marshal(tables) // strings: it cannot fail
	return func(ctx context.Context, tx *sql.Tx) (int64, error) {
		var size int64
		err := tx.QueryRowContext(ctx, `SELECT coalesce(sum(d.pgsize), 0) FROM json_each(?) j JOIN sqlite_schema s ON s.tbl_name = j.value
			CROSS JOIN dbstat d WHERE d.name = s.name AND d.aggregate = 1`, string(names)).Scan(&size)
		return perPage*size + roomLeast, err
	}
}

// roomForReaderCounts returns how much room new counts of readers need; none in a library
// that had no readers, of which the step that made them says it.
func roomForReaderCounts(ctx context.Context, tx *sql.Tx) (int64, error) {
	var counted bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'reader_count')").Scan(&counted)
	if err != nil || !counted {
		return 0, err
	}
	return roomFor("state", "reader_count")(ctx, tx)
}

// roomForLogins returns how much room moveLogins needs, which may write all texts anew;
// none where there is nothing to move.
func roomForLogins(ctx context.Context, tx *sql.Tx) (size int64, err error) {
	var feeds bool // a library that knows of feeds; in an earlier one the tables are not there to look at
	err = tx.QueryRowContext(ctx, `SELECT 2 * page_count * page_size, EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'subscription')
		FROM pragma_page_count, pragma_page_size`).Scan(&size, &feeds)
	if err == nil && feeds {
		logins, err := loginsOf(ctx, tx)
		if err != nil || len(logins) == 0 {
			return 0, err
		}
	}
	return size + roomLeast, err
}

// trimLog brings what upgrading has written from the log to the file, and makes the log
// empty. Where somebody reads, that is left to whoever closes the library last.
func trimLog(ctx context.Context, db *sql.DB) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	for _, q := range []string{"PRAGMA busy_timeout = 1000", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA " + writerTimeout} {
		_, _ = conn.ExecContext(ctx, q)
	}
}
