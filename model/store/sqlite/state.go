package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"dateline/model"
)

// stamp says when and by what a part of a reader's state was changed, as state.*_set
// keeps it: seconds since 1970 << 2 | model.ChangeOrigin. Where a part was changed again
// in one second, the bits above the lower stampBits count microseconds of it.
type stamp int64

const stampBits = 40 // the years to 6325

// neverSet is the stamp of what was never changed.
var neverSet = newStamp(time.Time{}, model.ByHand)

func newStamp(at time.Time, by model.ChangeOrigin) stamp {
	return stamp(int64(at.Nanosecond()/1000)<<stampBits + at.Unix()<<2 | int64(by))
}

// inSeconds is s without its microseconds.
func (s stamp) inSeconds() stamp { return s << (64 - stampBits) >> (64 - stampBits) }

func (s stamp) seconds() int64 { return int64(s.inSeconds() >> 2) }
func (s stamp) at() time.Time {
	return time.Unix(s.seconds(), int64(s-s.inSeconds())>>stampBits*1000).UTC()
}
func (s stamp) by() model.ChangeOrigin { return model.ChangeOrigin(s & 3) }
func (s stamp) supersedes(on bool, before stamp, was bool) bool {
	return model.Supersedes(s.at(), s.by(), on, before.at(), before.by(), was)
}

// from returns s with another origin.
func (s stamp) from(by model.ChangeOrigin) stamp { return s>>2<<2 | stamp(by) }

// after returns s with the first time, from its own on, with which it supersedes what was
// there.
func (s stamp) after(on bool, before stamp, was bool) stamp {
	for _, at := range []time.Time{before.at(), before.at().Add(time.Microsecond)} {
		if !s.supersedes(on, before, was) {
			s = newStamp(at, s.by())
		}
	}
	return s
}

// notAhead cuts a time to the second of the catalogue's clock.
func (s *Catalog) notAhead(at time.Time) time.Time {
	return time.Unix(min(at.Unix(), s.clock().Unix()), int64(at.Nanosecond()))
}

// Apply implements model.StateStore.
func (l *Library) Apply(ctx context.Context, changes []model.Change) (int, error) {
	n := 0
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		c := l.unrecorded(ctx, tx, time.Time{})
		defer c.close()
		for i := range changes {
			superseded, err := c.applyChange(&changes[i])
			if err != nil {
				return false, err
			}
			if superseded {
				n++
			}
		}
		return n > 0, c.settle()
	})
	if err != nil {
		return 0, fmt.Errorf("apply %d changes: %w", len(changes), err)
	}
	return n, nil
}

// applyChange makes a change if it supersedes what was there, and reports whether it
// does.
func (c *markTx) applyChange(change *model.Change) (bool, error) {
	m, isState := stateMarks[change.Do]
	if isTag := change.Do == model.AddTag || change.Do == model.DropTag; !isState && !isTag {
		return false, fmt.Errorf("unknown change %d", change.Do)
	}
	if change.Origin > model.ByRule {
		return false, fmt.Errorf("unknown origin %d", change.Origin)
	}
	i, err := c.findItem(string(change.ID))
	if i == nil || err != nil {
		return false, err
	}
	set := newStamp(c.lib.notAhead(change.At), change.Origin)
	c.at = sql.NullInt64{Int64: set.seconds(), Valid: true}
	c.log.inOrder = true
	if !isState {
		has, before, err := c.ownTag(i.id, change.Tag)
		if on := change.Do == model.AddTag; err == nil && set.supersedes(on, before, has) {
			return true, c.setTag(i, change.Tag, !on, set)
		}
		return false, err
	}
	if !set.supersedes(m.on, i.set[m.field], i.is[m.field]) {
		return false, nil
	}
	if change.Do == model.Hide && change.Origin != model.ByRule { // no rule shows it again
		if err := c.forgetRules([]model.ID{change.ID}); err != nil {
			return false, err
		}
	}
	return true, c.setState(i, change.Do, set)
}

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
