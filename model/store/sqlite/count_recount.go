package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strings"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// How counts are made anew, and looked at: those that are stored, and those of readers.

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

// kept leaves of the rows of a reader those that there must be, where months are at least
// so fine.
func kept(rows map[readerRow]marked, atLeast map[readerRow]int) {
	maps.DeleteFunc(rows, func(r readerRow, _ marked) bool {
		month, need, ok := r.month()
		return ok && max(atLeast[month], fineness(month, rows[month].read+rows[month].hidden)) < need
	})
}

// recountReaders makes the counts of all readers anew.
func recountReaders(ctx context.Context, tx *sql.Tx) error {
	st := newTxStatements(ctx, tx)
	defer st.close()
	w := newReaderCountWriter(st)
	readers, err := column[int64](ctx, tx, "SELECT id FROM reader ORDER BY id")
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM reader_count"); err != nil {
		return err
	}
	for _, reader := range readers {
		rows, err := w.count(reader, "")
		if err != nil {
			return err
		}
		kept(rows, nil)
		if err := w.putAll(rows); err != nil {
			return err
		}
	}
	return nil
}

// wrongReaderCounts counts the rows of readers' counts that do not say what their states
// do. Rows that are finer than they must be are no fault if they are right.
func wrongReaderCounts(ctx context.Context, tx *sql.Tx) (wrong int, err error) {
	st := newTxStatements(ctx, tx)
	defer st.close()
	w := newReaderCountWriter(st)
	readers, err := column[int64](ctx, tx, "SELECT id FROM reader UNION SELECT reader FROM reader_count ORDER BY 1")
	if err != nil {
		return 0, err
	}
	for _, reader := range readers {
		want, err := w.count(reader, "")
		if err != nil {
			return 0, err
		}
		has := make(map[readerRow]int)
		err = each(ctx, tx, "SELECT unit, source, region, at, read, hidden, both, fine FROM reader_count WHERE reader = ?", func(rs *sql.Rows) error {
			r, m, fine := readerRow{reader: reader}, marked{}, 0
			err := rs.Scan(&r.unit, &r.source, &r.region, &r.at, &m.read, &m.hidden, &m.both, &fine)
			if has[r] = fine; m != want[r] || fine < fineness(r, m.read+m.hidden) {
				wrong++
			}
			return err
		}, reader)
		if err != nil {
			return 0, err
		}
		kept(want, has)
		for r := range want {
			if _, ok := has[r]; !ok {
				wrong++
			}
		}
	}
	return wrong, nil
}
