package sqlite

import (
	"context"
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/codec"
	"dateline/model/store/sqlite/rowid"
)

// CountSources implements model.Finder.
func (s *Store) CountSources(ctx context.Context, q model.Query) (int, error) {
	defer hold(q)()
	var n int
	err := codec.WithDictionaries(ctx, s.read, func() error {
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
		return s.limitHeavy(ctx, localReader, func(s *Store) error {
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
func (s *Store) sourcesLimited(ctx context.Context, q model.Query, n *int) error {
	ids, err := s.allIDs(ctx, q)
	if err != nil {
		return err
	}
	return s.read.QueryRowContext(ctx, "SELECT count(DISTINCT source) FROM item WHERE uid IN (SELECT value FROM json_each(?))", jsonList(ids)).Scan(n)
}

// sources counts the sources that have articles in the span: one look for each
// of them into its counts of days, and the articles where the span begins and
// ends within a day.
func (x *rollup) sources(ctx context.Context) (int, error) {
	some := [...]string{allArticles: "n > 0", readArticles: "read > 0", unreadArticles: "n > read"}[x.reads]
	q, args := "SELECT count(*) FROM source c WHERE "+some, []any(nil)
	if x.sourceList != "" {
		q += " AND c.id IN (" + x.sourceList + ")"
	}
	const has = "EXISTS (SELECT 1 FROM source_day d WHERE d.source = c.id AND d.region = %d AND d.day >= ? AND d.day < ? AND %s)"
	put := func(r rowid.Region, days dayRange) {
		q += fmt.Sprintf(" OR "+has, int(r), "d."+some)
		args = append(args, int64(days.from), int64(days.to))
	}
	q += " AND (0"
	if !x.parts.dated {
		put(rowid.Undated, dayRange{0, 1})
	}
	if !x.parts.undated {
		for _, r := range rowid.Dated[1:] {
			put(r, x.ranged(r))
		}
		whole, edges := x.seconds.split()
		put(rowid.Instants, whole)
		found, err := x.sourcesIn(ctx, edges)
		if err != nil {
			return 0, err
		}
		q += " OR c.id IN (SELECT value FROM json_each(?))"
		args = append(args, found)
	}
	var n int
	err := x.s.read.QueryRowContext(ctx, q+")", args...).Scan(&n)
	return n, err
}

// sourcesIn returns the sources of the articles in time ranges, as JSON.
func (x *rollup) sourcesIn(ctx context.Context, parts []timeRange) (string, error) {
	cond := [...]string{allArticles: "1", readArticles: "coalesce(s.read, 0) = 1", unreadArticles: "coalesce(s.read, 0) = 0"}[x.reads]
	overflow, err := rowid.Overflow(ctx, x.s.read)
	if err != nil {
		return "", err
	}
	ids := []int64{}
	for _, p := range parts {
		more, err := column[int64](ctx, x.s.read, fmt.Sprintf(`SELECT DISTINCT i.source FROM item i LEFT JOIN state s ON s.item = i.id
			WHERE i.id BETWEEN ? AND ? AND i.published >= ? AND i.published < ? AND i.precise = %d AND coalesce(s.hidden, 0) = 0 AND %s`, model.ToInstant, cond),
			rowid.From(p.from, overflow), rowid.Instant(p.to), p.from, p.to)
		if err != nil {
			return "", err
		}
		ids = append(ids, more...)
	}
	return jsonList(ids), nil
}
