package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"

	"modernc.org/sqlite"

	"dateline/model"
)

// copyChunk is how much of a file is copied between two looks at the context, in bytes.
const copyChunk = 64 << 20

// copyTries is how often the log is brought to the file so that nothing new is in it.
const copyTries = 3

// copyTo copies the database as it is at one moment: the file, where all of it is there,
// or else page by page, which takes five times as long.
func (s *Catalog) copyTo(ctx context.Context, file string, report model.Report) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	for range copyTries {
		if copied, err := s.copyFile(ctx, conn, file, report); copied || err != nil {
			return err
		}
	}
	return copyByPage(ctx, conn, file, report)
}

// copyFile copies the file of the database while a transaction reads, and reports whether
// it could: it does nothing where a part of what the transaction sees is only in the log.
// What is not in the file when the transaction has begun does not come into it before the
// transaction ends (sqlite.org/wal.html, "Checkpointing"), so that the file stays as it is.
func (s *Catalog) copyFile(ctx context.Context, conn *sql.Conn, to string, report model.Report) (bool, error) {
	if s.path == "" || s.readOnly || !sqlite.OFDLockingEnabled() { // closing the file would end SQLite's locks on it
		return false, nil
	}
	s.shortenLog(ctx) // the second time, little is left
	tx, err := beginReading(ctx, conn)
	if err != nil {
		return false, err
	}
	defer func() { _ = tx.Rollback() }()
	if !s.shortenLog(ctx) {
		return false, nil
	}
	return true, copyContent(ctx, to, s.path, report)
}

// beginReading begins a transaction that keeps to what it sees first: however much others
// write, a copying does not begin again.
func beginReading(ctx context.Context, conn *sql.Conn) (*sql.Tx, error) {
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	var n int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n); err != nil {
		_ = tx.Rollback()
		return nil, err
	}
	return tx, nil
}

// copyContent copies what is in a file to another.
func copyContent(ctx context.Context, to, from string, report model.Report) (err error) {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	info, err := r.Stat()
	if err != nil {
		return err
	}
	for done := int64(0); done < info.Size(); {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(w, r, min(copyChunk, info.Size()-done))
		if err != nil {
			return err
		}
		done += n
		report("copying", int(100*done/info.Size()))
	}
	return nil
}

// copyByPage copies the pages of the database.
func copyByPage(ctx context.Context, conn *sql.Conn, file string, report model.Report) error {
	tx, err := beginReading(ctx, conn)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return conn.Raw(func(c any) error {
		b, err := c.(interface {
			NewBackup(string) (*sqlite.Backup, error)
		}).NewBackup(uri(file, nil))
		if err != nil {
			return err
		}
		return copyPages(ctx, b, "copying", report)
	})
}
