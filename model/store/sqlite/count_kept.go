package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// dayKey is a row of source_day.
type dayKey struct {
	region rowid.Region
	day    model.Day
	source int64
}

// monthKey is a row of source_month, or of month_total, where source is 0.
type monthKey struct {
	region rowid.Region
	month  rowid.Month
	source int64
}

type total struct{ n, read int64 }

func (c total) plus(d total) total { return total{c.n + d.n, c.read + d.read} }

// dayKeyOf returns the row in which an article counts, that of the first day of its
// date.
func dayKeyOf(d model.Date, source int64) dayKey {
	if !d.Dated() {
		return dayKey{rowid.Undated, 0, source}
	}
	first, _ := d.Days(time.UTC)
	return dayKey{rowid.RegionOfDate(d), first, source}
}

// countDelta gathers what a transaction changes in how many articles there are that
// are not hidden.
type countDelta struct {
	days  map[dayKey]total
	hours map[int64]total // of instants
}

func newCountDelta() countDelta { return countDelta{make(map[dayKey]total), make(map[int64]total)} }

// add counts n articles more, or less, with one state. What is hidden counts
// nowhere.
func (cs countDelta) add(d model.Date, source, n int64, st counted) {
	c := total{n: n}
	if st.read {
		c.read = n
	}
	if !st.hidden {
		cs.addTo(d, source, c)
	}
}

// addMark counts what a mark will do to an article.
func (cs countDelta) addMark(m model.ActionKind, d model.Date, source int64, st counted) {
	switch {
	case m == model.Hide:
		cs.add(d, source, -1, st)
	case m == model.Unhide:
		cs.add(d, source, 1, counted{read: st.read})
	case st.hidden:
	case m == model.MarkRead:
		cs.addTo(d, source, total{read: 1})
	case m == model.MarkUnread:
		cs.addTo(d, source, total{read: -1})
	}
}

func (cs countDelta) addTo(d model.Date, source int64, c total) {
	k := dayKeyOf(d, source)
	cs.days[k] = cs.days[k].plus(c)
	if k.region == rowid.Instants {
		h := rowid.FloorDiv(d.At.Unix(), hour)
		cs.hours[h] = cs.hours[h].plus(c)
	}
}

// write adds to the counts that are kept: per source and day or month, per day,
// month and hour, and per source.
func (cs countDelta) write(ctx context.Context, tx *sql.Tx) error {
	totals := make(map[dayKey]total)
	months := make(map[monthKey]total)
	sources := make(map[int64]total)
	for k, c := range cs.days {
		total := dayKey{region: k.region, day: k.day}
		totals[total] = totals[total].plus(c)
		sources[k.source] = sources[k.source].plus(c)
		if k.region == rowid.Undated {
			continue
		}
		m := monthKey{k.region, rowid.MonthOf(k.day), k.source}
		months[m] = months[m].plus(c)
		m.source = 0
		months[m] = months[m].plus(c)
	}
	err := addEach(ctx, tx, `INSERT INTO source_day (source, region, day, n, read) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (source, region, day) DO UPDATE SET n = n + ?4, read = read + ?5`, cs.days,
		func(k dayKey) []int64 { return []int64{k.source, int64(k.region), int64(k.day)} })
	if err == nil {
		err = addEach(ctx, tx, `INSERT INTO day_total (region, day, n, read) VALUES (?1, ?2, ?3, ?4)
			ON CONFLICT (region, day) DO UPDATE SET n = n + ?3, read = read + ?4`, totals,
			func(k dayKey) []int64 { return []int64{int64(k.region), int64(k.day)} })
	}
	if err == nil {
		err = writeMonths(ctx, tx, months)
	}
	if err == nil {
		err = addEach(ctx, tx, "INSERT INTO hour_total (hour, n, read) VALUES (?1, ?2, ?3) ON CONFLICT (hour) DO UPDATE SET n = n + ?2, read = read + ?3",
			cs.hours, func(k int64) []int64 { return []int64{k} })
	}
	if err == nil {
		err = addEach(ctx, tx, "UPDATE source SET n = n + ?2, read = read + ?3 WHERE id = ?1", sources,
			func(k int64) []int64 { return []int64{k} })
	}
	return err
}

// writeMonths adds to the counts per month.
func writeMonths(ctx context.Context, tx *sql.Tx, months map[monthKey]total) error {
	all, of := make(map[monthKey]total), make(map[monthKey]total)
	for k, c := range months {
		if k.source == 0 {
			all[k] = c
		} else {
			of[k] = c
		}
	}
	err := addEach(ctx, tx, `INSERT INTO month_total (region, month, n, read) VALUES (?1, ?2, ?3, ?4)
		ON CONFLICT (region, month) DO UPDATE SET n = n + ?3, read = read + ?4`, all,
		func(k monthKey) []int64 { return []int64{int64(k.region), int64(k.month)} })
	if err != nil {
		return err
	}
	return addEach(ctx, tx, `INSERT INTO source_month (source, region, month, n, read) VALUES (?1, ?2, ?3, ?4, ?5)
		ON CONFLICT (source, region, month) DO UPDATE SET n = n + ?4, read = read + ?5`, of,
		func(k monthKey) []int64 { return []int64{k.source, int64(k.region), int64(k.month)} })
}

