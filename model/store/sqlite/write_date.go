package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
)

// setByHand begins what act_item keeps of a date that was set by hand before: the
// date follows. Nothing is kept where the date was the document's.
const setByHand = "hand "

// setDate gives an article the date d, by hand. What its document states is
// kept.
func (c *markTx) setDate(i *item, d model.Date) (changed bool, was string, err error) {
	if !d.Dated() {
		d = model.Date{}
	}
	d.From = model.FromHand
	if i.published.From != model.FromHand {
		_, err = c.tx.ExecContext(c.ctx, `INSERT INTO original_date (item, published, zone, precise, origin)
			SELECT id, published, zone, precise, origin FROM item WHERE id = ?`, i.id)
	} else {
		if i.published.Equal(d) {
			return false, "", nil
		}
		was = setByHand + i.published.String()
	}
	if err == nil {
		err = c.changeDate(i, d)
	}
	return err == nil, was, err
}

// resetDate gives an article the date back that its document states.
func (c *markTx) resetDate(i *item) (changed bool, was string, err error) {
	if i.published.From != model.FromHand {
		return false, "", nil
	}
	d, err := originalDate(c.ctx, c.tx, i.id)
	if err == nil {
		_, err = c.tx.ExecContext(c.ctx, "DELETE FROM original_date WHERE item = ?", i.id)
	}
	if err == nil {
		err = c.changeDate(i, d)
	}
	return err == nil, setByHand + i.published.String(), err
}

// originalDate returns the date that the document of an article states whose date
// was set by hand; undated when nothing is known of it.
func originalDate(ctx context.Context, db querier, item int64) (model.Date, error) {
	var published dateRow
	err := db.QueryRowContext(ctx, "SELECT published, zone, precise, origin FROM original_date WHERE item = ?", item).
		Scan(&published.seconds, &published.zone, &published.precise, &published.origin)
	if errors.Is(err, sql.ErrNoRows) {
		return model.Date{}, nil
	}
	return published.date(), err
}

// changeDate gives an article another date, and with it another place in the list.
func (c *markTx) changeDate(i *item, d model.Date) error {
	id := i.id
	if !d.Equal(i.published) {
		var err error
		if id, err = c.lib.allocator.Free(c.ctx, c.tx, d); err != nil {
			return err
		}
	}
	published, zone := instant(d)
	_, err := c.tx.ExecContext(c.ctx, "UPDATE item SET id = ?2, published = ?3, zone = ?4, precise = ?5, origin = ?6 WHERE id = ?1",
		i.id, id, published, zone, int(d.Precision), int(d.From))
	if err != nil || id == i.id {
		return err
	}
	if err := moveCounted(c.ctx, c.tx, i.id, c.readers, i.source, i.published, d); err != nil {
		return err
	}
	if err := moveState(c.ctx, c.tx, i.id, id); err != nil {
		return err
	}
	if _, err := c.tx.ExecContext(c.ctx, "UPDATE tag SET item = ?2 WHERE item = ?1", i.id, id); err != nil {
		return err
	}
	if err := c.moveWords(i, id); err != nil {
		return err
	}
	c.counts.add(i.published, i.owner, i.source, -1)
	c.counts.add(d, i.owner, i.source, 1)
	return nil
}

// moveWords puts the words of an article under another id, unless they wait to be indexed.
func (c *markTx) moveWords(i *item, id int64) error {
	var waits bool
	err := c.tx.QueryRowContext(c.ctx, "SELECT EXISTS (SELECT 1 FROM waiting WHERE item = ?)", id).Scan(&waits)
	if waits || err != nil {
		return err
	}
	if _, err := c.tx.ExecContext(c.ctx, "DELETE FROM fts WHERE rowid = ?", i.id); err != nil {
		return err
	}
	var sourced string
	var z []byte
	err = c.tx.QueryRowContext(c.ctx, "SELECT z, (SELECT title FROM source WHERE id = ?) FROM body WHERE id = ?", i.source, i.body).Scan(&z, &sourced)
	if err != nil {
		return err
	}
	var text content
	err = codec.WithDictionaries(c.ctx, c.tx, func() error {
		text, err = decodeContent(z)
		return err
	})
	if err != nil {
		return err
	}
	_, err = c.tx.ExecContext(c.ctx, "INSERT INTO fts (rowid, words) VALUES (?, ?)", id, allWords(i.title, sourced, &text, i.source, i.flags))
	return err
}

// ofAnyReader is the condition that finds by their keys the states of an item ?1 for all
// readers.
const ofAnyReader = "item = ?1 AND reader IN (SELECT id FROM reader)"

// moveState moves what the catalogue and its readers keep of an article beside its text
// and its tags to another id.
func moveState(ctx context.Context, tx *sql.Tx, from, to int64) error {
	return execAll(
		ctx, tx,
		stmt("UPDATE state SET item = ?2 WHERE "+ofAnyReader, from, to),
		stmt("UPDATE own_tag SET item = ?2 WHERE item = ?1", from, to),
		stmt("UPDATE revision SET item = ?2 WHERE item = ?1", from, to),
		stmt("UPDATE original_date SET item = ?2 WHERE item = ?1", from, to),
		stmt("UPDATE rule_hit SET item = ?2 WHERE item = ?1", from, to),
	)
}

// readersCounted counts an item with its states n times more, or less, in the counts of
// all readers.
func readersCounted(ctx context.Context, tx *sql.Tx, item int64, rc readerCounts, source int64, d model.Date, n int) error {
	return each(ctx, tx, "SELECT reader, read, hidden FROM state WHERE "+ofAnyReader+" AND (read = 1 OR hidden = 1)", func(rs *sql.Rows) error {
		var reader int64
		var was, now counted
		err := rs.Scan(&reader, &now.read, &now.hidden)
		if n < 0 {
			was, now = now, was
		}
		rc.change(reader, source, d, was, now)
		return err
	}, item)
}

// moveCounted lets the counts of all readers follow an item to another date.
func moveCounted(ctx context.Context, tx *sql.Tx, item int64, rc readerCounts, source int64, from, to model.Date) error {
	if err := readersCounted(ctx, tx, item, rc, source, from, -1); err != nil {
		return err
	}
	return readersCounted(ctx, tx, item, rc, source, to, 1)
}
