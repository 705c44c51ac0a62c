package sqlite

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// plan is a condition in SQL over item i and its state s, with its arguments.
// Text of readers is never part of the SQL: it is an argument.
type plan struct {
	sql  strings.Builder
	args []any
	q    model.Query
	// ftsDriver is an expression for the index of words of which every article
	// that is found is a match; "" when there is none. It lets the index lead.
	ftsDriver string
	// scan is another table that leads: it has a row for every article found.
	scan         scan
	sourceFilter string       // a condition on the source beside, and AND
	driven       bool         // a table of the asker's leads
	spans        []model.Span // of publication, that every article found lies in
	parts        listParts

	lookups   map[term]lookup           // how to look up words
	sources   map[model.Match]sourceSet // what conditions on sources name
	stories   map[model.ID][]int64      // the items of stories
	allRows   bool                      // the question is about all articles found, not the first
	fewRows   bool                      // it is about few articles, which are known
	hasHidden bool                      // there are hidden articles, which the question does not ask for
}

// scan is a table that is read in the order of items and drives the question.
type scan struct {
	table, where string // with the alias w and a column item; no table: where is about i.id
	args         []any
}

// listParts says which parts of a list all articles found are in; false: any.
type listParts struct{ dated, undated, ahead, unread bool }

// image matches an image in Markdown.
var image = regexp.MustCompile(`!\[[^\]]*\]\(`)

// compile turns q's condition into SQL. whole says that it is for a count
// rather than for the first few.
func (s *Store) compile(ctx context.Context, q model.Query, whole bool) (*plan, error) {
	w, err := s.resolved(ctx, q, whole)
	if err != nil {
		return nil, err
	}
	return w, w.chooseDriver(ctx, s)
}

// chooseDriver chooses what leads, and writes the condition.
func (w *plan) chooseDriver(ctx context.Context, s *Store) error {
	q := w.q
	l := w.ftsExpr(q.Where)
	if l.ok {
		w.ftsDriver = l.expr
	}
	w.spans = publishedSpans(q.Where)
	w.takeConjuncts(q.Where, !l.ok)
	if !l.ok && w.scan.where == "" {
		if err := w.byArrival(ctx, s); err != nil {
			return err
		}
	}
	w.writeAll()
	return nil
}

// compileDriven is compile for a question in which a table of the asker's leads.
func (s *Store) compileDriven(ctx context.Context, q model.Query, whole bool) (*plan, error) {
	w, err := s.resolved(ctx, q, whole)
	if err != nil {
		return nil, err
	}
	w.driven = true
	w.writeAll()
	return w, nil
}

// resolved returns an empty condition that knows what q's needs to know.
func (s *Store) resolved(ctx context.Context, q model.Query, whole bool) (*plan, error) {
	w := &plan{q: q, allRows: whole, lookups: make(map[term]lookup), sources: make(map[model.Match]sourceSet), stories: make(map[model.ID][]int64)}
	if !q.AsksHidden() {
		if err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM state INDEXED BY state_hidden WHERE hidden = 1)").Scan(&w.hasHidden); err != nil {
			return nil, err
		}
	}
	if err := w.resolve(ctx, s, q.Where); err != nil {
		return nil, err
	}
	w.writeAsOf()
	return w, nil
}

// writeAll writes the whole condition.
func (w *plan) writeAll() {
	switch {
	case w.q.Where == nil:
		w.sql.WriteString("1")
	case w.driven:
		w.writeExpr(w.q.Where)
	default:
		w.writeTop(w.q.Where)
	}
}

// excludeHidden keeps hidden articles out, and AND, where there are any.
func (w *plan) excludeHidden() string {
	if w.hasHidden {
		return "coalesce(s.hidden, 0) = 0 AND "
	}
	return ""
}

// forGroup returns w for the articles of a group alone.
func (w *plan) forGroup(g group) *plan {
	c := &plan{
		q: w.q, args: w.args, ftsDriver: w.ftsDriver, scan: w.scan, spans: w.spans, parts: w.parts, lookups: w.lookups, sources: w.sources, stories: w.stories, allRows: w.allRows,
		hasHidden: w.hasHidden,
	}
	c.sql.WriteString(w.sql.String())
	switch {
	case g.expr != "":
		c.ftsDriver = g.expr
	case c.ftsDriver != "":
		c.ftsDriver = "(" + c.ftsDriver + ") AND (" + join(g.ids, " OR ", sourceSign) + ")"
	default:
		c.sourceFilter = "i.source IN (" + join(g.ids, ", ", "") + ") AND "
	}
	return c
}

