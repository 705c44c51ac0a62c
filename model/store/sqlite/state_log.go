package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"dateline/model"
)

// changesInRow is how many articles at most share a row of changes.
const changesInRow = 500

// A point of Changes is the number of a row, and how many of its articles were before.
const pointShift = 10

// Changes implements model.StateStore.
func (l *Library) Changes(ctx context.Context, since int64, limit int) ([]model.Change, int64, error) {
	var out []model.Change
	next := max(0, since)
	err := each(ctx, l.read, "SELECT seq, doing, tag, at, uids FROM change WHERE reader = ?1 AND seq >= ? ORDER BY seq LIMIT ?", func(rs *sql.Rows) error {
		var seq int64
		var change model.Change
		var at stamp
		var list []byte
		if err := rs.Scan(&seq, &change.Do, &change.Tag, &at, &list); err != nil {
			return err
		}
		var ids []model.ID
		if err := json.Unmarshal(list, &ids); err != nil {
			return fmt.Errorf("%w: the changes of row %d: %w", model.ErrDamaged, seq, err)
		}
		change.At, change.Origin = at.at(), at.by()
		for i, id := range ids {
			if point := seq<<pointShift | int64(i); point >= next && len(out) < limit {
				change.ID = id
				out, next = append(out, change), point+1
			}
		}
		return nil
	}, next>>pointShift, max(0, limit)+1)
	if err != nil {
		return nil, 0, fmt.Errorf("list the changes: %w", mapError(err))
	}
	return out, next, nil
}

// changeKey is what the changes in a row have in common.
type changeKey struct {
	do  model.ActionKind
	tag string
	at  stamp
}

// changeLog gathers what changes a reader's state in a transaction.
type changeLog struct {
	inOrder bool // also between changes of different keys
	keys    []changeKey
	uids    map[changeKey][]string
	seq     int64 // of the last row; 0: not read yet
}

// record notes a change for Changes.
func (c *markTx) record(do model.ActionKind, tag string, at stamp, uid string) error {
	log, key := &c.log, changeKey{do, tag, at}
	uids, known := log.uids[key]
	if len(uids) == changesInRow || log.inOrder && !known {
		if err := c.writeLog(); err != nil {
			return err
		}
		uids, known = nil, false
	}
	if !known {
		log.keys = append(log.keys, key)
	}
	if log.uids == nil {
		log.uids = make(map[changeKey][]string)
	}
	log.uids[key] = append(uids, uid)
	return nil
}

// writeLog writes the changes that were recorded.
func (c *markTx) writeLog() error {
	log := &c.log
	if len(log.keys) > 0 && log.seq == 0 {
		if err := c.stmts.scan("SELECT coalesce(max(seq), 0) FROM change WHERE reader = ?", []any{c.lib.reader}, []any{&log.seq}); err != nil {
			return err
		}
	}
	for _, key := range log.keys {
		log.seq++
		_, err := c.stmts.exec("INSERT INTO change (reader, seq, doing, tag, at, uids) VALUES (?, ?, ?, ?, ?, ?)",
			c.lib.reader, log.seq, int(key.do), key.tag, int64(key.at), jsonList(log.uids[key]))
		if err != nil {
			return err
		}
	}
	log.keys = log.keys[:0]
	clear(log.uids)
	return nil
}
