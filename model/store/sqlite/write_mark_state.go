package sqlite

import (
	"database/sql"
	"errors"
	"fmt"

	"dateline/model"
	"dateline/model/tokenize"
)

// stateField is a part of a reader's state that is set or not.
type stateField int

const (
	fieldRead stateField = iota
	fieldStarred
	fieldHidden
	stateFields
)

// String is the name of its column in state.
func (f stateField) String() string { return [...]string{"read", "starred", "hidden"}[f] }

// setIn is an expression for its stamp in a row of state; NULL where it was never
// changed.
func (f stateField) setIn(row string) string {
	if f == fieldRead {
		return fmt.Sprintf("coalesce(%[1]s.read_set, %[1]s.read_at << 2)", row)
	}
	return fmt.Sprintf("%s.%s_set", row, f)
}

// put is the statement that writes a field of the states that rows yield: reader, item,
// source, the field, its stamp and, of what was read, when.
func (f stateField) put(rows string) string {
	at, setAt := "", ""
	if f == fieldRead {
		at, setAt = ", read_at", ", read_at = excluded.read_at"
	}
	return fmt.Sprintf(`INSERT INTO state (reader, item, source, %[1]s, %[1]s_set%[2]s) %[4]s
		ON CONFLICT (reader, item) DO UPDATE SET %[1]s = excluded.%[1]s, %[1]s_set = excluded.%[1]s_set%[3]s`, f, at, setAt, rows)
}

// stateMark says which field a mark sets or clears.
type stateMark struct {
	field stateField
	on    bool
}

var stateMarks = map[model.ActionKind]stateMark{
	model.MarkRead: {fieldRead, true}, model.MarkUnread: {fieldRead, false},
	model.Star: {fieldStarred, true}, model.Unstar: {fieldStarred, false},
	model.Hide: {fieldHidden, true}, model.Unhide: {fieldHidden, false},
}

// setState sets or clears a field of an article's state.
func (c *markTx) setState(i *item, do model.ActionKind, set stamp) error {
	m := stateMarks[do]
	rows, args := "VALUES (?, ?, ?, ?, ?)", []any{c.lib.reader, i.id, i.source, m.on, c.kept(m, set)}
	if m.field == fieldRead {
		args, rows = append(args, c.readAt(m)), "VALUES (?, ?, ?, ?, ?, ?)"
	}
	if _, err := c.stmts.exec(m.field.put(rows), args...); err != nil {
		return err
	}
	c.countState(i, m)
	return c.record(do, "", set, i.uid)
}

// kept is the stamp of what a mark changes as state keeps it: NULL where read_at says it.
func (c *markTx) kept(m stateMark, set stamp) sql.NullInt64 {
	readAt := c.readAt(m)
	return sql.NullInt64{Int64: int64(set), Valid: !readAt.Valid || set != stamp(readAt.Int64<<2)}
}

// readAt is state.read_at of what a mark changes.
func (c *markTx) readAt(m stateMark) (at sql.NullInt64) {
	if m == stateMarks[model.MarkRead] {
		at = c.at
	}
	return at
}

// countState counts what a mark makes of the state of i, which has it then.
func (c *markTx) countState(i *item, m stateMark) {
	was := i.counted()
	i.is[m.field] = m.on
	if now := i.counted(); now != was {
		c.readers.change(c.lib.reader, i.source, i.published, was, now)
	}
}

// ownTag returns whether the reader has given an item a tag, and the stamp of that.
func (c *markTx) ownTag(item int64, name string) (has bool, set stamp, err error) {
	dropped := false
	err = c.stmts.scan("SELECT dropped, changed FROM own_tag WHERE reader = ? AND item = ? AND name = ?", []any{c.lib.reader, item, name}, []any{&dropped, &set})
	if errors.Is(err, sql.ErrNoRows) {
		return false, neverSet, nil
	}
	return !dropped, set, err
}

// setTag gives an article a tag of the reader's or takes it away.
func (c *markTx) setTag(i *item, name string, drop bool, set stamp) error {
	_, err := c.stmts.exec(`INSERT INTO own_tag (reader, item, name, fold, dropped, changed) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (reader, item, name) DO UPDATE SET dropped = excluded.dropped, changed = excluded.changed`,
		c.lib.reader, i.id, name, tokenize.Key(name), drop, int64(set))
	if err != nil {
		return err
	}
	return c.record(map[bool]model.ActionKind{false: model.AddTag, true: model.DropTag}[drop], name, set, i.uid)
}

// tag gives an article a tag or takes it away, and reports whether that changed
// anything.
func (c *markTx) tag(i *item, name string, drop bool) (bool, error) {
	has, before, err := c.ownTag(i.id, name)
	if err != nil || has != drop {
		return false, err
	}
	return true, c.setTag(i, name, drop, c.set.after(!drop, before, has))
}

// retag makes changes of tags and returns, as the Tag of a mark, those that were
// some.
func (c *markTx) retag(i *item, changes []model.TagChange) (string, error) {
	var made []model.TagChange
	for _, t := range changes {
		changed, err := c.tag(i, t.Name, t.Drop)
		if err != nil {
			return "", err
		}
		if changed {
			made = append(made, t)
		}
	}
	return model.TagLines(made), nil
}
