package codec

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"

	"github.com/klauspost/compress/zstd"
)

const (
	dictionarySize = 32 << 10
	dictionaryFrom = 32 // texts at least, or it would be about nothing but them
	dictionaryPart = 2 << 10
)

// Querier is a database or a transaction.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Load makes the dictionaries of a library known and returns who compresses with the
// newest; nil when there is none.
func Load(ctx context.Context, db Querier) (*Encoder, error) {
	rs, err := db.QueryContext(ctx, "SELECT id, text FROM dictionary ORDER BY rowid")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rs.Close() }()
	var e *Encoder
	for rs.Next() {
		var id uint32
		var text []byte
		if err := rs.Scan(&id, &text); err != nil {
			return nil, err
		}
		if e, err = use(id, text); err != nil {
			return nil, err
		}
	}
	return e, rs.Err()
}

// WithDictionaries runs f, and again when it met a text that another program has
// compressed with a dictionary of db which was not there before.
func WithDictionaries(ctx context.Context, db Querier, f func() error) error {
	err := f()
	if !IsUnknown(err) {
		return err
	}
	if _, err := Load(ctx, db); err != nil {
		return err
	}
	return f()
}

// NewDictionary makes a dictionary of some of n texts, which are stored as JSON, and
// stores it. It returns nil when they are too few.
func NewDictionary(ctx context.Context, tx *sql.Tx, n int, content func(i int) any) (*Encoder, error) {
	if n < dictionaryFrom {
		return nil, nil
	}
	var text []byte
	parts := min(n, dictionarySize/512)
	for i := range parts {
		b, err := json.Marshal(content(i * n / parts))
		if err != nil {
			return nil, err
		}
		text = append(text, b[:min(len(b), dictionaryPart, dictionarySize-len(text))]...)
	}
	if len(text) < dictionarySize/2 {
		return nil, nil
	}
	return Store(ctx, tx, text)
}

// Store stores a dictionary and returns who compresses with it.
func Store(ctx context.Context, tx *sql.Tx, text []byte) (*Encoder, error) {
	id := idOf(text)
	if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO dictionary (id, text) VALUES (?1, ?2)", id, text); err != nil {
		return nil, err
	}
	return use(id, text)
}

// idOf is the name of a dictionary: of the numbers that are free for private use, one
// that its text gives.
func idOf(text []byte) uint32 {
	h := fnv.New32a()
	_, _ = h.Write(text)
	const from, to = 1 << 15, 1 << 31
	return from + h.Sum32()%(to-from)
}

// use makes a dictionary known to Decompress, and returns who compresses with it.
func use(id uint32, text []byte) (*Encoder, error) {
	e, err := newEncoder(zstd.WithEncoderDictRaw(id, text))
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", id, err)
	}
	return &Encoder{e}, learn(id, text)
}
