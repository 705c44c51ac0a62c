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

// rulesOf are the reader's rules that have acted on i: their actions, tags and queries, in
// JSON. (+?1: see stateJoin.)
const rulesOf = `(SELECT json_group_array(json_array(doing, tag, query)) FROM (SELECT rule.doing, rule.tag, rule.query FROM rule_hit JOIN rule ON rule.id = rule_hit.rule AND rule.dropped = 0 AND rule.reader = +?1
	WHERE rule_hit.item = i.id ORDER BY rule.id))`

// ruleTexts reads what rulesOf has written.
func ruleTexts(list string) ([]string, error) {
	var all [][3]any
	if err := json.Unmarshal([]byte(list), &all); err != nil {
		return nil, fmt.Errorf("%w: the rules that have acted on it: %w", model.ErrDamaged, err)
	}
	var texts []string
	for _, r := range all {
		do, _ := r[0].(float64)
		tag, _ := r[1].(string)
		query, _ := r[2].(string)
		texts = append(texts, model.Rule{Do: model.ActionKind(do), Tag: tag, Query: query}.String())
	}
	return texts, nil
}

// heldByOtherRule says that a rule of reader ?2 that does the same as ?1, but another, has
// acted on the item %s.
const heldByOtherRule = `EXISTS (SELECT 1 FROM rule_hit o JOIN rule ON rule.id = o.rule AND rule.dropped = 0 AND rule.reader = ?2
	AND (rule.doing, rule.tag) = (SELECT doing, tag FROM rule WHERE id = ?1) WHERE o.item = %s AND o.rule <> ?1)`

// Rules implements model.RuleStore.
func (l *Library) Rules(ctx context.Context) ([]model.Rule, error) {
	q := fmt.Sprintf(`SELECT doing, tag, query, (SELECT count(*) FROM rule_hit h LEFT JOIN state s ON s.reader = ?1 AND s.item = h.item
		WHERE h.rule = rule.id AND CASE rule.doing WHEN %d THEN s.hidden WHEN %d THEN s.read WHEN %d THEN s.starred
		WHEN %d THEN EXISTS (SELECT 1 FROM own_tag t WHERE t.reader = ?1 AND t.item = h.item AND t.name = rule.tag AND t.dropped = 0) ELSE 1 END)
		FROM rule WHERE reader = ?1 AND dropped = 0 ORDER BY id`, model.Hide, model.MarkRead, model.Star, model.AddTag)
	all, err := collect(ctx, l.read, q, func(rs *sql.Rows, r *model.Rule) error { return rs.Scan(&r.Do, &r.Tag, &r.Query, &r.Hits) })
	if err != nil {
		return nil, fmt.Errorf("list the rules: %w", mapError(err))
	}
	return all, nil
}

