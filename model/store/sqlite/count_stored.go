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

// The counts that are stored are of all articles, whoever has read or hidden them. Those
// per source and day are counted, all others are their sums, but for those per hour. What
// a reader has read and hidden is in reader_count: see count_reader.go.

// total is how many articles a reader is shown, and how many of them are read.
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
	dayTotals:    {"day_total", []string{"owner", "region", "day"}},
	sourceMonths: {"source_month", []string{"source", "region", "month"}},
	monthTotals:  {"month_total", []string{"owner", "region", "month"}},
	hourTotals:   {"hour_total", []string{"owner", "hour"}},
	sourceTotals: {"source", []string{"id"}},
}

// addition is the statement that adds to a row.
func (t countTable) addition() string {
	if t == sourceTotals { // a source has its row already
		return "UPDATE source SET n = n + ?2 WHERE id = ?1"
	}
	keys := countTables[t].keys
	return fmt.Sprintf("INSERT INTO %s (%s, n) VALUES (%s?) ON CONFLICT (%[2]s) DO UPDATE SET n = n + excluded.n",
		countTables[t].name, strings.Join(keys, ", "), strings.Repeat("?, ", len(keys)))
}

// countRow is a row of a table of counts.
type countRow struct {
	table countTable
	key   [3]int64 // as long as the table has keys
}

// counts are by row how many articles there are, or what a transaction changes in that.
type counts map[countRow]int

func (cs counts) put(n int, t countTable, key ...int64) {
	r := countRow{table: t}
	copy(r.key[:], key)
	cs[r] += n
}

// putDaySums counts what is of a source and a day in its sums.
func (cs counts) putDaySums(n int, owner, source int64, r rowid.Region, d model.Day) {
	cs.put(n, dayTotals, owner, int64(r), int64(d))
	cs.put(n, sourceTotals, source)
	if r != rowid.Undated {
		m := int64(rowid.MonthOf(d))
		cs.put(n, sourceMonths, source, int64(r), m)
		cs.put(n, monthTotals, owner, int64(r), m)
	}
}

// add counts n articles more, or less, of a source and its owner: on the first day of
// their date.
func (cs counts) add(d model.Date, owner, source int64, n int) {
	at := placeOf(d)
	cs.put(n, sourceDays, source, int64(at.region), int64(at.day))
	cs.putDaySums(n, owner, source, at.region, at.day)
	if at.region == rowid.Instants {
		cs.put(n, hourTotals, owner, at.hour)
	}
}

// countPlace is where an article counts.
type countPlace struct {
	region rowid.Region
	day    model.Day
	hour   int64 // of instants
}

func placeOf(d model.Date) countPlace {
	at := countPlace{region: rowid.RegionOfDate(d)}
	if d.Dated() {
		at.day, _ = d.Days(time.UTC)
	}
	if at.region == rowid.Instants {
		at.hour = rowid.FloorDiv(d.At.Unix(), hour)
	}
	return at
}

// write adds to the counts that are stored, in the order of the tables, in which
// neighbours lie on one page.
func (cs counts) write(st *txStatements) error {
	rows := make([]countRow, 0, len(cs))
	for r, n := range cs {
		if n != 0 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b countRow) int {
		return cmp.Or(cmp.Compare(a.table, b.table), slices.Compare(a.key[:], b.key[:]))
	})
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
		if _, err := st.exec(add, append(args, cs[r])...); err != nil {
			return err
		}
	}
	return nil
}

// regionColumn and dayColumn say of an item where it counts.
var (
	regionColumn = fmt.Sprintf("CASE i.precise WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d ELSE %d END",
		model.ToInstant, rowid.Instants, model.ToDay, rowid.Days, model.ToMonth, rowid.Months, model.ToYear, rowid.Years, rowid.Undated)
	dayColumn = fmt.Sprintf(`CASE WHEN i.precise IN (%d, %d) THEN (i.published - ((i.published %% 86400) + 86400) %% 86400) / 86400
		WHEN i.precise = %d THEN unixepoch(i.published, 'unixepoch', 'start of month') / 86400
		WHEN i.precise = %d THEN unixepoch(i.published, 'unixepoch', 'start of year') / 86400 ELSE 0 END`,
		model.ToInstant, model.ToDay, model.ToMonth, model.ToYear)
)

