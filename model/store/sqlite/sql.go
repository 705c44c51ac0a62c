package sqlite

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// sqlPlan is a plan in SQL: its condition over item i and its state s, with arguments.
// Text of readers is never part of the SQL: it is an argument.
type sqlPlan struct {
	*plan
	sql  strings.Builder
	args []any
	more *sqlPlan // finds what sql does not: nothing twice
	// other is another question, of which the articles are found as well: none twice, and of
	// other sources.
	other *sqlPlan
}

// inSQL writes the whole condition.
func (p *plan) inSQL() *sqlPlan {
	w := &sqlPlan{plan: p}
	w.writeAsOf()
	switch {
	case p.q.Where == nil:
		w.add("1")
	case p.driver.by >= byWaiting:
		w.writeExpr(p.q.Where)
	default:
		w.writeTop(p.q.Where)
	}
	if of := p.ofWaiting(); of != nil {
		w.more = of.inSQL()
	}
	return w
}

// stateJoin adds the reader's state s of an item i. A bare ?1 in an outer join, and
// in some other places, has SQLite compile the question anew whenever it is another
// reader's.
const stateJoin = " LEFT JOIN state s ON s.reader = +?1 AND s.item = i.id"

// onlyVisible keeps articles out, with AND, that the reader has hidden, that are
// another's, or of sources that are left out, where there are any.
func (p *plan) onlyVisible() string {
	cond := ""
	if p.hasHidden {
		cond = "coalesce(s.hidden, 0) = 0 AND "
	}
	if p.foreign {
		cond += "NOT " + fmt.Sprintf(foreignSource, "i.source") + " AND "
	}
	if without := p.notLeftOut("i.source"); without != "" {
		cond += strings.TrimPrefix(without, " AND ") + " AND "
	}
	return cond
}

// whole are the questions of w and of its others, each for itself.
func (w *sqlPlan) whole() (all []*sqlPlan) {
	for ; w != nil; w = w.other {
		one := w.with(func(*plan) {})
		one.more = w.more
		all = append(all, one)
	}
	return all
}

// questions are those that together find what w does, with its others.
func (w *sqlPlan) questions() []*sqlPlan {
	all := []*sqlPlan{w}
	switch {
	case w.more != nil:
		all = append(all, w.more)
	case w.driver.by == byTag && !w.allRows:
		all = append(all, w.with(func(p *plan) { p.driver.by = byOwnTag }))
	}
	if w.other != nil {
		all = append(all, w.other.questions()...)
	}
	return all
}

// forGroup returns w for the articles of a group alone.
func (w *sqlPlan) forGroup(g group) *sqlPlan {
	c := w.with(func(p *plan) {
		switch {
		case p.driver.by == byWaiting && g.expr != "":
			p.driver.items = g.waiting
		case g.expr != "":
			p.driver = planDriver{by: byWords, words: g.expr}
		case p.driver.by == byWords:
			p.driver.words = "(" + p.driver.words + ") AND (" + join(g.ids, " OR ", sourceSign) + ")"
		default:
			p.ofSources = g.ids
		}
	})
	if w.more != nil {
		c.more = w.more.forGroup(g)
	}
	if w.other != nil {
		c.other = w.other.forGroup(g)
	}
	return c
}

// with returns w, whose condition stays, for another plan.
func (w *sqlPlan) with(change func(*plan)) *sqlPlan {
	p := *w.plan
	change(&p)
	c := &sqlPlan{plan: &p, args: w.args}
	c.sql.WriteString(w.sql.String())
	return c
}

// scans are the tables that drive, as w with a column item, and what they have.
var scans = map[driverKind]struct{ table, where string }{
	byStarred: {"state w INDEXED BY state_starred", "w.reader = ?1 AND w.starred = 1"},
	byHidden:  {"state w INDEXED BY state_hidden", "w.reader = ?1 AND w.hidden = 1"},
	byRead:    {"state w", "w.reader = ?1 AND w.read = 1"},
	// A tag may be spelled in several ways, and be the reader's and the document's.
	byTag: {"tag w INDEXED BY tag_fold", "w.fold = ? AND NOT EXISTS (SELECT 1 FROM tag d WHERE d.item = w.item AND d.fold = w.fold AND d.name < w.name)"},
	byOwnTag: {"own_tag w INDEXED BY own_tag_fold", `w.reader = ?1 AND w.fold = ? AND w.dropped = 0 AND NOT EXISTS (SELECT 1 FROM own_tag o
		WHERE o.reader = ?1 AND o.item = w.item AND o.fold = w.fold AND o.dropped = 0 AND o.name < w.name)
		AND NOT EXISTS (SELECT 1 FROM tag d WHERE d.item = w.item AND d.fold = w.fold)`},
}

