package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"dateline/model"
)

// Library is one reader's view of a Catalog. It has no state of its own.
type Library struct {
	*Catalog
	read   readerQuerier // in the place of that of the Catalog
	reader int64         // reader.id
	id     model.ReaderID
	allow  func(model.Mark) error // asked before a change that all readers see; nil: nobody is
}

// localNumber is reader.id of the local reader. Those of guests are below aboutReaders: no
// row has them, so that questions find no state. Each has one of his own, so that one who
// asks much keeps no other waiting.
const localNumber = 1

var (
	_ model.Catalog = (*Catalog)(nil)
	_ model.Library = (*Library)(nil)
)

// Reader implements model.Catalog.
func (s *Catalog) Reader(ctx context.Context, id model.ReaderID) (model.Library, error) {
	l, err := s.library(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("reader %s: %w", id, mapError(err))
	}
	return l, nil
}

func (s *Catalog) library(ctx context.Context, id model.ReaderID) (*Library, error) {
	if id == model.GuestReader {
		return s.libraryOf(aboutReaders-s.guests.Add(1), id), nil
	}
	number, err := readerNumber(ctx, s.read, id)
	if err != nil {
		return nil, err
	}
	return s.libraryOf(number, id), nil
}

// libraryOf returns the view of the reader of a number.
func (s *Catalog) libraryOf(reader int64, id model.ReaderID) *Library {
	return &Library{Catalog: s, read: readerQuerier{s.read, reader}, reader: reader, id: id}
}

// Who implements model.Library.
func (l *Library) Who() model.ReaderID { return l.id }

// Watch implements model.Library.
func (l *Library) Watch(ctx context.Context) <-chan struct{} { return l.watch(ctx, l.reader) }

// ReadOnly implements model.Library.
func (l *Library) ReadOnly() bool { return l.isGuest() || l.Catalog.ReadOnly() }

func (l *Library) isGuest() bool { return l.reader < aboutReaders }

// Guarded implements model.Library.
func (l *Library) Guarded(allow func(model.Mark) error) model.Library {
	guarded := *l
	guarded.allow = allow
	return &guarded
}

// change is that of the Catalog for what concerns this reader alone.
func (l *Library) change(ctx context.Context, f func(*sql.Tx) (bool, error)) error {
	if l.isGuest() {
		return model.ErrReadOnly
	}
	return l.Catalog.change(ctx, l.reader, f)
}

// within returns l for questions within a transaction.
func (l *Library) within(tx *sql.Tx) *Library {
	c := &Catalog{read: &statementCache{tx: tx}, path: l.path, sortInMemory: l.sortInMemory, allocator: l.allocator, heavy: &slots{}, thorough: true}
	return c.libraryOf(l.reader, l.id)
}

// inSnapshot calls f with l for questions of one moment. They are as slow ones are.
func (l *Library) inSnapshot(ctx context.Context, f func(*Library) error) error {
	tx, err := l.slow.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	s := l.within(tx)
	s.heavy, s.texts, s.thorough = l.heavy, l.texts, l.thorough
	return f(s)
}

// thoroughly returns l for questions that what waits to be indexed is searched for, however
// much that is.
func (l *Library) thoroughly() *Library {
	c := &Catalog{read: l.Catalog.read, slow: l.slow, path: l.path, sortInMemory: l.sortInMemory, allocator: l.allocator, heavy: l.heavy, texts: l.texts, thorough: true}
	return c.libraryOf(l.reader, l.id)
}

// readerQuerier asks questions of one reader: ?1 is his number wherever it stands in
// them, and the arguments follow. The text of a question is the same for all readers, so
// that they share it compiled.
type readerQuerier struct {
	*statementCache
	reader int64
}

// forReader makes ?1 the first argument of a question.
func forReader(q string) string {
	const me = "WITH me(reader) AS (SELECT ?1)"
	if rest, ok := strings.CutPrefix(q, "WITH "); ok {
		return me + ", " + rest
	}
	return me + " " + q
}

// QueryContext is that of sql.DB.
func (r readerQuerier) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	return r.statementCache.QueryContext(ctx, forReader(q), append([]any{r.reader}, args...)...)
}

// QueryRowContext is that of sql.DB.
func (r readerQuerier) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	return r.statementCache.QueryRowContext(ctx, forReader(q), append([]any{r.reader}, args...)...)
}

// Whose articles a reader sees, of a table with a column source.
const (
	// foreignSource is the condition that source %s is another reader's. (+?1: see stateJoin.)
	foreignSource = "EXISTS (SELECT 1 FROM source o WHERE o.id = %s AND o.owner <> 0 AND o.owner <> +?1)"
	// ownedOrShared is the condition that a source is one that the reader sees.
	ownedOrShared = "owner IN (0, ?1)"
	// anyForeign tells whether there are such sources.
	anyForeign = "EXISTS (SELECT 1 FROM source INDEXED BY source_owner WHERE owner <> 0 AND owner <> +?1)"
)
