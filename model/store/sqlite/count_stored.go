package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// The counts that are stored are of articles that are not hidden: n in all, of which
// some are read. Those per source and day are counted, all others are their sums, but
// for those per hour.

// total is what a row of counts says.
type total struct{ n, read int }

func (c total) plus(d total) total { return total{c.n + d.n, c.read + d.read} }

// countTable is a table of counts.
type countTable int

const (
	sourceDays countTable = iota
	dayTotals
	sourceMonths
	monthTotals
	hourTotals // of instants
	sourceTotals
)

// countTables are their names and keys.
var countTables = [...]struct {
	name string
	keys []string
}{
	sourceDays:   {"source_day", []string{"source", "region", "day"}},
	dayTotals:    {"day_total", []string{"region", "day"}},
	sourceMonths: {"source_month", []string{"source", "region", "month"}},
	monthTotals:  {"month_total", []string{"region", "month"}},
	hourTotals:   {"hour_total", []string{"hour"}},
	sourceTotals: {"source", []string{"id"}},
}

// addition is the statement that adds to a row.
func (t countTable) addition() string {
	if t == sourceTotals { // a source has its row already
		return "UPDATE source SET n = n + ?2, read = read + ?3 WHERE id = ?1"
	}
	keys := countTables[t].keys
	return fmt.Sprintf("INSERT INTO %s (%s, n, read) VALUES (%s?, ?) ON CONFLICT (%[2]s) DO UPDATE SET n = n + excluded.n, read = read + excluded.read",
		countTables[t].name, strings.Join(keys, ", "), strings.Repeat("?, ", len(keys)))
}

// countRow is a row of a table of counts.
type countRow struct {
	table countTable
	key   [3]int64 // as long as the table has keys
}

// counts are by row how many articles there are, or what a transaction changes in that.
type counts map[countRow]total

func (cs counts) put(c total, t countTable, key ...int64) {
	r := countRow{table: t}
	copy(r.key[:], key)
	cs[r] = cs[r].plus(c)
}

// putDaySums counts what is of a source and a day in its sums.
func (cs counts) putDaySums(c total, source int64, r rowid.Region, d model.Day) {
	cs.put(c, dayTotals, int64(r), int64(d))
	cs.put(c, sourceTotals, source)
	if r != rowid.Undated {
		m := int64(rowid.MonthOf(d))
		cs.put(c, sourceMonths, source, int64(r), m)
		cs.put(c, monthTotals, int64(r), m)
	}
}

// putArticle counts an article wherever it counts: on the first day of its date.
func (cs counts) putArticle(c total, d model.Date, source int64) {
	r, first := rowid.RegionOfDate(d), model.Day(0)
	if d.Dated() {
		first, _ = d.Days(time.UTC)
	}
	cs.put(c, sourceDays, source, int64(r), int64(first))
	cs.putDaySums(c, source, r, first)
	if r == rowid.Instants {
		cs.put(c, hourTotals, rowid.FloorDiv(d.At.Unix(), hour))
	}
}

// add counts n articles more, or less, with one state. What is hidden counts
// nowhere.
func (cs counts) add(d model.Date, source int64, n int, st counted) {
	c := total{n: n}
	if st.read {
		c.read = n
	}
	if !st.hidden {
		cs.putArticle(c, d, source)
	}
}

// addMark counts what a mark will do to an article.
func (cs counts) addMark(m model.ActionKind, d model.Date, source int64, st counted) {
	switch {
	case m == model.Hide:
		cs.add(d, source, -1, st)
	case m == model.Unhide:
		cs.add(d, source, 1, counted{read: st.read})
	case st.hidden:
	case m == model.MarkRead:
		cs.putArticle(total{read: 1}, d, source)
	case m == model.MarkUnread:
		cs.putArticle(total{read: -1}, d, source)
	}
}

// write adds to the counts that are stored, in the order of the tables, in which
// neighbours lie on one page.
func (cs counts) write(ctx context.Context, tx *sql.Tx) error {
	rows := make([]countRow, 0, len(cs))
	for r, c := range cs {
		if c != (total{}) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b countRow) int {
		return cmp.Or(cmp.Compare(a.table, b.table), slices.Compare(a.key[:], b.key[:]))
	})
	st := newTxStatements(ctx, tx)
	defer st.close()
	var args []any
	add := ""
	for i, r := range rows {
		if i == 0 || r.table != rows[i-1].table {
			add = r.table.addition()
		}
		args = args[:0]
		for _, k := range r.key[:len(countTables[r.table].keys)] {
			args = append(args, k)
		}
		if _, err := st.exec(add, append(args, cs[r].n, cs[r].read)...); err != nil {
			return err
		}
	}
	return nil
}

