package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// sectionBounds are the ranges of a section, as datedRegions has them, or, of the
// section without dates, its only range.
type sectionBounds struct {
	section model.Section
	of      [len(rowid.Dated)]rowid.Bounds
}

// finder answers one question for a part of a list.
type finder struct {
	ctx         context.Context
	s           *Library
	q           model.Query
	w           *sqlPlan
	overflow    int64
	zone        *time.Location
	anchor      *int64                // the item that the window is about, where it is one that has a date
	kept        []*keptRow            // of this part of the list
	keptByID    map[model.ID]*keptRow // of all of it
	matchesNone bool                  // nothing is found
}

// Find implements model.Finder.
func (s *Library) Find(ctx context.Context, q model.Query, win model.Window) (model.Page, error) {
	defer hold(q)()
	var p model.Page
	err := s.ask(ctx, q, false, func(s *Library, w *sqlPlan) (err error) {
		f := &finder{ctx: ctx, s: s.forList(w), q: q, w: w, overflow: w.overflow, zone: q.Zone()}
		if p, err = f.findKeeping(win); err == nil && w.lights {
			err = s.highlight(ctx, p.Headlines)
		}
		p.Unsearched = w.unsearched()
		return err
	})
	if err != nil {
		return model.Page{}, mapError(err)
	}
	return p, nil
}

// find answers in the order that is asked for.
func (f *finder) find(win model.Window) (model.Page, error) {
	switch {
	case f.q.Sort == model.BySource || f.q.Sort == model.ByTitle:
		return f.sorted(win)
	case f.q.Sort == model.ByRelevance:
		return f.byRelevance(win)
	case f.q.FoldStories:
		return f.byStory(win)
	}
	return f.byDate(win)
}

// sections returns the sections in list order.
func (f *finder) sections() []sectionBounds {
	a := f.q.AheadFrom()
	ahead, dated, none := sectionBounds{section: model.Ahead}, sectionBounds{section: model.ByDate}, sectionBounds{section: model.NoDate}
	for i, r := range rowid.Dated {
		ahead.of[i], dated.of[i], none.of[i] = r.Bounds(), r.Bounds(), rowid.Bounds{Lo: 1, Hi: 0}
		switch {
		case r == rowid.Instants: // they are told apart by their time
			dated.of[i].Hi, ahead.of[i].Lo = rowid.Instant(a.Unix())+f.overflow, rowid.Instant(a.Unix())-f.overflow-rowid.Slots
		case r != rowid.Days && !f.w.wide:
			ahead.of[i], dated.of[i] = rowid.Bounds{Lo: 1, Hi: 0}, rowid.Bounds{Lo: 1, Hi: 0}
		default:
			dated.of[i].Hi = rowid.Period(r, model.DayOf(a)).Hi
			ahead.of[i].Lo = dated.of[i].Hi + 1
		}
	}
	none.of[0] = rowid.Undated.Bounds()
	var out []sectionBounds
	for _, section := range f.q.Sort.Sections() {
		out = append(out, [...]sectionBounds{model.Ahead: ahead, model.ByDate: dated, model.NoDate: none}[section])
	}
	return out
}

// cursor is a place in the list: a section and, in each of its ranges, the id at
// which what follows begins (going down, or up for Oldest, there by whole runs but for
// the one that finder.place is in).
type cursor struct {
	section int // index in sections; len(sections) is the end
	at      [len(rowid.Dated)]int64
}

// row is a headline with its id.
type row struct {
	model.Headline
	id, source int64
}

// byDate answers in the orders by date.
func (f *finder) byDate(win model.Window) (model.Page, error) {
	sections := f.sections()
	at, err := f.cursorAt(sections, win.At)
	if err != nil {
		return model.Page{}, err
	}
	after, err := f.read(sections, at, win.After+1, true)
	if err != nil {
		return model.Page{}, err
	}
	before, err := f.read(sections, at, win.Before+1, false)
	if err != nil {
		return model.Page{}, err
	}
	return f.page(before, after, win)
}

// page makes a page of the rows after a place and, nearest first, those before
// it; each may hold one more than was wanted, which tells that there are more.
func (f *finder) page(before, after []row, win model.Window) (model.Page, error) {
	p := model.Page{First: len(before) <= win.Before, Last: len(after) <= win.After}
	before, after = before[:min(len(before), win.Before)], after[:min(len(after), win.After)]
	slices.Reverse(before)
	p.Here = len(before)
	for _, r := range append(before, after...) {
		p.Headlines = append(p.Headlines, r.Headline)
	}
	if f.q.Folds() && !f.q.FoldStories {
		if err := f.countCopies(&p); err != nil {
			return p, err
		}
	}
	if f.q.Limit > 0 {
		return f.cutAtLimit(p)
	}
	return p, nil
}