// takeConjuncts takes from the conditions all of which must hold what narrows the
// list: a table to scan, if scans, and the parts of it.
func (w *plan) takeConjuncts(x model.Expr, scans bool) {
	switch x := x.(type) {
	case model.And:
		for _, p := range x {
			w.takeConjuncts(p, scans)
		}
	case model.Is:
		switch x.State {
		case model.IsDated:
			w.parts.dated = true
		case model.IsUndated:
			w.parts.undated = true
		case model.IsFuture:
			w.parts.ahead = true
		case model.IsUnread:
			w.parts.unread = true
		case model.IsStarred:
			if scans {
				w.scan = scan{table: "state w INDEXED BY state_starred", where: "w.starred = 1"}
			}
		case model.IsHidden:
			if scans && !strings.Contains(w.scan.table, "starred") {
				w.scan = scan{table: "state w INDEXED BY state_hidden", where: "w.hidden = 1"}
			}
		case model.IsRead:
			if scans && w.scan.table == "" {
				w.scan = scan{table: "state w INDEXED BY state_read", where: "w.read = 1"}
			}
		}
	case model.InStory:
		if scans && !strings.Contains(w.scan.table, "starred") {
			w.scan = scan{where: w.storyCondition(x)}
		}
	case model.Tagged:
		if scans && !strings.Contains(w.scan.table, "starred") {
			// A tag may be the reader's and the document's.
			w.scan = scan{table: "tag w INDEXED BY tag_fold", where: `w.fold = ? AND NOT EXISTS (SELECT 1 FROM tag d
				WHERE d.item = w.item AND d.fold = w.fold AND (d.own, d.name) < (w.own, w.name))`, args: []any{tokenize.Key(x.Name)}}
		}
	}
}

// maxByArrival bounds the articles that are found by when they arrived: of more the
// list is read in its order.
const maxByArrival = 20_000

// byArrival lets what arrived in a span lead, where the question is about that and
// it is little.
func (w *plan) byArrival(ctx context.Context, s *Store) error {
	var args []any
	cond := ""
	for _, x := range conjuncts(w.q.Where) {
		switch x := x.(type) {
		case model.Is:
			if x.State == model.IsNew {
				cond += " AND arrived > " + lastVisit
			}
		case model.Within:
			if x.Axis == model.Arrived && !x.Span.From.IsZero() {
				cond += " AND arrived >= ?"
				args = append(args, x.Span.From.Unix())
			}
		}
	}
	if cond == "" {
		return nil
	}
	from := "FROM item INDEXED BY item_arrived WHERE " + strings.TrimPrefix(cond, " AND ")
	var n int
	err := s.read.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*) FROM (SELECT 1 %s LIMIT %d)", from, maxByArrival+1), args...).Scan(&n)
	if err == nil && n <= maxByArrival {
		w.scan = scan{where: "i.id IN (SELECT id " + from + ")", args: args}
	}
	return err
}

// conjuncts returns the conditions all of which must hold.
func conjuncts(x model.Expr) []model.Expr {
	and, ok := x.(model.And)
	if !ok {
		return []model.Expr{x}
	}
	var all []model.Expr
	for _, p := range and {
		all = append(all, conjuncts(p)...)
	}
	return all
}

// publishedSpans returns the spans of publication that x asks for at its top.
func publishedSpans(x model.Expr) []model.Span {
	switch x := x.(type) {
	case model.Within:
		if x.Axis == model.Published {
			return []model.Span{x.Span}
		}
	case model.And:
		var all []model.Span
		for _, p := range x {
			all = append(all, publishedSpans(p)...)
		}
		return all
	}
	return nil
}

// narrow cuts a range of ids down to where there may be articles that answer.
func (w *plan) narrow(b rowid.Bounds, overflow int64) rowid.Bounds {
	if none := rowid.RegionOf(b.Lo) == rowid.Undated; none && (w.parts.dated || w.parts.ahead) || !none && w.parts.undated {
		return rowid.Bounds{Lo: 1, Hi: 0}
	}
	for _, s := range w.spans {
		lo, hi := int64(rowid.Lowest), int64(rowid.Highest)
		from, to := s.Whole()
		switch r := rowid.RegionOf(b.Lo); r {
		case rowid.Instants:
			lo, hi = rowid.From(s.From.Unix(), overflow), rowid.Instant(s.To.Unix())
		case rowid.Days:
			lo, hi = rowid.Period(rowid.Days, s.FromDay).Lo, rowid.Period(rowid.Days, s.ToDay).Lo-1
		case rowid.Undated:
			return rowid.Bounds{Lo: 1, Hi: 0}
		default: // months or years that are whole in it
			lo, hi = rowid.Period(r, from-1).Hi+1, rowid.Period(r, to).Lo-1
		}
		if !s.From.IsZero() {
			b.Lo = max(b.Lo, lo)
		}
		if !s.To.IsZero() {
			b.Hi = min(b.Hi, hi)
		}
	}
	return b
}

