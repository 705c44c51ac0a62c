package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
)

// CountSources implements model.Finder.
func (s *Library) CountSources(ctx context.Context, q model.Query) (int, error) {
	defer hold(q)()
	var n int
	err := codec.WithDictionaries(ctx, s.Catalog.read, func() error {
		if q.Limit > 0 {
			return s.sourcesLimited(ctx, q, &n)
		}
		w, err := s.compile(ctx, q, true)
		if err != nil {
			return err
		}
		if sum, ok := s.rollupOf(w.plan); ok {
			n, err = sum.sources(ctx)
			return err
		}
		return s.limitHeavy(ctx, func(s *Library) error {
			q, args, err := w.selection(ctx, s.read, "count(DISTINCT i.source)")
			if err != nil {
				return err
			}
			return s.read.QueryRowContext(ctx, q, args...).Scan(&n)
		})
	})
	return n, mapError(err)
}

// sourcesLimited counts the sources of the first articles of a list.
func (s *Library) sourcesLimited(ctx context.Context, q model.Query, n *int) error {
	ids, err := s.allIDs(ctx, q)
	if err != nil {
		return err
	}
	return s.read.QueryRowContext(ctx, "SELECT count(DISTINCT source) FROM item WHERE uid IN (SELECT value FROM json_each(?))", jsonList(ids)).Scan(n)
}

// sources counts the sources that have articles in the span: by their counts of months
// and days, and by the articles where the span begins and ends within a day.
func (x *rollup) sources(ctx context.Context) (int, error) {
	by := *x
	by.bySource = true
	of := make(map[int64]total)
	add := func(source int64, c total) { of[source] = of[source].plus(c) }
	if !x.parts.dated {
		if err := by.addSources(ctx, rowid.Undated, dayRange{0, 1}, add); err != nil {
			return 0, err
		}
	}
	if !x.parts.undated {
		for _, r := range rowid.Dated[1:] {
			if err := by.addSources(ctx, r, x.ranged(r), add); err != nil {
				return 0, err
			}
		}
		whole, edges := x.seconds.split()
		if err := by.addSources(ctx, rowid.Instants, whole, add); err != nil {
			return 0, err
		}
		if err := by.addEdgeSources(ctx, edges, add); err != nil {
			return 0, err
		}
	}
	n := 0
	for _, c := range of {
		if x.filtered(c).n > 0 {
			n++
		}
	}
	return n, nil
}

// addSources calls add with what each source has in days of a region.
func (x *rollup) addSources(ctx context.Context, r rowid.Region, d dayRange, add func(int64, total)) error {
	if d.from >= d.to {
		return nil
	}
	of := "c.region = ? AND f." + x.owners
	if x.sourceList != "" {
		of += " AND c.source IN (" + x.sourceList + ")"
	}
	before, months, after := d.split()
	parts := []struct {
		table, column string
		days          dayRange
		from, to      int64
		unit          countUnit
	}{
		{"source_day", "day", before, int64(before.from), int64(before.to), inDay},
		{"source_month", "month", months.days(), int64(months.from), int64(months.to), inMonth},
		{"source_day", "day", after, int64(after.from), int64(after.to), inDay},
	}
	if r == rowid.Undated {
		parts = parts[:1]
		parts[0].days, parts[0].from, parts[0].to, parts[0].unit = d, 0, 1, inMonth
	}
	for _, p := range parts {
		if p.from >= p.to {
			continue
		}
		q := fmt.Sprintf("SELECT c.source, 0, sum(c.n), 0 FROM %s c JOIN source f ON f.id = c.source WHERE %s AND c.%s >= ? AND c.%[3]s < ? GROUP BY c.source", p.table, of, p.column)
		put := func(c offCell, t total) { add(c.source, t) }
		if err := each(ctx, x.s.read, q, scanOff(put), int(r), p.from, p.to); err != nil {
			return err
		}
		if err := x.eachOff(ctx, r, p.days, p.unit, put); err != nil {
			return err
		}
	}
	return nil
}

// addEdgeSources calls add with what each source has in time ranges.
func (x *rollup) addEdgeSources(ctx context.Context, parts []timeRange, add func(int64, total)) error {
	overflow, err := rowid.Overflow(ctx, x.s.Catalog.read)
	if err != nil {
		return err
	}
	of := ""
	if x.sourceList != "" {
		of = " AND i.source IN (" + x.sourceList + ")"
	}
	if x.foreign {
		of += " AND NOT " + fmt.Sprintf(foreignSource, "i.source")
	}
	for _, p := range parts {
		err := each(ctx, x.s.read, fmt.Sprintf(`SELECT i.source, count(*), coalesce(sum(s.read), 0) FROM item i`+stateJoin+`
			WHERE i.id BETWEEN ? AND ? AND i.published >= ? AND i.published < ? AND i.precise = %d AND coalesce(s.hidden, 0) = 0%s GROUP BY i.source`, model.ToInstant, of),
			func(rs *sql.Rows) error {
				var source int64
				var c total
				err := rs.Scan(&source, &c.n, &c.read)
				add(source, c)
				return err
			}, rowid.From(p.from, overflow), rowid.Instant(p.to), p.from, p.to)
		if err != nil {
			return err
		}
	}
	return nil
}
