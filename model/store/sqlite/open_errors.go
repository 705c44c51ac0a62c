package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dateline/model"
)

// isCode reports whether err is SQLite's and of that primary code.
func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == code
}

// mapError puts what SQLite reports in words a reader can act on.
func mapError(err error) error {
	var e *sqlite.Error
	switch {
	case err != nil && strings.Contains(err.Error(), "sql: Scan error"): // no column of ours holds such a value
		return fmt.Errorf("%w: %w", model.ErrDamaged, err)
	case !errors.As(err, &e):
		return err
	case strings.Contains(err.Error(), model.ErrDamaged.Error()): // said by a function of ours, within SQL
		return fmt.Errorf("a text cannot be read: %w", model.ErrDamaged)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return &model.DiskError{Full: true, Err: err}
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("%w: %w", model.ErrReadOnly, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("this file is no library: %w", err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT: // what the tables hold does not fit together
		return fmt.Errorf("%w: %w", model.ErrDamaged, err)
	case sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("the file cannot be opened: %w", err)
	case sqlite3.SQLITE_IOERR:
		if c := e.Code(); c == sqlite3.SQLITE_IOERR_READ || c == sqlite3.SQLITE_IOERR_SHORT_READ {
			return fmt.Errorf("the disk failed to read the library: %w", err)
		}
		return &model.DiskError{Full: e.Code() == sqlite3.SQLITE_IOERR_SHMSIZE, Err: err}
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("the library is in use by another program: %w", err)
	case sqlite3.SQLITE_INTERRUPT:
		return context.Canceled
	}
	return err
}
