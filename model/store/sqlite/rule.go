package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/zone"
)

// rulesHiding are the queries of the rules that have hidden i, in JSON.
const rulesHiding = `(SELECT json_group_array(query) FROM (SELECT rule.query FROM rule_hit JOIN rule ON rule.id = rule_hit.rule AND rule.dropped = 0
	WHERE rule_hit.item = i.id ORDER BY rule.id))`

// heldByOtherRule says that a rule other than ?1 has hidden the item %s.
const heldByOtherRule = `EXISTS (SELECT 1 FROM rule_hit o JOIN rule ON rule.id = o.rule AND rule.dropped = 0 WHERE o.item = %s AND o.rule <> ?1)`

// Rules implements model.RuleStore.
func (s *Store) Rules(ctx context.Context) ([]model.Rule, error) {
	all, err := collect(ctx, s.read, `SELECT query, (SELECT count(*) FROM rule_hit JOIN state s ON s.item = rule_hit.item AND s.hidden = 1
		WHERE rule_hit.rule = rule.id) FROM rule WHERE dropped = 0 ORDER BY id`, func(rs *sql.Rows, r *model.Rule) error { return rs.Scan(&r.Query, &r.Hidden) })
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", mapError(err))
	}
	return all, nil
}

// errNoReader: model.OpenOptions.Rules was not given.
var errNoReader = errors.New("this library cannot read rules")

// ruleQuery returns what a rule finds.
func (s *Store) ruleQuery(query, name string, at time.Time) (model.Query, error) {
	if s.rules == nil {
		return model.Query{}, errNoReader
	}
	if loc, err := zone.Load(name); err == nil { // else that of who asks
		at = at.In(loc)
	}
	x, err := s.rules(query, at)
	return model.Query{Where: x, Now: at}, err
}

// SaveRule implements model.RuleStore.
func (s *Store) SaveRule(ctx context.Context, query string, at time.Time) (model.Act, error) {
	return s.changeRule(ctx, model.Mark{Do: model.SetRule, Tag: query}, at)
}

// DropRule implements model.RuleStore.
func (s *Store) DropRule(ctx context.Context, query string, at time.Time) (model.Act, error) {
	return s.changeRule(ctx, model.Mark{Do: model.UnsetRule, Tag: query}, at)
}

// changeRule makes or drops the rule of a mark's query, as an act.
func (s *Store) changeRule(ctx context.Context, m model.Mark, at time.Time) (model.Act, error) {
	act := model.Act{Mark: m, At: at.Truncate(time.Second)}
	err := s.change(ctx, func(tx *sql.Tx) (bool, error) {
		var known, dropped bool
		err := tx.QueryRowContext(ctx, "SELECT 1, dropped FROM rule WHERE query = ?", m.Tag).Scan(&known, &dropped)
		switch holds, set := known && !dropped, m.Do == model.SetRule; {
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return false, err
		case set && holds:
			return false, model.ErrExists
		case !set && !holds:
			return false, model.ErrNotFound
		case set:
			if err := newRule(ctx, tx, m.Tag, at); err != nil {
				return false, err
			}
		}
		c, err := s.newMarkTx(ctx, tx, m, at)
		if err != nil {
			return false, err
		}
		defer c.stmts.close()
		c.n, err = c.switchRule(m.Tag, m.Do == model.SetRule, at)
		if err != nil {
			return false, err
		}
		c.keepEmpty, act.N = true, c.n
		return true, c.finish()
	})
	if err != nil {
		return model.Act{}, fmt.Errorf("the rule %q: %w", m.Tag, err)
	}
	return act, nil
}

// newRule makes a rule that does not hold yet. In the place of one that was dropped
// it hides also what was shown again by hand.
func newRule(ctx context.Context, tx *sql.Tx, query string, at time.Time) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM rule_hit WHERE rule IN (SELECT id FROM rule WHERE query = ?)", query); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO rule (query, zone, dropped) VALUES (?, ?, 1)", query, zone.Name(at.Location(), at))
	return err
}

