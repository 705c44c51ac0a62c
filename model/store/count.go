package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
)

// Count implements model.Finder. A question without a condition is answered
// from the counts of days.
func (s *Store) Count(ctx context.Context, q model.Query) (model.Tally, error) {
	var t model.Tally
	if q.Limit > 0 {
		return s.countLimited(ctx, q)
	}
	var err error
	if q.Where == nil && !q.AsOf {
		t, err = s.countAll(ctx, q)
	} else {
		t, err = s.countWhere(ctx, q)
	}
	if err != nil {
		return model.Tally{}, explain(err)
	}
	return t, nil
}

func (s *Store) countAll(ctx context.Context, q model.Query) (model.Tally, error) {
	var t model.Tally
	read := 0
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(sum(n), 0), coalesce(sum(read), 0),
		coalesce(sum(CASE region WHEN 2 THEN n END), 0) FROM day_count`).Scan(&t.Total, &read, &t.Undated)
	if err != nil {
		return t, err
	}
	t.Unread = t.Total - read
	a := q.AheadFrom()
	err = s.read.QueryRowContext(ctx, fmt.Sprintf(`SELECT count(*) FROM item i WHERE
		(i.id > ?1 AND i.id < %d AND i.published > ?2) OR (i.id > ?3 AND i.id < %d)`, dayRegion/2, noDateRegion),
		instantKey(a.Unix())-perDay, a.Unix(), dayTop(model.DayOf(a))).Scan(&t.Ahead)
	return t, err
}

func (s *Store) countWhere(ctx context.Context, q model.Query) (model.Tally, error) {
	w := compile(q)
	tables, match, args := w.counting()
	ahead := compile(model.Query{Where: model.Is{State: model.IsFuture}, Now: q.Now})
	sql := "SELECT count(*), coalesce(sum(coalesce(s.read, 0) = 0), 0), coalesce(sum(i.published IS NULL), 0), coalesce(sum(" +
		ahead.sql.String() + "), 0) FROM " + tables + " WHERE " + match
	args = append(slices.Clone(ahead.args), args...)
	spill, err := s.spill(ctx)
	if err != nil {
		return model.Tally{}, err
	}
	rng, rargs := w.ranges(spill)
	args = append(append(args, w.args...), rargs...)
	var t model.Tally
	err = s.read.QueryRowContext(ctx, sql+"("+w.sql.String()+")"+rng, args...).Scan(&t.Total, &t.Unread, &t.Undated, &t.Ahead)
	return t, err
}

// counting returns the tables of a count and the beginning of its condition.
func (w *where) counting() (tables, match string, args []any) {
	tables, id, args := w.from()
	if len(args) > 0 {
		match = id[:len(id)-len(".rowid")] + " MATCH ? AND "
	}
	return tables, match, args
}

// ranges narrows a count to the ids the spans of w may have.
func (w *where) ranges(spill int64) (string, []any) {
	if len(w.spans) == 0 {
		return "", nil
	}
	a := w.narrow(bounds{lowest, dayRegion/2 - 1}, spill)
	b := w.narrow(bounds{dayRegion / 2, noDateRegion - 1}, spill)
	return " AND ((i.id >= ? AND i.id <= ?) OR (i.id >= ? AND i.id <= ?))", []any{a.lo, a.hi, b.lo, b.hi}
}

func (s *Store) spill(ctx context.Context) (int64, error) {
	var n int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM meta WHERE name = 'spill'), 0)").Scan(&n)
	return n, err
}

func (s *Store) countLimited(ctx context.Context, q model.Query) (model.Tally, error) {
	n := q.Limit
	q.Limit = 0
	p, err := s.Find(ctx, q, model.Window{After: n})
	var t model.Tally
	for _, h := range p.Headlines {
		t.Total++
		if !h.State.Read {
			t.Unread++
		}
		switch h.Shelf {
		case model.NoDate:
			t.Undated++
		case model.Ahead:
			t.Ahead++
		}
	}
	return t, err
}

// Histogram implements model.Finder.
func (s *Store) Histogram(ctx context.Context, q model.Query, unit model.Unit, span model.Span) ([]model.Bucket, error) {
	within := model.Expr(model.Within{Span: span})
	if q.Where != nil {
		within = model.And{q.Where, within}
	}
	q.Where = within
	w := compile(q)
	tables, match, args := w.counting()
	spill, err := s.spill(ctx)
	if err != nil {
		return nil, explain(err)
	}
	rng, rargs := w.ranges(spill)
	args = append(append(args, w.args...), rargs...)
	sql := "SELECT i.published, i.precise, coalesce(s.read, 0) FROM " + tables + " WHERE " + match + "(" + w.sql.String() + ")" + rng
	rs, err := s.read.QueryContext(ctx, sql, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = rs.Close() }()
	counts := make(map[model.Bucket]*model.Bucket)
	for rs.Next() {
		var unix int64
		var precise model.Precision
		var read bool
		if err := rs.Scan(&unix, &precise, &read); err != nil {
			return nil, explain(err)
		}
		key := bucketOf(unix, precise, unit, q.Zone())
		b := counts[key]
		if b == nil {
			b = &model.Bucket{Start: key.Start, Hour: key.Hour}
			counts[key] = b
		}
		b.Total++
		if !read {
			b.Unread++
		}
	}
	if err := rs.Err(); err != nil {
		return nil, explain(err)
	}
	return inOrder(counts), nil
}

// bucketOf returns the empty bucket in which a time counts.
func bucketOf(unix int64, precise model.Precision, unit model.Unit, zone *time.Location) model.Bucket {
	t := time.Unix(unix, 0).UTC()
	if precise == model.ToInstant {
		t = t.In(zone)
	}
	b := model.Bucket{Start: model.DayOf(t)}
	y, m, _ := t.Date()
	switch unit {
	case model.ByHour:
		b.Hour = t.Hour()
	case model.ByWeek:
		b.Start -= model.Day((int(b.Start.Weekday()) + 6) % 7)
	case model.ByMonth:
		b.Start = model.NewDay(y, m, 1)
	case model.ByYear:
		b.Start = model.NewDay(y, 1, 1)
	}
	return b
}

func inOrder(counts map[model.Bucket]*model.Bucket) []model.Bucket {
	out := make([]model.Bucket, 0, len(counts))
	for _, b := range counts {
		out = append(out, *b)
	}
	slices.SortFunc(out, func(a, b model.Bucket) int {
		if a.Start != b.Start {
			return int(a.Start - b.Start)
		}
		return a.Hour - b.Hour
	})
	return out
}

// Sources implements model.Finder.
func (s *Store) Sources(ctx context.Context) ([]model.Source, error) {
	rs, err := s.read.QueryContext(ctx, `SELECT s.id, s.title, s.path, sum(c.n), sum(c.n - c.read) FROM source s
		JOIN day_count c ON c.source = s.id GROUP BY s.id HAVING sum(c.n) > 0 ORDER BY s.fold, s.id`)
	if err != nil {
		return nil, explain(err)
	}
	defer func() { _ = rs.Close() }()
	var out []model.Source
	for rs.Next() {
		var x model.Source
		if err := rs.Scan(&x.ID, &x.Title, &x.Path, &x.Total, &x.Unread); err != nil {
			return nil, explain(err)
		}
		out = append(out, x)
	}
	return out, explain(rs.Err())
}

// Empty implements model.Finder.
func (s *Store) Empty(ctx context.Context) (bool, error) {
	var some bool
	err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM item)").Scan(&some)
	return !some, explain(err)
}

// likePrefix makes text a pattern for GLOB that matches what begins with it.
func likePrefix(text string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(text) + "*"
}