// cutAtLimit cuts a page at the q.Limit-th article of the list.
func (f *finder) cutAtLimit(p model.Page) (model.Page, error) {
	q := f.q
	q.Limit = 0
	top, err := f.s.Find(f.ctx, q, model.Window{After: f.q.Limit})
	if err != nil {
		return p, err
	}
	within := make(map[model.ID]bool, len(top.Headlines))
	for _, h := range top.Headlines {
		within[h.ID] = true
	}
	n := len(p.Headlines)
	p.Headlines = slices.DeleteFunc(p.Headlines, func(h model.Headline) bool { return !within[h.ID] && !h.Kept })
	p.Here = min(p.Here, len(p.Headlines))
	p.Last = p.Last || len(p.Headlines) < n || len(p.Headlines) > 0 && p.Headlines[len(p.Headlines)-1].ID == top.Headlines[len(top.Headlines)-1].ID
	return p, nil
}

// read reads up to n rows from a cursor on, or before it, nearest first.
func (f *finder) read(sections []sectionBounds, at cursor, n int, on bool) ([]row, error) {
	var out []row
	step := 1
	if !on {
		step = -1
	}
	for i := at.section; i >= 0 && i < len(sections) && len(out) < n; i += step {
		rows, err := f.readSection(sections[i], i, at, n-len(out), on)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	if !on && at.section == len(sections) { // the loop above saw nothing from beyond the end
		return f.read(sections, cursor{section: len(sections) - 1, at: f.endOf(sections[len(sections)-1])}, n, on)
	}
	return out, nil
}

// endOf is the cursor in a section behind its last article.
func (f *finder) endOf(b sectionBounds) [len(rowid.Dated)]int64 {
	if f.descending(b.section) {
		return inAllRegions(rowid.Lowest)
	}
	return inAllRegions(rowid.Highest)
}

// inAllRegions returns one id for all ranges.
func inAllRegions(id int64) (at [len(rowid.Dated)]int64) {
	for i := range at {
		at[i] = id
	}
	return at
}

// descending reports whether a section is listed with falling ids.
func (f *finder) descending(s model.Section) bool {
	return f.q.Sort != model.Oldest || s == model.NoDate
}

// readSection reads up to n rows of one section: from the cursor on where it lies in it,
// else all.
func (f *finder) readSection(b sectionBounds, i int, at cursor, n int, on bool) ([]row, error) {
	down := f.descending(b.section)
	falling := down == on // the ids fall in the direction of reading
	var parts [len(rowid.Dated)][]row
	for r := range parts {
		lim := b.of[r]
		if !down {
			var from *int64
			if i == at.section {
				from = &at.at[r]
			}
			rows, err := f.readRising(lim, from, n, on, b.section)
			if err != nil {
				return nil, err
			}
			parts[r] = rows
			continue
		}
		if i == at.section && on {
			lim.Hi = min(lim.Hi, at.at[r])
		} else if i == at.section {
			lim.Lo = max(lim.Lo, rowid.Succ(at.at[r]))
		}
		if lim.Empty() {
			continue
		}
		rows, err := f.readRange(lim, n, falling, b.section)
		if err != nil {
			return nil, err
		}
		parts[r] = rows
	}
	out := merge(parts, falling, f.zone)
	return out[:min(n, len(out))], nil
}

// merge joins what was read of the regions.
func merge(parts [len(rowid.Dated)][]row, falling bool, zone *time.Location) []row {
	var out []row
	for {
		next := -1
		for i, p := range parts {
			if len(p) > 0 && (next < 0 || (parts[next][0].Published.Key(zone).Compare(p[0].Published.Key(zone)) > 0) == falling) {
				next = i
			}
		}
		if next < 0 {
			return out
		}
		out, parts[next] = append(out, parts[next][0]), parts[next][1:]
	}
}

// rowColumns are what a headline needs, in the order scan takes them.
const rowColumns = `i.id, i.uid, i.title, i.url, i.source, (SELECT title || char(10) || path FROM source WHERE source.id = i.source), i.published, i.zone, i.precise, i.origin,
	i.flags, coalesce(s.read, 0), coalesce(s.starred, 0), coalesce(s.hidden, 0)`

// readRange reads up to n rows of a range: those that the condition holds for, and those
// that stay.
func (f *finder) readRange(b rowid.Bounds, n int, falling bool, section model.Section) ([]row, error) {
	found, err := f.readMatching(b, n, falling, section)
	if err != nil || len(f.kept) == 0 {
		return found, err
	}
	return f.withKept(found, n, func(k *row) bool { return k.Section == section && k.id >= b.Lo && k.id <= b.Hi }, func(a, b *row) int {
		return compareIDs(a, b, falling)
	})
}

// readMatching reads up to n rows of a range that the condition holds for.
func (f *finder) readMatching(b rowid.Bounds, n int, falling bool, section model.Section) ([]row, error) {
	if b = f.w.narrow(b, f.overflow); b.Empty() || f.matchesNone || f.w.parts.ahead && section != model.Ahead {
		return nil, nil
	}
	if f.w.parts.unread && !f.q.AsksHidden() && f.w.driver.by == byDate && f.w.ofSources == nil && rowid.RegionOf(b.Lo) != rowid.Undated {
		return f.readUnread(b, n, falling, section)
	}
	return f.queryRange(b, n, falling, section, "")
}

// materialized makes a question for a few rows find all of them before it gives
// the first. The driver ends a question that is no longer wanted only until it
// has given a row: looking for the next could take a minute.
func materialized(q string) string {
	return "WITH found AS MATERIALIZED (" + q + ") SELECT * FROM found"
}

// limit bounds a question. Of a bare parameter SQLite would look at the value: it would
// compile the question anew for each.
const limit = " LIMIT +?"

// queryRange is rows by all parts of the question, with a further condition on the item i.
func (f *finder) queryRange(b rowid.Bounds, n int, falling bool, section model.Section, also string) ([]row, error) {
	var found []row
	parts := f.w.questions()
	for _, w := range parts {
		more, err := f.queryPart(w, b, n, falling, section, also)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	if len(parts) > 1 {
		slices.SortFunc(found, func(a, b row) int { return compareIDs(&a, &b, falling) })
	}
	return found[:min(n, len(found))], nil
}

// queryPart is queryRange for a part. Of what waits it asks about few first: most answer.
func (f *finder) queryPart(w *sqlPlan, b rowid.Bounds, n int, falling bool, section model.Section, also string) ([]row, error) {
	if w.driver.by != byWaiting {
		return f.query(w, b, n, falling, section, also)
	}
	var found []row
	ids := within(w.driver.items, b)
	for some := 2*n + 8; len(ids) > 0 && len(found) < n; some *= 4 {
		k := min(some, len(ids))
		part, rest := ids[:k], ids[k:]
		if falling {
			rest, part = ids[:len(ids)-k], ids[len(ids)-k:]
		}
		ids = rest
		more, err := f.query(w.with(func(p *plan) { p.driver.items = part }), b, n-len(found), falling, section, also)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	return found, nil
}

// within returns the ids of an ascending list that are in a range.
func within(ids []int64, b rowid.Bounds) []int64 {
	from, _ := slices.BinarySearch(ids, b.Lo)
	to, found := slices.BinarySearch(ids, b.Hi)
	if found {
		to++
	}
	return ids[from:max(from, to)]
}

// query is queryRange by one question.
func (f *finder) query(w *sqlPlan, b rowid.Bounds, n int, falling bool, section model.Section, also string) ([]row, error) {
	tables, id, cond, args := w.from()
	q := "SELECT " + rowColumns + " FROM " + tables + " WHERE " + cond +
		id + " >= ? AND " + id + " <= ? AND (" + w.sql.String() + ")" + f.exactSection(section) + also + " ORDER BY " + id
	if falling {
		q += " DESC"
	}
	args = append(slices.Clone(args), b.Lo, b.Hi)
	args = append(append(args, w.args...), n)
	return collect(f.ctx, f.s.read, materialized(q+limit), func(rs *sql.Rows, r *row) error {
		r.Section = section
		return r.scan(rs)
	}, args...)
}

// compareIDs orders rows by their ids.
func compareIDs(a, b *row, falling bool) int {
	if falling {
		return cmp.Compare(b.id, a.id)
	}
	return cmp.Compare(a.id, b.id)
}

// exactSection narrows the instants of a section to those that belong to it: ids that
// were spilled lie a little beside their time.
func (f *finder) exactSection(s model.Section) string {
	if s == model.NoDate {
		return ""
	}
	op := "<="
	if s == model.Ahead {
		op = ">"
	}
	return fmt.Sprintf(" AND (i.precise <> %d OR i.published %s %d)", model.ToInstant, op, f.q.AheadFrom().Unix())
}

// scan reads the rowColumns.
func (r *row) scan(rs *sql.Rows) error {
	var published dateRow
	var flags int64
	err := rs.Scan(&r.id, (*string)(&r.ID), &r.Title, &r.URL, &r.source, &r.Source, &published.seconds, &published.zone, &published.precise, &published.origin, &flags, &r.State.Read, &r.State.Starred, &r.State.Hidden)
	r.Source, r.SourceAt, _ = strings.Cut(r.Source, "\n")
	r.Published = published.date()
	r.HeadlineOnly = flags&hasText == 0
	r.Place = model.Place{Key: r.id}
	return err
}
