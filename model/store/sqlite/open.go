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
	"time"

	sqlite3 "modernc.org/sqlite/lib"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/store/sqlite/schema"
)

// Catalog is a model.Catalog in SQLite.
type Catalog struct {
	write        *sql.DB         // one connection: SQLite has one writer
	read         *statementCache // of several connections; in memory of that of write
	path         string          // "" in memory
	readOnly     bool            // then write is not written to
	hub          hub
	others       *poller         // nil in memory
	sortInMemory int             // the constant, but in tests
	heavy        *slots          // for questions that look at many articles
	slow         *statementCache // for slow questions; nil in memory
	guests       atomic.Int64    // how many Libraries of nobody there were
	texts        *waitingTexts   // nil within a transaction that writes
	thorough     bool            // questions read all that waits to be indexed
	allocator    *rowid.Allocator
	rules        model.RuleReader
	clock        func() time.Time
	// These belong to the writer, too.
	encoder    *codec.Encoder
	vocabulary *vocabulary
	kept       keptStatements
	parsed     map[ruleKey]model.Expr // the conditions of rules that are the same at any time
	bulk       bulk
	marked     markWatch
	background sync.WaitGroup // what Close waits for
	hasLegacy  atomic.Bool    // there may be articles that were named by another rule
	saving     sync.Mutex     // held by Save, which takes mu within
	mu         sync.Mutex     // held by a change from its beginning to its end
	wanted     atomic.Int32   // how many changes wait for mu
	indexer    indexer
	indexNever bool         // but by Index: for tests
	asking     atomic.Int32 // questions that are being answered
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
func Open(ctx context.Context, path string, o model.OpenOptions) (*Catalog, error) {
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
	w, err := connect(path, nil, 1, writerPragmas...)
	if err != nil {
		return nil, err
	}
	s := newCatalog(path, w, o)
	err = s.openReading(ctx, o)
	if err == nil {
		err = s.watchOthers(ctx, nil)
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	s.eraseTraces(ctx)
	s.shortenLeft(ctx)
	s.indexLeft(ctx)
	return s, nil
}

// openReading makes the connections that answer questions. Where one of them finds the
// library up to date, that which writes is opened in the background: each that opens has
// to read the whole schema.
func (s *Catalog) openReading(ctx context.Context, o model.OpenOptions) error {
	r, err := connect(s.path, nil, maxReaders, readPragmas...)
	if err != nil {
		return err
	}
	if isReady(ctx, r) {
		// Nobody waits for it; but the first change finds it open, and questions of
		// words take a quarter less time while it is (OneReader/typed).
		s.background.Go(func() { _ = s.write.PingContext(context.WithoutCancel(ctx)) })
		err = mapError(s.load(ctx, r))
	} else {
		r.SetMaxIdleConns(0) // none is in the way
		err = s.makeReady(ctx, o)
		r.SetMaxIdleConns(maxReaders)
	}
	s.read = &statementCache{DB: r}
	if err != nil {
		return err
	}
	return s.openSlow(nil)
}

// isReady reports whether a library keeps a log and has today's schema.
func isReady(ctx context.Context, db *sql.DB) bool {
	have, want, err := schema.Versions(ctx, db)
	if err != nil || have < want {
		return false
	}
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
	return err == nil && mode == "wal"
}

// makeReady brings a library up to date, and has it keep a log.
func (s *Catalog) makeReady(ctx context.Context, o model.OpenOptions) error {
	upgraded, err := s.prepare(ctx, o)
	if err != nil {
		return err
	}
	// Only now, when it is known to be a library of ours. It lasts.
	if _, err := s.write.ExecContext(ctx, "PRAGMA journal_mode = wal"); err != nil {
		return mapError(err)
	}
	if upgraded {
		trimLog(ctx, s.write)
	}
	return nil
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
func openReadOnly(ctx context.Context, path string) (*Catalog, error) {
	mode, logged := readOnlyMode(path)
	return openToRead(ctx, path, mode, logged, readPragmas)
}

// openCopy opens a copy that nobody else knows of. Its pages, which have just been
// written, are looked at where the system keeps them.
func openCopy(ctx context.Context, path string) (*Catalog, error) {
	mode := url.Values{"mode": {"ro"}, "immutable": {"1"}}
	return openToRead(ctx, path, mode, false, append([]string{"mmap_size(2147418112)"}, readPragmas...))
}

func openToRead(ctx context.Context, path string, mode url.Values, logged bool, pragmas []string) (*Catalog, error) {
	db, err := connect(path, mode, maxReaders, pragmas...)
	if err != nil {
		return nil, err
	}
	s := newCatalog(path, db, model.OpenOptions{})
	s.readOnly = true
	have, want, err := schema.Versions(ctx, db)
	switch {
	case logged && isCode(err, sqlite3.SQLITE_CANTOPEN):
		err = fmt.Errorf("it was not closed well, and its folder cannot be written to: copy it, with the files beside it whose names begin the same, to a folder that can be: %w", err)
	case err == nil && have < want:
		err = fmt.Errorf("%w, and an older version of the program wrote it: make it writable, or open a copy that is", model.ErrReadOnly)
	}
	if err == nil {
		err = s.load(ctx, db)
	}
	if err == nil {
		err = s.openSlow(mode)
	}
	if err == nil {
		err = s.watchOthers(ctx, mode)
	}
	if err != nil {
		_ = db.Close()
		return nil, mapError(err)
	}
	return s, nil
}

// watchOthers prepares looking for the changes of other programs from now on.
func (s *Catalog) watchOthers(ctx context.Context, mode url.Values) error {
	seen := make(versions)
	if _, err := seen.moved(ctx, s.read); err != nil {
		return err
	}
	db, err := connect(s.path, mode, 1, pollPragmas...)
	if err == nil {
		s.others = newPoller(db, s.hub.signal, seen.moved)
	}
	return err
}

// Memory opens an empty library that ends with Close. It is held in memory as
// long as it is small; what is over the cache goes to a temporary file that
// has no name.
func Memory(ctx context.Context, o model.OpenOptions) (*Catalog, error) {
	w, err := connect("", nil, 1, "journal_mode(memory)", "synchronous(off)", "cache_size(-65536)")
	if err != nil {
		return nil, err
	}
	s := newCatalog("", w, o)
	if _, err := s.prepare(ctx, o); err != nil {
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

// newCatalog returns a Catalog that asks the connections it writes with, too.
func newCatalog(path string, write *sql.DB, o model.OpenOptions) *Catalog {
	c := &Catalog{
		write: write, read: &statementCache{DB: write}, path: path, rules: o.Rules, clock: o.Clock,
		heavy: &slots{}, texts: &waitingTexts{most: maxWaiting}, sortInMemory: sortInMemory, vocabulary: newVocabulary(),
	}
	if c.clock == nil {
		c.clock = time.Now
	}
	return c
}

// prepare brings the schema up to date, reports whether it was an earlier one, and reads
// what is kept in memory.
func (s *Catalog) prepare(ctx context.Context, o model.OpenOptions) (upgraded bool, err error) {
	if upgraded, err = migrate(ctx, s.write, s.path, o); err != nil {
		return false, err
	}
	return upgraded, mapError(s.load(ctx, s.write))
}

// load reads what is kept in memory.
func (s *Catalog) load(ctx context.Context, db *sql.DB) (err error) {
	if s.allocator, err = rowid.NewAllocator(ctx, db); err != nil {
		return err
	}
	if s.encoder, err = codec.Load(ctx, db); err != nil {
		return err
	}
	return s.loadLegacy(ctx, db)
}

// ReadOnly implements model.Catalog.
func (s *Catalog) ReadOnly() bool { return s.readOnly }

// Close releases the library.
func (s *Catalog) Close() error {
	s.hub.close()
	s.indexer.close()
	s.stopBulk()
	err := errors.Join(s.others.close(), s.write.Close())
	if s.read.DB != s.write {
		err = errors.Join(err, s.read.Close())
	}
	if s.slow != nil {
		err = errors.Join(err, s.slow.Close())
	}
	return err
}