// switchRule lets a rule hold, or no longer, and returns how many articles that
// hides or shows again.
func (c *markTx) switchRule(query string, on bool, at time.Time) (int, error) {
	var rule int64
	var zone string
	err := c.tx.QueryRowContext(c.ctx, "UPDATE rule SET dropped = ?2 WHERE query = ?1 RETURNING id, zone", query, !on).Scan(&rule, &zone)
	if err != nil {
		return 0, err
	}
	if !on {
		return c.showByRule(rule)
	}
	q, err := c.store.ruleQuery(query, zone, at)
	if err != nil && c.mark.Do != model.SetRule {
		return 0, nil // it was made by another version, and what was undone must not stand in the way
	}
	if err != nil {
		return 0, err
	}
	items, err := c.store.within(c.tx).matchingItems(c.ctx, q, nil)
	if err != nil {
		return 0, err
	}
	return hideByRule(c.ctx, c.tx, c.counts, rule, items)
}

// ruleBatch is how many articles one statement hides.
const ruleBatch = 5000

// hideByRule lets a rule hide items that are shown, or hidden by other rules, and
// that it has not hidden before. It returns how many were shown.
func hideByRule(ctx context.Context, tx *sql.Tx, changed counts, rule int64, items []int64) (int, error) {
	n := 0
	for part := range slices.Chunk(items, ruleBatch) {
		fresh, err := column[int64](ctx, tx, `INSERT INTO rule_hit (rule, item) SELECT ?1, j.value FROM json_each(?2) j LEFT JOIN state s ON s.item = j.value
			WHERE coalesce(s.hidden, 0) = 0 OR `+fmt.Sprintf(heldByOtherRule, "j.value")+" ON CONFLICT DO NOTHING RETURNING item", rule, jsonList(part))
		if err != nil {
			return n, err
		}
		hid, err := column[int64](ctx, tx, `INSERT INTO state (item, hidden) SELECT value, 1 FROM json_each(?) WHERE true
			ON CONFLICT (item) DO UPDATE SET hidden = 1 WHERE hidden = 0 RETURNING item`, jsonList(fresh))
		if err == nil {
			err = countMarked(ctx, tx, changed, model.Hide, hid)
		}
		if err != nil {
			return n, err
		}
		n += len(hid)
	}
	return n, nil
}

// showByRule shows what only a rule has hidden, and returns how many articles that
// are. What was shown by hand stays known as such.
func (c *markTx) showByRule(rule int64) (int, error) {
	_, err := c.tx.ExecContext(c.ctx, "DELETE FROM rule_hit WHERE rule = ?1 AND "+fmt.Sprintf(heldByOtherRule, "rule_hit.item")+
		" AND EXISTS (SELECT 1 FROM state s WHERE s.item = rule_hit.item AND s.hidden = 1)", rule)
	if err != nil {
		return 0, err
	}
	shown, err := column[int64](c.ctx, c.tx, "UPDATE state SET hidden = 0 WHERE hidden = 1 AND item IN (SELECT item FROM rule_hit WHERE rule = ?) RETURNING item", rule)
	if err != nil {
		return 0, err
	}
	if err := countMarked(c.ctx, c.tx, c.counts, model.Unhide, shown); err != nil {
		return 0, err
	}
	_, err = c.tx.ExecContext(c.ctx, "DELETE FROM rule_hit WHERE rule = ? AND item IN (SELECT value FROM json_each(?))", rule, jsonList(shown))
	return len(shown), err
}

// countMarked counts what a mark has done to items that were not in that state.
func countMarked(ctx context.Context, tx *sql.Tx, changed counts, do model.ActionKind, items []int64) error {
	return each(ctx, tx, `SELECT source, published, zone, precise, origin, coalesce(s.read, 0) FROM json_each(?) j
		CROSS JOIN item i ON i.id = j.value LEFT JOIN state s ON s.item = i.id`, func(rs *sql.Rows) error {
		var source int64
		var published dateRow
		var st counted
		err := rs.Scan(&source, &published.seconds, &published.zone, &published.precise, &published.origin, &st.read)
		changed.addMark(do, published.date(), source, st)
		return err
	}, jsonList(items))
}

