package sqlite

import (
	"database/sql"
	"errors"
	"slices"

	"dateline/model"
)

// readersRule is a rule of a reader that holds.
type readersRule struct {
	id, reader int64
	ruleKey
}

// applyRules lets the rules of all readers hide what was taken in.
func (w *saver) applyRules() error {
	if len(w.texts) == 0 {
		return nil
	}
	rules, err := collect(w.ctx, w.tx, "SELECT id, reader, query, zone FROM rule WHERE dropped = 0 ORDER BY reader, id", func(rs *sql.Rows, r *readersRule) error {
		return rs.Scan(&r.id, &r.reader, &r.query, &r.zone)
	})
	if err != nil || len(rules) == 0 {
		return err
	}
	b := w.newRuleBatch()
	if err := w.addRules(b, rules); err != nil {
		return err
	}
	found := make([]articleSet, len(rules)) // before any hides something: what is a copy depends on that
	for i := range rules {
		if found[i], err = w.findByRule(b, &rules[i]); err != nil {
			return err
		}
	}
	return w.hideFound(b, rules, found)
}

// addRules gives a batch what the rules ask, each question once.
func (w *saver) addRules(b *ruleBatch, rules []readersRule) error {
	zones, parsed := make(ruleZones), make(map[ruleKey]model.Expr)
	for _, r := range rules {
		if _, ok := b.queries[r.ruleKey]; ok {
			continue
		}
		var err error
		q := model.Query{Now: zones.at(w.now, r.zone)}
		x, ok := w.store.parsed[r.ruleKey]
		if q.Where = x; !ok {
			q, err = w.store.ruleQueryAt(r.query, q.Now)
		}
		if errors.Is(err, errNoReader) {
			return err
		}
		if err != nil { // who lists the rules is told
			b.queries[r.ruleKey] = nil
			continue
		}
		if b.add(r.ruleKey, q); isTimeless(q.Where) {
			parsed[r.ruleKey] = q.Where
		}
	}
	w.store.parsed = parsed
	b.readWords()
	return nil
}

// isTimeless reports whether a condition is the same whenever its query is read: it has no
// dates.
func isTimeless(x model.Expr) bool {
	switch x := x.(type) {
	case model.And:
		return !slices.ContainsFunc(x, func(p model.Expr) bool { return !isTimeless(p) })
	case model.Or:
		return !slices.ContainsFunc(x, func(p model.Expr) bool { return !isTimeless(p) })
	case model.Not:
		return isTimeless(x.X)
	case model.Match, model.Tagged, model.Is, model.Has:
		return true
	}
	return false
}

// findByRule returns the articles of a batch that a rule is to hide; nil where there are
// none.
func (w *saver) findByRule(b *ruleBatch, r *readersRule) (articleSet, error) {
	q := b.queries[r.ruleKey]
	if q == nil {
		return nil, nil
	}
	found, err := b.ask(q, w.store.libraryOf(r.reader, "").within(w.tx))
	if err != nil || found.empty() {
		return nil, err
	}
	if w.restoring != nil && r.reader == w.restoring.reader { // it has looked at these elsewhere
		seen := newArticleSet(len(b.articles))
		found.each(func(i int) {
			if w.seen[r.query][b.articles[i].id] {
				seen.add(i)
			}
		})
		found = found.without(seen)
	}
	return found, nil
}

// hideFound hides what rules, in the order of their readers, have found.
func (w *saver) hideFound(b *ruleBatch, rules []readersRule, found []articleSet) error {
	c := w.marks(w.store.libraryOf(everybody, ""), w.now)
	defer c.close()
	c.set = c.set.from(model.ByRule)
	for i, r := range rules {
		known := b.ids(found[i].without(b.fresh))
		if len(known) == 0 {
			continue
		}
		if c.lib.reader != r.reader {
			if err := c.writeLog(); err != nil {
				return err
			}
			c.lib, c.log = w.store.libraryOf(r.reader, ""), changeLog{}
		}
		if _, err := c.hideByRule(r.id, known); err != nil {
			return err
		}
	}
	if err := c.writeLog(); err != nil {
		return err
	}
	if err := c.hideFresh(b, rules, found); err != nil {
		return err
	}
	return c.settle()
}

// hideFresh hides what rules have found among what has just come. It is shown, and no
// rule has hidden it: that need not be asked, and rows are written many at once.
func (c *markTx) hideFresh(b *ruleBatch, rules []readersRule, found []articleSet) error {
	const rowsHeld = 1 << 14
	var hits, states []any
	hidden := make(map[int64][]string) // by reader
	var readers []int64
	for i := 0; i < len(rules); {
		reader, all := rules[i].reader, newArticleSet(len(b.articles))
		for ; i < len(rules) && rules[i].reader == reader; i++ {
			if found[i] == nil {
				continue
			}
			fresh := found[i].both(b.fresh)
			fresh.each(func(n int) { hits = append(hits, rules[i].id, b.articles[n].id) })
			all = all.either(fresh)
		}
		all.each(func(n int) {
			a := &b.articles[n]
			states = append(states, reader, a.id, a.from.source, true, int64(c.set))
			c.readers.change(reader, a.from.source, a.from.Published, counted{}, counted{hidden: true})
			hidden[reader] = append(hidden[reader], string(a.from.ID))
		})
		if !all.empty() {
			readers = append(readers, reader)
		}
		if len(states) < rowsHeld && i < len(rules) {
			continue
		}
		if err := c.stmts.putRows("INSERT OR IGNORE INTO rule_hit (rule, item) VALUES %s", 2, hits, nil); err != nil {
			return err
		}
		if err := c.stmts.putRows(fieldHidden.put("VALUES %s"), 5, states, nil); err != nil {
			return err
		}
		hits, states = hits[:0], states[:0]
	}
	return c.recordAll(readers, hidden)
}

// recordAll notes for Changes what has been hidden for readers.
func (c *markTx) recordAll(readers []int64, hidden map[int64][]string) error {
	last := make(map[int64]int64)
	err := each(c.ctx, c.stmts, "SELECT value, coalesce((SELECT max(seq) FROM change WHERE reader = value), 0) FROM json_each(?)", func(rs *sql.Rows) error {
		var reader, seq int64
		err := rs.Scan(&reader, &seq)
		last[reader] = seq
		return err
	}, jsonList(readers))
	if err != nil {
		return err
	}
	var rows []any
	for _, reader := range readers {
		for uids := range slices.Chunk(hidden[reader], changesInRow) {
			last[reader]++
			rows = append(rows, reader, last[reader], int(model.Hide), "", int64(c.set), jsonList(uids))
		}
	}
	return c.stmts.putRows("INSERT INTO change (reader, seq, doing, tag, at, uids) VALUES %s", 6, rows, nil)
}
