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

// rulesHiding are the queries of the reader's rules that have hidden i, in JSON. (+?1: see
// stateJoin.)
const rulesHiding = `(SELECT json_group_array(query) FROM (SELECT rule.query FROM rule_hit JOIN rule ON rule.id = rule_hit.rule AND rule.dropped = 0 AND rule.reader = +?1
	WHERE rule_hit.item = i.id ORDER BY rule.id))`

// heldByOtherRule says that a rule of reader ?2 other than ?1 has hidden the item %s.
const heldByOtherRule = `EXISTS (SELECT 1 FROM rule_hit o JOIN rule ON rule.id = o.rule AND rule.dropped = 0 AND rule.reader = ?2 WHERE o.item = %s AND o.rule <> ?1)`

// Rules implements model.RuleStore.
func (l *Library) Rules(ctx context.Context) ([]model.Rule, error) {
	all, err := collect(ctx, l.read, `SELECT query, (SELECT count(*) FROM rule_hit JOIN state s ON s.reader = ?1 AND s.item = rule_hit.item AND s.hidden = 1
		WHERE rule_hit.rule = rule.id) FROM rule WHERE reader = ?1 AND dropped = 0 ORDER BY id`, func(rs *sql.Rows, r *model.Rule) error { return rs.Scan(&r.Query, &r.Hidden) })
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", mapError(err))
	}
	return all, nil
}

// errNoReader: model.OpenOptions.Rules was not given.
var errNoReader = errors.New("this library cannot read rules")

// ruleQuery returns what a rule finds.
func (s *Catalog) ruleQuery(query, zone string, at time.Time) (model.Query, error) {
	return s.ruleQueryAt(query, inZone(at, zone))
}

// ruleQueryAt returns what a rule finds at a time in its zone.
func (s *Catalog) ruleQueryAt(query string, at time.Time) (model.Query, error) {
	if s.rules == nil {
		return model.Query{}, errNoReader
	}
	x, err := s.rules(query, at)
	return model.Query{Where: x, Now: at}, err
}

// inZone returns a time in the zone of a rule; in its own where there is none of that
// name.
func inZone(at time.Time, name string) time.Time {
	if loc, err := zone.Load(name); err == nil {
		return at.In(loc)
	}
	return at
}

// SaveRule implements model.RuleStore.
func (l *Library) SaveRule(ctx context.Context, query string, at time.Time) (model.Act, error) {
	return l.changeRule(ctx, model.Mark{Do: model.SetRule, Tag: query}, at)
}

// DropRule implements model.RuleStore.
func (l *Library) DropRule(ctx context.Context, query string, at time.Time) (model.Act, error) {
	return l.changeRule(ctx, model.Mark{Do: model.UnsetRule, Tag: query}, at)
}

