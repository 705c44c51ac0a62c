package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"dateline/model"
)

// What an article holds, in item.flags.
const (
	hasLink = 1 << iota
	hasImage
	hasAudio
	hasText
	isEdited
)

// perTx is how many articles are saved in one transaction, so that questions
// are not kept waiting long by a large batch. On disk readers do not wait, and
// a batch is one transaction.
const perTx = 250

// content is the part of an article that lies in body.
type content struct {
	EntryID    string            `json:"e,omitempty"`
	Authors    []string          `json:"a,omitempty"`
	Summary    string            `json:"s,omitempty"`
	Body       string            `json:"b,omitempty"`
	Enclosures []model.Enclosure `json:"n,omitempty"`
	Candidates []dateText        `json:"c,omitempty"`
	UpdatedBy  string            `json:"u,omitempty"`
	// UpdatedZone is the stated offset of the update, in seconds.
	UpdatedZone int      `json:"z,omitempty"`
	Tags        []string `json:"t,omitempty"` // in the document's order
	Line        int      `json:"l,omitempty"`
}

type dateText struct {
	Date string `json:"d"`
	From string `json:"f"`
}

// encoder and decoder are safe for concurrent use in the ways they are used
// here (EncodeAll, DecodeAll).
var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
)

// Save implements model.Saver. In memory a large batch is saved in several
// transactions.
func (s *Store) Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error) {
	var all model.Saved
	size := len(batch)
	if s.path == "" {
		size = perTx
	}
	for part := range slices.Chunk(batch, max(1, size)) {
		err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
			w, err := newSaver(ctx, tx, s.keys, at)
			if err != nil {
				return false, err
			}
			defer w.close()
			if err := w.save(part); err != nil {
				return false, err
			}
			all.Added += w.saved.Added
			all.Changed += w.saved.Changed
			all.Same += w.saved.Same
			return w.saved.Added+w.saved.Changed > 0, nil
		})
		if err != nil {
			return all, fmt.Errorf("save %d articles: %w", len(part), err)
		}
	}
	return all, nil
}

// saver saves a batch within a transaction.
type saver struct {
	ctx     context.Context
	tx      *sql.Tx
	keys    *keys
	at      time.Time
	saved   model.Saved
	sources map[string]int64
	counts  map[dayKey]count
	words   []byte
	texts   []indexed // what goes into the word indexes, ids ascending at the end

	find, item, body, title, text, tag *sql.Stmt
}

type indexed struct {
	id           int64
	title, words string
}

func newSaver(ctx context.Context, tx *sql.Tx, k *keys, at time.Time) (*saver, error) {
	w := &saver{ctx: ctx, tx: tx, keys: k, at: at, sources: make(map[string]int64), counts: make(map[dayKey]count)}
	for _, st := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&w.find, "SELECT id, source, hash, flags, published, zone, precise, origin, arrived FROM item WHERE uid = ?1"},
		{&w.item, `INSERT INTO item (id, uid, source, title, fold, url, path, language, published, zone, precise, origin,
			updated, uday, arrived, flags, hash) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)`},
		{&w.body, "INSERT INTO body (id, z) VALUES (?1, ?2)"},
		{&w.title, "INSERT INTO fts_title (rowid, title) VALUES (?1, ?2)"},
		{&w.text, "INSERT INTO fts_body (rowid, words) VALUES (?1, ?2)"},
		{&w.tag, "INSERT OR IGNORE INTO tag (item, name, own, fold) VALUES (?1, ?2, 0, ?3)"},
	} {
		p, err := tx.PrepareContext(ctx, st.sql)
		if err != nil {
			w.close()
			return nil, err
		}
		*st.to = p
	}
	return w, nil
}

func (w *saver) close() {
	for _, st := range []*sql.Stmt{w.find, w.item, w.body, w.title, w.text, w.tag} {
		if st != nil {
			_ = st.Close()
		}
	}
}

func (w *saver) save(batch []model.Article) error {
	for i := range batch {
		if err := w.one(&batch[i]); err != nil {
			return err
		}
	}
	// The word indexes flush their buffer whenever an id is lower than the one
	// before.
	slices.SortFunc(w.texts, func(a, b indexed) int {
		if a.id < b.id {
			return -1
		}
		return 1
	})
	for _, t := range w.texts {
		if _, err := w.title.ExecContext(w.ctx, t.id, t.title); err != nil {
			return err
		}
	}
	for _, t := range w.texts {
		if _, err := w.text.ExecContext(w.ctx, t.id, t.words); err != nil {
			return err
		}
	}
	return writeCounts(w.ctx, w.tx, w.counts)
}

// old is what is stored of an article.
type old struct {
	id, source, hash, flags, arrived int64
	published                        model.Date
}

func (w *saver) one(a *model.Article) error {
	was, err := w.stored(a.ID)
	if err != nil {
		return err
	}
	next := *a
	if was != nil && next.Published.From == model.FromSeen {
		next.Published = was.published
	}
	hash := hashOf(&next)
	switch {
	case was == nil:
		w.saved.Added++
		id, err := w.keys.free(w.ctx, w.tx, next.Published)
		if err != nil {
			return err
		}
		return w.insert(&next, id, hash, 0, w.at.Unix(), false)
	case was.hash == hash:
		w.saved.Same++
		return nil
	}
	w.saved.Changed++
	return w.replace(&next, was, hash)
}

