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
	from string // the rows of counts
	of   string // the condition on sources, for items
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
	x := &sums{s: s, q: w.q, from: "day_total"}
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
		if e.Field != model.FromSource || x.of != "" {
			return false
		}
		if w.sources[e].all {
			return true
		}
		list := join(w.sources[e].ids, ", ", "")
		x.from = "source_day WHERE source IN (" + list + ")"
		x.of = " AND i.source IN (" + list + ")"
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

// rows is the beginning of a question to the counts.
func (x *sums) rows(columns string) string {
	and := " WHERE "
	if x.of != "" {
		and = " AND "
	}
	return "SELECT " + columns + " FROM " + x.from + and
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
		err := x.s.read.QueryRowContext(ctx, x.rows("coalesce(sum(n), 0), coalesce(sum(read), 0)")+"region = 2").Scan(&n, &read)
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

// days sums the counts of a region from a day on, before another.
func (x *sums) days(ctx context.Context, r region, from, to model.Day) (n, read int, err error) {
	if from >= to {
		return 0, 0, nil
	}
	err = x.s.read.QueryRowContext(ctx, x.rows("coalesce(sum(n), 0), coalesce(sum(read), 0)")+"region = ? AND day >= ? AND day < ?",
		int(r), int64(from), int64(to)).Scan(&n, &read)
	return n, read, err
}

// dayRange is the days from a day on, before another.
type dayRange struct{ from, to model.Day }

// stretch is a time from a second on, before another, in seconds since 1970.
type stretch struct{ from, to int64 }

const day = 24 * 60 * 60

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

// count counts the instants in stretches of time, one by one.
func (x *sums) count(ctx context.Context, parts []stretch) ([]countedIn, error) {
	if len(parts) == 0 {
		return nil, nil
	}
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
	const within = `i.id BETWEEN e.value->>2 AND e.value->>3 AND i.published >= e.value->>0 AND i.published < e.value->>1`
	precise := fmt.Sprintf(" AND i.precise = %d", model.ToInstant)
	rs, err := x.s.read.QueryContext(ctx, "SELECT (SELECT count(*) FROM item i WHERE "+within+precise+x.of+`),
		(SELECT count(*) FROM item i WHERE `+within+precise+x.of+` AND EXISTS (SELECT 1 FROM state s WHERE s.item = i.id AND s.read = 1))
		FROM json_each(?) e`, string(arg))
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
	counts := make(buckets)
	if x.only.undated {
		return nil, true, nil
	}
	zone := x.q.Zone()
	put := func(key model.Bucket, n, read int) {
		n, read = x.chosen(n, read)
		counts.add(key, n, read)
	}
	from, to := boundDays(x.span.FromDay, x.span.ToDay, x.span)
	err = x.each(ctx, days, from, to, func(d model.Day, n, read int) {
		put(bucketOf(int64(d)*day, model.ToDay, unit, zone), n, read)
	})
	if err != nil {
		return nil, false, err
	}
	whole, parts := split(x.span)
	type share struct{ first, second model.Bucket }
	var shares []share
	for i := 0; i < len(parts); i++ { // an end of the span may lie in two buckets, too
		p := parts[i]
		first, second := bucketOf(p.from, model.ToInstant, unit, zone), bucketOf(p.to-1, model.ToInstant, unit, zone)
		if first != second {
			if at := second.Start.In(zone).Unix(); at > p.from && at < p.to {
				parts[i].to = at
				parts = append(parts, stretch{at, p.to})
				second = first
			}
		}
		shares = append(shares, share{first, first})
	}
	edges := len(parts)
	type split struct {
		n, read int
		second  model.Bucket
	}
	var splits []split
	err = x.each(ctx, instants, whole.from, whole.to, func(d model.Day, n, read int) {
		start := int64(d) * day
		first, second := bucketOf(start, model.ToInstant, unit, zone), bucketOf(start+day-1, model.ToInstant, unit, zone)
		if first == second {
			put(first, n, read)
			return
		}
		parts = append(parts, stretch{start, second.Start.In(zone).Unix()})
		shares = append(shares, share{first, second})
		splits = append(splits, split{n, read, second})
	})
	if err != nil || len(splits) > mostSplits {
		return nil, false, err
	}
	cs, err := x.count(ctx, parts)
	if err != nil {
		return nil, false, err
	}
	for i, c := range cs {
		put(shares[i].first, c.n, c.read)
		if i >= edges {
			s := splits[i-edges]
			put(s.second, s.n-c.n, s.read-c.read)
		}
	}
	return counts.inOrder(), true, nil
}

// each calls f with the counts of the days of a region from a day on, before
// another.
func (x *sums) each(ctx context.Context, r region, from, to model.Day, f func(d model.Day, n, read int)) error {
	if from >= to {
		return nil
	}
	q := x.rows("day, n, read") + "region = ? AND day >= ? AND day < ?"
	if x.of != "" {
		q = x.rows("day, sum(n), sum(read)") + "region = ? AND day >= ? AND day < ? GROUP BY day"
	}
	rs, err := x.s.read.QueryContext(ctx, q, int(r), int64(from), int64(to))
	if err != nil {
		return err
	}
	defer func() { _ = rs.Close() }()
	for rs.Next() {
		var d model.Day
		var n, read int
		if err := rs.Scan(&d, &n, &read); err != nil {
			return err
		}
		f(d, n, read)
	}
	return rs.Err()
}
