package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// What an article holds, in item.flags.
const (
	hasLink = 1 << iota
	hasImage
	hasAudio
	hasText
	isEdited
	isFull // it has the text of its page
)

// contentFlags are the flags of what may be asked for.
var contentFlags = [...]int64{model.HasLink: hasLink, model.HasImage: hasImage, model.HasAudio: hasAudio, model.HasText: hasText}

const (
	// articlesPerTx is how many articles are saved in one transaction in memory, so that
	// questions are not kept waiting long by a large batch. On disk they do not wait.
	articlesPerTx = 250
	// articlesWhileMarked is that on disk while readers mark articles, who wait for a
	// transaction to end; and whileMarked is for how long after the last time.
	articlesWhileMarked = 500
	whileMarked         = 20 * time.Second
)

// markWatch is when readers last changed something, as far as was looked.
type markWatch struct{ versions, at atomic.Int64 } // of all readers; in microseconds since 1970

// portion returns how many of n articles are saved in one transaction.
func (s *Catalog) portion(ctx context.Context, n int) int {
	if s.path == "" {
		return min(n, articlesPerTx)
	}
	if n <= articlesWhileMarked {
		return n
	}
	var versions int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(sum(version), 0) + 1 FROM reader").Scan(&versions)
	now := time.Now().UnixMicro()
	if was := s.marked.versions.Swap(versions); err == nil && was != 0 && was != versions || s.wanted.Load() > 0 {
		s.marked.at.Store(now)
	}
	if now-s.marked.at.Load() < whileMarked.Microseconds() {
		return articlesWhileMarked
	}
	return n
}

// Save implements model.Saver.
func (s *Catalog) Save(ctx context.Context, batch []model.Article, at time.Time) (model.Saved, error) {
	var all model.Saved
	for len(batch) > 0 {
		n := s.portion(ctx, len(batch))
		saved, err := s.SaveEach(ctx, [][]model.Article{batch[:n]}, at)
		if err != nil {
			return all, err
		}
		all, batch = all.Plus(saved[0]), batch[n:]
	}
	return all, nil
}

// SaveEach implements model.Saver.
func (s *Catalog) SaveEach(ctx context.Context, batches [][]model.Article, at time.Time) ([]model.Saved, error) {
	all := slices.Concat(batches...)
	var each []model.Saved
	_, err := s.saveTx(ctx, at, len(all), all, func(w *saver) error {
		w.each = make([]model.Saved, 0, len(batches))
		rest, waiting := all, make(map[model.ID]bool)
		for _, b := range batches {
			w.each = append(w.each, model.Saved{})
			if err := w.receiveAll(rest[:len(b)], waiting); err != nil {
				return err
			}
			rest = rest[len(b):]
		}
		each = w.each
		return w.finish()
	})
	if err != nil {
		return nil, fmt.Errorf("save %d articles: %w", len(all), err)
	}
	return each, nil
}

// saveTx lets f take n articles in, in one transaction. What can be done to a batch of them
// before it begins, while others may write, is done then. The end of ctx ends the transaction,
// between two statements of f: for a statement that it may interrupt the driver starts a
// goroutine, of which thousands would wait for a processor.
func (s *Catalog) saveTx(ctx context.Context, at time.Time, n int, batch []model.Article, f func(*saver) error) (model.Saved, error) {
	s.saving.Lock()
	defer s.saving.Unlock()
	w := &saver{each: make([]model.Saved, 1), ctx: ctx, store: s, now: at, counts: make(counts), readers: make(readerCounts), owners: map[model.ReaderID]int64{"": everybody}}
	if err := w.prepareNew(batch); err != nil {
		return model.Saved{}, mapError(err)
	}
	var saved model.Saved
	err := s.changeSaving(ctx, n, func(tx *sql.Tx) (bool, error) {
		if err := w.begin(tx); err != nil {
			return false, err
		}
		defer w.close()
		w.ctx = context.WithoutCancel(ctx)
		err := f(w)
		if err == nil {
			w.ctx = ctx
			err = w.applyRules()
		}
		saved = w.saved()
		return w.changed || saved.Added+saved.Changed > 0, err
	})
	if err != nil {
		err = cmp.Or(ctx.Err(), err)
	}
	w.end(err == nil)
	if err == nil && len(w.texts) > 0 {
		s.indexSoon(len(w.texts))
	}
	return saved, err
}

// count counts what is done of the batch under way.
func (w *saver) count() *model.Saved { return &w.each[len(w.each)-1] }

// saved counts what was done of all batches.
func (w *saver) saved() (sum model.Saved) {
	for _, s := range w.each {
		sum = sum.Plus(s)
	}
	return sum
}

