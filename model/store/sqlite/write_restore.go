package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// Tags implements model.Finder. The spelling of a tag is that of the documents that all
// see, or else of the reader's own, or else his.
func (s *Library) Tags(ctx context.Context) ([]model.TagCount, error) {
	var all []foldedTag
	err := each(ctx, s.read, `SELECT fold, name, n FROM tag_total WHERE owner = 0 UNION ALL SELECT fold, name, n FROM tag_total WHERE owner = ?1
		UNION ALL SELECT fold, name, n FROM own_tag_total WHERE reader = ?1`, func(rs *sql.Rows) error {
		var t foldedTag
		err := rs.Scan(&t.fold, &t.Name, &t.Total)
		all = append(all, t)
		return err
	})
	if err == nil {
		err = s.addFeedTags(ctx, &all)
	}
	if err != nil {
		return nil, fmt.Errorf("list the tags: %w", mapError(err))
	}
	slices.SortStableFunc(all, func(a, b foldedTag) int { return strings.Compare(a.fold, b.fold) })
	var tags []model.TagCount
	for i, t := range all {
		if i > 0 && t.fold == all[i-1].fold {
			tags[len(tags)-1].Total += t.Total
			continue
		}
		tags = append(tags, t.TagCount)
	}
	return tags, nil
}

// foldedTag is a tag without case and accents, too.
type foldedTag struct {
	fold string
	model.TagCount
}

// Record implements model.RecordStore.
func (s *Library) Record(ctx context.Context, id model.ID) (model.Record, error) {
	var r model.Record
	err := codec.WithDictionaries(ctx, s.read, func() error {
		item, err := s.itemOf(ctx, id)
		if err == nil {
			r, err = s.record(ctx, item)
		}
		return err
	})
	if err != nil {
		return model.Record{}, fmt.Errorf("article %s: %w", id, mapError(err))
	}
	return r, nil
}

func (s *Library) record(ctx context.Context, item int64) (model.Record, error) {
	var r model.Record
	var err error
	if r.Article, err = readArticle(ctx, s.read, item); err != nil {
		return r, err
	}
	var arrived, flags int64
	var read sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT i.arrived, i.flags, s.read_at
		FROM item i`+stateJoin+" WHERE i.id = ?", item).Scan(&arrived, &flags, &read)
	if err != nil {
		return r, err
	}
	r.Arrived, r.Edited = time.Unix(arrived, 0).UTC(), flags&isEdited != 0
	if read.Valid {
		r.ReadAt = time.Unix(read.Int64, 0).UTC()
	}
	if r.Published.From == model.FromHand {
		if r.Stated, err = originalDate(ctx, s.read, item); err != nil {
			return r, err
		}
	}
	if r.Edited {
		r.Revisions, err = revisions(ctx, s.read, item)
	}
	return r, err
}

// Restore implements model.RecordStore.
func (s *Library) Restore(ctx context.Context, batch []model.Record, at time.Time) (model.Saved, error) {
	if s.isGuest() {
		return model.Saved{}, model.ErrReadOnly
	}
	saved, err := s.saveTx(ctx, at, len(batch), nil, func(w *saver) error { return w.restore(s, batch) })
	if err != nil {
		return model.Saved{}, fmt.Errorf("restore %d articles: %w", len(batch), err)
	}
	return saved, nil
}

// restore saves what records of a reader hold, each of which is another article, and
// then their state.
func (w *saver) restore(l *Library, batch []model.Record) error {
	articles := make([]model.Article, len(batch))
	known := make(map[model.ID]bool)
	w.arrivals, w.edited = make(map[model.ID]time.Time), make(map[model.ID]bool)
	w.documentDates, w.moved, w.seen = make(map[model.ID]model.Date), make(map[int64]int64), make(map[string]map[int64]bool)
	w.changed, w.restoring = true, l
	for i := range batch {
		r := &batch[i]
		articles[i] = r.Article
		if r.Published.From == model.FromHand {
			w.documentDates[r.ID] = r.Stated
		}
		w.edited[r.ID] = r.Edited
		if !r.Arrived.IsZero() {
			w.arrivals[r.ID] = r.Arrived
		}
		was, err := w.findStored(r.ID)
		if err != nil {
			return err
		}
		known[r.ID] = was != nil
	}
	if err := w.save(articles); err != nil {
		return err
	}
	c := w.marks(l, w.now)
	defer c.close()
	c.set = c.set.from(model.ByImport)
	for i := range batch {
		if err := w.restoreState(c, &batch[i], known[batch[i].ID]); err != nil {
			return err
		}
		known[batch[i].ID] = true
	}
	return c.settle()
}

// restoreState gives an article that is saved the state of its record. One that
// was known keeps what it has beside.
func (w *saver) restoreState(c *markTx, r *model.Record, known bool) error {
	if len(r.Seen) == 0 && !r.State.Read && !r.State.Starred && !r.State.Hidden && len(r.State.Tags) == 0 && len(r.State.Rules) == 0 && r.Published.From != model.FromHand &&
		(known || r.State.Position == 0 && len(r.Revisions) == 0) {
		return nil
	}
	i, err := c.findItem(string(r.ID))
	if i == nil || err != nil { // it was removed for good
		return err
	}
	if !known {
		if err := w.restoreNew(c, i, r); err != nil {
			return err
		}
	}
	if r.Published.From == model.FromHand && i.published.From != model.FromHand {
		if _, _, err := c.setDate(i, r.Published); err != nil {
			return err
		}
		now, err := c.findItem(string(r.ID))
		if err != nil {
			return err
		}
		w.moved[i.id] = now.id
		i = now
	}
	for _, rule := range r.Seen {
		if w.seen[rule] == nil {
			w.seen[rule] = make(map[int64]bool)
		}
		w.seen[rule][i.id] = true
	}
	if r.State.Read {
		c.at = sql.NullInt64{Int64: r.ReadAt.Unix(), Valid: true}
		if r.ReadAt.IsZero() {
			c.at = sql.NullInt64{Int64: w.now.Unix(), Valid: known}
		}
		if _, _, err := c.apply(string(r.ID), model.Mark{Do: model.MarkRead}); err != nil {
			return err
		}
	}
	if r.State.Starred {
		if _, _, err := c.apply(string(r.ID), model.Mark{Do: model.Star}); err != nil {
			return err
		}
	}
	if r.State.Hidden {
		if _, _, err := c.apply(string(r.ID), model.Mark{Do: model.Hide}); err != nil {
			return err
		}
	}
	if r.State.Hidden || !known {
		if err := c.restoreRules(i.id, r.State.Rules); err != nil {
			return err
		}
	}
	for _, t := range r.State.Tags {
		if _, _, err := c.apply(string(r.ID), model.Mark{Do: model.AddTag, Tag: t}); err != nil {
			return err
		}
	}
	return nil
}

// restoreNew gives an article that is new here what it had elsewhere.
func (w *saver) restoreNew(c *markTx, i *item, r *model.Record) error {
	for n := len(r.Revisions) - 1; n >= 0; n-- {
		if err := w.addRevision(i.id, &r.Revisions[n]); err != nil {
			return err
		}
	}
	if r.State.Position > 0 {
		if _, err := c.stmts.exec(`INSERT INTO state (reader, item, source, position) VALUES (?, ?, ?, ?)
			ON CONFLICT (reader, item) DO UPDATE SET position = excluded.position`, c.lib.reader, i.id, i.source, r.State.Position); err != nil {
			return err
		}
	}
	return nil
}