// recount counts the articles that are not hidden as source_day should have them.
var recount = fmt.Sprintf(`SELECT source, CASE precise WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d ELSE %d END AS region,
	CASE WHEN precise IN (%[1]d, %[3]d) THEN (published - ((published %% 86400) + 86400) %% 86400) / 86400
		WHEN precise = %[5]d THEN unixepoch(published, 'unixepoch', 'start of month') / 86400
		WHEN precise = %[7]d THEN unixepoch(published, 'unixepoch', 'start of year') / 86400 ELSE 0 END AS day,
	count(*) AS n, coalesce(sum(s.read), 0) AS read
	FROM item LEFT JOIN state s ON s.item = item.id WHERE coalesce(s.hidden, 0) = 0 GROUP BY 1, 2, 3`,
	model.ToInstant, rowid.Instants, model.ToDay, rowid.Days, model.ToMonth, rowid.Months, model.ToYear, rowid.Years, rowid.Undated)

// recountHours counts instants, of which something holds, as hour_total should have
// them; hours are rounded down also before 1970.
func recountHours(cond string) string {
	return fmt.Sprintf(`SELECT (published - ((published %% 3600) + 3600) %% 3600) / 3600 AS hour, count(*) AS n, coalesce(sum(s.read), 0) AS read
		FROM item LEFT JOIN state s ON s.item = item.id WHERE precise = %d AND %s GROUP BY 1`, model.ToInstant, cond)
}

// isShown is true of items that are not hidden.
const isShown = "coalesce(s.hidden, 0) = 0"

// recountTags counts articles as tag_total should have them.
const recountTags = "SELECT fold, min(name), count(DISTINCT item) FROM tag GROUP BY fold"

// recountHidden takes what is hidden out of the counts of a library whose counts had it.
func recountHidden(ctx context.Context, tx *sql.Tx) error {
	var some bool
	err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM state INDEXED BY state_hidden WHERE hidden = 1)").Scan(&some)
	if err != nil || !some {
		return err
	}
	return recountAll(ctx, tx)
}

// recountAll makes all counts of articles anew.
func recountAll(ctx context.Context, tx *sql.Tx) error {
	if err := execAll(ctx, tx, stmt("DELETE FROM source_day"), stmt("INSERT INTO source_day (source, region, day, n, read) "+recount)); err != nil {
		return err
	}
	return sumUp(ctx, tx, isShown)
}

// sumUnhidden is sumUp for a library that knows of nothing hidden.
func sumUnhidden(ctx context.Context, tx *sql.Tx) error { return sumUp(ctx, tx, "1") }

// sumUp makes the counts anew that follow from those per source and day, and those
// per hour from the articles of which something holds.
func sumUp(ctx context.Context, tx *sql.Tx, cond string) error {
	sums, err := sumsOfDays(ctx, tx)
	if err == nil {
		err = execAll(ctx, tx, stmt("DELETE FROM day_total"), stmt("DELETE FROM month_total"), stmt("DELETE FROM source_month"), stmt("DELETE FROM hour_total"),
			stmt("INSERT INTO hour_total "+recountHours(cond)), stmt("UPDATE source SET n = 0, read = 0"))
	}
	if err != nil {
		return err
	}
	return sums.write(ctx, tx)
}

// sumsOfDays returns the counts that follow from those per source and day.
func sumsOfDays(ctx context.Context, tx *sql.Tx) (counts, error) {
	sums := make(counts)
	err := each(ctx, tx, "SELECT source, region, day, n, read FROM source_day", func(rs *sql.Rows) error {
		var source int64
		var r rowid.Region
		var d model.Day
		var c total
		err := rs.Scan(&source, &r, &d, &c.n, &c.read)
		sums.putDaySums(c, source, r, d)
		return err
	})
	return sums, err
}

// wrongSums counts by table the rows that do not say what follows from the counts per
// source and day.
func wrongSums(ctx context.Context, tx *sql.Tx) (wrong [len(countTables)]int, err error) {
	want, err := sumsOfDays(ctx, tx)
	for _, t := range []countTable{dayTotals, sourceMonths, monthTotals, sourceTotals} {
		if err != nil {
			return wrong, err
		}
		keys := countTables[t].keys
		err = each(ctx, tx, "SELECT n, read, "+strings.Join(keys, ", ")+" FROM "+countTables[t].name, func(rs *sql.Rows) error {
			r, has := countRow{table: t}, total{}
			err := rs.Scan([]any{&has.n, &has.read, &r.key[0], &r.key[1], &r.key[2]}[:2+len(keys)]...)
			if has != want[r] {
				wrong[t]++
			}
			delete(want, r)
			return err
		})
	}
	for r, c := range want {
		if c != (total{}) && r.table != sourceTotals { // a source that does not exist is another fault
			wrong[r.table]++
		}
	}
	return wrong, err
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
