package sqlite

import (
	"database/sql"
	"maps"
	"slices"

	"dateline/model"
	"dateline/model/tokenize"
)

// freshActs are what rules do to articles that have just come. Nobody has done anything to
// these, and no rule has acted on them: that need not be asked, and rows are written many
// at once.
type freshActs struct {
	*markTx
	batch   *ruleBatch
	hits    []any              // rows of rule_hit
	states  [stateFields][]any // rows of state, by the field that is set
	tags    []any              // rows of own_tag
	acts    []freshAct         // for Changes
	readers []int64            // whose acts they are
}

// freshAct is what was done to articles for a reader.
type freshAct struct {
	reader int64
	do     model.ActionKind
	tag    string
	uids   []string
}

// freshRows is how many rows wait to be written at most, but for those of one reader.
const freshRows = 1 << 14

// actOnFresh lets rules, in the order of their readers, act on what they have found of what
// has just come.
func (c *markTx) actOnFresh(b *ruleBatch, rules []readersRule, found []articleSet) error {
	f := &freshActs{markTx: c, batch: b}
	for i := 0; i < len(rules); {
		n := 1
		for i+n < len(rules) && rules[i+n].reader == rules[i].reader {
			n++
		}
		f.ofReader(rules[i:i+n], found[i:i+n])
		if i += n; len(f.hits) < freshRows && i < len(rules) {
			continue
		}
		if err := f.write(); err != nil {
			return err
		}
	}
	return f.record()
}

// ofReader adds what the rules of one reader do.
func (f *freshActs) ofReader(rules []readersRule, found []articleSet) {
	var state [stateFields]articleSet
	tags := make(map[string]articleSet)
	for i := range rules {
		if found[i] == nil {
			continue
		}
		r, fresh := &rules[i], found[i].both(f.batch.fresh)
		fresh.each(func(n int) { f.hits = append(f.hits, r.id, f.batch.articles[n].id) })
		if m, ok := stateMarks[r.do]; ok {
			state[m.field] = f.join(state[m.field], fresh)
		} else if r.do == model.AddTag {
			tags[r.tag] = f.join(tags[r.tag], fresh)
		}
	}
	reader, before := rules[0].reader, len(f.acts)
	f.count(reader, state[fieldRead], state[fieldHidden])
	for _, do := range []model.ActionKind{model.MarkRead, model.Star, model.Hide} {
		m := stateMarks[do]
		f.add(freshAct{reader: reader, do: do}, state[m.field], func(a *arrival) {
			f.states[m.field] = append(f.states[m.field], reader, a.id, a.from.source, true, f.kept(m, f.set))
			if m.field == fieldRead {
				f.states[m.field] = append(f.states[m.field], f.readAt(m))
			}
		})
	}
	for _, tag := range slices.Sorted(maps.Keys(tags)) {
		f.add(freshAct{reader: reader, do: model.AddTag, tag: tag}, tags[tag], func(a *arrival) {
			f.tags = append(f.tags, reader, a.id, tag, tokenize.Key(tag), false, int64(f.set))
		})
	}
	if len(f.acts) > before {
		f.readers = append(f.readers, reader)
	}
}

// join adds articles to a set, which may be nil.
func (f *freshActs) join(to, more articleSet) articleSet {
	if to == nil {
		return more
	}
	return to.either(more)
}

// add adds an act on articles, with a row for each.
func (f *freshActs) add(act freshAct, on articleSet, row func(*arrival)) {
	on.each(func(n int) {
		a := &f.batch.articles[n]
		row(a)
		act.uids = append(act.uids, string(a.from.ID))
	})
	if len(act.uids) > 0 {
		f.acts = append(f.acts, act)
	}
}

// count counts what a reader's rules have marked read and hidden.
func (f *freshActs) count(reader int64, read, hidden articleSet) {
	for n := range f.batch.articles {
		is := counted{read: read != nil && read.has(n), hidden: hidden != nil && hidden.has(n)}
		if a := &f.batch.articles[n]; is != (counted{}) {
			f.markTx.readers.change(reader, a.from.source, a.from.Published, counted{}, is)
		}
	}
}

// write writes the rows that wait.
func (f *freshActs) write() error {
	err := f.stmts.putRows("INSERT OR IGNORE INTO rule_hit (rule, item) VALUES %s", 2, f.hits, nil)
	f.hits = f.hits[:0]
	for field := range stateFields {
		columns := 5
		if field == fieldRead {
			columns++
		}
		if err == nil {
			err = f.stmts.putRows(field.put("VALUES %s"), columns, f.states[field], nil)
		}
		f.states[field] = f.states[field][:0]
	}
	if err == nil {
		err = f.stmts.putRows("INSERT INTO own_tag (reader, item, name, fold, dropped, changed) VALUES %s", 6, f.tags, nil)
	}
	f.tags = f.tags[:0]
	return err
}

// record notes for Changes what was done.
func (f *freshActs) record() error {
	last := make(map[int64]int64)
	err := each(f.ctx, f.stmts, "SELECT value, coalesce((SELECT max(seq) FROM change WHERE reader = value), 0) FROM json_each(?)", func(rs *sql.Rows) error {
		var reader, seq int64
		err := rs.Scan(&reader, &seq)
		last[reader] = seq
		return err
	}, jsonList(f.readers))
	if err != nil {
		return err
	}
	var rows []any
	for _, a := range f.acts {
		for uids := range slices.Chunk(a.uids, changesInRow) {
			last[a.reader]++
			rows = append(rows, a.reader, last[a.reader], int(a.do), a.tag, int64(f.set), jsonList(uids))
		}
	}
	return f.stmts.putRows("INSERT INTO change (reader, seq, doing, tag, at, uids) VALUES %s", 6, rows, nil)
}