// ranges narrows a count to the ids the spans of w may have.
func (w *plan) ranges(overflow int64) (string, []any) {
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
func (w *plan) selection(ctx context.Context, db querier, columns string, columnArgs ...any) (string, []any, error) {
	tables, _, match, args := w.from()
	overflow, err := rowid.Overflow(ctx, db)
	rng, rargs := w.ranges(overflow)
	return "SELECT " + columns + " FROM " + tables + " WHERE " + match + "(" + w.sql.String() + ")" + rng, slices.Concat(columnArgs, args, w.args, rargs), err
}

// writeAsOf keeps what is published after an as-of clock out: what begins later.
func (w *plan) writeAsOf() {
	if w.q.AsOf {
		w.writeBegun(w.q.Now)
		w.sql.WriteString(" AND ")
	}
}

// writeBegun is true of what has begun at a time, and NULL of what is undated.
func (w *plan) writeBegun(at time.Time) {
	today := model.DayOf(at)
	w.add(fmt.Sprintf("(CASE i.precise WHEN %d THEN i.published <= ? WHEN %d THEN i.published <= ? WHEN %d THEN i.published < ? WHEN %d THEN i.published < ? END)",
		model.ToInstant, model.ToDay, model.ToMonth, model.ToYear),
		at.Unix(), daySeconds(today), daySeconds((rowid.MonthOf(today) + 1).Start()), daySeconds(rowid.YearStart(rowid.YearOf(today)+1)))
}

func (w *plan) add(sql string, args ...any) {
	w.sql.WriteString(sql)
	w.args = append(w.args, args...)
}

// writeTop writes x, which must be true, and leaves out what the index of words has
// settled by leading.
func (w *plan) writeTop(x model.Expr) {
	if and, ok := x.(model.And); ok && len(and) > 0 {
		for i, p := range and {
			if i > 0 {
				w.add(" AND ")
			}
			w.writeTop(p)
		}
		return
	}
	if n, ok := x.(model.Not); ok && w.ftsDriver != "" {
		if l := w.ftsExpr(n.X); l.ok && l.exact { // leadAnd has excluded it
			w.add("1")
			return
		}
	}
	if l := w.ftsExpr(x); l.ok && l.exact {
		w.add("1")
		return
	} else if m, is := x.(model.Match); is && l.ok && w.ftsDriver != "" { // the index has found those that may have it
		w.writeVerify(m)
		return
	}
	w.writeExpr(x)
}

func (w *plan) writeJoined(parts []model.Expr, op, empty string) {
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

func (w *plan) writeExpr(x model.Expr) {
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
		w.add(fmt.Sprintf("(i.flags & %d <> 0)", [...]int{model.HasLink: hasLink, model.HasImage: hasImage, model.HasAudio: hasAudio, model.HasText: hasText}[x.Content]))
	case model.Tagged:
		w.add("EXISTS (SELECT 1 FROM tag WHERE tag.item = i.id AND tag.fold = ?)", tokenize.Key(x.Name))
	case model.InStory:
		w.add("(" + w.storyCondition(x) + ")")
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

// storyCondition is the condition that i is of a story.
func (w *plan) storyCondition(x model.InStory) string {
	return "i.id IN (" + join(w.stories[x.ID], ", ", "") + ")"
}

func (w *plan) writeState(s model.StateWord) {
	switch s {
	case model.IsUnread:
		w.add("(coalesce(s.read, 0) = 0)")
	case model.IsRead:
		w.add("(coalesce(s.read, 0) = 1)")
	case model.IsStarred:
		w.add("(coalesce(s.starred, 0) = 1)")
	case model.IsTagged:
		w.add("EXISTS (SELECT 1 FROM tag WHERE tag.item = i.id AND tag.own = 1)")
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
			w.add("(" + titleRepeats + " AND " + isCopy + ")")
			return
		}
		w.add(isCopy)
	case model.IsHidden:
		w.add("(coalesce(s.hidden, 0) = 1)")
	default:
		w.add("0")
	}
}

// lastVisit is when the last visit ended; without one nothing is new.
const lastVisit = "coalesce((SELECT value FROM meta WHERE name = '" + metaVisitEnded + "'), 9223372036854775807)"

// daySeconds is a day as item.published has it.
func daySeconds(d model.Day) int64 { return int64(d) * 24 * 60 * 60 }

// writeWithin compares a date with a span: an instant with its bounds in time, a
// day with its bounds in days, a month or a year, of which the last second is kept,
// with the months or years that are whole in it. NULL, for articles without that date, is
// neither true nor false, also when negated.
func (w *plan) writeWithin(x model.Within) {
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

func (w *plan) writeSpan(column, precision string, s model.Span) {
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

func (w *plan) writeCycle(x model.Cycle) {
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
