package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/tokenize"
)

// Mark implements model.Marker.
func (s *Store) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	act := model.Act{Mark: m, At: at.Truncate(time.Second)}
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		c, err := s.newMarkTx(ctx, tx, m, at)
		if err != nil {
			return false, err
		}
		defer c.stmts.close()
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
			return false, err
		}
		act.N, act.First = c.n, c.first
		return c.n > 0, c.finish()
	})
	if err != nil {
		return model.Act{}, fmt.Errorf("mark articles: %w", err)
	}
	return act, nil
}

// MarkWhere implements model.Marker.
func (s *Store) MarkWhere(ctx context.Context, q model.Query, m model.Mark, at time.Time) (model.Act, error) {
	ids, err := s.allIDs(ctx, q)
	if err != nil {
		return model.Act{}, mapError(err)
	}
	return s.Mark(ctx, ids, m, at)
}

// allIDs returns the articles that q finds.
func (s *Store) allIDs(ctx context.Context, q model.Query) ([]model.ID, error) {
	if q.Limit > 0 {
		n := q.Limit
		q.Limit = 0
		p, err := s.Find(ctx, q, model.Window{After: n})
		var ids []model.ID
		for _, h := range p.Headlines {
			ids = append(ids, h.ID)
		}
		return ids, err
	}
	defer hold(q)()
	w, err := s.compile(ctx, q, true)
	if err != nil {
		return nil, err
	}
	s = s.forList(w)
	sql, args, err := w.selection(ctx, s.read, "i.uid")
	if err != nil {
		return nil, err
	}
	return column[model.ID](ctx, s.read, sql+" ORDER BY +i.id", args...) // sorted: materialized
}

// markTx makes one act of changes of state.
type markTx struct {
	ctx       context.Context
	store     *Store
	tx        *sql.Tx
	stmts     *txStatements // to be closed in the end
	mark      model.Mark
	at        int64
	act       int64 // id in the journal; 0: none is written
	n         int
	keepEmpty bool // the act is kept whatever n is
	first     model.ID
	counts    counts
}

// unrecorded returns what changes states without an act in the journal.
func (s *Store) unrecorded(ctx context.Context, tx *sql.Tx, at time.Time) *markTx {
	return &markTx{ctx: ctx, store: s, tx: tx, stmts: newTxStatements(ctx, tx), at: at.Unix(), counts: make(counts)}
}

