package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dateline/model"
)

// sums answers a question from the counts of days: one that asks for nothing
// but dates of publication, sources, and whether articles are read. The days
// at which a span begins and ends within the day are counted article by
// article: counts of instants are kept by their day in UTC.
type sums struct {
	s    *Store
	q    model.Query
	span model.Span // zero: any date or none
	only only
	list string // the ids of the sources that count, parted by commas; "": all of them
	// counted says which articles count: all, the read or the unread ones.
	counted counted
}

type counted int

const (
	all counted = iota
	readOnly
	unreadOnly
)

// summed returns how q can be answered from counts, if it can.
func (s *Store) summed(w *where) (*sums, bool) {
	x := &sums{s: s, q: w.q}
	if w.q.AsOf {
		if w.q.Now.Nanosecond() != 0 {
			return nil, false // counts are to the second
		}
		x.take(model.NewSpan(w.q.Now.AddDate(-9000, 0, 0), w.q.Now.Add(1e9)))
	}
	return x, w.q.Where == nil || x.add(w, w.q.Where)
}

func (x *sums) take(s model.Span) {
	x.only.dated = true
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

// add takes a condition and reports whether counts can tell it.
func (x *sums) add(w *where, e model.Expr) bool {
	switch e := e.(type) {
	case model.And:
		for _, p := range e {
			if !x.add(w, p) {
				return false
			}
		}
		return true
	case model.Within:
		if e.Axis != model.Published || !e.Span.From.IsZero() && e.Span.From.Nanosecond() != 0 || !e.Span.To.IsZero() && e.Span.To.Nanosecond() != 0 {
			return false
		}
		x.take(e.Span)
		return true
	case model.Match:
		if e.Field != model.FromSource || x.list != "" {
			return false
		}
		if w.sources[e].all {
			return true
		}
		x.list = join(w.sources[e].ids, ", ", "")
		if x.list == "" {
			x.list = "NULL"
		}
		return true
	case model.Is:
		switch {
		case e.State == model.IsDated:
			x.only.dated = true
		case e.State == model.IsUndated:
			x.only.undated = true
		case e.State == model.IsRead && x.counted == all:
			x.counted = readOnly
		case e.State == model.IsUnread && x.counted == all:
			x.counted = unreadOnly
		default:
			return false
		}
		return true
	}
	return false
}

// perDay and perMonth are a question to the counts of days, and of months.
func (x *sums) perDay(columns string) string {
	return "SELECT " + columns + " FROM " + x.table("day_total", "source_day")
}

func (x *sums) perMonth(columns string) string {
	return "SELECT " + columns + " FROM " + x.table("month_total", "source_month")
}

// table is that of all articles or that of the sources that count, up to the
// next condition.
func (x *sums) table(all, source string) string {
	if x.list == "" {
		return all + " WHERE "
	}
	return source + " WHERE source IN (" + x.list + ") AND "
}

// chosen returns how many of n articles, of which some are read, count, and
// how many of these are read.
func (x *sums) chosen(n, read int) (int, int) {
	switch x.counted {
	case readOnly:
		return read, read
	case unreadOnly:
		return n - read, 0
	}
	return n, read
}

func (x *sums) tally(ctx context.Context) (model.Tally, error) {
	var t model.Tally
	if !x.only.dated {
		var n, read int
		err := x.s.read.QueryRowContext(ctx, x.perDay("coalesce(sum(n), 0), coalesce(sum(read), 0)")+"region = 2").Scan(&n, &read)
		if err != nil {
			return t, err
		}
		n, read = x.chosen(n, read)
		t = model.Tally{Total: n, Unread: n - read, Undated: n}
	}
	if x.only.undated {
		return t, nil
	}
	n, read, err := x.dated(ctx, x.span)
	if err != nil {
		return t, err
	}
	t.Total += n
	t.Unread += n - read
	a := x.q.AheadFrom()
	ahead := *x
	next := a.Truncate(time.Second).Add(time.Second) // instants later than a, days later than its own
	ahead.take(model.Span{From: next, FromDay: model.DayOf(a) + 1})
	t.Ahead, _, err = ahead.dated(ctx, ahead.span)
	return t, err
}

// dated counts the dated articles in a span.
func (x *sums) dated(ctx context.Context, s model.Span) (n, read int, err error) {
	put := func(a, b int, e error) {
		n, read = n+a, read+b
		if err == nil {
			err = e
		}
	}
	from, to := boundDays(s.FromDay, s.ToDay, s)
	put(x.days(ctx, days, from, to))
	whole, edges := split(s)
	put(x.days(ctx, instants, whole.from, whole.to))
	counts, e := x.count(ctx, edges)
	for _, c := range counts {
		put(c.n, c.read, e)
	}
	put(0, 0, e)
	n, read = x.chosen(n, read)
	return n, read, err
}

// boundDays gives open ends of a span the days beyond all others.
func boundDays(from, to model.Day, s model.Span) (model.Day, model.Day) {
	if s.From.IsZero() {
		from = -farAway
	}
	if s.To.IsZero() {
		to = farAway
	}
	return from, to
}

// farAway is a day that no date reaches: the year three million or so.
const farAway = model.Day(1 << 30)

// days sums the counts of a region from a day on, before another: those of the
// whole months from the counts of months.
func (x *sums) days(ctx context.Context, r region, from, to model.Day) (n, read int, err error) {
	if from >= to {
		return 0, 0, nil
	}
	first, last := wholeMonths(from, to)
	const both = "coalesce(sum(n), 0), coalesce(sum(read), 0)"
	err = x.s.read.QueryRowContext(ctx, "SELECT sum(a), sum(b) FROM ("+
		x.perMonth("coalesce(sum(n), 0) AS a, coalesce(sum(read), 0) AS b")+"region = ?1 AND month >= ?4 AND month < ?5 UNION ALL "+
		x.perDay(both)+"region = ?1 AND day >= ?2 AND day < ?6 UNION ALL "+
		x.perDay(both)+"region = ?1 AND day >= ?7 AND day < ?3)",
		int(r), int64(from), int64(to), int64(first), int64(last), int64(dayBefore(first, to)), int64(dayFrom(last, to))).Scan(&n, &read)
	return n, read, err
}

// wholeMonths returns the months from first on, before last, that lie between
// two days; first is last when there is none.
func wholeMonths(from, to model.Day) (first, last month) {
	if from > -farAway {
		if first = monthOf(from); first.start() < from {
			first++
		}
	} else {
		first = -farMonth
	}
	last = farMonth
	if to < farAway {
		last = monthOf(to)
	}
	return first, max(first, last)
}

// farMonth is a month that no date reaches.
const farMonth = month(farAway / 28)

// dayBefore and dayFrom are where the days end that precede whole months, and
// where those begin that follow them.
func dayBefore(first month, to model.Day) model.Day {
	if first == -farMonth {
		return -farAway
	}
	return min(first.start(), to)
}

func dayFrom(last month, to model.Day) model.Day {
	if last == farMonth {
		return farAway
	}
	return min(last.start(), to)
}

// dayRange is the days from a day on, before another.
type dayRange struct{ from, to model.Day }

// stretch is a time from a second on, before another, in seconds since 1970.
type stretch struct{ from, to int64 }

const (
	day  = 24 * 60 * 60
	hour = 60 * 60
)

// split cuts the instants of a span into whole days in UTC and what remains at
// its ends.
func split(s model.Span) (whole dayRange, edges []stretch) {
	whole.from, whole.to = boundDays(0, 0, s)
	from, to := s.From.Unix(), s.To.Unix()
	if !s.From.IsZero() {
		whole.from = model.Day(-floorDiv(-from, day))
	}
	if !s.To.IsZero() {
		whole.to = model.Day(floorDiv(to, day))
	}
	if !s.From.IsZero() && !s.To.IsZero() && (whole.from > whole.to || from >= to) {
		if from < to { // within a day
			edges = append(edges, stretch{from, to})
		}
		return dayRange{}, edges
	}
	if !s.From.IsZero() && from < int64(whole.from)*day {
		edges = append(edges, stretch{from, int64(whole.from) * day})
	}
	if !s.To.IsZero() && int64(whole.to)*day < to {
		edges = append(edges, stretch{int64(whole.to) * day, to})
	}
	return whole, edges
}

// countedIn is what a stretch holds.
type countedIn struct{ n, read int }

// count counts the instants in stretches of time: by the hour where all
// sources count, and one by one what is less than that.
func (x *sums) count(ctx context.Context, parts []stretch) ([]countedIn, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	if x.list != "" {
		return x.countItems(ctx, parts)
	}
	hours := make([][2]int64, len(parts))
	var rests []stretch
	var of []int // the part that a rest belongs to
	for i, p := range parts {
		from, to := -floorDiv(-p.from, hour), floorDiv(p.to, hour)
		if from >= to {
			rests, of = append(rests, p), append(of, i)
			continue
		}
		hours[i] = [2]int64{from, to}
		for _, rest := range []stretch{{p.from, from * hour}, {to * hour, p.to}} {
			if rest.from < rest.to {
				rests, of = append(rests, rest), append(of, i)
			}
		}
	}
	arg, err := json.Marshal(hours)
	if err != nil {
		return nil, err
	}
	out, err := x.counts(ctx, `SELECT coalesce(sum(h.n), 0), coalesce(sum(h.read), 0) FROM json_each(?) e
		LEFT JOIN hour_total h ON h.hour >= e.value->>0 AND h.hour < e.value->>1 GROUP BY e.key ORDER BY e.key`, string(arg))
	if err != nil || len(rests) == 0 {
		return out, err
	}
	more, err := x.countItems(ctx, rests)
	for i, c := range more {
		out[of[i]].n += c.n
		out[of[i]].read += c.read
	}
	return out, err
}

// countItems counts the instants in stretches of time, one by one.
func (x *sums) countItems(ctx context.Context, parts []stretch) ([]countedIn, error) {
	spill, err := x.s.spill(ctx)
	if err != nil {
		return nil, err
	}
	list := make([][4]int64, len(parts))
	for i, p := range parts {
		list[i] = [4]int64{p.from, p.to, instantKey(p.from) - 3 - spill, instantKey(p.to)}
	}
	arg, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	of := ""
	if x.list != "" {
		of = " AND i.source IN (" + x.list + ")"
	}
	return x.counts(ctx, fmt.Sprintf(`WITH e AS MATERIALIZED
			(SELECT key, value->>0 AS since, value->>1 AS till, value->>2 AS lo, value->>3 AS hi FROM json_each(?))
		SELECT count(i.id), coalesce(sum(s.read), 0) FROM e
		LEFT JOIN item i ON i.id BETWEEN e.lo AND e.hi AND i.published >= e.since AND i.published < e.till AND i.precise = %d%s
		LEFT JOIN state s ON s.item = i.id GROUP BY e.key ORDER BY e.key`, model.ToInstant, of), string(arg))
}

// counts reads rows of two numbers.
func (x *sums) counts(ctx context.Context, q string, arg any) ([]countedIn, error) {
	rs, err := x.s.read.QueryContext(ctx, q, arg)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rs.Close() }()
	var out []countedIn
	for rs.Next() {
		var c countedIn
		if err := rs.Scan(&c.n, &c.read); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rs.Err()
}

// mostSplits is how many days may be split between buckets before it is
// cheaper to look at every article.
const mostSplits = 600

// histogram counts by calendar unit. ok is false when it would cost more than
// looking at every article.
func (x *sums) histogram(ctx context.Context, unit model.Unit) (out []model.Bucket, ok bool, err error) {
	if x.only.undated {
		return nil, true, nil
	}
	h := &histogram{sums: x, unit: unit, zone: x.q.Zone(), counts: make(buckets)}
	from, to := boundDays(x.span.FromDay, x.span.ToDay, x.span)
	if err := h.wholeDays(ctx, from, to); err != nil {
		return nil, false, err
	}
	whole, ends := split(x.span)
	for _, p := range ends {
		h.end(p)
	}
	if err := h.instants(ctx, whole.from, whole.to); err != nil || len(h.parts) > mostSplits {
		return nil, false, err
	}
	if err := h.moveParts(ctx); err != nil {
		return nil, false, err
	}
	return h.counts.inOrder(), true, nil
}

// histogram gathers counts in buckets of a zone, while those of instants are
// kept by days and months of UTC: what of these lies in another bucket is moved
// there.
type histogram struct {
	*sums
	unit   model.Unit
	zone   *time.Location
	counts buckets
	parts  []stretch
	moves  []move // of each part
}

// move says where the articles of a stretch belong, and where they have been
// counted, if they have.
type move struct {
	to, from model.Bucket
	counted  bool
}

func (h *histogram) put(key model.Bucket, n, read int) {
	n, read = h.chosen(n, read)
	h.counts.add(key, n, read)
}

// in returns the bucket of an instant.
func (h *histogram) in(unix int64) model.Bucket {
	return bucketOf(unix, model.ToInstant, h.unit, h.zone)
}

// coarse reports whether the buckets are made of months.
func (h *histogram) coarse() bool { return h.unit == model.ByMonth || h.unit == model.ByYear }

// wholeDays counts articles of which the day is known.
func (h *histogram) wholeDays(ctx context.Context, from, to model.Day) error {
	put := func(d model.Day, n, read int) { h.put(bucketOf(int64(d)*day, model.ToDay, h.unit, h.zone), n, read) }
	if !h.coarse() || from >= to {
		return h.each(ctx, days, from, to, put)
	}
	first, last := wholeMonths(from, to)
	err := h.each(ctx, days, from, dayBefore(first, to), put)
	if err == nil {
		err = h.eachMonth(ctx, days, first, last, func(m month, n, read int) { put(m.start(), n, read) })
	}
	if err == nil {
		err = h.each(ctx, days, dayFrom(last, to), to, put)
	}
	return err
}

// end counts a stretch at the end of the span, which may lie in two buckets.
func (h *histogram) end(p stretch) {
	first, second := h.in(p.from), h.in(p.to-1)
	if at := second.Start.In(h.zone).Unix(); first != second && at > p.from && at < p.to {
		h.parts = append(h.parts, stretch{p.from, at}, stretch{at, p.to})
		h.moves = append(h.moves, move{to: first}, move{to: second})
		return
	}
	h.parts, h.moves = append(h.parts, p), append(h.moves, move{to: first})
}

// instants counts those of the days from a day on, before another.
func (h *histogram) instants(ctx context.Context, from, to model.Day) error {
	put := func(d model.Day, n, read int) {
		start := int64(d) * day
		first, second := h.in(start), h.in(start+day-1)
		h.put(second, n, read)
		if first != second {
			h.parts = append(h.parts, stretch{start, second.Start.In(h.zone).Unix()})
			h.moves = append(h.moves, move{to: first, from: second, counted: true})
		}
	}
	if !h.coarse() || from >= to {
		return h.each(ctx, instants, from, to, put)
	}
	first, last := wholeMonths(from, to)
	err := h.each(ctx, instants, from, dayBefore(first, to), put)
	if err == nil {
		err = h.months(ctx, first, last)
	}
	if err == nil {
		err = h.each(ctx, instants, dayFrom(last, to), to, put)
	}
	return err
}

// months counts the instants of whole months of UTC, each in the bucket in which
// its middle lies. What of it lies in the bucket before or after is a part of a
// day.
func (h *histogram) months(ctx context.Context, first, last month) error {
	return h.eachMonth(ctx, instants, first, last, func(m month, n, read int) {
		from, to := int64(m.start())*day, int64((m+1).start())*day
		in := h.in((from + to) / 2)
		h.put(in, n, read)
		begins, ends := in.Start.In(h.zone).Unix(), h.after(in).In(h.zone).Unix()
		if begins > from {
			h.parts = append(h.parts, stretch{from, begins})
			h.moves = append(h.moves, move{to: h.in(from), from: in, counted: true})
		}
		if ends < to {
			h.parts = append(h.parts, stretch{ends, to})
			h.moves = append(h.moves, move{to: h.in(to - 1), from: in, counted: true})
		}
	})
}

// after returns the day after a bucket of months.
func (h *histogram) after(b model.Bucket) model.Day {
	y, m, _ := b.Start.Date()
	if h.unit == model.ByYear {
		return model.NewDay(y+1, 1, 1)
	}
	return model.NewDay(y, m+1, 1)
}

// moveParts counts the parts and moves them to their buckets.
func (h *histogram) moveParts(ctx context.Context) error {
	cs, err := h.count(ctx, h.parts)
	for i, c := range cs {
		m := h.moves[i]
		h.put(m.to, c.n, c.read)
		if m.counted {
			h.put(m.from, -c.n, -c.read)
		}
	}
	return err
}

// each calls f with the counts of the days of a region from a day on, before
// another.
func (x *sums) each(ctx context.Context, r region, from, to model.Day, f func(d model.Day, n, read int)) error {
	if from >= to {
		return nil
	}
	q := x.perDay("day, n, read") + "region = ? AND day >= ? AND day < ?"
	if x.list != "" {
		q = x.perDay("day, sum(n), sum(read)") + "region = ? AND day >= ? AND day < ? GROUP BY day"
	}
	return x.eachRow(ctx, q, []any{int(r), int64(from), int64(to)}, func(at int64, n, read int) { f(model.Day(at), n, read) })
}

// eachMonth is each for months.
func (x *sums) eachMonth(ctx context.Context, r region, from, to month, f func(m month, n, read int)) error {
	if from >= to {
		return nil
	}
	q := x.perMonth("month, sum(n), sum(read)") + "region = ? AND month >= ? AND month < ? GROUP BY month"
	return x.eachRow(ctx, q, []any{int(r), int64(from), int64(to)}, func(at int64, n, read int) { f(month(at), n, read) })
}

func (x *sums) eachRow(ctx context.Context, q string, args []any, f func(at int64, n, read int)) error {
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