// saver saves a batch within a transaction.
type saver struct {
	ctx           context.Context // of statements
	store         *Catalog
	tx            *sql.Tx
	now           time.Time
	each          []model.Saved // of the batches so far; the last is under way
	encoder       *codec.Encoder
	sources       map[sourceKey]source
	sourcePlaces  map[int64]map[string]bool // by owner the places of sources; without a key: not read yet
	owners        map[model.ReaderID]int64  // that were asked for
	counts        counts
	readers       readerCounts
	prepared      map[*model.Article]*incoming // before the transaction, when version was as it says
	version       int64
	received      map[model.ID]bool // by this transaction; nil: others have changed something since version
	waiting       []*incoming
	hasTombstones bool // some articles were removed, and must not come back
	changed       bool // beside what saved counts

	// Of what is restored: when articles arrived, and more.
	restoring     *Library // whose records they are
	hasLegacy     bool     // some are of former times
	arrivals      map[model.ID]time.Time
	edited        map[model.ID]bool
	documentDates map[model.ID]model.Date   // by the documents of those whose date was set by hand
	moved         map[int64]int64           // ids that have changed since they were put in
	seen          map[string]map[int64]bool // by the text of a rule, what it has looked at

	texts []indexed // what goes into the index of words, ids ascending at the end

	find, item, body, text, tag *sql.Stmt
}

// incoming is an article on its way into the library.
type incoming struct {
	model.Article
	was    *storedArticle
	batch  int // of saver.each
	source int64
	owner  int64 // of the source
	hash   int64
	// stated is what the document says of the date, where it is set by hand.
	stated *model.Date
	fold   string
	z      []byte // what lies in body; nil: not computed, or put in
	body   int64  // where it lies
	words  []byte // for the index, without its source; nil: not computed
}

type indexed struct {
	id    int64
	words []byte
	from  *incoming
	fresh bool // it was not there before, and nobody has done anything to it
}

func (w *saver) begin(tx *sql.Tx) error {
	w.tx, w.sources, w.sourcePlaces, w.encoder = tx, make(map[sourceKey]source), make(map[int64]map[string]bool), w.store.encoder
	for _, st := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&w.find, `SELECT i.id, i.uid, i.source, o.owner, i.hash, i.flags, i.path, i.published, i.zone, i.precise, i.origin, i.arrived, i.body
			FROM item i JOIN source o ON o.id = i.source WHERE i.uid = ?1`},
		{&w.item, `INSERT INTO item (id, uid, source, title, fold, url, path, language, published, zone, precise, origin,
			updated, uday, arrived, flags, hash, body) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)
			ON CONFLICT (id) DO NOTHING`},
		{&w.body, "INSERT INTO body (z) VALUES (?1)"},
		{&w.text, "INSERT INTO fts (rowid, words) VALUES (?1, ?2)"},
		{&w.tag, "INSERT OR IGNORE INTO tag (item, name, fold) VALUES (?1, ?2, ?3)"},
	} {
		p, err := tx.PrepareContext(w.ctx, st.sql)
		if err != nil {
			w.close()
			return err
		}
		*st.to = p
	}
	var version int64
	err := tx.QueryRowContext(w.ctx, "SELECT EXISTS (SELECT 1 FROM tombstone), "+versionQuery).Scan(&w.hasTombstones, &version)
	if w.prepared != nil && version == w.version && !w.store.hasLegacy.Load() {
		w.received = make(map[model.ID]bool, len(w.prepared))
	}
	return err
}

// isNew reports whether an article is known not to be there, and notes that it will be.
func (w *saver) isNew(a *model.Article) bool {
	if w.received == nil {
		return false
	}
	is := w.prepared[a] != nil && !w.received[a.ID]
	w.received[a.ID] = true
	return is
}

func (w *saver) close() {
	for _, st := range []*sql.Stmt{w.find, w.item, w.body, w.text, w.tag} {
		if st != nil {
			_ = st.Close()
		}
	}
}

// end keeps what was learned when the batch was committed, and forgets it
// otherwise.
func (w *saver) end(committed bool) {
	if w.store.indexesAtOnce() { // else it is that of who indexes, who may be at it
		w.store.vocabulary.done(committed)
	}
	if committed && w.encoder != nil {
		w.store.encoder = w.encoder
	}
	if committed && w.hasLegacy {
		w.store.hasLegacy.Store(true)
	}
}

func (w *saver) save(batch []model.Article) error {
	if err := w.receiveAll(batch, make(map[model.ID]bool)); err != nil {
		return err
	}
	return w.finish()
}

