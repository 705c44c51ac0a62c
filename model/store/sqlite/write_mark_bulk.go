package sqlite

import (
	"database/sql"
	"errors"
	"slices"

	"dateline/model"
)

// bulkFrom is from how many articles on an act is done by few statements about
// all of them rather than by some about each.
const bulkFrom = 200

// bulkItems yields the items of act ?1 that a mark changes, by their need.
const bulkItems = "SELECT i.id FROM act_item a CROSS JOIN item i ON i.uid = a.uid LEFT JOIN state s ON s.item = i.id WHERE a.act = ?1 AND "

// markBulk is one for many articles. It reports false, and does nothing, where that
// is no quicker.
func (c *markTx) markBulk(ids []model.ID) (bool, error) {
	w, ok := stateMarks[c.mark.Do]
	if !ok || len(ids) < bulkFrom || c.act == 0 {
		return false, nil
	}
	const atOnce = 5000
	for part := range slices.Chunk(slices.Sorted(slices.Values(ids)), atOnce) { // in the order of the index
		_, err := c.stmts.exec(`INSERT OR IGNORE INTO act_item (act, uid, was) SELECT ?1, i.uid, '' FROM json_each(?2) j
			CROSS JOIN item i ON i.uid = j.value LEFT JOIN state s ON s.item = i.id WHERE `+w.need, c.act, jsonList(part))
		if err != nil {
			return true, err
		}
	}
	for _, id := range ids {
		var uid string
		err := c.stmts.scan("SELECT uid FROM act_item WHERE act = ? AND uid = ?", []any{c.act, string(id)}, []any{&uid})
		if err == nil {
			c.first = id
		}
		if !errors.Is(err, sql.ErrNoRows) {
			if err != nil {
				return true, err
			}
			break
		}
	}
	n, err := c.bulkMark(c.mark)
	c.n = n
	return true, err
}

// bulkMark does m to the articles of the act that are not in that state, and
// returns how many.
func (c *markTx) bulkMark(m model.Mark) (int, error) {
	n, err := c.countBulk(m)
	if err != nil {
		return 0, err
	}
	_, err = c.markState(m.Do, bulkItems, c.act)
	return n, err
}

// countBulk counts what m will change.
func (c *markTx) countBulk(m model.Mark) (int, error) {
	n := 0
	err := each(c.ctx, c.tx, `SELECT source, published, zone, precise, origin, coalesce(t.read, 0), coalesce(t.hidden, 0)
		FROM item LEFT JOIN state t ON t.item = item.id WHERE id IN (`+bulkItems+stateMarks[m.Do].need+")", func(rs *sql.Rows) error {
		var source int64
		var published dateRow
		var st counted
		err := rs.Scan(&source, &published.seconds, &published.zone, &published.precise, &published.origin, &st.read, &st.hidden)
		n++
		c.counts.addMark(m.Do, published.date(), source, st)
		return err
	}, c.act)
	return n, err
}
