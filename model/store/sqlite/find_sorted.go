package sqlite

import (
	"cmp"
	"database/sql"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/tokenize"
)

// sortInMemory is how many articles are sorted when they are asked for. Of more,
// an index is read: that of a source, or that of titles.
const sortInMemory = 1000

// sorted answers in the orders by source and by title. Ties are newest first,
// undated last.
func (f *finder) sorted(win model.Window) (model.Page, error) {
	if f.q.Where != nil {
		rows, err := f.newest(f.s.sortInMemory + 1)
		if err != nil {
			return model.Page{}, err
		}
		if len(rows) <= f.s.sortInMemory {
			return f.sortedPage(rows, win)
		}
	}
	if f.q.Sort == model.BySource {
		return f.bySource(win)
	}
	return f.byTitle(win)
}

// newest returns the first articles of the list by date.
func (f *finder) newest(n int) ([]row, error) {
	g := *f
	g.q.Sort = model.Newest
	sections := g.sections()
	return g.read(sections, cursor{at: g.startOf(sections[0])}, n, true)
}

// sortText returns what a row is sorted by.
func (f *finder) sortText(r *row) string {
	if f.q.Sort == model.BySource {
		return tokenize.Key(r.Source)
	}
	return tokenize.Key(r.Title)
}

// sortedPage sorts rows, which are all there are, newest first.
func (f *finder) sortedPage(rows []row, win model.Window) (model.Page, error) {
	for i := range rows {
		rows[i].Place.Text = f.sortText(&rows[i])
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		if f.q.Sort == model.ByTitle { // as the index of titles has it
			return a.titleKey().compare(b.titleKey())
		}
		return cmp.Compare(a.Place.Text, b.Place.Text)
	})
	at := 0
	switch {
	case win.At.Place != nil:
		p := win.At.Place
		if at = slices.IndexFunc(rows, func(r row) bool { return r.id == p.Key }); at < 0 { // it has gone, or answers no longer
			at, _ = slices.BinarySearchFunc(rows, p.Text, func(r row, text string) int { return cmp.Compare(r.Place.Text, text) })
		}
	case win.At.ID != "":
		at = max(0, slices.IndexFunc(rows, func(r row) bool { return r.ID == win.At.ID }))
	case win.At.Date != nil:
		if at = slices.IndexFunc(rows, func(r row) bool { return f.notNewer(&r, *win.At.Date) }); at < 0 {
			at = len(rows)
		}
	case win.At.Bottom:
		at = len(rows)
	}
	before := slices.Clone(rows[max(0, at-win.Before-1):at])
	slices.Reverse(before)
	return f.page(before, rows[at:min(len(rows), at+win.After+1)], win)
}

// notNewer reports whether a row stands, by its date, at d or behind it.
func (f *finder) notNewer(r *row, d model.Date) bool {
	p := r.Published
	switch {
	case r.Section == model.NoDate:
		return true
	case r.Section == model.Ahead:
		return false
	case p.Day(f.zone) != d.Day(f.zone):
		return p.Day(f.zone) < d.Day(f.zone)
	case d.Precision == model.ToInstant && p.Precision == model.ToInstant:
		return !p.At.After(d.At)
	}
	return p.Precision.Length() < tooLong(d)
}

// group is a part of a list that is newest first in itself. Groups stand in the
// order of their keys.
type group struct {
	key string
	ids []int64 // the sources it has the articles of; nil: see expr
	// expr is an expression for the index of words, which leads.
	expr    string
	waiting []int64 // what waits to be indexed and has that, ascending
}

func (f *finder) groups() ([]group, error) {
	var out []group
	err := each(f.ctx, f.s.read, "SELECT fold, id FROM source WHERE n > 0 AND "+ownedOrShared+" ORDER BY fold, id", func(rs *sql.Rows) error {
		var text string
		var id int64
		err := rs.Scan(&text, &id)
		if n := len(out); n == 0 || out[n-1].key != text {
			out = append(out, group{key: text})
		}
		out[len(out)-1].ids = append(out[len(out)-1].ids, id)
		return err
	})
	return out, err
}

// inGroup returns a finder for the articles of a group, newest first.
func (f *finder) inGroup(g group) *finder {
	c := *f
	c.q.Sort = model.Newest
	c.kept = slices.DeleteFunc(slices.Clone(f.kept), func(k *keptRow) bool { return k.Place.Text != g.key })
	if c.matchesNone = g.expr == "" && len(g.ids) == 0; !c.matchesNone {
		c.w = f.w.forGroup(g)
	}
	return &c
}

// bySource reads the sources one after the other.
func (f *finder) bySource(win model.Window) (model.Page, error) {
	groups, err := f.groups()
	if err != nil {
		return model.Page{}, err
	}
	for _, k := range f.kept { // of sources that have gone
		if i, ok := slices.BinarySearchFunc(groups, k.Place.Text, func(g group, key string) int { return cmp.Compare(g.key, key) }); !ok {
			groups = slices.Insert(groups, i, group{key: k.Place.Text})
		}
	}
	return f.grouped(groups, win)
}

