package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// offColumns are what a row of reader_count adds to the shared counts, and offSums what
// states do.
const (
	offColumns = "-hidden, read - both"
	offSums    = "coalesce(sum(-s.hidden), 0), coalesce(sum(s.read * (1 - s.hidden)), 0)"
)

// offCell is where something is to be added to the shared counts: of a source (0: of all)
// on a day, or in a month.
type offCell struct{ source, at int64 }

// regionOff is what is to be added to all the shared counts of a region, and in which
// months.
type regionOff struct {
	total
	first, last rowid.Month
}

// touches reports whether anything is to be added in days.
func (o *regionOff) touches(d dayRange) bool {
	return o != nil && d.from < (o.last+1).Start() && d.to > o.first.Start()
}

// offOf returns what is to be added to the counts of a region, of all sources: nil where
// that is nothing.
func (x *rollup) offOf(ctx context.Context, r rowid.Region) (*regionOff, error) {
	if x.offs != nil {
		return x.offs[r], nil
	}
	offs := make(map[rowid.Region]*regionOff)
	err := each(ctx, x.s.read, "SELECT region, min(at), max(at), sum(-hidden), sum(read - both) FROM reader_count WHERE reader = ?1 AND source = 0 AND unit = 1 GROUP BY region", func(rs *sql.Rows) error {
		var r rowid.Region
		var o regionOff
		err := rs.Scan(&r, &o.first, &o.last, &o.n, &o.read)
		offs[r] = &o
		return err
	})
	if err == nil {
		x.offs = offs
	}
	return offs[r], err
}

// off returns what is to be added to the shared counts of days of a region.
func (x *rollup) off(ctx context.Context, r rowid.Region, d dayRange) (c total, err error) {
	if x.sourceList == "" && !x.bySource && d.from == -rowid.FarDay && d.to == rowid.FarDay {
		all, err := x.offOf(ctx, r)
		if err != nil || all == nil {
			return c, err
		}
		return all.total, nil
	}
	before, months, after := d.split()
	if r == rowid.Undated {
		before, months, after = dayRange{}, monthRange{0, 1}, dayRange{}
	}
	for _, days := range []dayRange{before, after} {
		if err == nil && days.from < days.to {
			err = x.eachOff(ctx, r, days, inDay, func(_ offCell, o total) { c = c.plus(o) })
		}
	}
	if err == nil && months.from < months.to {
		err = x.eachOff(ctx, r, months.days(), inMonth, func(_ offCell, o total) { c = c.plus(o) })
	}
	return c, err
}

// days are the days of whole months.
func (m monthRange) days() dayRange {
	d := dayRange{-rowid.FarDay, rowid.FarDay}
	if m.from > -rowid.FarMonth {
		d.from = m.from.Start()
	}
	if m.to < rowid.FarMonth {
		d.to = m.to.Start()
	}
	return d
}

func (x *rollup) offByDay(ctx context.Context, r rowid.Region, d dayRange) (map[int64]total, error) {
	off := make(map[int64]total)
	return off, x.eachOff(ctx, r, d, inDay, func(c offCell, o total) { off[c.at] = off[c.at].plus(o) })
}

func (x *rollup) offByMonth(ctx context.Context, r rowid.Region, m monthRange) (map[int64]total, error) {
	off := make(map[int64]total)
	return off, x.eachOff(ctx, r, m.days(), inMonth, func(c offCell, o total) { off[c.at] = off[c.at].plus(o) })
}

// eachOff calls f with what is to be added to the shared counts of days of a region, by
// day or by month, of which there are whole ones; for all sources or those that count.
func (x *rollup) eachOff(ctx context.Context, r rowid.Region, d dayRange, unit countUnit, f func(offCell, total)) error {
	if x.offs != nil && r != rowid.Undated && !x.offs[r].touches(d) {
		return nil
	}
	if x.sourceList == "" && !x.bySource {
		return x.offRows(ctx, r, d, unit, []int64{0}, f)
	}
	var rows, few []int64
	var articles, states int // of the few, and of the reader
	q := "SELECT c.source, c.fine, f.n, t.read + t.hidden FROM reader_count c JOIN source f ON f.id = c.source JOIN reader_count t ON t.reader = ?1 AND t.source = 0 AND t.unit = 0" +
		" WHERE c.reader = ?1 AND c.source <> 0 AND c.unit = 0 AND c.read + c.hidden > 0"
	if x.sourceList != "" {
		q += " AND c.source IN (" + x.sourceList + ")"
	}
	err := each(ctx, x.s.read, q, func(rs *sql.Rows) error {
		var source int64
		var fine, n int
		err := rs.Scan(&source, &fine, &n, &states)
		if fine != noFiner {
			rows = append(rows, source)
		} else {
			few, articles = append(few, source), articles+n
		}
		return err
	})
	if err == nil && len(rows) > 0 {
		err = x.offRows(ctx, r, d, unit, rows, f)
	}
	if err == nil && len(few) > 0 {
		err = x.offStates(ctx, r, []offRange{{days: d}}, few, articles < states, unit, f)
	}
	return err
}