// hourColumn is the hour of an instant; hours are rounded down also before 1970.
const hourColumn = "(i.published - ((i.published % 3600) + 3600) % 3600) / 3600"

// recount counts the articles as source_day should have them, recountHours instants as
// hour_total should.
var (
	recount      = "SELECT i.source, " + regionColumn + " AS region, " + dayColumn + " AS day, count(*) AS n FROM item i GROUP BY 1, 2, 3"
	recountHours = fmt.Sprintf("SELECT f.owner, %s AS hour, count(*) AS n FROM item i JOIN source f ON f.id = i.source WHERE i.precise = %d GROUP BY 1, 2", hourColumn, model.ToInstant)
)

// recountTags and recountOwnTags count articles as tag_total and own_tag_total should
// have them.
const (
	recountTags    = "SELECT f.owner, t.fold, min(t.name), count(DISTINCT t.item) AS n FROM tag t JOIN item i ON i.id = t.item JOIN source f ON f.id = i.source GROUP BY 1, 2"
	recountOwnTags = `SELECT t.reader, t.fold, min(t.name), count(DISTINCT t.item) AS n FROM own_tag t WHERE t.dropped = 0
		AND NOT EXISTS (SELECT 1 FROM tag d WHERE d.item = t.item AND d.fold = t.fold) GROUP BY 1, 2`
)

// recountAll makes all counts of articles anew, and those of readers.
func recountAll(ctx context.Context, tx *sql.Tx) error {
	if err := recountShared(ctx, tx); err != nil {
		return err
	}
	return recountReaders(ctx, tx)
}

// recountShared makes the counts of articles anew that are all readers'.
func recountShared(ctx context.Context, tx *sql.Tx) error {
	err := execAll(ctx, tx, stmt("DELETE FROM source_day"), stmt("INSERT INTO source_day (source, region, day, n) "+recount))
	if err != nil {
		return err
	}
	sums, err := sumsOfDays(ctx, tx)
	if err != nil {
		return err
	}
	err = execAll(ctx, tx, stmt("DELETE FROM day_total"), stmt("DELETE FROM month_total"), stmt("DELETE FROM source_month"), stmt("DELETE FROM hour_total"),
		stmt("INSERT INTO hour_total (owner, hour, n) "+recountHours), stmt("UPDATE source SET n = 0"))
	if err != nil {
		return err
	}
	st := newTxStatements(ctx, tx)
	defer st.close()
	return sums.write(st)
}

// sumsOfDays returns the counts that follow from those per source and day.
func sumsOfDays(ctx context.Context, tx *sql.Tx) (counts, error) {
	sums := make(counts)
	err := each(ctx, tx, "SELECT d.source, f.owner, d.region, d.day, d.n FROM source_day d JOIN source f ON f.id = d.source", func(rs *sql.Rows) error {
		var source, owner int64
		var r rowid.Region
		var d model.Day
		var n int
		err := rs.Scan(&source, &owner, &r, &d, &n)
		sums.putDaySums(n, owner, source, r, d)
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
		err = each(ctx, tx, "SELECT n, "+strings.Join(keys, ", ")+" FROM "+countTables[t].name, func(rs *sql.Rows) error {
			r, has := countRow{table: t}, 0
			err := rs.Scan([]any{&has, &r.key[0], &r.key[1], &r.key[2]}[:1+len(keys)]...)
			if has != want[r] {
				wrong[t]++
			}
			delete(want, r)
			return err
		})
	}
	for r, n := range want {
		if n != 0 && r.table != sourceTotals { // a source that does not exist is another fault
			wrong[r.table]++
		}
	}
	return wrong, err
}