// receiveAll lets the articles of a batch wait to be put in, among those that wait
// already.
func (w *saver) receiveAll(batch []model.Article, waiting map[model.ID]bool) error {
	for i := range batch {
		if waiting[batch[i].ID] { // its first version must be there
			if err := w.flush(); err != nil {
				return err
			}
			clear(waiting)
		}
		waiting[batch[i].ID] = true
		if err := w.receive(&batch[i]); err != nil {
			return err
		}
	}
	return nil
}

// finish puts in what waits, and all that follows from it.
func (w *saver) finish() error {
	if err := w.flush(); err != nil {
		return err
	}
	// The index flushes its buffer whenever an id is lower than the one before.
	slices.SortFunc(w.texts, func(a, b indexed) int { return cmp.Compare(a.id, b.id) })
	if err := w.writeWords(); err != nil {
		return err
	}
	return w.writeCounts()
}

// writeWords puts the words of what was saved into the index, or lets it wait for that.
func (w *saver) writeWords() error {
	if !w.store.indexesAtOnce() {
		return w.leaveWaiting()
	}
	for _, t := range w.texts {
		if _, err := w.text.ExecContext(w.ctx, t.id, t.words); err != nil {
			return err
		}
		w.store.vocabulary.add(t.words)
	}
	return w.store.vocabulary.write(w.ctx, w.tx)
}

// writeCounts adds to the counts that are stored what w has changed in them.
func (w *saver) writeCounts() error {
	st := w.store.statements(w.ctx, w.tx)
	defer st.close()
	return writeCounts(st, w.counts, w.readers)
}

// marks returns what changes states of a reader together with what w saves: what both
// count is written once.
func (w *saver) marks(l *Library, at time.Time) *markTx {
	c := l.unrecorded(w.ctx, w.tx, at)
	c.counts, c.readers = w.counts, w.readers
	return c
}

// storedArticle is what is stored of an article.
type storedArticle struct {
	id, source, owner, hash, flags, arrived, body int64

	uid       model.ID
	path      string
	published model.Date
}

// receive lets an article wait to be put in, unless it is there as it is.
func (w *saver) receive(a *model.Article) error {
	owner, err := w.owner(a.Owner)
	if err != nil {
		return err
	}
	var was *storedArticle
	if !w.isNew(a) {
		if was, err = w.findKnown(a); err != nil {
			return err
		}
	}
	if was != nil && was.owner != owner {
		if w.restoring == nil || was.owner != everybody && was.owner != w.restoring.reader {
			return fmt.Errorf("article %s: %w", a.ID, model.ErrOwner)
		}
	}
	if was == nil && w.hasTombstones {
		if gone, err := w.isTombstoned(a); err != nil || gone {
			w.count().Same++
			return err
		}
	}
	if was == nil && w.restoring != nil {
		if err := w.keepSpelling(a); err != nil {
			return err
		}
	}
	next := w.prepared[a]
	if next == nil {
		next = &incoming{Article: *a}
	}
	next.batch = len(w.each) - 1
	next.was, next.owner = was, owner
	if was != nil {
		next.owner = was.owner
		next.ID = was.uid
	}
	hand := a.Published
	if d, ok := w.documentDates[a.ID]; ok {
		next.Published = d
		if was == nil {
			next.stated = &d
		}
	}
	if was != nil {
		hand = was.published
		if err := w.keepDate(next); err != nil {
			return err
		}
	}
	next.hash = hashOf(&next.Article)
	if was != nil {
		same, err := w.same(next)
		if err != nil || same {
			w.count().Same++
			return err
		}
	}
	if was != nil && was.flags&isFull != 0 && !next.FullText {
		if err := w.keepFullText(next); err != nil {
			return err
		}
	}
	if next.stated != nil {
		*next.stated, next.Published = next.Published, hand
	}
	w.waiting = append(w.waiting, next)
	return nil
}

// same reports whether an article that is known is there as it is. It learns its
// place where that was spelled otherwise.
func (w *saver) same(a *incoming) (bool, error) {
	path := a.was.path
	if w.restoring != nil {
		a.Path = path
	} else if path != a.Path {
		if err := w.moveTo(a.was, a.Path); err != nil {
			return false, err
		}
	}
	if a.FullText && a.was.flags&isFull == 0 {
		return false, nil
	}
	if a.was.hash == a.hash || !w.store.hasLegacy.Load() {
		return a.was.hash == a.hash, nil
	}
	same, err := w.sameAsLegacy(&a.Article, a.was, path)
	if same && err == nil {
		_, err = w.tx.ExecContext(w.ctx, "UPDATE item SET hash = ? WHERE id = ?", a.hash, a.was.id)
	}
	return same, err
}
