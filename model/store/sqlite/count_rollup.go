package sqlite

import (
	"context"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// rollup answers a question from the counts of days, which hidden articles are not in: one that asks for nothing
// but dates of publication, sources, and whether articles are read. The days
// at which a span begins and ends within the day are counted article by
// article: counts of instants are kept by their day in UTC.
type rollup struct {
	s    *Store
	q    model.Query
	span model.Span // zero: any date or none
	// whole is of months and years: the days from which on they begin and before
	// which they end; begun is the first day on which they may no longer begin.
	whole      dayRange
	begun      model.Day
	parts      listParts
	sourceList string // the ids of the sources that count, parted by commas; "": all of them
	// reads says which articles count: all, the read or the unread ones.
	reads readFilter
}

type readFilter int

const (
	allArticles readFilter = iota
	readArticles
	unreadArticles
)

// rollupOf returns how q can be answered from counts, if it can.
func (s *Store) rollupOf(w *plan) (*rollup, bool) {
	x := s.newRollup(w.q)
	if w.q.AsOf {
		if w.q.Now.Nanosecond() != 0 {
			return nil, false // counts are to the second
		}
		x.parts.dated = true
		x.takeBegun(w.q.Now)
	}
	return x, w.q.Where == nil || x.takeExpr(w, w.q.Where)
}

// newRollup returns the rollup of all that q may find.
func (s *Store) newRollup(q model.Query) *rollup {
	return &rollup{s: s, q: q, whole: dayRange{-rowid.FarDay, rowid.FarDay}, begun: rowid.FarDay}
}

func (x *rollup) takeSpan(s model.Span) {
	x.parts.dated = true
	x.narrow(s)
	from, to := s.Whole()
	from, to = boundDays(from, to, s)
	x.whole = dayRange{max(x.whole.from, from), min(x.whole.to, to)}
}

// takeBegun leaves out what begins after a time.
func (x *rollup) takeBegun(at time.Time) {
	today := model.DayOf(at)
	x.narrow(model.Span{To: at.Truncate(time.Second).Add(time.Second), ToDay: today + 1})
	x.begun = min(x.begun, today+1)
}

// narrow narrows the span of instants and days.
func (x *rollup) narrow(s model.Span) {
	// Times and days each for themselves: a span may begin within a day.
	to := &x.span
	switch {
	case s.From.IsZero():
	case to.From.IsZero():
		to.From, to.FromDay = s.From, s.FromDay
	default:
		to.FromDay = max(to.FromDay, s.FromDay)
		if s.From.After(to.From) {
			to.From = s.From
		}
	}
	switch {
	case s.To.IsZero():
	case to.To.IsZero():
		to.To, to.ToDay = s.To, s.ToDay
	default:
		to.ToDay = min(to.ToDay, s.ToDay)
		if s.To.Before(to.To) {
			to.To = s.To
		}
	}
}

// takeExpr takes a condition and reports whether counts can tell it.
func (x *rollup) takeExpr(w *plan, e model.Expr) bool {
	switch e := e.(type) {
	case model.And:
		for _, p := range e {
			if !x.takeExpr(w, p) {
				return false
			}
		}
		return true
	case model.Within:
		if e.Axis != model.Published || !e.Span.From.IsZero() && e.Span.From.Nanosecond() != 0 || !e.Span.To.IsZero() && e.Span.To.Nanosecond() != 0 {
			return false
		}
		x.takeSpan(e.Span)
		return true
	case model.Match:
		if e.Field != model.FromSource || x.sourceList != "" {
			return false
		}
		if w.sources[e].all {
			return true
		}
		x.sourceList = join(w.sources[e].ids, ", ", "")
		if x.sourceList == "" {
			x.sourceList = "NULL"
		}
		return true
	case model.Not:
		if is, ok := e.X.(model.Is); !ok || is.State != model.IsFuture {
			return false
		}
		x.takeBegun(x.q.AheadFrom()) // the undated are not ahead either
		return true
	case model.Is:
		switch {
		case e.State == model.IsDated:
			x.parts.dated = true
		case e.State == model.IsUndated:
			x.parts.undated = true
		case e.State == model.IsRead && x.reads == allArticles:
			x.reads = readArticles
		case e.State == model.IsUnread && x.reads == allArticles:
			x.reads = unreadArticles
		default:
			return false
		}
		return true
	}
	return false
}

// fromDays and perMonth are a question to the counts of days, and of months.
func (x *rollup) fromDays(columns string) string {
	return "SELECT " + columns + " FROM " + x.table("day_total", "source_day")
}

func (x *rollup) fromMonths(columns string) string {
	return "SELECT " + columns + " FROM " + x.table("month_total", "source_month")
}

// table is that of all articles or that of the sources that count, up to the
// next condition.
func (x *rollup) table(all, source string) string {
	if x.sourceList == "" {
		return all + " WHERE "
	}
	return source + " WHERE source IN (" + x.sourceList + ") AND "
}

// filtered returns how many of n articles, of which some are read, count, and
// how many of these are read.
func (x *rollup) filtered(n, read int) (int, int) {
	switch x.reads {
	case readArticles:
		return read, read
	case unreadArticles:
		return n - read, 0
	}
	return n, read
}

func (x *rollup) tally(ctx context.Context) (model.Tally, error) {
	var t model.Tally
	if !x.parts.dated {
		var n, read int
		err := x.s.read.QueryRowContext(ctx, x.fromDays("coalesce(sum(n), 0), coalesce(sum(read), 0)")+"region = 2").Scan(&n, &read)
		if err != nil {
			return t, err
		}
		n, read = x.filtered(n, read)
		t = model.Tally{Total: n, Unread: n - read, Undated: n}
	}
	if x.parts.undated {
		return t, nil
	}
	n, read, err := x.dated(ctx)
	if err != nil {
		return t, err
	}
	t.Total += n
	t.Unread += n - read
	ahead := *x
	ahead.takeSpan(x.ahead())
	t.Ahead, _, err = ahead.dated(ctx)
	return t, err
}

// ahead is the span of what stands on the Ahead section: instants later than its
// beginning, days later than that of it, and what begins on them.
func (x *rollup) ahead() model.Span {
	a := x.q.AheadFrom()
	return model.Span{From: a.Truncate(time.Second).Add(time.Second), FromDay: model.DayOf(a) + 1}
}

// dated counts the dated articles in the span.
func (x *rollup) dated(ctx context.Context) (n, read int, err error) {
	put := func(a, b int, e error) {
		n, read = n+a, read+b
		if err == nil {
			err = e
		}
	}
	for _, r := range rowid.Dated[1:] {
		d := x.ranged(r)
		put(x.sumDays(ctx, r, d.from, d.to))
	}
	whole, edges := split(x.span)
	put(x.sumDays(ctx, rowid.Instants, whole.from, whole.to))
	counts, e := x.countStretches(ctx, edges)
	for _, c := range counts {
		put(c.n, c.read, e)
	}
	put(0, 0, e)
	n, read = x.filtered(n, read)
	return n, read, err
}

// ranged returns the days on which begins what counts of a region, but instants.
func (x *rollup) ranged(r rowid.Region) dayRange {
	if r == rowid.Days {
		from, to := boundDays(x.span.FromDay, x.span.ToDay, x.span)
		return dayRange{from, to}
	}
	to := x.whole.to
	switch {
	case to == rowid.FarDay:
	case r == rowid.Months:
		to = rowid.MonthOf(to).Start()
	default:
		to = rowid.YearStart(rowid.YearOf(to))
	}
	return dayRange{x.whole.from, min(to, x.begun)}
}

// boundDays gives open ends of a span the days beyond all others.
func boundDays(from, to model.Day, s model.Span) (model.Day, model.Day) {
	if s.From.IsZero() {
		from = -rowid.FarDay
	}
	if s.To.IsZero() {
		to = rowid.FarDay
	}
	return from, to
}

// sumDays sums the counts of a region from a day on, before another: those of the
// whole months from the counts of months.
func (x *rollup) sumDays(ctx context.Context, r rowid.Region, from, to model.Day) (n, read int, err error) {
	if from >= to {
		return 0, 0, nil
	}
	first, last := wholeMonths(from, to)
	const both = "coalesce(sum(n), 0), coalesce(sum(read), 0)"
	err = x.s.read.QueryRowContext(ctx, "SELECT sum(a), sum(b) FROM ("+
		x.fromMonths("coalesce(sum(n), 0) AS a, coalesce(sum(read), 0) AS b")+"region = ?1 AND month >= ?4 AND month < ?5 UNION ALL "+
		x.fromDays(both)+"region = ?1 AND day >= ?2 AND day < ?6 UNION ALL "+
		x.fromDays(both)+"region = ?1 AND day >= ?7 AND day < ?3)",
		int(r), int64(from), int64(to), int64(first), int64(last), int64(dayBefore(first, to)), int64(dayFrom(last, to))).Scan(&n, &read)
	return n, read, err
}

// wholeMonths returns the months from first on, before last, that lie between
// two days; first is last when there is none.
func wholeMonths(from, to model.Day) (first, last rowid.Month) {
	if from > -rowid.FarDay {
		if first = rowid.MonthOf(from); first.Start() < from {
			first++
		}
	} else {
		first = -rowid.FarMonth
	}
	last = rowid.FarMonth
	if to < rowid.FarDay {
		last = rowid.MonthOf(to)
	}
	return first, max(first, last)
}

// dayBefore and dayFrom are where the days end that precede whole months, and
// where those begin that follow them.
func dayBefore(first rowid.Month, to model.Day) model.Day {
	if first == -rowid.FarMonth {
		return -rowid.FarDay
	}
	return min(first.Start(), to)
}

func dayFrom(last rowid.Month, to model.Day) model.Day {
	if last == rowid.FarMonth {
		return rowid.FarDay
	}
	return min(last.Start(), to)
}

// eachDay calls f with the counts of the days of a region from a day on, before
// another.
func (x *rollup) eachDay(ctx context.Context, r rowid.Region, from, to model.Day, f func(d model.Day, n, read int)) error {
	if from >= to {
		return nil
	}
	q := x.fromDays("day, n, read") + "region = ? AND day >= ? AND day < ?"
	if x.sourceList != "" {
		q = x.fromDays("day, sum(n), sum(read)") + "region = ? AND day >= ? AND day < ? GROUP BY day"
	}
	return x.eachRow(ctx, q, []any{int(r), int64(from), int64(to)}, func(at int64, n, read int) { f(model.Day(at), n, read) })
}

// eachMonth is each for months.
func (x *rollup) eachMonth(ctx context.Context, r rowid.Region, from, to rowid.Month, f func(m rowid.Month, n, read int)) error {
	if from >= to {
		return nil
	}
	q := x.fromMonths("month, sum(n), sum(read)") + "region = ? AND month >= ? AND month < ? GROUP BY month"
	return x.eachRow(ctx, q, []any{int(r), int64(from), int64(to)}, func(at int64, n, read int) { f(rowid.Month(at), n, read) })
}

func (x *rollup) eachRow(ctx context.Context, q string, args []any, f func(at int64, n, read int)) error {
	rs, err := x.s.read.QueryContext(ctx, q, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rs.Close() }()
	for rs.Next() {
		var at int64
		var n, read int
		if err := rs.Scan(&at, &n, &read); err != nil {
			return err
		}
		f(at, n, read)
	}
	return rs.Err()
}
