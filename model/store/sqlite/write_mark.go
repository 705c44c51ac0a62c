package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"dateline/model"
)

// Mark implements model.Marker.
func (l *Library) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	act := model.Act{Mark: m, At: at.Truncate(time.Second)}
	err := l.changeShared(ctx, &act.Mark, func(tx *sql.Tx) (changed, shared bool, err error) {
		c, err := l.newMarkTx(ctx, tx, m, at)
		if err != nil {
			return false, false, err
		}
		defer c.close()
		done, err := c.markBulk(ids)
		if err == nil && m.Do == model.Hide { // by hand: no rule shows them again
			err = c.forgetRules(ids)
		}
		for _, id := range ids {
			if err == nil && !done {
				err = c.markOne(string(id))
			}
		}
		if err != nil {
			return false, false, err
		}
		act.N, act.First = c.n, c.first
		return c.n > 0, m.Do == model.SetDate || m.Do == model.ResetDate, c.finish()
	})
	if err != nil {
		return model.Act{}, fmt.Errorf("mark articles: %w", err)
	}
	return act, nil
}

// changeShared is change for what may concern all readers: f tells whether it does. m is
// the mark that is made, which f may have to find first.
func (l *Library) changeShared(ctx context.Context, m *model.Mark, f func(*sql.Tx) (changed, shared bool, err error)) error {
	all := false
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		changed, shared, err := f(tx)
		if err == nil && changed && shared && l.allow != nil {
			err = l.allow(*m)
		}
		if all = changed && shared; all && err == nil {
			err = l.bumpVersion(ctx, tx, everybody)
		}
		return changed, err
	})
	if err == nil && all {
		l.hub.signal(everybody)
	}
	return err
}

// MarkWhere implements model.Marker.
func (l *Library) MarkWhere(ctx context.Context, q model.Query, m model.Mark, at time.Time) (model.Act, error) {
	ids, err := l.thoroughly().allIDs(ctx, q)
	if err != nil {
		return model.Act{}, mapError(err)
	}
	return l.Mark(ctx, ids, m, at)
}

// allIDs returns the articles that q finds.
func (l *Library) allIDs(ctx context.Context, q model.Query) ([]model.ID, error) {
	if q.Limit > 0 {
		n := q.Limit
		q.Limit = 0
		p, err := l.Find(ctx, q, model.Window{After: n})
		var ids []model.ID
		for _, h := range p.Headlines {
			ids = append(ids, h.ID)
		}
		return ids, err
	}
	defer hold(q)()
	found := make(map[int64]model.ID)
	err := l.ask(ctx, q, true, func(l *Library, w *sqlPlan) error {
		for _, w := range w.questions() {
			q, args := w.selection("i.id, i.uid")
			err := each(ctx, l.read, q+" ORDER BY +i.id", func(rs *sql.Rows) error { // sorted: materialized
				var id int64
				var uid model.ID
				err := rs.Scan(&id, (*string)(&uid))
				found[id] = uid
				return err
			}, args...)
			if err != nil {
				return err
			}
		}
		return nil
	})
	ids := make([]model.ID, 0, len(found))
	for _, id := range slices.Sorted(maps.Keys(found)) {
		ids = append(ids, found[id])
	}
	return ids, err
}

// markTx makes one act of changes of a reader's state.
type markTx struct {
	ctx       context.Context
	lib       *Library
	tx        *sql.Tx
	stmts     *txStatements // close closes them
	mark      model.Mark
	at        sql.NullInt64 // when what is marked read was read, in seconds since 1970
	set       stamp         // of what is changed, unless it does not supersede what it replaces
	act       int64         // id in the journal; 0: none is written
	n         int
	keepEmpty bool // the act is kept whatever n is
	first     model.ID
	counts    counts
	readers   readerCounts
	log       changeLog
}

// unrecorded returns what changes states by hand without an act in the journal.
func (l *Library) unrecorded(ctx context.Context, tx *sql.Tx, at time.Time) *markTx {
	return &markTx{
		ctx: ctx, lib: l, tx: tx, stmts: l.statements(ctx, tx), at: sql.NullInt64{Int64: at.Unix(), Valid: true},
		set: newStamp(l.notAhead(at), model.ByHand).inSeconds(), counts: make(counts), readers: make(readerCounts),
	}
}

func (c *markTx) close() { c.stmts.close() }

// newMarkTx begins an act: what was undone can then no longer be done again.
func (l *Library) newMarkTx(ctx context.Context, tx *sql.Tx, m model.Mark, at time.Time) (*markTx, error) {
	c := l.unrecorded(ctx, tx, at)
	c.mark = m
	if m.Opened {
		return c, nil
	}
	tag := m.Tag
	if m.Do == model.SetDate {
		tag = m.Date.String()
	}
	err := c.stmts.scan("INSERT INTO act (reader, doing, tag, n, first, at) VALUES (?, ?, ?, 0, '', ?) RETURNING id", []any{l.reader, int(m.Do), tag, c.at}, []any{&c.act})
	return c, err
}