// from returns the tables of a question, the id to range over, and the
// beginning of its condition: what drives it comes first.
func (w *sqlPlan) from() (tables, id, cond string, args []any) {
	const rest = stateJoin
	cond = w.onlyVisible()
	if w.ofSources != nil {
		cond = "i.source IN (" + join(w.ofSources, ", ", "") + ") AND " + cond
	}
	switch d := w.driver; d.by {
	case byWords:
		return "fts CROSS JOIN item i ON i.id = fts.rowid" + rest, "fts.rowid", "fts MATCH ? AND " + cond, []any{d.words}
	case byStory:
		cond = itemsIn(d.items) + " AND " + cond
	case byWaiting:
		return "json_each(?) w CROSS JOIN item i ON i.id = w.value" + rest, "w.value", cond, []any{jsonList(d.items)}
	case byAllWaiting:
		return "waiting w CROSS JOIN item i ON i.id = w.item" + rest, "w.item", cond, nil
	case byArrival:
		arrived, args := d.arrivals()
		return "item i" + rest, "i.id", "i.id IN (SELECT id " + arrived + ") AND " + cond, args
	case byTag:
		if w.allRows { // in any order
			one, own := scans[byTag], scans[byOwnTag]
			return "(SELECT w.item FROM " + one.table + " WHERE " + one.where + " UNION ALL SELECT w.item FROM " + own.table + " WHERE " + own.where +
				") w CROSS JOIN item i ON i.id = w.item" + rest, "w.item", cond, []any{d.tag, d.tag}
		}
		fallthrough
	case byStarred, byHidden, byRead, byOwnTag:
		if d.by == byTag || d.by == byOwnTag {
			args = []any{d.tag}
		}
		return scans[d.by].table + " CROSS JOIN item i ON i.id = w.item" + rest, "w.item", scans[d.by].where + " AND " + cond, args
	}
	return "item i" + rest, "i.id", cond, nil
}

// arrivals are the items that arrived when the driver says.
func (d *planDriver) arrivals() (from string, args []any) {
	var conds []string
	if d.isNew {
		conds = append(conds, "arrived > "+lastVisit)
	}
	for _, x := range d.arrived {
		conds, args = append(conds, "arrived >= ?"), append(args, x.Span.From.Unix())
	}
	return "FROM item INDEXED BY item_arrived WHERE " + strings.Join(conds, " AND "), args
}

// fewArrived reports whether these are few.
func (d *planDriver) fewArrived(ctx context.Context, db querier) (bool, error) {
	from, args := d.arrivals()
	var n int
	err := db.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 %s LIMIT %d)", from, maxByArrival+1), args...).Scan(&n)
	return n <= maxByArrival, err
}

// ranges narrows a count to the ids the spans of w may have.
func (w *sqlPlan) ranges(overflow int64) (string, []any) {
	if len(w.spans) == 0 {
		return "", nil
	}
	all := rowid.Bounds{Lo: rowid.Highest, Hi: rowid.Lowest}
	var parts []string
	var args []any
	for _, r := range rowid.Dated {
		if b := w.narrow(r.Bounds(), overflow); !b.Empty() {
			all = rowid.Bounds{Lo: min(all.Lo, b.Lo), Hi: max(all.Hi, b.Hi)}
			parts, args = append(parts, "(i.id >= ? AND i.id <= ?)"), append(args, b.Lo, b.Hi)
		}
	}
	if parts == nil {
		return " AND 0", nil
	}
	_, id, _, _ := w.from()
	// The id of the table that leads: the other would be looked at only after.
	return " AND " + id + " BETWEEN ? AND ? AND (" + strings.Join(parts, " OR ") + ")", append([]any{all.Lo, all.Hi}, args...)
}

// selection is the question for columns, which have arguments, of all articles found.
func (w *sqlPlan) selection(columns string, columnArgs ...any) (string, []any) {
	tables, _, match, args := w.from()
	rng, rargs := w.ranges(w.overflow)
	return "SELECT " + columns + " FROM " + tables + " WHERE " + match + "(" + w.sql.String() + ")" + rng, slices.Concat(columnArgs, args, w.args, rargs)
}