// addEach runs q, which adds a count, for each key that one has changed for, in
// the order of the table, in which neighbours lie on one page.
func addEach[K comparable](ctx context.Context, tx *sql.Tx, q string, m map[K]total, args func(K) []int64) error {
	type change struct {
		key []int64
		total
	}
	changes := make([]change, 0, len(m))
	for k, c := range m {
		if c != (total{}) {
			changes = append(changes, change{args(k), c})
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return slices.Compare(a.key, b.key) })
	st, err := tx.PrepareContext(ctx, q)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	values := make([]any, 0, 8)
	for _, c := range changes {
		values = values[:0]
		for _, k := range append(c.key, c.n, c.read) {
			values = append(values, k)
		}
		if _, err := st.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return nil
}

// countHoursOf counts instants, of which something holds, as hour_total should have them; hours are rounded
// down also before 1970.
var countHoursOf = fmt.Sprintf(`SELECT (published - ((published %%%% 3600) + 3600) %%%% 3600) / 3600 AS hour, count(*) AS n, coalesce(sum(s.read), 0) AS read
	FROM item LEFT JOIN state s ON s.item = item.id WHERE precise = %d AND %%s GROUP BY 1`, model.ToInstant)

// isShown is true of items that are not hidden.
const isShown = "coalesce(s.hidden, 0) = 0"

var countHours = fmt.Sprintf(countHoursOf, isShown)

// recountHidden takes what is hidden out of the counts of a library whose counts had it.
func recountHidden(ctx context.Context, tx *sql.Tx) error {
	var some bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM state INDEXED BY state_hidden WHERE hidden = 1)").Scan(&some)
	if err != nil || !some {
		return err
	}
	return recountAll(ctx, tx)
}

// recountAll makes all counts anew.
func recountAll(ctx context.Context, tx *sql.Tx) error {
	for _, q := range []string{"DELETE FROM source_day", "INSERT INTO source_day (region, day, source, n, read) " + recount} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return sumFromDays(ctx, tx)
}

// sumFromDays makes the counts anew that follow from those per source and day, and
// from the articles.
func sumFromDays(ctx context.Context, tx *sql.Tx) error { return sumWithHours(ctx, tx, countHours) }

// sumFromDaysUnhidden is sumUp for a library that knows of nothing hidden.
func sumFromDaysUnhidden(ctx context.Context, tx *sql.Tx) error {
	return sumWithHours(ctx, tx, fmt.Sprintf(countHoursOf, "1"))
}

func sumWithHours(ctx context.Context, tx *sql.Tx, hours string) error {
	for _, q := range []string{
		"DELETE FROM day_total", "INSERT INTO day_total SELECT region, day, sum(n), sum(read) FROM source_day GROUP BY region, day",
		"DELETE FROM month_total", "DELETE FROM source_month", "DELETE FROM hour_total",
		"INSERT INTO hour_total " + hours,
		"UPDATE source SET (n, read) = (SELECT coalesce(sum(n), 0), coalesce(sum(read), 0) FROM source_day d WHERE d.source = source.id)",
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	months, err := countMonths(ctx, tx)
	if err != nil {
		return err
	}
	return writeMonths(ctx, tx, months)
}

// countMonths counts articles as source_month and month_total should have them.
func countMonths(ctx context.Context, tx *sql.Tx) (map[monthKey]total, error) {
	rs, err := tx.QueryContext(ctx, "SELECT source, region, day, n, read FROM source_day WHERE region <> ?", int(rowid.Undated))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rs.Close() }()
	months := make(map[monthKey]total)
	for rs.Next() {
		var k monthKey
		var d int64
		var c total
		if err := rs.Scan(&k.source, &k.region, &d, &c.n, &c.read); err != nil {
			return nil, err
		}
		k.month = rowid.MonthOf(model.Day(d))
		months[k] = months[k].plus(c)
		k.source = 0
		months[k] = months[k].plus(c)
	}
	return months, rs.Err()
}

// counted is what of the reader's state counts.
type counted struct{ read, hidden bool }

// countedOf returns what counts of the state of an item.
func countedOf(ctx context.Context, tx *sql.Tx, id int64) (st counted, err error) {
	err = tx.QueryRowContext(ctx, "SELECT read, hidden FROM state WHERE item = ?1", id).Scan(&st.read, &st.hidden)
	if errors.Is(err, sql.ErrNoRows) {
		return st, nil
	}
	return st, err
}