// newMarkTx begins an act: what was undone can then no longer be done again.
func (s *Store) newMarkTx(ctx context.Context, tx *sql.Tx, m model.Mark, at time.Time) (*markTx, error) {
	c := s.unrecorded(ctx, tx, at)
	c.mark = m
	if m.Opened {
		return c, nil
	}
	tag := m.Tag
	if m.Do == model.SetDate {
		tag = m.Date.String()
	}
	err := tx.QueryRowContext(ctx, "INSERT INTO act (doing, tag, n, first, at) VALUES (?, ?, 0, '', ?) RETURNING id",
		int(m.Do), tag, c.at).Scan(&c.act)
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

// item is what a change needs to know of an article.
type item struct {
	id, source, body, flags int64
	counted                 counted
	title                   string
	published               model.Date
}

func findItem(run *txStatements, uid string) (*item, error) {
	var i item
	var published dateRow
	err := run.scan("SELECT i.id, source, body, flags, title, published, zone, precise, origin, coalesce(s.read, 0), coalesce(s.hidden, 0) FROM item i LEFT JOIN state s ON s.item = i.id WHERE uid = ?", []any{uid},
		[]any{&i.id, &i.source, &i.body, &i.flags, &i.title, &published.seconds, &published.zone, &published.precise, &published.origin, &i.counted.read, &i.counted.hidden})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	i.published = published.date()
	return &i, err
}

// apply does m to an article and reports whether that changed anything, and
// what undoing it must know.
func (c *markTx) apply(uid string, m model.Mark) (changed bool, was string, err error) {
	i, err := findItem(c.stmts, uid)
	if i == nil || err != nil {
		return false, "", err
	}
	var res sql.Result
	switch m.Do {
	case model.AddTag, model.DropTag:
		res, err = c.tag(i.id, m.Tag, m.Do == model.DropTag)
	case model.Retag:
		was, err := c.retag(i.id, m.TagChanges())
		return was != "", was, err
	case model.SetDate:
		return c.setDate(i, m.Date)
	case model.ResetDate:
		return c.resetDate(i)
	default:
		if _, ok := stateMarks[m.Do]; !ok {
			return false, "", fmt.Errorf("unknown mark %d", m.Do)
		}
		res, err = c.markState(m.Do, oneItem, i.id)
	}
	if err != nil {
		return false, "", err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return false, "", err
	}
	c.counts.addMark(m.Do, i.published, i.source, i.counted)
	return true, "", nil
}

// stateMark says how a mark changes the state of articles.
type stateMark struct {
	need string // what holds for articles that it changes, about their state s
	do   string // the change, about the items that the question in it yields
}

var stateMarks = map[model.ActionKind]stateMark{
	model.MarkRead: {
		"coalesce(s.read, 0) = 0",
		"INSERT INTO state (item, read, read_at) SELECT id, 1, ?2 FROM (%s) WHERE true ON CONFLICT (item) DO UPDATE SET read = 1, read_at = ?2",
	},
	model.MarkUnread: {"s.read = 1", "UPDATE state SET read = 0, read_at = NULL WHERE item IN (%s)"},
	model.Star: {
		"coalesce(s.starred, 0) = 0",
		"INSERT INTO state (item, starred) SELECT id, 1 FROM (%s) WHERE true ON CONFLICT (item) DO UPDATE SET starred = 1",
	},
	model.Hide: {
		"coalesce(s.hidden, 0) = 0",
		"INSERT INTO state (item, hidden) SELECT id, 1 FROM (%s) WHERE true ON CONFLICT (item) DO UPDATE SET hidden = 1",
	},
	model.Unhide: {"s.hidden = 1", "UPDATE state SET hidden = 0 WHERE item IN (%s)"},
	model.Unstar: {"s.starred = 1", "UPDATE state SET starred = 0 WHERE item IN (%s)"},
}

// oneItem yields item ?1 if a mark changes it, by its need.
const oneItem = "SELECT i.id FROM item i LEFT JOIN state s ON s.item = i.id WHERE i.id = ?1 AND "

// markState changes the state of items that a question yields, by its key.
func (c *markTx) markState(do model.ActionKind, items string, key int64) (sql.Result, error) {
	m, args := stateMarks[do], []any{key}
	if do == model.MarkRead {
		args = append(args, c.at)
	}
	return c.stmts.exec(fmt.Sprintf(m.do, items+m.need), args...)
}

// tag gives an item a tag or takes it away.
func (c *markTx) tag(id int64, name string, drop bool) (sql.Result, error) {
	if drop {
		return c.stmts.exec("DELETE FROM tag WHERE item = ?1 AND name = ?2 AND own = 1", id, name)
	}
	return c.stmts.exec("INSERT OR IGNORE INTO tag (item, name, own, fold) VALUES (?1, ?2, 1, ?3)", id, name, tokenize.Key(name))
}

// retag makes changes of tags and returns, as the Tag of a mark, those that were
// some.
func (c *markTx) retag(id int64, changes []model.TagChange) (string, error) {
	var made []model.TagChange
	for _, t := range changes {
		res, err := c.tag(id, t.Name, t.Drop)
		if err != nil {
			return "", err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return "", err
		}
		if n > 0 {
			made = append(made, t)
		}
	}
	return model.TagLines(made), nil
}

// finish writes what the act came to.
func (c *markTx) finish() error {
	if err := c.counts.write(c.ctx, c.tx); err != nil {
		return err
	}
	if c.act == 0 {
		return nil
	}
	if c.n == 0 && !c.keepEmpty {
		_, err := c.tx.ExecContext(c.ctx, "DELETE FROM act WHERE id = ?", c.act)
		return err
	}
	return execAll(
		c.ctx, c.tx, stmt("DELETE FROM act_item WHERE act IN (SELECT id FROM act WHERE undone = 1)"), stmt("DELETE FROM act WHERE undone = 1"),
		stmt("UPDATE act SET n = ?, first = ? WHERE id = ?", c.n, string(c.first), c.act),
	)
}

var _ model.Store = (*Store)(nil)