func (w *saver) stored(uid model.ID) (*old, error) {
	var o old
	var published sql.NullInt64
	var zone, precise, origin int64
	err := w.find.QueryRowContext(w.ctx, string(uid)).Scan(&o.id, &o.source, &o.hash, &o.flags, &published, &zone, &precise, &origin, &o.arrived)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	o.published = dateOf(published, zone, precise, origin)
	return &o, err
}

// replace puts a new version in the place of an old one, under a new id where
// its date has changed.
func (w *saver) replace(a *model.Article, was *old, hash int64) error {
	id := was.id
	read, err := isRead(w.ctx, w.tx, was.id)
	if err != nil {
		return err
	}
	if err := w.remove(was, read); err != nil {
		return err
	}
	if !a.Published.Equal(was.published) {
		if id, err = w.keys.free(w.ctx, w.tx, a.Published); err != nil {
			return err
		}
		for _, move := range []string{
			"UPDATE state SET item = ?2 WHERE item = ?1",
			"UPDATE tag SET item = ?2 WHERE item = ?1 AND own = 1",
		} {
			if _, err := w.tx.ExecContext(w.ctx, move, was.id, id); err != nil {
				return err
			}
		}
	}
	return w.insert(a, id, hash, isEdited, was.arrived, read)
}

// remove takes an old version out, but for what the reader did to it.
func (w *saver) remove(was *old, read bool) error {
	for i, t := range w.texts { // saved earlier in this batch, not yet indexed
		if t.id == was.id {
			w.texts = slices.Delete(w.texts, i, i+1)
			break
		}
	}
	for _, q := range []string{
		"DELETE FROM item WHERE id = ?1", "DELETE FROM body WHERE id = ?1",
		"DELETE FROM fts_title WHERE rowid = ?1", "DELETE FROM fts_body WHERE rowid = ?1",
		"DELETE FROM tag WHERE item = ?1 AND own = 0",
	} {
		if _, err := w.tx.ExecContext(w.ctx, q, was.id); err != nil {
			return err
		}
	}
	addCount(w.counts, was.published, was.source, -1, read)
	return nil
}

func (w *saver) insert(a *model.Article, id, hash, flags, arrived int64, read bool) error {
	source, err := w.source(a)
	if err != nil {
		return err
	}
	published, zone := instant(a.Published)
	updated, _ := instant(a.Updated)
	_, err = w.item.ExecContext(w.ctx, id, string(a.ID), source, a.Title, fold(a.Title), a.URL, a.Path, a.Language,
		published, zone, int(a.Published.Precision), int(a.Published.From), updated, int(a.Updated.Precision),
		arrived, flags|flagsOf(a), hash)
	if err != nil {
		return err
	}
	if err := w.putBody(a, id); err != nil {
		return err
	}
	for _, t := range a.Tags {
		if _, err := w.tag.ExecContext(w.ctx, id, t, fold(t)); err != nil {
			return err
		}
	}
	w.texts = append(w.texts, indexed{id, string(appendWords(nil, a.Title)), w.wordsOf(a)})
	addCount(w.counts, a.Published, source, 1, read)
	return nil
}

// wordsOf returns every word by which an article can be found.
func (w *saver) wordsOf(a *model.Article) string {
	b := appendWords(w.words[:0], a.Title)
	b = appendWords(b, a.Body)
	b = appendWords(b, a.Summary)
	b = appendWords(b, a.Source)
	for _, s := range a.Authors {
		b = appendWords(b, s)
	}
	for _, s := range a.Tags {
		b = appendWords(b, s)
	}
	w.words = b
	return string(b)
}

func (w *saver) putBody(a *model.Article, id int64) error {
	c := content{
		EntryID: a.EntryID, Authors: a.Authors, Summary: a.Summary, Body: a.Body, Enclosures: a.Enclosures, Line: a.Line,
		UpdatedBy: a.Updated.From.String(), Tags: a.Tags,
	}
	_, c.UpdatedZone = a.Updated.At.Zone()
	for _, d := range a.Candidates {
		c.Candidates = append(c.Candidates, dateText{d.String(), d.From.String()})
	}
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = w.body.ExecContext(w.ctx, id, encoder.EncodeAll(b, make([]byte, 0, len(b)/2+64)))
	return err
}

func (w *saver) source(a *model.Article) (int64, error) {
	if id, ok := w.sources[a.Source]; ok {
		return id, nil
	}
	var id int64
	err := w.tx.QueryRowContext(w.ctx, "SELECT id FROM source WHERE title = ?1", a.Source).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = w.tx.QueryRowContext(w.ctx, "INSERT INTO source (title, fold, path) VALUES (?1, ?2, ?3) RETURNING id",
			a.Source, fold(a.Source), a.Path).Scan(&id)
	}
	w.sources[a.Source] = id
	return id, err
}
