package sqlite

import (
	"context"
	"database/sql"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// rollup answers a question from the counts of days, which hidden articles are not in:
// one that asks for nothing but dates of publication, sources, and whether articles are
// read. The days at which a span begins and ends within the day are counted article by
// article: counts of instants are kept by their day in UTC.
type rollup struct {
	s       *Library
	q       model.Query
	seconds timeRange // of instants
	days    dayRange  // of days
	// whole is of months and years: the days from which on they begin and before
	// which they end; begun is the first day on which they may no longer begin.
	whole      dayRange
	begun      model.Day
	parts      listParts
	sourceList string                      // the ids of the sources that count, parted by commas; "": all of them
	owners     string                      // which owners' sources count, a condition
	foreign    bool                        // there are articles that only other readers may see
	offs       map[rowid.Region]*regionOff // see offOf; nil: not read yet
	bySource   bool                        // what is to be added to the shared counts is asked for each source
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
func (s *Library) rollupOf(w *plan) (*rollup, bool) {
	x := s.newRollup(w)
	if w.q.AsOf {
		if w.q.Now.Nanosecond() != 0 {
			return nil, false // counts are to the second
		}
		x.parts.dated = true
		x.takeBegun(w.q.Now)
	}
	return x, w.q.Where == nil || x.takeExpr(w, w.q.Where)
}

// newRollup returns the rollup of all that the reader is shown.
func (s *Library) newRollup(w *plan) *rollup {
	all, owners := dayRange{-rowid.FarDay, rowid.FarDay}, "owner = 0"
	if w.owns {
		owners = ownedOrShared
	}
	return &rollup{s: s, q: w.q, owners: owners, foreign: w.foreign, seconds: timeRange{int64(all.from) * day, int64(all.to) * day}, days: all, whole: all, begun: all.to}
}

// takeSpan leaves out what is not in a span.
func (x *rollup) takeSpan(s model.Span) {
	x.parts.dated = true
	first, end := s.Whole()
	if !s.From.IsZero() {
		x.seconds.from, x.days.from, x.whole.from = max(x.seconds.from, s.From.Unix()), max(x.days.from, s.FromDay), max(x.whole.from, first)
	}
	if !s.To.IsZero() {
		x.seconds.to, x.days.to, x.whole.to = min(x.seconds.to, s.To.Unix()), min(x.days.to, s.ToDay), min(x.whole.to, end)
	}
}

// takeBegun leaves out what begins after a time.
func (x *rollup) takeBegun(at time.Time) {
	tomorrow := model.DayOf(at) + 1
	x.seconds.to, x.days.to, x.begun = min(x.seconds.to, at.Unix()+1), min(x.days.to, tomorrow), min(x.begun, tomorrow)
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

// fromDays and fromMonths are a question to the counts of days, and of months.
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
		return all + " WHERE " + x.owners + " AND "
	}
	return source + " WHERE source IN (" + x.sourceList + ") AND "
}

// filtered returns what counts of articles.
func (x *rollup) filtered(c total) total {
	switch x.reads {
	case readArticles:
		return total{c.read, c.read}
	case unreadArticles:
		return total{c.n - c.read, 0}
	}
	return c
}

func (x *rollup) tally(ctx context.Context) (t model.Tally, err error) {
	var without, dated, ahead total // a date, with one, and later than now
	if !x.parts.dated {
		without, err = x.undated(ctx)
	}
	if !x.parts.undated {
		if err == nil {
			dated, err = x.dated(ctx)
		}
		later := *x
		later.takeSpan(x.ahead())
		if err == nil {
			ahead, err = later.dated(ctx)
		}
	}
	all := without.plus(dated)
	return model.Tally{Total: all.n, Unread: all.n - all.read, Undated: without.n, Ahead: ahead.n}, err
}

// undated counts the undated articles.
func (x *rollup) undated(ctx context.Context) (c total, err error) {
	err = x.s.read.QueryRowContext(ctx, x.fromDays("coalesce(sum(n), 0)")+"region = ?", int(rowid.Undated)).Scan(&c.n)
	if err != nil {
		return c, err
	}
	off, err := x.off(ctx, rowid.Undated, dayRange{0, 1})
	return x.filtered(c.plus(off)), err
}

// ahead is the span of what stands on the Ahead section: instants later than its
// beginning, days later than that of it, and what begins on them.
func (x *rollup) ahead() model.Span {
	a := x.q.AheadFrom()
	return model.Span{From: a.Truncate(time.Second).Add(time.Second), FromDay: model.DayOf(a) + 1}
}

// dated counts the dated articles in the span.
func (x *rollup) dated(ctx context.Context) (total, error) {
	whole, edges := x.seconds.split()
	all, err := x.sumDays(ctx, rowid.Instants, whole)
	for _, r := range rowid.Dated[1:] {
		if err != nil {
			return all, err
		}
		var c total
		c, err = x.sumDays(ctx, r, x.ranged(r))
		all = all.plus(c)
	}
	if err != nil {
		return all, err
	}
	parts, err := x.countTimeRanges(ctx, edges)
	for _, c := range parts {
		all = all.plus(c)
	}
	return x.filtered(all), err
}

// ranged returns the days on which begins what counts of a region, but instants.
func (x *rollup) ranged(r rowid.Region) dayRange {
	if r == rowid.Days {
		return x.days
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

// sumDays sums the counts of a region in days: those of the whole months from the
// counts of months.
func (x *rollup) sumDays(ctx context.Context, r rowid.Region, d dayRange) (c total, err error) {
	if d.from >= d.to {
		return c, nil
	}
	before, months, after := d.split()
	const sum = "coalesce(sum(n), 0) AS n"
	err = x.s.read.QueryRowContext(ctx, "SELECT sum(n) FROM ("+
		x.fromMonths(sum)+"region = ?2 AND month >= ?3 AND month < ?4 UNION ALL "+
		x.fromDays(sum)+"region = ?2 AND day >= ?5 AND day < ?6 UNION ALL "+
		x.fromDays(sum)+"region = ?2 AND day >= ?7 AND day < ?8)",
		int(r), int64(months.from), int64(months.to), int64(before.from), int64(before.to), int64(after.from), int64(after.to)).Scan(&c.n)
	if err != nil || c.n == 0 {
		return c, err
	}
	off, err := x.off(ctx, r, d)
	return c.plus(off), err
}

// monthRange is the months from a month on, before another.
type monthRange struct{ from, to rowid.Month }

// split cuts days into whole months, of which there may be none, and the days before
// and after these.
func (d dayRange) split() (before dayRange, months monthRange, after dayRange) {
	months = monthRange{-rowid.FarMonth, rowid.FarMonth}
	before, after = dayRange{d.from, -rowid.FarDay}, dayRange{rowid.FarDay, d.to}
	if d.from > -rowid.FarDay {
		if months.from = rowid.MonthOf(d.from); months.from.Start() < d.from {
			months.from++
		}
		before.to = min(months.from.Start(), d.to)
	}
	if d.to < rowid.FarDay {
		months.to = max(months.from, rowid.MonthOf(d.to))
		after.from = min(months.to.Start(), d.to)
	}
	return before, months, after
}

// eachDay calls f with the counts of the days of a region.
func (x *rollup) eachDay(ctx context.Context, r rowid.Region, d dayRange, f func(model.Day, total)) error {
	if d.from >= d.to {
		return nil
	}
	q := x.fromDays("day, n") + "region = ? AND day >= ? AND day < ? ORDER BY day"
	if x.sourceList != "" || x.owners == ownedOrShared {
		q = x.fromDays("day, sum(n)") + "region = ? AND day >= ? AND day < ? GROUP BY day ORDER BY day"
	}
	off, err := x.offByDay(ctx, r, d)
	if err != nil {
		return err
	}
	return x.eachRow(ctx, q, []any{int(r), int64(d.from), int64(d.to)}, func(at int64, n int) { f(model.Day(at), total{n: n}.plus(off[at])) })
}

// eachMonth calls f with the counts of the days of a region, where whole months are
// told apart no further, or the counts of these.
func (x *rollup) eachMonth(ctx context.Context, r rowid.Region, d dayRange, day func(model.Day, total), month func(rowid.Month, total)) error {
	if d.from >= d.to {
		return nil
	}
	before, months, after := d.split()
	err := x.eachDay(ctx, r, before, day)
	if err == nil && months.from < months.to {
		err = x.eachWholeMonth(ctx, r, months, month)
	}
	if err == nil {
		err = x.eachDay(ctx, r, after, day)
	}
	return err
}

// eachWholeMonth calls f with the counts of months of a region, in their order.
func (x *rollup) eachWholeMonth(ctx context.Context, r rowid.Region, months monthRange, f func(rowid.Month, total)) error {
	off, err := x.offByMonth(ctx, r, months)
	if err != nil {
		return err
	}
	q := x.fromMonths("month, sum(n)") + "region = ? AND month >= ? AND month < ? GROUP BY month ORDER BY month"
	return x.eachRow(ctx, q, []any{int(r), int64(months.from), int64(months.to)}, func(at int64, n int) { f(rowid.Month(at), total{n: n}.plus(off[at])) })
}

// months returns the first and the last month of a region that have articles; the first is
// the later one where there are none.
func (x *rollup) months(ctx context.Context, r rowid.Region) (first, last rowid.Month, err error) {
	err = x.s.read.QueryRowContext(ctx, "SELECT coalesce(min(month), 1), coalesce(max(month), 0) FROM (SELECT min(month) AS month FROM month_total WHERE "+x.owners+
		" AND region = ?2 UNION ALL SELECT max(month) FROM month_total WHERE "+x.owners+" AND region = ?2)", int(r)).Scan(&first, &last)
	return first, last, err
}

func (x *rollup) eachRow(ctx context.Context, q string, args []any, f func(at int64, n int)) error {
	return each(ctx, x.s.read, q, func(rs *sql.Rows) error {
		var at int64
		var n int
		err := rs.Scan(&at, &n)
		f(at, n)
		return err
	}, args...)
}