// forgetRules makes rules forget articles.
func (c *markTx) forgetRules(ids []model.ID) error {
	for part := range slices.Chunk(ids, ruleBatch) {
		if _, err := c.stmts.exec("DELETE FROM rule_hit WHERE item IN (SELECT id FROM item WHERE uid IN (SELECT value FROM json_each(?)))", jsonList(part)); err != nil {
			return err
		}
	}
	return nil
}

// restoreRules says which rules have hidden an article elsewhere, so that these do
// not do it again.
func (c *markTx) restoreRules(item int64, rules []string) error {
	for _, q := range rules {
		if _, err := c.stmts.exec("INSERT OR IGNORE INTO rule_hit (rule, item) SELECT id, ?2 FROM rule WHERE query = ?1 AND dropped = 0", q, item); err != nil {
			return err
		}
	}
	return nil
}

// applyRules lets the rules hide what was taken in.
func (w *saver) applyRules() error {
	type rule struct {
		id          int64
		query, zone string
	}
	if len(w.texts) == 0 {
		return nil
	}
	rules, err := collect(w.ctx, w.tx, "SELECT id, query, zone FROM rule WHERE dropped = 0 ORDER BY id", func(rs *sql.Rows, r *rule) error {
		return rs.Scan(&r.id, &r.query, &r.zone)
	})
	if err != nil || len(rules) == 0 {
		return err
	}
	of := make([]int64, len(w.texts))
	for i, t := range w.texts {
		if of[i] = t.id; w.moved[t.id] != 0 {
			of[i] = w.moved[t.id]
		}
	}
	slices.Sort(of)
	in, changed := w.store.within(w.tx), make(counts)
	for _, r := range rules {
		q, err := w.store.ruleQuery(r.query, r.zone, w.now)
		if errors.Is(err, errNoReader) {
			return err
		}
		if err != nil { // who lists the rules is told
			continue
		}
		items, err := in.matchingItems(w.ctx, q, of)
		if err != nil {
			return err
		}
		items = slices.DeleteFunc(items, func(id int64) bool { return w.seen[r.query][id] })
		if _, err := hideByRule(w.ctx, w.tx, changed, r.id, items); err != nil {
			return err
		}
	}
	return changed.write(w.ctx, w.tx)
}

// within returns s for questions within a transaction.
func (s *Store) within(tx *sql.Tx) *Store {
	return &Store{read: &statementCache{tx: tx}, path: s.path, sortInMemory: s.sortInMemory, allocator: s.allocator, heavy: &slots{}}
}

// matchingItems returns what q finds, also what is hidden: of all, or of some with ids
// ascending.
func (s *Store) matchingItems(ctx context.Context, q model.Query, of []int64) ([]int64, error) {
	defer hold(q)()
	p, err := s.newPlan(ctx, q, true)
	if err != nil {
		return nil, err
	}
	p.hasHidden, p.fewRows = false, of != nil
	if err := p.chooseDriver(ctx, s); err != nil {
		return nil, err
	}
	w := p.inSQL()
	tables, id, match, args := w.from()
	args = slices.Clone(args)
	if of != nil {
		match += id + " BETWEEN ? AND ? AND i.id IN (SELECT value FROM json_each(?)) AND "
		args = append(args, of[0], of[len(of)-1], jsonList(of))
	}
	return column[int64](ctx, s.read, "SELECT i.id FROM "+tables+" WHERE "+match+"("+w.sql.String()+") ORDER BY +i.id", append(args, w.args...)...) // sorted: materialized
}

// jsonList is a list as an argument of json_each.
func jsonList[T ~string | ~int64 | [2]int64 | [4]int64](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(list) // strings and numbers: it cannot fail
	return string(b)
}
