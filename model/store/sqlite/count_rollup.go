package sqlite

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// rollup answers a question from the counts of days, which hidden articles are not in:
// one that asks for nothing but dates of publication, sources, and whether articles are
// read. The days at which a span begins and ends within the day are counted article by
// article: counts of instants are kept by their day in UTC.
type rollup struct {
	s *Library
	*facts
	q       model.Query
	seconds timeRange // of instants
	days    dayRange  // of days
	// whole is of months and years: the days from which on they begin and before
	// which they end; begun is the first day on which they may no longer begin.
	whole      dayRange
	begun      model.Day
	parts      listParts
	sourceList string // the ids of the sources that count, parted by commas; "": all of them
	owners     string // which owners' sources count, a condition
	leftOut    string // the ids of sources that do not count, as sourceList
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
	all := dayRange{-rowid.FarDay, rowid.FarDay}
	return &rollup{s: s, facts: &w.facts, q: w.q, owners: w.owners(), leftOut: join(w.leftOut, ", ", ""), seconds: timeRange{int64(all.from) * day, int64(all.to) * day}, days: all, whole: all, begun: all.to}
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
	case model.Match, model.InFolder:
		set, ok := w.ofSourcesAlone(e)
		if !ok || x.sourceList != "" {
			return false
		}
		if !set.all {
			x.sourceList = cmp.Or(join(set.ids, ", ", ""), "NULL")
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

// ofLeftOut counts what the sources that do not count have, nil where there are none.
func (x *rollup) ofLeftOut() *rollup {
	if x.leftOut == "" {
		return nil
	}
	of := *x
	of.sourceList, of.leftOut = x.leftOut, ""
	return &of
}

// tally counts what the sources that count have: what all have, without the others.
func (x *rollup) tally(ctx context.Context) (model.Tally, error) {
	all, err := x.tallyOfAll(ctx)
	out := x.ofLeftOut()
	if err != nil || out == nil {
		return all, err
	}
	less, err := out.tallyOfAll(ctx)
	return model.Tally{Total: all.Total - less.Total, Unread: all.Unread - less.Unread, Undated: all.Undated - less.Undated, Ahead: all.Ahead - less.Ahead}, err
}

func (x *rollup) tallyOfAll(ctx context.Context) (model.Tally, error) {
	const without, all, ahead = 0, 1, 2 // a date, of all of them, and later than now
	var sums [3]total
	var parts []part
	var edges []timeRange
	var partOf, edgeOf []int // of which sum
	add := func(sum int, more []part, ends []timeRange) {
		parts, partOf = append(parts, more...), append(partOf, slices.Repeat([]int{sum}, len(more))...)
		edges, edgeOf = append(edges, ends...), append(edgeOf, slices.Repeat([]int{sum}, len(ends))...)
	}
	if !x.parts.dated {
		add(without, []part{undatedPart}, nil)
	}
	whole := x.parts == listParts{} && x.begun == rowid.FarDay
	if whole {
		add(all, []part{{unit: inAll}}, nil)
	}
	if !x.parts.undated {
		if !whole {
			parts, edges := x.dated(partsOf)
			add(all, parts, edges)
		}
		later := *x
		later.takeSpan(x.ahead())
		parts, edges := later.dated(partsOf)
		add(ahead, parts, edges)
	}
	counted, err := x.count(ctx, parts, together)
	if err != nil {
		return model.Tally{}, err
	}
	for c, t := range counted {
		sums[partOf[c.part]] = sums[partOf[c.part]].plus(t)
	}
	ends, err := x.countTimeRanges(ctx, edges)
	for i, t := range ends {
		sums[edgeOf[i]] = sums[edgeOf[i]].plus(t)
	}
	for i := range sums {
		sums[i] = x.filtered(sums[i])
	}
	if !whole {
		sums[all] = sums[all].plus(sums[without])
	}
	return model.Tally{Total: sums[all].n, Unread: sums[all].n - sums[all].read, Undated: sums[without].n, Ahead: sums[ahead].n}, err
}

// ahead is the span of what stands on the Ahead section: instants later than its
// beginning, days later than that of it, and what begins on them.
func (x *rollup) ahead() model.Span {
	a := x.q.AheadFrom()
	return model.Span{From: a.Truncate(time.Second).Add(time.Second), FromDay: model.DayOf(a) + 1}
}

// dated returns the parts that the span has of all regions, as partsOf or another makes
// them, and the time ranges at its ends that are no whole days.
func (x *rollup) dated(partsOf func(rowid.Region, dayRange) []part) (parts []part, edges []timeRange) {
	whole, edges := x.seconds.split()
	parts = append(partsOf(rowid.Instants, whole), partsOf(rowid.Days, x.days)...)
	if x.wide {
		parts = append(append(parts, partsOf(rowid.Months, x.ranged(rowid.Months))...), partsOf(rowid.Years, x.ranged(rowid.Years))...)
	}
	return parts, edges
}

// ranged returns the days on which begin the months or years that count.
func (x *rollup) ranged(r rowid.Region) dayRange {
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