// markOne changes the state of an article, if it is not in that state already.
func (c *markTx) markOne(uid string) error {
	changed, was, err := c.apply(uid, c.mark)
	if err != nil || !changed {
		return err
	}
	if c.n++; c.n == 1 {
		c.first = model.ID(uid)
	}
	if c.act == 0 {
		return nil
	}
	_, err = c.stmts.exec("INSERT OR IGNORE INTO act_item (act, uid, was) VALUES (?, ?, ?)", c.act, uid, was)
	return err
}

// item is what a change needs to know of an article and its state.
type item struct {
	id, source, owner, body, flags int64

	uid, title string
	published  model.Date
	is         [stateFields]bool
	set        [stateFields]stamp
}

// counted is what of the state of i counts.
func (i *item) counted() counted { return counted{read: i.is[fieldRead], hidden: i.is[fieldHidden]} }

// itemColumns are what scanItem takes, of an item i, its source o and its state s.
var itemColumns = fmt.Sprintf(`SELECT i.id, i.uid, i.source, o.owner, i.body, i.flags, i.title, i.published, i.zone, i.precise, i.origin,
	coalesce(s.read, 0), coalesce(s.starred, 0), coalesce(s.hidden, 0), coalesce(%s, %[4]d), coalesce(%[2]s, %[4]d), coalesce(%[3]s, %[4]d) FROM `,
	fieldRead.setIn("s"), fieldStarred.setIn("s"), fieldHidden.setIn("s"), neverSet)

func scanItem(scan func(...any) error, i *item) error {
	var published dateRow
	err := scan(&i.id, &i.uid, &i.source, &i.owner, &i.body, &i.flags, &i.title, &published.seconds, &published.zone, &published.precise, &published.origin,
		&i.is[fieldRead], &i.is[fieldStarred], &i.is[fieldHidden], &i.set[fieldRead], &i.set[fieldStarred], &i.set[fieldHidden])
	i.published = published.date()
	return err
}

// findItem finds an article that the reader may see; nil where there is none.
func (c *markTx) findItem(uid string) (*item, error) {
	var i item
	err := scanItem(c.stmts.QueryRowContext(c.ctx, itemColumns+`item i JOIN source o ON o.id = i.source AND o.owner IN (0, ?2)
		LEFT JOIN state s ON s.reader = ?2 AND s.item = i.id WHERE i.uid = ?1`, uid, c.lib.reader).Scan, &i)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &i, err
}

// apply does m to an article and reports whether that changed anything, and
// what undoing it must know.
func (c *markTx) apply(uid string, m model.Mark) (changed bool, was string, err error) {
	i, err := c.findItem(uid)
	if i == nil || err != nil {
		return false, "", err
	}
	switch m.Do {
	case model.AddTag, model.DropTag:
		changed, err = c.tag(i, m.Tag, m.Do == model.DropTag)
		return changed, "", err
	case model.Retag:
		was, err := c.retag(i, m.TagChanges())
		return was != "", was, err
	case model.SetDate:
		return c.setDate(i, m.Date)
	case model.ResetDate:
		return c.resetDate(i)
	}
	s, ok := stateMarks[m.Do]
	if !ok {
		return false, "", fmt.Errorf("unknown mark %d", m.Do)
	}
	if i.is[s.field] == s.on {
		return false, "", nil
	}
	return true, "", c.setState(i, m.Do, c.set.after(s.on, i.set[s.field], i.is[s.field]))
}

// settle writes what follows from the changes of state.
func (c *markTx) settle() error {
	if err := c.writeLog(); err != nil {
		return err
	}
	return writeCounts(c.stmts, c.counts, c.readers)
}

// finish writes what the act came to.
func (c *markTx) finish() error {
	err := c.settle()
	if err != nil || c.act == 0 {
		return err
	}
	if c.n == 0 && !c.keepEmpty {
		_, err := c.tx.ExecContext(c.ctx, "DELETE FROM act WHERE id = ?", c.act)
		return err
	}
	return c.stmts.execAll(
		stmt("DELETE FROM act_item WHERE act IN (SELECT id FROM act WHERE reader = ? AND undone = 1)", c.lib.reader),
		stmt("DELETE FROM act WHERE reader = ? AND undone = 1", c.lib.reader),
		stmt("UPDATE act SET n = ?, first = ? WHERE id = ?", c.n, string(c.first), c.act),
	)
}

// writeCounts adds to the counts that are stored what a transaction changes in them, of
// which the states are written, and forgets it.
func writeCounts(st *txStatements, shared counts, readers readerCounts) error {
	err := shared.write(st)
	if err == nil {
		err = readers.write(st)
	}
	clear(shared)
	clear(readers)
	return err
}