// highlight says which headlines the rules of the reader highlight.
func (l *Library) highlight(ctx context.Context, hs []model.Headline) error {
	ids := make([]int64, len(hs))
	for i := range hs {
		ids[i] = hs[i].Place.Key
	}
	lit, err := column[int64](ctx, l.read, `SELECT h.item FROM rule u CROSS JOIN json_each(?) j CROSS JOIN rule_hit h ON h.rule = u.id AND h.item = j.value
		WHERE u.reader = ?1 AND u.doing = ? AND u.dropped = 0`, jsonList(ids), model.Highlight)
	for i := range hs {
		hs[i].Highlighted = slices.Contains(lit, ids[i])
	}
	return err
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
func (l *Library) SaveRule(ctx context.Context, r model.Rule, at time.Time) (model.Act, error) {
	if err := r.Check(); err != nil {
		return model.Act{}, err
	}
	return l.changeRule(ctx, model.SetRule, r, at)
}

// DropRule implements model.RuleStore.
func (l *Library) DropRule(ctx context.Context, r model.Rule, at time.Time) (model.Act, error) {
	return l.changeRule(ctx, model.UnsetRule, r, at)
}

// changeRule makes or drops a rule, as an act.
func (l *Library) changeRule(ctx context.Context, do model.ActionKind, r model.Rule, at time.Time) (model.Act, error) {
	act := model.Act{Mark: model.Mark{Do: do, Tag: r.String()}, At: at.Truncate(time.Second)}
	err := l.change(ctx, func(tx *sql.Tx) (bool, error) {
		var known, dropped bool
		err := tx.QueryRowContext(ctx, "SELECT 1, dropped FROM rule WHERE "+thatRule, l.reader, r.Do, r.Tag, r.Query).Scan(&known, &dropped)
		switch holds, set := known && !dropped, do == model.SetRule; {
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return false, err
		case set && holds:
			return false, model.ErrExists
		case !set && !holds:
			return false, model.ErrNotFound
		case set:
			if err := l.newRule(ctx, tx, r, zone.Name(at.Location(), at)); err != nil {
				return false, err
			}
		}
		c, err := l.newMarkTx(ctx, tx, act.Mark, at)
		if err != nil {
			return false, err
		}
		defer c.close()
		c.n, err = c.switchRule(act.Mark, false, at)
		if err != nil {
			return false, err
		}
		c.keepEmpty, act.N = true, c.n
		return true, c.finish()
	})
	if err != nil {
		return model.Act{}, fmt.Errorf("the rule %q: %w", r.String(), err)
	}
	return act, nil
}

// thatRule is the condition that tells a rule by its reader, action, tag and query.
const thatRule = "reader = ?1 AND doing = ?2 AND tag = ?3 AND query = ?4"

// newRule makes a rule that does not hold yet. In the place of one that was dropped
// it acts also on what was changed back by hand.
func (l *Library) newRule(ctx context.Context, tx *sql.Tx, r model.Rule, zone string) error {
	return execAll(
		ctx, tx, stmt("DELETE FROM rule_hit WHERE rule IN (SELECT id FROM rule WHERE "+thatRule+")", l.reader, r.Do, r.Tag, r.Query),
		stmt("INSERT OR REPLACE INTO rule (reader, doing, tag, query, zone, dropped) VALUES (?, ?, ?, ?, ?, 1)", l.reader, r.Do, r.Tag, r.Query, zone),
	)
}

// readersRule is a rule of a reader that holds.
type readersRule struct {
	id, reader int64
	do         model.ActionKind
	tag        string
	ruleKey
}

// text is the rule in one line.
func (r *readersRule) text() string { return model.Rule{Do: r.do, Tag: r.tag, Query: r.query}.String() }

// switchRule does what an act with a rule does, or takes it back, and returns how many
// articles that changes.
func (c *markTx) switchRule(m model.Mark, undo bool, at time.Time) (int, error) {
	parsed, err := model.ParseRule(m.Tag)
	if err != nil {
		return 0, fmt.Errorf("%w: an act with a rule: %w", model.ErrDamaged, err)
	}
	on := (m.Do == model.SetRule) != undo
	r := readersRule{reader: c.lib.reader, do: parsed.Do, tag: parsed.Tag}
	err = c.tx.QueryRowContext(c.ctx, "UPDATE rule SET dropped = ?5 WHERE "+thatRule+" RETURNING id, query, zone",
		r.reader, r.do, r.tag, parsed.Query, !on).Scan(&r.id, &r.query, &r.zone)
	if err != nil {
		return 0, err
	}
	c.set = c.set.from(model.ByRule)
	switch {
	case !on && (m.Do == model.SetRule || r.do == model.Hide || r.do == model.Highlight):
		return c.takeBack(&r)
	case !on:
		return 0, nil
	}
	q, err := c.lib.ruleQuery(r.query, r.zone, at)
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
	return c.actByRule(&r, items)
}

// hitsAtOnce is how many articles one statement is about.
const hitsAtOnce = 5000

// isAlready is the condition that an item is as a rule ?1 of reader ?2 makes it.
func (r *readersRule) isAlready(item string) string {
	switch m, isState := stateMarks[r.do]; {
	case isState:
		return fmt.Sprintf("EXISTS (SELECT 1 FROM state s WHERE s.reader = ?2 AND s.item = %s AND s.%s = 1)", item, m.field)
	case r.do == model.AddTag:
		return fmt.Sprintf("EXISTS (SELECT 1 FROM own_tag t WHERE t.reader = ?2 AND t.item = %s AND t.name = (SELECT tag FROM rule WHERE id = ?1) AND t.dropped = 0)", item)
	}
	return fmt.Sprintf(heldByOtherRule, item) // nothing else highlights
}

// actByRule lets a rule act on items that are not so yet, or only because of other rules,
// and on which it has not acted before. It returns how many that changed.
func (c *markTx) actByRule(r *readersRule, items []int64) (int, error) {
	n := 0
	for part := range slices.Chunk(items, hitsAtOnce) {
		fresh, err := column[int64](c.ctx, c.stmts, "INSERT INTO rule_hit (rule, item) SELECT ?1, j.value FROM json_each(?3) j WHERE NOT "+r.isAlready("j.value")+
			" OR "+fmt.Sprintf(heldByOtherRule, "j.value")+" ON CONFLICT DO NOTHING RETURNING item", r.id, c.lib.reader, jsonList(part))
		if err != nil || len(fresh) == 0 {
			return n, err
		}
		changed, err := c.doByRule(r, r.do, itemsListed, jsonList(fresh))
		if err != nil {
			return n, err
		}
		n += len(changed)
	}
	return n, nil
}

// doByRule does what a rule does, or the contrary, to those of the items of a key that
// that changes, and returns them.
func (c *markTx) doByRule(r *readersRule, do model.ActionKind, items string, key any) ([]int64, error) {
	switch do {
	case model.AddTag, model.DropTag:
		return c.tagItems(r.tag, do == model.DropTag, items, key)
	case model.Highlight: // rule_hit says so
		return column[int64](c.ctx, c.stmts, "SELECT i.id FROM "+items+" AND NOT EXISTS (SELECT 1 FROM rule_hit o JOIN rule ON rule.id = o.rule AND rule.reader = ?2 AND rule.doing = ?4 AND rule.dropped = 0"+
			" WHERE o.item = i.id AND o.rule <> ?3)", key, c.lib.reader, r.id, do)
	}
	return c.markItems(do, items, key)
}

// tagItems gives the items of a key a tag or takes it away, and returns those that that
// changes.
func (c *markTx) tagItems(tag string, drop bool, items string, key any) ([]int64, error) {
	all, err := collect(c.ctx, c.stmts, itemColumns+items, func(rs *sql.Rows, i *item) error { return scanItem(rs.Scan, i) }, key, c.lib.reader)
	if err != nil {
		return nil, err
	}
	var changed []int64
	for n := range all {
		tagged, err := c.tag(&all[n], tag, drop)
		if err != nil {
			return nil, err
		}
		if tagged {
			changed = append(changed, all[n].id)
		}
	}
	return changed, nil
}

// byThisRule is the condition, with AND, that it was a rule that last changed what a rule
// does to i with the state s. What is hidden by hand no rule has hidden (forgetRules).
func (r *readersRule) byThisRule() string {
	switch r.do {
	case model.Hide, model.Highlight:
		return ""
	case model.AddTag:
		return fmt.Sprintf(" AND EXISTS (SELECT 1 FROM own_tag t WHERE t.reader = ?2 AND t.item = i.id AND t.name = (SELECT tag FROM rule WHERE id = ?1) AND t.changed & 3 = %d)", model.ByRule)
	}
	return fmt.Sprintf(" AND s.%s_set & 3 = %d", stateMarks[r.do].field, model.ByRule)
}

// inverseRules are what takes back what rules do.
var inverseRules = map[model.ActionKind]model.ActionKind{
	model.Hide: model.Unhide, model.MarkRead: model.MarkUnread, model.Star: model.Unstar, model.AddTag: model.DropTag, model.Highlight: model.Highlight,
}

// takeBack takes back what only a rule has done, and returns how many articles that
// changes. What was changed back by hand stays known as such.
func (c *markTx) takeBack(r *readersRule) (int, error) {
	_, err := c.stmts.exec("DELETE FROM rule_hit WHERE rule = ?1 AND "+r.isAlready("rule_hit.item")+" AND "+fmt.Sprintf(heldByOtherRule, "rule_hit.item"), r.id, c.lib.reader)
	if err != nil {
		return 0, err
	}
	back, err := c.doByRule(r, inverseRules[r.do], itemsOfRule+r.byThisRule(), r.id)
	if err != nil {
		return 0, err
	}
	_, err = c.stmts.exec("DELETE FROM rule_hit WHERE rule = ? AND item IN (SELECT value FROM json_each(?))", r.id, jsonList(back))
	return len(back), err
}

// forgetRules makes the reader's rules that hide forget articles.
func (c *markTx) forgetRules(ids []model.ID) error {
	for part := range slices.Chunk(ids, hitsAtOnce) {
		if _, err := c.stmts.exec(`DELETE FROM rule_hit WHERE item IN (SELECT id FROM item WHERE uid IN (SELECT value FROM json_each(?)))
			AND rule IN (SELECT id FROM rule WHERE reader = ? AND doing = ?)`, jsonList(part), c.lib.reader, model.Hide); err != nil {
			return err
		}
	}
	return nil
}

// restoreRules says which rules have acted on an article elsewhere, so that these do
// not do it again.
func (c *markTx) restoreRules(item int64, rules []string) error {
	for _, text := range rules {
		r, err := model.ParseRule(text)
		if err != nil {
			continue // of a later version
		}
		if _, err := c.stmts.exec("INSERT OR IGNORE INTO rule_hit (rule, item) SELECT id, ?5 FROM rule WHERE "+thatRule+" AND dropped = 0",
			c.lib.reader, r.Do, r.Tag, r.Query, item); err != nil {
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
	whole, err := p.driven(ctx, s)
	if err != nil {
		return nil, err
	}
	var all []int64
	for _, w := range whole.questions() {
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
