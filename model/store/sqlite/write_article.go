package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// put puts an article in, new or in the place of an old version.
func (w *saver) put(a *incoming) error {
	if a.was != nil {
		w.each[a.batch].Changed++
		return w.replace(a, a.was)
	}
	w.each[a.batch].Added++
	at := w.now
	if t, ok := w.arrivals[a.ID]; ok {
		at = t
	}
	var flags int64
	if w.edited[a.ID] {
		flags = isEdited
	}
	return w.insert(a, newID, flags, at.Unix())
}

// putText puts the text of an article that is new in, before any is listed: the pages of
// texts are written once, and are then no longer in the way of those that are come back to.
func (w *saver) putText(a *incoming) error {
	if a.was != nil {
		return nil
	}
	return w.insertText(a)
}

func (w *saver) insertText(a *incoming) error {
	res, err := w.body.ExecContext(w.ctx, a.z)
	if err != nil {
		return err
	}
	a.z = nil
	a.body, err = res.LastInsertId()
	return err
}

// isTombstoned reports whether an article was removed for good.
func (w *saver) isTombstoned(a *model.Article) (gone bool, err error) {
	ids := []model.ID{a.ID}
	for _, f := range a.Former {
		ids = append(ids, f.ID)
	}
	err = w.tx.QueryRowContext(w.ctx, `SELECT EXISTS (SELECT 1 FROM tombstone WHERE uid IN (SELECT value FROM json_each(?1))
		OR uid = (SELECT known FROM alias WHERE uid = ?2))`, jsonList(ids), string(a.ID)).Scan(&gone)
	return gone, err
}

// keepDate lets an article that is known keep the date it has where the new one
// says less: that it was seen, or what the reader has corrected.
func (w *saver) keepDate(a *incoming) error {
	has := a.was.published
	if has.From == model.FromHand {
		stated, err := originalDate(w.ctx, w.tx, a.was.id)
		if err != nil {
			return err
		}
		has, a.stated = stated, &stated
	}
	if a.Published.From == model.FromSeen {
		a.Published = has
	}
	return nil
}

func (w *saver) findStored(uid model.ID) (*storedArticle, error) {
	var o storedArticle
	var published dateRow
	err := w.find.QueryRowContext(w.ctx, string(uid)).Scan(&o.id, (*string)(&o.uid), &o.source, &o.owner, &o.hash, &o.flags, &o.path, &published.seconds, &published.zone, &published.precise, &published.origin, &o.arrived, &o.body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	o.published = published.date()
	return &o, err
}

// replace puts a new version in the place of an old one, under a new id where
// its date has changed.
func (w *saver) replace(a *incoming, was *storedArticle) error {
	flags := was.flags & isEdited
	switch edited, err := w.keepRevision(a, was); {
	case err != nil:
		return err
	case edited:
		flags = isEdited
	}
	if err := w.remove(was); err != nil {
		return err
	}
	if a.Published.Equal(was.published) {
		return w.insert(a, was.id, flags, was.arrived)
	}
	id, err := w.store.allocator.Free(w.ctx, w.tx, a.Published)
	if err != nil {
		return err
	}
	if err := moveCounted(w.ctx, w.tx, was.id, w.readers, was.source, was.published, a.Published); err != nil {
		return err
	}
	if err := moveState(w.ctx, w.tx, was.id, id); err != nil {
		return err
	}
	return w.insert(a, id, flags, was.arrived)
}

// remove takes an old version out, but for what readers did to it. The tags go first:
// their counts are by the owner of the source of the item.
func (w *saver) remove(was *storedArticle) error {
	for i, t := range w.texts { // saved earlier in this batch, not yet indexed
		if t.id == was.id {
			w.texts = slices.Delete(w.texts, i, i+1)
			break
		}
	}
	err := execAll(
		w.ctx, w.tx, stmt("DELETE FROM tag WHERE item = ?", was.id), stmt("DELETE FROM body WHERE id = ?", was.body),
		stmt("DELETE FROM item WHERE id = ?", was.id), stmt("DELETE FROM fts WHERE rowid = ?", was.id),
	)
	if err != nil {
		return err
	}
	w.counts.add(was.published, was.owner, was.source, -1)
	return nil
}

// newID asks insert for an id.
const newID = int64(rowid.Lowest)

// insert puts a in under an id, or anew under a free one for its date.
func (w *saver) insert(a *incoming, id, flags, arrived int64) error {
	source := a.source
	var err error
	if a.body == 0 {
		err = w.insertText(a)
	}
	if err != nil {
		return err
	}
	published, zone := instant(a.Published)
	updated, _ := instant(a.Updated)
	flags |= flagsOf(&a.Article)
	at := func(id int64) (bool, error) {
		res, err := w.item.ExecContext(w.ctx, id, string(a.ID), source, a.Title, a.fold, a.URL, a.Path, a.Language,
			published, zone, int(a.Published.Precision), int(a.Published.From), updated, int(a.Updated.Precision),
			arrived, flags, a.hash, a.body)
		if err != nil {
			return false, err
		}
		n, err := res.RowsAffected()
		return n > 0, err
	}
	if id == newID {
		id, err = w.store.allocator.Place(w.ctx, w.tx, a.Published, at)
	} else if done, e := at(id); e != nil || !done {
		err = cmp.Or(e, fmt.Errorf("the place of %q is taken", a.Title))
	}
	if err != nil {
		return err
	}
	if a.stated != nil {
		published, zone := instant(*a.stated)
		if _, err := w.tx.ExecContext(w.ctx, "INSERT OR REPLACE INTO original_date (item, published, zone, precise, origin) VALUES (?, ?, ?, ?, ?)",
			id, published, zone, int(a.stated.Precision), int(a.stated.From)); err != nil {
			return err
		}
	}
	for _, t := range a.Tags {
		if _, err := w.tag.ExecContext(w.ctx, id, t, tokenize.Key(t)); err != nil {
			return err
		}
	}
	t := indexed{id: id, from: a, fresh: a.was == nil && w.restoring == nil}
	if a.words != nil {
		t.words = appendSigns(a.words, source, flags)
	}
	w.texts = append(w.texts, t)
	w.counts.add(a.Published, a.owner, source, 1)
	return nil
}
