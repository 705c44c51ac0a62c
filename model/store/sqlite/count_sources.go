package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// CountSources implements model.Finder.
func (s *Library) CountSources(ctx context.Context, q model.Query) (int, error) {
	defer hold(q)()
	var n int
	if q.Limit > 0 {
		err := s.sourcesLimited(ctx, q, &n)
		return n, mapError(err)
	}
	err := s.ask(ctx, q, true, func(s *Library, w *sqlPlan) error {
		for _, w := range w.whole() {
			some, err := s.countSourcesOf(ctx, w)
			if err != nil {
				return err
			}
			n += some
		}
		return nil
	})
	return n, mapError(err)
}

// countSourcesOf counts the sources of what one question finds.
func (s *Library) countSourcesOf(ctx context.Context, w *sqlPlan) (n int, err error) {
	if sum, ok := s.rollupOf(w.plan); ok {
		return sum.sources(ctx)
	}
	of := make(map[int64]bool)
	err = s.limitHeavy(ctx, func(s *Library) error {
		for _, w := range w.questions() {
			q, args := w.selection("DISTINCT i.source")
			ids, err := column[int64](ctx, s.read, q, args...)
			if err != nil {
				return err
			}
			for _, id := range ids {
				of[id] = true
			}
		}
		return nil
	})
	return len(of), err
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
	if by.sourceList == "" {
		by.sourceList = "SELECT id FROM source WHERE " + x.owners
		if x.leftOut != "" {
			by.sourceList += " AND id NOT IN (" + x.leftOut + ")"
		}
	}
	var parts []part
	var edges []timeRange
	if !x.parts.undated {
		parts, edges = x.dated(partsOf)
	}
	if !x.parts.dated {
		parts = append(parts, undatedPart)
	}
	counted, err := by.count(ctx, parts, bySource)
	if err != nil {
		return 0, err
	}
	of := make(map[int64]total)
	for c, t := range counted {
		of[c.key] = of[c.key].plus(t)
	}
	err = by.addEdgeSources(ctx, edges, func(source int64, c total) { of[source] = of[source].plus(c) })
	n := 0
	for _, c := range of {
		if x.filtered(c).n > 0 {
			n++
		}
	}
	return n, err
}

// addEdgeSources calls add with what each source has in time ranges.
func (x *rollup) addEdgeSources(ctx context.Context, parts []timeRange, add func(int64, total)) error {
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
			}, rowid.From(p.from, x.overflow), rowid.Instant(p.to), p.from, p.to)
		if err != nil {
			return err
		}
	}
	return nil
}