// changeRule makes or drops the rule of a mark's query, as an act.
func (l *Library) changeRule(ctx context.Context, m model.Mark, at time.Time) (model.Act, error) {
	act := model.Act{Mark: m, At: at.Truncate(time.Second)}
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		var known, dropped bool
		err := tx.QueryRowContext(ctx, "SELECT 1, dropped FROM rule WHERE reader = ? AND query = ?", l.reader, m.Tag).Scan(&known, &dropped)
		switch holds, set := known && !dropped, m.Do == model.SetRule; {
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return false, err
		case set && holds:
			return false, model.ErrExists
		case !set && !holds:
			return false, model.ErrNotFound
		case set:
			if err := l.newRule(ctx, tx, m.Tag, zone.Name(at.Location(), at)); err != nil {
				return false, err
			}
		}
		c, err := l.newMarkTx(ctx, tx, m, at)
		if err != nil {
			return false, err
		}
		defer c.close()
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
func (l *Library) newRule(ctx context.Context, tx *sql.Tx, query, name string) error {
	return execAll(
		ctx, tx, stmt("DELETE FROM rule_hit WHERE rule IN (SELECT id FROM rule WHERE reader = ? AND query = ?)", l.reader, query),
		stmt("INSERT OR REPLACE INTO rule (reader, query, zone, dropped) VALUES (?, ?, ?, 1)", l.reader, query, name),
	)
}

// switchRule lets a rule hold, or no longer, and returns how many articles that
// hides or shows again.
func (c *markTx) switchRule(query string, on bool, at time.Time) (int, error) {
	var rule int64
	var zone string
	err := c.tx.QueryRowContext(c.ctx, "UPDATE rule SET dropped = ?3 WHERE reader = ?1 AND query = ?2 RETURNING id, zone", c.lib.reader, query, !on).Scan(&rule, &zone)
	if err != nil {
		return 0, err
	}
	c.set = c.set.from(model.ByRule)
	if !on {
		return c.showByRule(rule)
	}
	q, err := c.lib.ruleQuery(query, zone, at)
	if err != nil && c.mark.Do != model.SetRule {
		return 0, nil // it was made by another version, and what was undone must not stand in the way
	}
	if err != nil {
		return 0, err
	}
	items, err := c.lib.within(c.tx).matchingItems(c.ctx, q)
	if err != nil {
		return 0, err
	}
	return c.hideByRule(rule, items)
}

// hitsAtOnce is how many articles one statement hides.
const hitsAtOnce = 5000

// hideByRule lets a rule hide items that are shown, or hidden by other rules, and
// that it has not hidden before. It returns how many were shown.
func (c *markTx) hideByRule(rule int64, items []int64) (int, error) {
	n := 0
	for part := range slices.Chunk(items, hitsAtOnce) {
		fresh, err := column[int64](c.ctx, c.stmts, `INSERT INTO rule_hit (rule, item) SELECT ?1, j.value FROM json_each(?3) j
			LEFT JOIN state s ON s.reader = ?2 AND s.item = j.value WHERE coalesce(s.hidden, 0) = 0 OR `+fmt.Sprintf(heldByOtherRule, "j.value")+
			" ON CONFLICT DO NOTHING RETURNING item", rule, c.lib.reader, jsonList(part))
		if err != nil || len(fresh) == 0 {
			return n, err
		}
		hid, err := c.markItems(model.Hide, itemsListed, jsonList(fresh))
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
	_, err := c.stmts.exec("DELETE FROM rule_hit WHERE rule = ?1 AND "+fmt.Sprintf(heldByOtherRule, "rule_hit.item")+
		" AND EXISTS (SELECT 1 FROM state s WHERE s.reader = ?2 AND s.item = rule_hit.item AND s.hidden = 1)", rule, c.lib.reader)
	if err != nil {
		return 0, err
	}
	shown, err := c.markItems(model.Unhide, itemsOfRule, rule)
	if err != nil {
		return 0, err
	}
	_, err = c.stmts.exec("DELETE FROM rule_hit WHERE rule = ? AND item IN (SELECT value FROM json_each(?))", rule, jsonList(shown))
	return len(shown), err
}

// forgetRules makes the reader's rules forget articles.
func (c *markTx) forgetRules(ids []model.ID) error {
	for part := range slices.Chunk(ids, hitsAtOnce) {
		if _, err := c.stmts.exec(`DELETE FROM rule_hit WHERE item IN (SELECT id FROM item WHERE uid IN (SELECT value FROM json_each(?)))
			AND rule IN (SELECT id FROM rule WHERE reader = ?)`, jsonList(part), c.lib.reader); err != nil {
			return err
		}
	}
	return nil
}

// restoreRules says which rules have hidden an article elsewhere, so that these do
// not do it again.
func (c *markTx) restoreRules(item int64, rules []string) error {
	for _, q := range rules {
		if _, err := c.stmts.exec("INSERT OR IGNORE INTO rule_hit (rule, item) SELECT id, ?3 FROM rule WHERE reader = ?1 AND query = ?2 AND dropped = 0",
			c.lib.reader, q, item); err != nil {
			return err
		}
	}
	return nil
}

// matchingItems returns what q finds, also what is hidden, ids ascending.
func (s *Library) matchingItems(ctx context.Context, q model.Query) ([]int64, error) {
	defer hold(q)()
	p, err := s.newPlan(ctx, q, true)
	if err != nil {
		return nil, err
	}
	p.hasHidden = false
	if err := p.chooseDriver(ctx, s); err != nil {
		return nil, err
	}
	var all []int64
	for _, w := range p.inSQL().questions() {
		tables, _, match, args := w.from()
		ids, err := column[int64](ctx, s.read, "SELECT i.id FROM "+tables+" WHERE "+match+"("+w.sql.String()+") ORDER BY +i.id", slices.Concat(args, w.args)...) // sorted: materialized
		if err != nil {
			return nil, err
		}
		all = append(all, ids...)
	}
	slices.Sort(all)
	return all, nil
}

// matchingOf is matchingItems for some items, ids ascending. found are those that have the
// words of conditions; nil: their texts are asked.
func (s *Library) matchingOf(ctx context.Context, q model.Query, of []int64, found map[model.Match][]int64) ([]int64, error) {
	defer hold(q)()
	p := emptyPlan(q, true)
	if err := p.readFacts(ctx, s); err != nil {
		return nil, err
	}
	p.hasHidden, p.fewRows = false, true
	if err := p.resolve(ctx, s, q.Where); err != nil {
		return nil, err
	}
	w := p.of(of, found).inSQL()
	tables, _, match, args := w.from()
	return column[int64](ctx, s.read, "SELECT i.id FROM "+tables+" WHERE "+match+"("+w.sql.String()+") ORDER BY +i.id", slices.Concat(args, w.args)...)
}

// jsonList is a list as an argument of json_each.
func jsonList[T ~string | ~int64 | [2]int64 | [4]int64 | [6]int64](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(list) // strings and numbers: it cannot fail
	return string(b)
}