// writeAsOf keeps what is published after an as-of clock out: what begins later.
func (w *sqlPlan) writeAsOf() {
	if w.q.AsOf {
		w.writeBegun(w.q.Now)
		w.sql.WriteString(" AND ")
	}
}

// writeBegun is true of what has begun at a time, and NULL of what is undated.
func (w *sqlPlan) writeBegun(at time.Time) {
	today := model.DayOf(at)
	w.add(fmt.Sprintf("(CASE i.precise WHEN %d THEN i.published <= ? WHEN %d THEN i.published <= ? WHEN %d THEN i.published < ? WHEN %d THEN i.published < ? END)",
		model.ToInstant, model.ToDay, model.ToMonth, model.ToYear),
		at.Unix(), daySeconds(today), daySeconds((rowid.MonthOf(today) + 1).Start()), daySeconds(rowid.YearStart(rowid.YearOf(today)+1)))
}

func (w *sqlPlan) add(sql string, args ...any) {
	w.sql.WriteString(sql)
	w.args = append(w.args, args...)
}

// writeTop writes x, which must be true, and leaves out what the index of words has
// settled by leading.
func (w *sqlPlan) writeTop(x model.Expr) {
	if and, ok := x.(model.And); ok && len(and) > 0 {
		for i, p := range and {
			if i > 0 {
				w.add(" AND ")
			}
			w.writeTop(p)
		}
		return
	}
	if n, ok := x.(model.Not); ok && w.driver.by == byWords {
		if l := w.ftsExpr(n.X); l.ok && l.exact { // leadAnd has excluded it
			w.add("1")
			return
		}
	}
	if l := w.ftsExpr(x); l.ok && l.exact {
		w.add("1")
		return
	} else if m, is := x.(model.Match); is && l.ok && w.driver.by == byWords { // the index has found those that may have it
		w.writeVerify(m)
		return
	}
	w.writeExpr(x)
}

func (w *sqlPlan) writeJoined(parts []model.Expr, op, empty string) {
	if len(parts) == 0 {
		w.add(empty)
		return
	}
	w.add("(")
	for i, p := range parts {
		if i > 0 {
			w.add(op)
		}
		w.writeExpr(p)
	}
	w.add(")")
}

func (w *sqlPlan) writeExpr(x model.Expr) {
	switch x := x.(type) {
	case model.And:
		w.writeJoined(x, " AND ", "1")
	case model.Or:
		w.writeJoined(x, " OR ", "0")
	case model.Not:
		w.add("(NOT ")
		w.writeExpr(x.X)
		w.add(")")
	case model.Is:
		w.writeState(x.State)
	case model.Has:
		w.add(fmt.Sprintf("(i.flags & %d <> 0)", contentFlags[x.Content]))
	case model.Tagged:
		name := tokenize.Key(x.Name)
		w.add("(")
		if set := w.sources[x]; len(set.ids) > 0 {
			w.writeSources(set)
			w.add(" OR ")
		}
		w.add("EXISTS (SELECT 1 FROM tag WHERE tag.item = i.id AND tag.fold = ?) OR EXISTS (SELECT 1 FROM own_tag o WHERE o.reader = ?1 AND o.item = i.id AND o.fold = ? AND o.dropped = 0))",
			name, name)
	case model.InFolder:
		w.writeSources(w.sources[x])
	case model.InStory:
		w.add("(" + itemsIn(w.stories[x.ID]) + ")")
	case model.Match:
		w.writeMatch(x)
	case model.Within:
		w.writeWithin(x)
	case model.Cycle:
		w.writeCycle(x)
	default:
		w.add("0")
	}
}

// itemsIn is the condition that i is one of items.
func itemsIn(items []int64) string { return "i.id IN (" + join(items, ", ", "") + ")" }

