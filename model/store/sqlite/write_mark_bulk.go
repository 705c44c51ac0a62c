package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"dateline/model"
)

// bulkFrom is from how many articles on an act is done by few statements about
// all of them rather than by some about each.
const bulkFrom = 200

// Items i of a key ?1 that many are marked by, with their sources o and states s of
// reader ?2.
const (
	itemsOfAct  = "act_item a CROSS JOIN item i ON i.uid = a.uid CROSS JOIN source o ON o.id = i.source LEFT JOIN state s ON s.reader = ?2 AND s.item = i.id WHERE a.act = ?1"
	itemsListed = "json_each(?1) j CROSS JOIN item i ON i.id = j.value CROSS JOIN source o ON o.id = i.source LEFT JOIN state s ON s.reader = ?2 AND s.item = i.id WHERE true"
	itemsOfRule = "rule_hit h CROSS JOIN item i ON i.id = h.item CROSS JOIN source o ON o.id = i.source LEFT JOIN state s ON s.reader = ?2 AND s.item = i.id WHERE h.rule = ?1"
)

// need is the condition, with AND, that a mark changes an item; ?3 is what it makes of
// the field.
func (m stateMark) need() string { return fmt.Sprintf(" AND coalesce(s.%s, 0) <> ?3", m.field) }

// markBulk is markOne for many articles. It reports false, and does nothing, where that
// is no quicker.
func (c *markTx) markBulk(ids []model.ID) (bool, error) {
	m, ok := stateMarks[c.mark.Do]
	if !ok || len(ids) < bulkFrom || c.act == 0 {
		return false, nil
	}
	const atOnce = 5000
	for part := range slices.Chunk(slices.Sorted(slices.Values(ids)), atOnce) { // in the order of the index
		_, err := c.stmts.exec(`INSERT OR IGNORE INTO act_item (act, uid, was) SELECT ?1, i.uid, '' FROM json_each(?4) j
			CROSS JOIN item i ON i.uid = j.value CROSS JOIN source o ON o.id = i.source LEFT JOIN state s ON s.reader = ?2 AND s.item = i.id
			WHERE o.owner IN (0, ?2)`+m.need(), c.act, c.lib.reader, m.on, jsonList(part))
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
	marked, err := c.markItems(c.mark.Do, itemsOfAct, c.act)
	c.n = len(marked)
	return true, err
}

// markItems marks those of the items of a key that are not in that state, and returns
// them.
func (c *markTx) markItems(do model.ActionKind, items string, key any) ([]int64, error) {
	m := stateMarks[do]
	var marked []int64
	later := make(map[stamp][]int64)
	err := each(c.ctx, c.stmts, itemColumns+items+m.need(), func(rs *sql.Rows) error {
		var i item
		if err := scanItem(rs.Scan, &i); err != nil {
			return err
		}
		marked = append(marked, i.id)
		set := c.set.after(m.on, i.set[m.field], i.is[m.field])
		if set != c.set {
			later[set] = append(later[set], i.id)
		}
		c.countState(&i, m)
		return c.record(do, "", set, i.uid)
	}, key, c.lib.reader, m.on)
	if err != nil || len(marked) == 0 {
		return nil, err
	}
	set, args := "?4", []any{key, c.lib.reader, m.on, c.kept(m, c.set)}
	if m.field == fieldRead {
		set, args = "?4, ?5", append(args, c.readAt(m))
	}
	// In the order of the items, in which they lie.
	_, err = c.stmts.exec(m.field.put("SELECT ?2, i.id, i.source, ?3, "+set+" FROM "+items+m.need()+" ORDER BY i.id"), args...)
	for set, items := range later {
		if err == nil {
			_, err = c.stmts.exec(fmt.Sprintf("UPDATE state SET %s_set = ? WHERE reader = ? AND item IN (SELECT value FROM json_each(?))", m.field), c.kept(m, set), c.lib.reader, jsonList(items))
		}
	}
	return marked, err
}
