package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// Count implements model.Finder. What asks only for dates, sources and whether
// articles are read is answered from the counts of days.
func (s *Library) Count(ctx context.Context, q model.Query) (model.Tally, error) {
	defer hold(q)()
	if q.Limit > 0 {
		return s.countLimited(ctx, q)
	}
	var t model.Tally
	err := s.ask(ctx, q, true, func(s *Library, w *sqlPlan) error {
		for _, w := range w.whole() {
			of, err := s.tally(ctx, w)
			if err != nil {
				return err
			}
			t = plusTally(t, of)
		}
		return nil
	})
	if err != nil {
		return model.Tally{}, mapError(err)
	}
	return t, nil
}

// plusTally adds up what two questions have found; both ask for the same words.
func plusTally(a, b model.Tally) model.Tally {
	return model.Tally{Total: a.Total + b.Total, Unread: a.Unread + b.Unread, Undated: a.Undated + b.Undated, Ahead: a.Ahead + b.Ahead, Unsearched: max(a.Unsearched, b.Unsearched)}
}

// tally counts what one question finds.
func (s *Library) tally(ctx context.Context, w *sqlPlan) (t model.Tally, err error) {
	if sum, ok := s.rollupOf(w.plan); ok {
		return sum.tally(ctx)
	}
	err = s.limitHeavy(ctx, func(s *Library) error {
		t, err = s.countParts(ctx, w)
		return err
	})
	return t, err
}

func (s *Library) countParts(ctx context.Context, w *sqlPlan) (model.Tally, error) {
	all := model.Tally{Unsearched: w.unsearched()}
	for _, w := range w.questions() {
		count := s.countWhere
		if w.driver.by == byWords && w.sql.String() == "1" && !w.foreign && len(w.leftOut) == 0 {
			count = s.countIndexed
		}
		t, err := count(ctx, w)
		if err != nil {
			return model.Tally{}, err
		}
		all = plusTally(all, t)
	}
	return all, nil
}

func (s *Library) countWhere(ctx context.Context, w *sqlPlan) (t model.Tally, err error) {
	ahead := &sqlPlan{plan: &plan{q: w.q}}
	ahead.writeState(model.IsFuture)
	q, args := w.selection("count(*), coalesce(sum(coalesce(s.read, 0) = 0), 0), coalesce(sum(i.published IS NULL), 0), coalesce(sum("+
		ahead.sql.String()+"), 0)", ahead.args...)
	err = s.read.QueryRowContext(ctx, q, args...).Scan(&t.Total, &t.Unread, &t.Undated, &t.Ahead)
	return t, err
}

// countIndexed counts what the index of words knows by itself. To read its list
// of matches is most of the work, so that is done as seldom as can be.
func (s *Library) countIndexed(ctx context.Context, w *sqlPlan) (model.Tally, error) {
	var t model.Tally
	shown := ""
	if w.hasHidden {
		shown = " AND NOT EXISTS (SELECT 1 FROM state h WHERE h.reader = ?1 AND h.item = fts.rowid AND h.hidden = 1)"
	}
	err := s.read.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*), coalesce(sum(rowid >= %d), 0) FROM fts WHERE fts MATCH ?2",
		rowid.Undated.Bounds().Lo)+shown, w.driver.words).Scan(&t.Total, &t.Undated)
	if err != nil || t.Total == 0 {
		return t, err
	}
	// The first letter of a word is often in all articles.
	all := s.newRollup(&plan{q: model.Query{Now: w.q.Now}, facts: w.facts})
	if t2, err := all.tally(ctx); err != nil || t2.Total == t.Total {
		return t2, err
	}
	read := 0
	err = s.read.QueryRowContext(ctx, "SELECT count(*) FROM fts CROSS JOIN state s ON s.reader = ?1 AND s.item = fts.rowid WHERE fts MATCH ?2 AND s.read = 1"+shown,
		w.driver.words).Scan(&read)
	if err != nil {
		return t, err
	}
	t.Unread = t.Total - read
	a := w.q.AheadFrom()
	q := `SELECT count(*) FROM fts CROSS JOIN item i ON i.id = fts.rowid WHERE fts MATCH ?2 AND fts.rowid > ?3 AND (fts.rowid <= ?4 AND i.published > ?5`
	for _, r := range rowid.Dated[1:] {
		q += fmt.Sprintf(" OR fts.rowid > %d AND fts.rowid <= %d", rowid.Period(r, model.DayOf(a)).Hi, r.Bounds().Hi)
	}
	err = s.read.QueryRowContext(ctx, q+")"+shown, w.driver.words, rowid.From(a.Unix(), w.overflow), rowid.Instants.Bounds().Hi, a.Unix()).Scan(&t.Ahead)
	return t, err
}