// offRows is eachOff for sources (0: all) whose months are kept.
func (x *rollup) offRows(ctx context.Context, r rowid.Region, d dayRange, unit countUnit, sources []int64, f func(offCell, total)) error {
	of := "reader = ?1 AND source IN (" + join(sources, ", ", "") + ") AND unit = ? AND region = ?"
	from, to := int64(d.from), int64(d.to)
	months := monthRange{-rowid.FarMonth, rowid.FarMonth} // those that d is of
	if r == rowid.Undated {
		months = monthRange{0, 1}
	} else {
		if d.from > -rowid.FarDay {
			months.from = rowid.MonthOf(d.from)
		}
		if d.to < rowid.FarDay {
			months.to = rowid.MonthOf(d.to-1) + 1
		}
	}
	if unit == inMonth {
		from, to = int64(months.from), int64(months.to)
	}
	err := each(ctx, x.s.read, "SELECT source, at, "+offColumns+" FROM reader_count WHERE "+of+" AND at >= ? AND at < ?", scanOff(f),
		int64(unit), int(r), from, to)
	if err != nil || unit == inMonth {
		return err
	}
	few, err := collect(ctx, x.s.read, "SELECT source, at FROM reader_count WHERE "+of+" AND at >= ? AND at < ? AND fine = 0 AND read + hidden > 0", func(rs *sql.Rows, o *offRange) error {
		var m rowid.Month
		err := rs.Scan(&o.source, &m)
		o.days = dayRange{max(d.from, m.Start()), min(d.to, (m + 1).Start())}
		return err
	}, int64(inMonth), int(r), int64(months.from), int64(months.to))
	if err != nil || len(few) == 0 {
		return err
	}
	return x.offStates(ctx, r, few, nil, false, unit, f)
}

func scanOff(f func(offCell, total)) func(*sql.Rows) error {
	return func(rs *sql.Rows) error {
		var c offCell
		var o total
		err := rs.Scan(&c.source, &c.at, &o.n, &o.read)
		f(c, o)
		return err
	}
}

// offRange are days of a source, or of all (0).
type offRange struct {
	days   dayRange
	source int64
}

// The states s of a reader in ranges e, with their items i: by the states or, where these
// are more, by the articles of the source.
const (
	offFromStates = `state s ON s.reader = ?1 AND s.item BETWEEN e.lo AND e.hi AND (e.source = 0 OR s.source = e.source) AND (s.read = 1 OR s.hidden = 1)
		CROSS JOIN item i ON i.id = s.item`
	offFromItems = `item i INDEXED BY item_source ON i.source IN (SELECT value FROM json_each(?)) AND i.id BETWEEN e.lo AND e.hi
		CROSS JOIN state s ON s.reader = ?1 AND s.item = i.id AND (s.read = 1 OR s.hidden = 1)`
)

