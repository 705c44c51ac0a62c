package sqlite

import (
	"cmp"
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
