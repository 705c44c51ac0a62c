package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/store/sqlite/schema"
)

// Store is a model.Library in SQLite.
type Store struct {
	write        *sql.DB         // one connection: SQLite has one writer
	read         *statementCache // of several connections; in memory of that of write
	path         string          // "" in memory
	readOnly     bool            // then write is not written to
	hub          hub
	sortInMemory int           // sortedFew, but in tests
	heavy        chan struct{} // held by a question that looks at many articles
	allocator    *rowid.Allocator
	rules        model.RuleReader
	// These belong to the writer, too.
	encoder    *codec.Encoder
	vocabulary *vocabulary
	hasLegacy  atomic.Bool // there may be articles that were named by another rule
	saving     sync.Mutex  // held by Save, which takes mu within
	mu         sync.Mutex  // held by a change from its beginning to its end
}

// maxReaders is how many questions a library on disk answers at once.
const maxReaders = 4

// writerTimeout is for connections that write: others that write take turns with
// them, in no order, and compacting may keep them for a while.
const writerTimeout = "busy_timeout(30000)"

// readPragmas are for the connections that answer questions.
var readPragmas = []string{"query_only(1)", "cache_size(-2048)"}

// Open opens the library in the file at path, and makes it and its folder when
// there is none. One that cannot be written to is opened for reading: changes
// then end in model.ErrReadOnly. The error is model.ErrNewerSchema when a newer
// version of the program wrote it, which then was not touched.
func Open(ctx context.Context, path string, o model.OpenOptions) (*Store, error) {
	if _, err := os.Stat(path); o.Existing && errors.Is(err, fs.ErrNotExist) {
		return nil, model.ErrNoLibrary
	}
	if unwritable(path) {
		return openReadOnly(ctx, path)
	}
	if dir := filepath.Dir(path); dir != "." {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder of the library: %w", err)
		}
	}
	w, err := connect(path, nil, 1, writerTimeout, "synchronous(normal)", "cache_size(-16384)")
	if err != nil {
		return nil, err
	}
	s := &Store{write: w, path: path, rules: o.Rules, heavy: make(chan struct{}, 1), sortInMemory: sortInMemory}
	if err := s.prepare(ctx, o.KeepLogins); err != nil {
		_ = w.Close()
		return nil, err
	}
	// Only now, when it is known to be a library of ours. It lasts.
	if _, err := w.ExecContext(ctx, "PRAGMA journal_mode = wal"); err != nil {
		_ = w.Close()
		return nil, mapError(err)
	}
	r, err := connect(path, nil, maxReaders, readPragmas...)
	if err != nil {
		_ = w.Close()
		return nil, err
	}
	s.read = &statementCache{DB: r}
	s.eraseTraces(ctx)
	return s, nil
}

// unwritable reports whether path is that of a file which this program may
// not write to, or not beside.
func unwritable(path string) bool {
	if _, err := os.Stat(path); err != nil {
		return false // there is none, or opening it will say what is wrong
	}
	return !mayWrite(path) || !mayWrite(filepath.Dir(path))
}

// openReadOnly opens a library that cannot be written to.
func openReadOnly(ctx context.Context, path string) (*Store, error) {
	mode, logged := readOnlyMode(path)
	db, err := connect(path, mode, maxReaders, readPragmas...)
	if err != nil {
		return nil, err
	}
	s := &Store{write: db, read: &statementCache{DB: db}, path: path, readOnly: true, heavy: make(chan struct{}, 1), sortInMemory: sortInMemory}
	have, want, err := schema.Versions(ctx, db)
	switch {
	case logged && isCode(err, sqlite3.SQLITE_CANTOPEN):
		err = fmt.Errorf("it was not closed well, and its folder cannot be written to: copy it, with the files beside it whose names begin the same, to a folder that can be: %w", err)
	case err == nil && have < want:
		err = fmt.Errorf("an older version of the program wrote it, and it cannot be brought up to date: %w", model.ErrReadOnly)
	}
	if err == nil {
		s.allocator, err = rowid.NewAllocator(ctx, db)
	}
	if err == nil {
		s.vocabulary = newVocabulary()
		s.encoder, err = codec.Load(ctx, db)
	}
	if err == nil {
		err = s.loadLegacy(ctx, db)
	}
	if err != nil {
		_ = db.Close()
		return nil, mapError(err)
	}
	return s, nil
}

// isCode reports whether err is SQLite's and of that primary code.
func isCode(err error, code int) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == code
}

// Memory opens an empty library that ends with Close. It is held in memory as
// long as it is small; what is over the cache goes to a temporary file that
// has no name.
func Memory(ctx context.Context, o model.OpenOptions) (*Store, error) {
	w, err := connect("", nil, 1, "journal_mode(memory)", "synchronous(off)", "cache_size(-65536)")
	if err != nil {
		return nil, err
	}
	s := &Store{write: w, read: &statementCache{DB: w}, rules: o.Rules, heavy: make(chan struct{}, 1), sortInMemory: sortInMemory}
	if err := s.prepare(ctx, nil); err != nil {
		_ = w.Close()
		return nil, err
	}
	return s, nil
}

// connect returns a pool of n connections to the database at path, with
// SQLite's parameters of mode.
func connect(path string, mode url.Values, n int, pragmas ...string) (*sql.DB, error) {
	if err := register(); err != nil {
		return nil, err
	}
	// The driver runs them in an order of its own: each must be given once.
	for _, p := range []string{"busy_timeout(5000)", "temp_store(memory)"} {
		name, _, _ := strings.Cut(p, "(")
		if !slices.ContainsFunc(pragmas, func(q string) bool { return strings.HasPrefix(q, name) }) {
			pragmas = append(pragmas[:len(pragmas):len(pragmas)], p)
		}
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
	maps.Copy(q, mode)
	db, err := sql.Open("sqlite", uri(path, q))
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// uri names a file as SQLite takes it, with parameters.
func uri(path string, q url.Values) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// prepare brings the schema up to date and reads what is kept in memory.
func (s *Store) prepare(ctx context.Context, keepLogins func(model.Logins) error) error {
	if err := migrate(ctx, s.write, keepLogins); err != nil {
		return mapError(err)
	}
	k, err := rowid.NewAllocator(ctx, s.write)
	if err != nil {
		return mapError(err)
	}
	s.allocator, s.vocabulary = k, newVocabulary()
	if s.encoder, err = codec.Load(ctx, s.write); err != nil {
		return mapError(err)
	}
	return mapError(s.loadLegacy(ctx, s.write))
}

// limitHeavy answers a question that looks at many articles, one at a time: so the
// quick ones find a connection that is free, and memory stays bounded.
func (s *Store) limitHeavy(ctx context.Context, f func() error) error {
	select {
	case s.heavy <- struct{}{}:
		defer func() { <-s.heavy }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ReadOnly implements model.Library.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Close releases the library.
func (s *Store) Close() error {
	s.hub.close()
	err := s.write.Close()
	if s.read.DB != s.write {
		err = errors.Join(err, s.read.Close())
	}
	return err
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

// change runs f in a transaction and signals it when f says that something
// changed.
func (s *Store) change(ctx context.Context, f func(*sql.Tx) (bool, error)) error {
	if s.readOnly {
		return fmt.Errorf("%s: %w", s.path, model.ErrReadOnly)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return mapError(err)
	}
	rollback := s.allocator.Savepoint()
	changed, err := f(tx)
	if err == nil {
		err = tx.Commit()
	} else {
		_ = tx.Rollback()
	}
	if err != nil {
		rollback()
		return mapError(err)
	}
	if changed {
		s.hub.signal()
	}
	return nil
}