// byRelevance reads what has all the words in its title, what has some, and the
// rest.
func (f *finder) byRelevance(win model.Window) (model.Page, error) {
	var all, some []string
	var titled [][]int64 // of what waits, by condition
	for _, x := range conjuncts(f.q.Where) {
		if m, ok := x.(model.Match); ok && inIndex(m) && m.Field != model.Author {
			l, err := f.titleExpr(m)
			if err != nil {
				return model.Page{}, err
			}
			if l != "" {
				all, some = append(all, l), append(some, l)
				m.Field = model.Title
				titled = append(titled, f.w.found(m))
			}
		}
	}
	if len(all) == 0 || f.w.driver.by != byWords {
		f.q.Sort = model.Newest
		return f.byDate(win)
	}
	var first, second, third []int64
	if f.w.more != nil {
		first, second, third = waitingGroups(f.w.more.driver.items, titled)
	}
	every, any := "("+strings.Join(all, " AND ")+")", "("+strings.Join(some, " OR ")+")"
	return f.grouped([]group{
		{key: "1", expr: "(" + f.w.driver.words + ") AND " + every, waiting: first},
		{key: "2", expr: "((" + f.w.driver.words + ") AND " + any + ") NOT " + every, waiting: second},
		{key: "3", expr: "(" + f.w.driver.words + ") NOT " + any, waiting: third},
	}, win)
}

// titleExpr returns an expression for the index of words for articles that have
// all words of m in their title; "" when m has no words.
func (f *finder) titleExpr(m model.Match) (string, error) {
	m.Field = model.Title
	var parts []string
	for _, t := range terms(m) {
		l, err := f.s.lookUp(f.ctx, t)
		if err != nil {
			return "", err
		}
		if !l.unlisted { // it tells nothing apart
			parts = append(parts, cmp.Or(l.expr, matchNone.expr))
		}
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "(" + strings.Join(parts, " AND ") + ")", nil
}

// grouped reads groups one after the other.
func (f *finder) grouped(groups []group, win model.Window) (model.Page, error) {
	c := *f
	c.q.Sort = model.Newest
	sections := c.sections()
	begin, end := cursor{at: c.startOf(sections[0])}, cursor{section: len(sections)}
	first, at, err := f.groupCursor(groups, sections, win.At)
	if err != nil {
		return model.Page{}, err
	}
	var after, before []row
	for i := first; i < len(groups) && len(after) <= win.After; i++ {
		from := begin
		if i == first {
			from = at
		}
		rows, err := f.inGroup(groups[i]).read(sections, from, win.After+1-len(after), true)
		if err != nil {
			return model.Page{}, err
		}
		after = append(after, setGroupKey(rows, groups[i].key)...)
	}
	for i := min(first, len(groups)-1); i >= 0 && len(before) <= win.Before; i-- {
		from := end
		if i == first {
			from = at
		}
		rows, err := f.inGroup(groups[i]).read(sections, from, win.Before+1-len(before), false)
		if err != nil {
			return model.Page{}, err
		}
		before = append(before, setGroupKey(rows, groups[i].key)...)
	}
	return f.page(before, after, win)
}

// setGroupKey says of rows in which group they are.
func setGroupKey(rows []row, key string) []row {
	for i := range rows {
		rows[i].Place.Text = key
	}
	return rows
}

// groupCursor returns the group in which a place is, and the cursor within it.
func (f *finder) groupCursor(groups []group, sections []sectionBounds, at model.At) (int, cursor, error) {
	c := *f
	c.q.Sort = model.Newest
	begin := cursor{at: c.startOf(sections[0])}
	within := func(text string, id int64) (int, cursor, error) {
		i, found := slices.BinarySearchFunc(groups, text, func(g group, text string) int { return cmp.Compare(g.key, text) })
		if !found {
			return i, begin, nil
		}
		s, err := c.cursorOfItem(sections, id)
		return i, s, err
	}
	switch {
	case at.Place != nil:
		return within(at.Place.Text, at.Place.Key)
	case at.ID != "":
		id, ok, err := f.matching(at.ID)
		if err != nil || !ok {
			return 0, begin, err
		}
		key, err := f.groupKeyOf(groups, id)
		if err != nil {
			return 0, begin, err
		}
		return within(key, id)
	case at.Date != nil:
		on := c.cursorOfDate(sections, *at.Date)
		for i, g := range groups {
			if rows, err := f.inGroup(g).read(sections, on, 1, true); err != nil || len(rows) > 0 {
				return i, on, err
			}
		}
		return len(groups), begin, nil
	case at.Bottom:
		return len(groups), begin, nil
	}
	return 0, begin, nil
}

// groupKeyOf returns the key of the group in which an item is.
func (f *finder) groupKeyOf(groups []group, id int64) (string, error) {
	if len(groups) > 0 && groups[0].expr == "" {
		var key string
		err := f.s.read.QueryRowContext(f.ctx, "SELECT fold FROM source WHERE id = (SELECT source FROM item WHERE id = ?)", id).Scan(&key)
		return key, err
	}
	for _, g := range groups {
		if slices.Contains(g.waiting, id) {
			return g.key, nil
		}
		if ids, err := column[int64](f.ctx, f.s.read, "SELECT rowid FROM fts WHERE fts MATCH ? AND rowid = ?", g.expr, id); err != nil || len(ids) > 0 {
			return g.key, err
		}
	}
	return "", nil
}
