package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"

	"dateline/model"
)

// Bodies are short, and much of what is in one is in others: they are
// compressed with a dictionary (RFC 8878, section 5), which is text of the
// library's own first articles. That makes them smaller by half as much again
// as compression alone.

// packer compresses bodies; the zero packer does so without a dictionary.
type packer struct{ encoder *zstd.Encoder }

const (
	dictionarySize = 32 << 10
	dictionaryFrom = 32 // articles at least, or it would be about nothing but them
	dictionaryPart = 2 << 10
)

// plain compresses without a dictionary. It is safe for concurrent use.
var plain = sync.OnceValue(func() *zstd.Encoder { e, _ := newEncoder(); return e })

func newEncoder(more ...zstd.EOption) (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, append(more, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true))...)
}

// pack returns a content, or an earlier, as it lies in body.
func (p *packer) pack(c any) ([]byte, error) {
	b, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	e := plain()
	if p != nil {
		e = p.encoder
	}
	return e.EncodeAll(b, make([]byte, 0, len(b)/2+64)), nil
}

// newDictionary makes a dictionary of the articles, and stores it. It returns
// nil when they are too few.
func newDictionary(ctx context.Context, tx *sql.Tx, articles []*incoming) (*packer, error) {
	if len(articles) < dictionaryFrom {
		return nil, nil
	}
	var text []byte
	parts := min(len(articles), dictionarySize/512)
	for i := range parts {
		b, err := json.Marshal(contentOf(&articles[i*len(articles)/parts].Article))
		if err != nil {
			return nil, err
		}
		text = append(text, b[:min(len(b), dictionaryPart, dictionarySize-len(text))]...)
	}
	if len(text) < dictionarySize/2 {
		return nil, nil
	}
	id := dictionaryID(text)
	if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO dictionary (id, text) VALUES (?1, ?2)", id, text); err != nil {
		return nil, err
	}
	return usePacker(id, text)
}

// dictionaryID is the name of a dictionary: of the numbers that are free for
// private use, one that its text gives.
func dictionaryID(text []byte) uint32 {
	h := fnv.New32a()
	_, _ = h.Write(text)
	const from, to = 1 << 15, 1 << 31
	return from + h.Sum32()%(to-from)
}

// usePacker makes a dictionary known to unpack, and returns who packs with it.
func usePacker(id uint32, text []byte) (*packer, error) {
	e, err := newEncoder(zstd.WithEncoderDictRaw(id, text))
	if err != nil {
		return nil, fmt.Errorf("dictionary %d: %w", id, err)
	}
	return &packer{e}, unpacker.know(id, text)
}

// loadDictionaries makes the dictionaries of a library known and returns who
// packs with the newest; nil when there is none.
func loadDictionaries(ctx context.Context, db querier) (*packer, error) {
	rs, err := db.QueryContext(ctx, "SELECT id, text FROM dictionary ORDER BY rowid")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rs.Close() }()
	var p *packer
	for rs.Next() {
		var id uint32
		var text []byte
		if err := rs.Scan(&id, &text); err != nil {
			return nil, err
		}
		if p, err = usePacker(id, text); err != nil {
			return nil, err
		}
	}
	return p, rs.Err()
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// unpacker decompresses the bodies of all open libraries: functions within SQL
// do not know which one asks. A dictionary's number stands for its text.
var unpacker decompressor

type decompressor struct {
	mu           sync.RWMutex
	dictionaries map[uint32][]byte
	decoder      *zstd.Decoder
}

func (d *decompressor) know(id uint32, text []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, ok := d.dictionaries[id]; ok {
		return nil
	}
	options := []zstd.DOption{zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1 << 30), zstd.WithDecoderDictRaw(id, text)}
	for other, text := range d.dictionaries {
		options = append(options, zstd.WithDecoderDictRaw(other, text))
	}
	decoder, err := zstd.NewReader(nil, options...)
	if err != nil {
		return fmt.Errorf("dictionary %d: %w", id, err)
	}
	if d.dictionaries == nil {
		d.dictionaries = make(map[uint32][]byte)
	}
	d.dictionaries[id], d.decoder = text, decoder
	return nil
}

func (d *decompressor) decode(z []byte) ([]byte, error) {
	d.mu.RLock()
	decoder := d.decoder
	d.mu.RUnlock()
	if decoder == nil {
		decoder = plainDecoder()
	}
	return decoder.DecodeAll(z, nil)
}

var plainDecoder = sync.OnceValue(func() *zstd.Decoder {
	d, _ := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
	return d
})

// unpack decodes what lies in body.
func unpack(z []byte) (content, error) {
	var c content
	return c, unpackInto(z, &c)
}

func unpackInto(z []byte, c any) error {
	b, err := unpacker.decode(z)
	if err == nil {
		err = json.Unmarshal(b, c)
	}
	if err != nil {
		return fmt.Errorf("read its text: %w: %w", model.ErrDamaged, err)
	}
	return nil
}

// unpackFrom is unpack for texts of db, whose dictionaries may not be known
// yet.
func unpackFrom(ctx context.Context, db querier, z []byte) (content, error) {
	c, err := unpack(z)
	if !isUnknown(err) {
		return c, err
	}
	if _, err := loadDictionaries(ctx, db); err != nil {
		return c, err
	}
	return unpack(z)
}

// isUnknown reports whether err says that a text was compressed with a
// dictionary that is not known. Errors pass through SQLite as text.
func isUnknown(err error) bool {
	return err != nil && strings.Contains(err.Error(), zstd.ErrUnknownDictionary.Error())
}

// withDictionaries runs f, and again when it met a text that another program has
// compressed with a dictionary which was not there before.
func (s *Store) withDictionaries(ctx context.Context, f func() error) error {
	err := f()
	if !isUnknown(err) {
		return err
	}
	if _, err := loadDictionaries(ctx, s.read); err != nil {
		return err
	}
	return f()
}

// contentOf returns what lies in body of an article.
func contentOf(a *model.Article) content {
	c := content{
		EntryID: a.EntryID, Authors: a.Authors, Summary: a.Summary, Body: a.Body, Enclosures: a.Enclosures, Line: a.Line,
		UpdatedBy: a.Updated.From.String(), Tags: a.Tags,
	}
	_, c.UpdatedZone = a.Updated.At.Zone()
	for _, d := range a.Candidates {
		c.Candidates = append(c.Candidates, dateText{d.String(), d.From.String()})
	}
	return c
}
