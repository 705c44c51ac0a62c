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
	hours := make([][2]int64, len(parts))
	var rests []timeRange
	var of []int // the part that a rest belongs to
	for i, p := range parts {
		from, to := -rowid.FloorDiv(-p.from, hour), rowid.FloorDiv(p.to, hour)
		if from >= to {
			rests, of = append(rests, p), append(of, i)
			continue
		}
		hours[i] = [2]int64{from, to}
		for _, rest := range []timeRange{{p.from, from * hour}, {to * hour, p.to}} {
			if rest.from < rest.to {
				rests, of = append(rests, rest), append(of, i)
			}
		}
	}
	out, err := x.totals(ctx, `SELECT coalesce(sum(h.n), 0), 0 FROM json_each(?) e
		LEFT JOIN hour_total h ON h.`+x.owners+` AND h.hour >= e.value->>0 AND h.hour < e.value->>1 GROUP BY e.key ORDER BY e.key`, jsonList(hours))
	if err != nil {
		return out, err
	}
	off, err := x.offHours(ctx, hours)
	for i, c := range off {
		out[i] = out[i].plus(c)
	}
	if err != nil || len(rests) == 0 {
		return out, err
	}
	more, err := x.countItems(ctx, rests)
	for i, c := range more {
		out[of[i]] = out[of[i]].plus(c)
	}
	return out, err
}

// rangesListed are the time ranges e of a rangeList, with the ids that are in them.
const rangesListed = `WITH e AS MATERIALIZED
	(SELECT key, value->>0 AS since, value->>1 AS till, value->>2 AS lo, value->>3 AS hi FROM json_each(?))`

// rangeList is time ranges as an argument of rangesListed.
func (x *rollup) rangeList(ctx context.Context, parts []timeRange) (string, error) {
	overflow, err := rowid.Overflow(ctx, x.s.Catalog.read)
	list := make([][4]int64, len(parts))
	for i, p := range parts {
		list[i] = [4]int64{p.from, p.to, rowid.From(p.from, overflow), rowid.Instant(p.to)}
	}
	return jsonList(list), err
}

// countItems counts the instants in time ranges, one by one.
func (x *rollup) countItems(ctx context.Context, parts []timeRange) ([]total, error) {
	list, err := x.rangeList(ctx, parts)
	if err != nil {
		return nil, err
	}
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
		AND NOT EXISTS (SELECT 1 FROM state h WHERE h.reader = ?1 AND h.item = i.id AND h.hidden = 1)`+stateJoin+`
		GROUP BY e.key ORDER BY e.key`, model.ToInstant, of), list)
}

// totals reads rows of two numbers.
func (x *rollup) totals(ctx context.Context, q string, arg any) ([]total, error) {
	return collect(ctx, x.s.read, q, func(rs *sql.Rows, c *total) error { return rs.Scan(&c.n, &c.read) }, arg)
}