// offStates is eachOff by the reader's states in ranges, of the few sources, if any, by
// states or by items, which is less.
func (x *rollup) offStates(ctx context.Context, r rowid.Region, ranges []offRange, few []int64, byItems bool, unit countUnit, f func(offCell, total)) error {
	overflow, err := rowid.Overflow(ctx, x.s.Catalog.read)
	if err != nil {
		return err
	}
	list := make([][5]int64, len(ranges))
	for i, o := range ranges {
		ids := rowid.Bounds{Lo: r.Bounds().Lo, Hi: r.Bounds().Hi}
		if r != rowid.Undated {
			if o.days.from > -rowid.FarDay {
				ids.Lo = max(ids.Lo, dayIDs(r, o.days.from, o.days.from+1, overflow).Lo)
			}
			if o.days.to < rowid.FarDay {
				ids.Hi = min(ids.Hi, dayIDs(r, o.days.to-1, o.days.to, overflow).Hi)
			}
		}
		list[i] = [5]int64{ids.Lo, ids.Hi, int64(o.days.from), int64(o.days.to), o.source}
	}
	from, args := offFromStates, []any{jsonList(list)}
	switch {
	case byItems:
		from, args = offFromItems, append(args, jsonList(few))
	case few != nil: // before the item is looked at
		from, args = strings.Replace(from, "(s.read", "s.source IN (SELECT value FROM json_each(?)) AND (s.read", 1), append(args, jsonList(few))
	}
	q := `WITH e AS MATERIALIZED (SELECT value->>0 AS lo, value->>1 AS hi, value->>2 AS since, value->>3 AS till, value->>4 AS source FROM json_each(?))
		SELECT s.source, ` + dayColumn + " AS day, " + offSums + " FROM e CROSS JOIN " + from + " WHERE day >= e.since AND day < e.till GROUP BY 1, 2"
	return each(ctx, x.s.read, q, scanOff(func(c offCell, o total) {
		if unit == inMonth && r != rowid.Undated {
			c.at = int64(rowid.MonthOf(model.Day(c.at)))
		}
		if !x.bySource && x.sourceList == "" {
			c.source = 0
		}
		f(c, o)
	}), args...)
}

// offTimes returns what states add to the shared counts of instants in time ranges, of all
// sources.
func (x *rollup) offTimes(ctx context.Context, parts []timeRange) ([]total, error) {
	list, err := x.rangeList(ctx, parts)
	if err != nil {
		return nil, err
	}
	return x.totals(ctx, fmt.Sprintf(rangesListed+`
		SELECT coalesce(sum(-s.hidden) FILTER (WHERE i.id IS NOT NULL), 0), coalesce(sum(s.read * (1 - s.hidden)) FILTER (WHERE i.id IS NOT NULL), 0) FROM e
		LEFT JOIN state s ON s.reader = ?1 AND s.item BETWEEN e.lo AND e.hi AND (s.read = 1 OR s.hidden = 1)
		LEFT JOIN item i ON i.id = s.item AND i.published >= e.since AND i.published < e.till AND i.precise = %d
		GROUP BY e.key ORDER BY e.key`, model.ToInstant), list)
}

// offHours is offTimes for ranges of whole hours: by the hours of the months of which these
// are kept.
func (x *rollup) offHours(ctx context.Context, hours [][2]int64) ([]total, error) {
	if x.offs != nil && !slices.ContainsFunc(hours, func(h [2]int64) bool {
		return h[0] < h[1] && x.offs[rowid.Instants].touches(dayRange{model.Day(rowid.FloorDiv(h[0], 24)), model.Day(rowid.FloorDiv(h[1]-1, 24)) + 1})
	}) {
		return nil, nil
	}
	kept := make(map[rowid.Month]bool)
	months, err := column[int64](ctx, x.s.read, fmt.Sprintf("SELECT at FROM reader_count WHERE reader = ?1 AND source = 0 AND unit = %d AND region = %d AND fine = %d", inMonth, rowid.Instants, alsoHourly))
	if err != nil {
		return nil, err
	}
	for _, m := range months {
		kept[rowid.Month(m)] = true
	}
	byHour := make([][2]int64, len(hours)) // empty where the hours are not kept
	var rest []timeRange
	var of []int
	for i, h := range hours {
		first, last := rowid.MonthOf(model.Day(rowid.FloorDiv(h[0], 24))), rowid.MonthOf(model.Day(rowid.FloorDiv(h[1]-1, 24)))
		switch {
		case h[0] >= h[1]:
		case kept[first] && kept[last] && last-first <= 1:
			byHour[i] = h
		default:
			rest, of = append(rest, timeRange{h[0] * hour, h[1] * hour}), append(of, i)
		}
	}
	out, err := x.totals(ctx, fmt.Sprintf(`SELECT coalesce(sum(-h.hidden), 0), coalesce(sum(h.read - h.both), 0) FROM json_each(?) e
		LEFT JOIN reader_count h ON h.reader = ?1 AND h.source = 0 AND h.unit = %d AND h.region = %d AND h.at >= e.value->>0 AND h.at < e.value->>1
		GROUP BY e.key ORDER BY e.key`, inHour, rowid.Instants), jsonList(byHour))
	if err != nil || len(rest) == 0 {
		return out, err
	}
	more, err := x.offTimes(ctx, rest)
	for i, c := range more {
		out[of[i]] = out[of[i]].plus(c)
	}
	return out, err
}