func (s *Library) countLimited(ctx context.Context, q model.Query) (model.Tally, error) {
	n := q.Limit
	q.Limit = 0
	p, err := s.Find(ctx, q, model.Window{After: n})
	t := model.Tally{Unsearched: p.Unsearched}
	for _, h := range p.Headlines {
		t.Total++
		if !h.State.Read {
			t.Unread++
		}
		switch h.Section {
		case model.NoDate:
			t.Undated++
		case model.Ahead:
			t.Ahead++
		}
	}
	return t, err
}

// Histogram implements model.Finder.
func (s *Library) Histogram(ctx context.Context, q model.Query, unit model.Unit, span model.Span) ([]model.Bucket, error) {
	defer hold(q)()
	within := model.Expr(model.Within{Span: span})
	if q.Where != nil {
		within = model.And{q.Where, within}
	}
	q.Where = within
	counts := make(buckets)
	err := s.ask(ctx, q, true, func(s *Library, w *sqlPlan) error {
		for _, w := range w.whole() {
			of, err := s.buckets(ctx, w, unit)
			if err != nil {
				return err
			}
			counts.plus(of)
		}
		return nil
	})
	if err != nil {
		return nil, mapError(err)
	}
	return counts.inOrder(), nil
}

// buckets counts what one question finds.
func (s *Library) buckets(ctx context.Context, w *sqlPlan, unit model.Unit) (of buckets, err error) {
	if sum, ok := s.rollupOf(w.plan); ok && unit != model.ByHour {
		if of, ok, err = sum.histogram(ctx, unit); ok || err != nil {
			return of, err
		}
	}
	err = s.limitHeavy(ctx, func(s *Library) error {
		of, err = s.histogram(ctx, w, unit)
		return err
	})
	return of, err
}

// histogram counts article by article.
func (s *Library) histogram(ctx context.Context, w *sqlPlan, unit model.Unit) (buckets, error) {
	counts := make(buckets)
	for _, w := range w.questions() {
		q, args := w.selection("i.published, i.precise, coalesce(s.read, 0)")
		if strings.Contains(w.sql.String(), "dl_") { // slow, and seldom of many: sorted, and so in one step (materialized)
			q += " ORDER BY +i.id"
		}
		err := each(ctx, s.read, q, func(rs *sql.Rows) error {
			var unix int64
			var precise model.Precision
			var read int
			if err := rs.Scan(&unix, &precise, &read); err != nil {
				return err
			}
			counts.add(bucketOf(unix, precise, unit, w.q.Zone()), total{1, read})
			return nil
		}, args...)
		if err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// buckets counts by what is in a bucket beside its counts.
type buckets map[model.Bucket]*model.Bucket

func (bs buckets) add(key model.Bucket, c total) {
	b := bs[key]
	if b == nil {
		b = &model.Bucket{Start: key.Start, Hour: key.Hour, Known: key.Known}
		bs[key] = b
	}
	b.Total += c.n
	b.Unread += c.n - c.read
}

// plus adds other counts.
func (bs buckets) plus(other buckets) {
	for key, b := range other {
		bs.add(key, total{b.Total, b.Total - b.Unread})
	}
}

// bucketOf returns the empty bucket in which a time counts.
func bucketOf(unix int64, precise model.Precision, unit model.Unit, zone *time.Location) model.Bucket {
	t := time.Unix(unix, 0).UTC()
	if precise == model.ToInstant {
		t = t.In(zone)
	}
	b := model.Bucket{Start: model.DayOf(t)}
	y, m, _ := t.Date()
	if !unit.Holds(precise) {
		b.Known = precise
		unit = map[model.Precision]model.Unit{model.ToMonth: model.ByMonth, model.ToYear: model.ByYear}[precise]
	}
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

// inOrder returns the buckets that are not empty, oldest first.
func (bs buckets) inOrder() []model.Bucket {
	out := make([]model.Bucket, 0, len(bs))
	for _, b := range bs {
		if b.Total > 0 {
			out = append(out, *b)
		}
	}
	slices.SortFunc(out, func(a, b model.Bucket) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Hour, b.Hour), cmp.Compare(a.Known, b.Known))
	})
	return out
}

// Empty implements model.Finder.
func (s *Library) Empty(ctx context.Context) (bool, error) {
	var some bool
	err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM source WHERE n > 0 AND "+ownedOrShared+")").Scan(&some)
	return !some, mapError(err)
}
