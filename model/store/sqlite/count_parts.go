package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// part is days (inDay) or whole months (inMonth) of a region, from one on, before another;
// or it is all there is (inAll). What is undated is month 0 of its region.
type part struct {
	unit     countUnit
	region   rowid.Region
	from, to int64
}

// undatedPart is what is undated.
var undatedPart = part{unit: inMonth, region: rowid.Undated, to: 1}

// partsOf returns the parts of days of a region: whole months, and the days before and
// after these.
func partsOf(r rowid.Region, d dayRange) []part {
	before, months, after := d.split()
	var out []part
	for _, p := range []part{
		{inDay, r, int64(before.from), int64(before.to)}, {inMonth, r, int64(months.from), int64(months.to)}, {inDay, r, int64(after.from), int64(after.to)},
	} {
		if d.from < d.to && p.from < p.to {
			out = append(out, p)
		}
	}
	return out
}

// months are those that a part of days is of.
func (p part) months() monthRange {
	m := monthRange{-rowid.FarMonth, rowid.FarMonth}
	if model.Day(p.from) > -rowid.FarDay {
		m.from = rowid.MonthOf(model.Day(p.from))
	}
	if model.Day(p.to) < rowid.FarDay {
		m.to = rowid.MonthOf(model.Day(p.to-1)) + 1
	}
	return m
}

// grouping is by what articles of a part are counted.
type grouping int

const (
	together grouping = iota
	byTime            // by day or month
	bySource
)

// cell is what is counted for itself: of a part, by its index, a day, a month or a source;
// 0 where they are counted together.
type cell struct {
	part int
	key  int64
}

// count counts the articles of parts that the reader is shown, of the sources that count,
// and those of them that he has read.
func (x *rollup) count(ctx context.Context, parts []part, by grouping) (map[cell]total, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	var counted map[cell]total
	var some []stateRange
	q, args := x.partQuery(parts, by)
	err := each(ctx, x.s.read, q, func(rs *sql.Rows) error {
		var i int
		var lists [3]sql.RawBytes // keys, n, read
		if err := rs.Scan(&i, &lists[0], &lists[1], &lists[2]); err != nil {
			return err
		}
		keys, ns, reads := numbers(lists[0]), numbers(lists[1]), numbers(lists[2])
		if counted == nil { // other parts have as many
			counted = make(map[cell]total, len(keys)*len(parts))
		}
		for k, key := range keys {
			if i < 0 {
				some = append(some, stateRange{-1 - i, key, rowid.Month(ns[k])})
				continue
			}
			c := counted[cell{i, key}].plus(total{n: int(ns[k])})
			if len(reads) > 0 {
				c.read += int(reads[k])
			}
			counted[cell{i, key}] = c
		}
		return nil
	}, args...)
	if err == nil && len(some) > 0 {
		err = x.addStates(ctx, parts, some, by, counted)
	}
	return counted, err
}

// partQuery is one question for the shared counts of parts and what the reader's add to
// them, each a row: the index of the part and lists of keys, n, and read. A row of a negative
// part lists the sources and the months of which the reader's days are not kept.
func (x *rollup) partQuery(parts []part, by grouping) (string, []any) {
	var selects []string
	var args []any
	arg := func(n int64) string {
		args = append(args, n)
		return fmt.Sprint("?", len(args)+1) // ?1 is the reader
	}
	shared, sources, days, months := x.owners, "source = 0", dayTotals, monthTotals
	if x.sourceList != "" {
		sources = "source IN (" + x.sourceList + ")"
		shared, days, months = sources, sourceDays, sourceMonths
	}
	list := func(part int, key, n, read, from string) {
		if by == together && part >= 0 {
			selects = append(selects, fmt.Sprintf("SELECT %d, 0, coalesce(sum(%s), 0), coalesce(sum(%s), 0) FROM %s", part, n, cmp.Or(read, "0"), from))
			return
		}
		if by == bySource && part >= 0 {
			from = fmt.Sprintf("(SELECT source, sum(%s) AS n, sum(%s) AS read FROM %s GROUP BY source)", n, cmp.Or(read, "0"), from)
			key, n, read = "source", "n", "read"
		}
		if read = cmp.Or(read, "''"); read != "''" {
			read = listOf(read)
		}
		selects = append(selects, fmt.Sprintf("SELECT %d, %s, %s, %s FROM %s", part, listOf(key), listOf(n), read, from))
	}
	for i, p := range parts {
		if p.unit == inAll {
			of := shared
			if x.sourceList != "" {
				of = "id IN (" + x.sourceList + ")"
			}
			list(i, "0", "n", "", "source WHERE "+of)
			list(i, "0", "-hidden", "read - both", fmt.Sprintf("reader_count WHERE reader = +?1 AND unit = %d AND %s", inAll, sources))
			continue
		}
		table, column := days, "day"
		if p.unit == inMonth && p.region != rowid.Undated {
			table, column = months, "month"
		}
		from, to := arg(p.from), arg(p.to)
		list(i, column, "n", "", fmt.Sprintf("%s WHERE %s AND region = %d AND %s >= %s AND %[4]s < %[6]s", countTables[table].name, shared, p.region, column, from, to))
		const mine = "reader_count WHERE reader = +?1 AND unit = %d AND %s AND region = %d AND at >= %s AND at < %s"
		list(i, "at", "-hidden", "read - both", fmt.Sprintf(mine, p.unit, sources, p.region, from, to))
		if m := p.months(); p.unit == inDay {
			list(-1-i, "source", "at", "", fmt.Sprintf(mine+" AND fine = %d AND read + hidden > 0", inMonth, sources, p.region, arg(int64(m.from)), arg(int64(m.to)), noFiner))
		}
	}
	return strings.Join(selects, " UNION ALL "), args
}

// stateRange is where a reader's states are counted one by one: in a month, as far as a
// part has it, of a source or of all (0).
type stateRange struct {
	part   int
	source int64
	month  rowid.Month
}

// addStates adds what the reader's states add to the shared counts in ranges.
func (x *rollup) addStates(ctx context.Context, parts []part, ranges []stateRange, by grouping, to map[cell]total) error {
	list := make([][6]int64, len(ranges))
	for i, r := range ranges {
		p := parts[r.part]
		first, end := max(model.Day(p.from), r.month.Start()), min(model.Day(p.to), (r.month+1).Start())
		ids := dayIDs(p.region, first, end, x.overflow)
		list[i] = [6]int64{int64(r.part), r.source, ids.Lo, ids.Hi, int64(first), int64(end) - 1}
	}
	key := [...]string{together: "0", byTime: dayColumn, bySource: "s.source"}[by]
	return each(ctx, x.s.read, `WITH e AS MATERIALIZED (SELECT value->>0 AS part, value->>1 AS source, value->>2 AS lo, value->>3 AS hi, value->>4 AS first, value->>5 AS last FROM json_each(?))
		SELECT e.part, `+key+` AS key, sum(-s.hidden), sum(s.read * (1 - s.hidden)) FROM e
		CROSS JOIN state s ON s.reader = +?1 AND s.item BETWEEN e.lo AND e.hi AND e.source IN (0, s.source) AND (s.read = 1 OR s.hidden = 1)
		CROSS JOIN item i ON i.id = s.item WHERE `+dayColumn+" BETWEEN e.first AND e.last GROUP BY 1, 2", func(rs *sql.Rows) error {
		var c cell
		var t total
		err := rs.Scan(&c.part, &c.key, &t.n, &t.read)
		to[c] = to[c].plus(t)
		return err
	}, jsonList(list))
}
