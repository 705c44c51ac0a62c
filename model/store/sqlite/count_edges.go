package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// dayRange is the days from a day on, before another.
type dayRange struct{ from, to model.Day }

// timeRange is a time from a second on, before another, in seconds since 1970.
type timeRange struct{ from, to int64 }

const (
	day  = 24 * 60 * 60
	hour = 60 * 60
)

// split cuts a time range into whole days in UTC and what remains at its ends.
func (s timeRange) split() (whole dayRange, edges []timeRange) {
	whole = dayRange{model.Day(-rowid.FloorDiv(-s.from, day)), model.Day(rowid.FloorDiv(s.to, day))}
	first, last := timeRange{s.from, int64(whole.from) * day}, timeRange{int64(whole.to) * day, s.to}
	switch {
	case s.from >= s.to:
		return dayRange{}, nil
	case whole.from > whole.to: // within a day
		return dayRange{}, []timeRange{s}
	}
	for _, edge := range []timeRange{first, last} {
		if edge.from < edge.to {
			edges = append(edges, edge)
		}
	}
	return whole, edges
}

// countTimeRanges counts the instants in time ranges: by the hour where all
// sources count, and one by one what is less than that.
func (x *rollup) countTimeRanges(ctx context.Context, parts []timeRange) ([]total, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	if x.sourceList != "" {
		return x.countItems(ctx, parts)
	}
	out := make([]total, len(parts))
	var hours []hourRange
	var rests []timeRange
	var of []int // the part that a rest belongs to
	for i, p := range parts {
		from, to := -rowid.FloorDiv(-p.from, hour), rowid.FloorDiv(p.to, hour)
		if from >= to {
			rests, of = append(rests, p), append(of, i)
			continue
		}
		hours = append(hours, hourRange{i, from, to})
		for _, rest := range []timeRange{{p.from, from * hour}, {to * hour, p.to}} {
			if rest.from < rest.to {
				rests, of = append(rests, rest), append(of, i)
			}
		}
	}
	if err := x.addHours(ctx, hours, out); err != nil || len(rests) == 0 {
		return out, err
	}
	more, err := x.countItems(ctx, rests)
	for i, c := range more {
		out[of[i]] = out[of[i]].plus(c)
	}
	return out, err
}

// hourRange is the hours since 1970 of the part with an index, from one on, before another.
type hourRange struct {
	part     int
	from, to int64
}

// addHours adds what is counted in hours, of all sources. Where the reader's are not kept
// his states are counted.
func (x *rollup) addHours(ctx context.Context, hours []hourRange, to []total) error {
	if len(hours) == 0 {
		return nil
	}
	list := make([][4]int64, len(hours))
	for i, h := range hours {
		monthOf := func(hour int64) int64 { return int64(rowid.MonthOf(model.Day(rowid.FloorDiv(hour, 24)))) }
		list[i] = [4]int64{h.from, h.to, monthOf(h.from), monthOf(h.to - 1)}
	}
	var states []timeRange
	var of []int // the part that states belong to
	i := -1
	err := each(ctx, x.s.read, fmt.Sprintf(`WITH e AS MATERIALIZED (SELECT key, value->>0 AS since, value->>1 AS till, value->>2 AS first, value->>3 AS last FROM json_each(?))
		SELECT (SELECT coalesce(sum(n), 0) FROM hour_total WHERE %s AND hour >= e.since AND hour < e.till), coalesce(sum(h.hidden), 0), coalesce(sum(h.read - h.both), 0),
		EXISTS (SELECT 1 FROM reader_count WHERE reader = +?1 AND unit = %d AND source = 0 AND region = %d AND at BETWEEN e.first AND e.last AND fine < %d AND read + hidden > 0)
		FROM e LEFT JOIN reader_count h ON h.reader = +?1 AND h.unit = %d AND h.source = 0 AND h.region = %[3]d AND h.at >= e.since AND h.at < e.till
		GROUP BY e.key ORDER BY e.key`, x.owners, inMonth, rowid.Instants, alsoHourly, inHour), func(rs *sql.Rows) error {
		i++
		h := hours[i]
		var n, hidden, read int
		var few bool
		err := rs.Scan(&n, &hidden, &read, &few)
		if few {
			hidden, read = 0, 0
			states, of = append(states, timeRange{h.from * hour, h.to * hour}), append(of, h.part)
		}
		to[h.part] = to[h.part].plus(total{n - hidden, read})
		return err
	}, jsonList(list))
	if err != nil || len(states) == 0 {
		return err
	}
	more, err := x.totals(ctx, fmt.Sprintf(rangesListed+`
		SELECT coalesce(sum(-s.hidden) FILTER (WHERE i.id IS NOT NULL), 0), coalesce(sum(s.read * (1 - s.hidden)) FILTER (WHERE i.id IS NOT NULL), 0) FROM e
		LEFT JOIN state s ON s.reader = +?1 AND s.item BETWEEN e.lo AND e.hi AND (s.read = 1 OR s.hidden = 1)
		LEFT JOIN item i ON i.id = s.item AND i.published >= e.since AND i.published < e.till AND i.precise = %d
		GROUP BY e.key ORDER BY e.key`, model.ToInstant), x.rangeList(states))
	for i, c := range more {
		to[of[i]] = to[of[i]].plus(c)
	}
	return err
}

// rangesListed are the time ranges e of a rangeList, with the ids that are in them.
const rangesListed = `WITH e AS MATERIALIZED
	(SELECT key, value->>0 AS since, value->>1 AS till, value->>2 AS lo, value->>3 AS hi FROM json_each(?))`

// rangeList is time ranges as an argument of rangesListed.
func (x *rollup) rangeList(parts []timeRange) string {
	list := make([][4]int64, len(parts))
	for i, p := range parts {
		list[i] = [4]int64{p.from, p.to, rowid.From(p.from, x.overflow), rowid.Instant(p.to)}
	}
	return jsonList(list)
}

// countItems counts the instants in time ranges, one by one.
func (x *rollup) countItems(ctx context.Context, parts []timeRange) ([]total, error) {
	of := ""
	if x.sourceList != "" {
		of = " AND i.source IN (" + x.sourceList + ")"
	}
	if x.foreign {
		of += " AND NOT " + fmt.Sprintf(foreignSource, "i.source")
	}
	return x.totals(ctx, fmt.Sprintf(rangesListed+`
		SELECT count(i.id), coalesce(sum(s.read), 0) FROM e
		LEFT JOIN item i ON i.id BETWEEN e.lo AND e.hi AND i.published >= e.since AND i.published < e.till AND i.precise = %d%s
		AND NOT EXISTS (SELECT 1 FROM state h WHERE h.reader = +?1 AND h.item = i.id AND h.hidden = 1)`+stateJoin+`
		GROUP BY e.key ORDER BY e.key`, model.ToInstant, of), x.rangeList(parts))
}

// totals reads rows of two numbers.
func (x *rollup) totals(ctx context.Context, q string, arg any) ([]total, error) {
	return collect(ctx, x.s.read, q, func(rs *sql.Rows, c *total) error { return rs.Scan(&c.n, &c.read) }, arg)
}
