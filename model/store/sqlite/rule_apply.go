package sqlite

import (
	"database/sql"
	"errors"
	"slices"

	"dateline/model"
)

// applyRules lets the rules of all readers act on what was taken in.
func (w *saver) applyRules() error {
	if len(w.texts) == 0 {
		return nil
	}
	rules, err := collect(w.ctx, w.tx, "SELECT id, reader, doing, tag, query, zone FROM rule WHERE dropped = 0 ORDER BY reader, id", func(rs *sql.Rows, r *readersRule) error {
		return rs.Scan(&r.id, &r.reader, &r.do, &r.tag, &r.query, &r.zone)
	})
	if err != nil || len(rules) == 0 {
		return err
	}
	b := w.newRuleBatch()
	if err := w.addRules(b, rules); err != nil {
		return err
	}
	found := make([]articleSet, len(rules)) // before any acts: what is a copy, unread or tagged depends on that
	for i := range rules {
		if found[i], err = w.findByRule(b, &rules[i]); err != nil {
			return err
		}
	}
	return w.actOnFound(b, rules, found)
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
	case model.Match, model.Tagged, model.InFolder, model.Is, model.Has:
		return true
	}
	return false
}

// findByRule returns the articles of a batch that a rule is to act on; nil where there are
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
		known, seen := w.seen[r.text()], newArticleSet(len(b.articles))
		found.each(func(i int) {
			if known[b.articles[i].id] {
				seen.add(i)
			}
		})
		found = found.without(seen)
	}
	return found, nil
}

// actOnFound lets rules, in the order of their readers, act on what they have found.
func (w *saver) actOnFound(b *ruleBatch, rules []readersRule, found []articleSet) error {
	c := w.marks(w.store.libraryOf(everybody, ""), w.now)
	defer c.close()
	c.set = c.set.from(model.ByRule)
	for i := range rules {
		r := &rules[i]
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
		if _, err := c.actByRule(r, known); err != nil {
			return err
		}
	}
	if err := c.writeLog(); err != nil {
		return err
	}
	if err := c.actOnFresh(b, rules, found); err != nil {
		return err
	}
	return c.settle()
}