func (w *sqlPlan) writeState(s model.StateWord) {
	switch s {
	case model.IsUnread:
		w.add("(coalesce(s.read, 0) = 0)")
	case model.IsRead:
		w.add("(coalesce(s.read, 0) = 1)")
	case model.IsStarred:
		w.add("(coalesce(s.starred, 0) = 1)")
	case model.IsTagged:
		w.add("EXISTS (SELECT 1 FROM own_tag o WHERE o.reader = ?1 AND o.item = i.id AND o.dropped = 0)")
	case model.IsUndated:
		w.add("(i.published IS NULL)")
	case model.IsDated:
		w.add("(i.published IS NOT NULL)")
	case model.IsApprox:
		w.add(fmt.Sprintf("(i.published IS NOT NULL AND i.origin IN (%d, %d))", model.FromURL, model.FromSeen))
	case model.IsFuture:
		w.add("(NOT coalesce(")
		w.writeBegun(w.q.AheadFrom())
		w.add(", 1))")
	case model.IsEdited:
		w.add(fmt.Sprintf("(i.flags & %d <> 0)", isEdited))
	case model.IsNew:
		w.add("(i.arrived > " + lastVisit + ")")
	case model.IsDuplicate:
		if (w.allRows || !w.q.Folds()) && !w.fewRows { // nearly all articles are going to be looked at
			w.add("(" + titleRepeats + " AND " + w.isCopy() + ")")
			return
		}
		w.add(w.isCopy())
	case model.IsHidden:
		w.add("(coalesce(s.hidden, 0) = 1)")
	default:
		w.add("0")
	}
}

// lastVisit is when the last visit ended; without one nothing is new.
const lastVisit = "coalesce((SELECT visit_ended FROM reader WHERE id = ?1), 9223372036854775807)"

// daySeconds is a day as item.published has it.
func daySeconds(d model.Day) int64 { return int64(d) * 24 * 60 * 60 }

// writeWithin compares a date with a span: an instant with its bounds in time, a
// day with its bounds in days, a month or a year, of which the last second is kept,
// with the months or years that are whole in it. NULL, for articles without that date, is
// neither true nor false, also when negated.
func (w *sqlPlan) writeWithin(x model.Within) {
	switch x.Axis {
	case model.Arrived:
		w.writeSpan("i.arrived", "", x.Span)
	case model.ReadAt:
		w.writeSpan("s.read_at", "", x.Span)
	case model.Updated:
		w.writeSpan("i.updated", "i.uday", x.Span)
	default:
		w.writeSpan("i.published", "i.precise", x.Span)
	}
}

func (w *sqlPlan) writeSpan(column, precision string, s model.Span) {
	bounds := func(from, to int64) {
		switch {
		case s.From.IsZero() && s.To.IsZero():
			w.add(column + " = " + column) // any date, but a date
		case s.To.IsZero():
			w.add(column+" >= ?", from)
		case s.From.IsZero():
			w.add(column+" < ?", to)
		default:
			w.add(column+" >= ? AND "+column+" < ?", from, to)
		}
	}
	// Instants are kept to the second: a bound within a second begins at the next.
	from, to := ceil(s.From.UnixNano(), s.From.Unix()), ceil(s.To.UnixNano(), s.To.Unix())
	w.add("(")
	if precision == "" {
		bounds(from, to)
	} else {
		first, end := s.Whole()
		w.add(fmt.Sprintf("CASE %s WHEN %d THEN ", precision, model.ToDay))
		bounds(daySeconds(s.FromDay), daySeconds(s.ToDay))
		w.add(fmt.Sprintf(" WHEN %d THEN ", model.ToMonth))
		bounds(daySeconds((rowid.MonthOf(first-1) + 1).Start()), daySeconds(rowid.MonthOf(end).Start()))
		w.add(fmt.Sprintf(" WHEN %d THEN ", model.ToYear))
		bounds(daySeconds(rowid.YearStart(rowid.YearOf(first-1)+1)), daySeconds(rowid.YearStart(rowid.YearOf(end))))
		w.add(" ELSE ")
		bounds(from, to)
		w.add(" END")
	}
	w.add(")")
}

// ceil returns the first whole second not before a time.
func ceil(nano, seconds int64) int64 {
	if nano%1e9 != 0 {
		return seconds + 1
	}
	return seconds
}

func (w *sqlPlan) writeCycle(x model.Cycle) {
	column, precision := "i.published", "i.precise"
	switch x.Axis {
	case model.Arrived:
		column, precision = "i.arrived", "2"
	case model.ReadAt:
		column, precision = "s.read_at", "2"
	case model.Updated:
		column, precision = "i.updated", "i.uday"
	}
	w.add(fmt.Sprintf("dl_cycle(%s, %s, ?, ?, ?, ?)", column, precision),
		zoneKey(w.q.Zone()), int(x.Month), x.Day, x.Weekday)
}
