package sqlite

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// What a reader has read and hidden is counted in reader_count, of all sources and of each,
// as a whole and by month. Days and hours of a month are kept only where
// enough counts that they take little room beside it: where there are none, the few
// states are counted that there are.

// countUnit is the unit that a row of reader_count is of.
type countUnit int64

const (
	inAll countUnit = iota
	inMonth
	inDay
	inHour
)

// From how many articles that a reader has read or hidden in a month on its days are kept
// and, of all sources, its hours. Tests change them.
var finerFrom = struct{ days, hours int }{days: 64, hours: 2000}

// How fine the rows below that of a month are (reader_count.fine).
const (
	noFiner    = 0
	finer      = 1 // days
	alsoHourly = 2 // and hours
)

// fineness returns how fine the rows below a row of so many articles are.
func fineness(r readerRow, touched int) int {
	switch {
	case r.unit != inMonth || r.region == rowid.Undated || touched < finerFrom.days:
		return noFiner
	case r.source == 0 && r.region == rowid.Instants && touched >= finerFrom.hours:
		return alsoHourly
	}
	return finer
}

// counted is what of a reader's state counts.
type counted struct{ read, hidden bool }

// marked is how many articles a reader has read, hidden, and both.
type marked struct{ read, hidden, both int }

func (m marked) plus(o marked) marked {
	return marked{m.read + o.read, m.hidden + o.hidden, m.both + o.both}
}

func (c counted) times(n int) (m marked) {
	if c.read {
		m.read = n
	}
	if c.hidden {
		m.hidden = n
	}
	if c.read && c.hidden {
		m.both = n
	}
	return m
}

// readerRow is a row of reader_count.
type readerRow struct {
	reader int64
	unit   countUnit
	source int64 // 0: of all
	region rowid.Region
	at     int64
}

// key is the primary key, in its order.
func (r readerRow) key() []any {
	return []any{r.reader, int64(r.unit), r.source, int64(r.region), r.at}
}

func compareReaderRows(a, b readerRow) int {
	return cmp.Or(cmp.Compare(a.reader, b.reader), cmp.Compare(a.unit, b.unit), cmp.Compare(a.source, b.source), cmp.Compare(a.region, b.region), cmp.Compare(a.at, b.at))
}

// month returns the row of the month of one of days or hours, and how fine that must be
// for it to be kept; ok is false for other rows.
func (r readerRow) month() (m readerRow, need int, ok bool) {
	m, need = r, finer
	switch m.unit = inMonth; r.unit {
	case inDay:
		m.at = int64(rowid.MonthOf(model.Day(r.at)))
	case inHour:
		m.at, need = int64(rowid.MonthOf(model.Day(rowid.FloorDiv(r.at, 24)))), alsoHourly
	default:
		return r, noFiner, false
	}
	return m, need, true
}

// readerPlace is where an article of a source counts for a reader.
type readerPlace struct {
	reader, source int64
	countPlace
}

// readerLevels are the units that are counted of all sources, and of each.
var readerLevels = [...]struct {
	unit     countUnit
	ofSource bool
}{{inAll, false}, {inMonth, false}, {inDay, false}, {inHour, false}, {inAll, true}, {inMonth, true}, {inDay, true}}

// eachRow calls f for the rows in which a place may count, the months before what is finer.
func (p readerPlace) eachRow(f func(readerRow)) {
	for _, l := range readerLevels {
		r := readerRow{reader: p.reader, unit: l.unit, region: p.region}
		if l.ofSource {
			r.source = p.source
		}
		switch undated := p.region == rowid.Undated; {
		case l.unit == inAll:
			r.region = 0
		case undated && l.unit != inMonth || l.unit == inHour && p.region != rowid.Instants:
			continue
		case undated:
		case l.unit == inMonth:
			r.at = int64(rowid.MonthOf(p.day))
		case l.unit == inDay:
			r.at = int64(p.day)
		default:
			r.at = p.hour
		}
		f(r)
	}
}

// readerCounts are by place what a transaction changes in what readers have read and
// hidden.
type readerCounts map[readerPlace]marked

// change counts that the state of an article of a source went from was to now. An article
// that comes to a place was nothing there, one that leaves it is nothing now.
func (rc readerCounts) change(reader, source int64, d model.Date, was, now counted) {
	if was == now {
		return
	}
	p := readerPlace{reader, source, placeOf(d)}
	rc[p] = rc[p].plus(was.times(-1)).plus(now.times(1))
}

// write adds to the counts that are stored. The states are written already: where finer
// rows begin to be kept they are counted from these.
func (rc readerCounts) write(st *txStatements) error {
	if len(rc) == 0 {
		return nil
	}
	rows := make(map[readerRow]marked)
	for p, m := range rc {
		if m != (marked{}) {
			p.eachRow(func(r readerRow) { rows[r] = rows[r].plus(m) })
		}
	}
	w := newReaderCountWriter(st)
	var months, others []readerRow
	for _, r := range slices.SortedFunc(maps.Keys(rows), compareReaderRows) {
		if r.unit == inMonth {
			months = append(months, r)
		} else if rows[r] != (marked{}) {
			others = append(others, r)
		}
	}
	if err := w.addMonths(months, rows); err != nil {
		return err
	}
	return w.add(slices.DeleteFunc(others, func(r readerRow) bool {
		month, need, ok := r.month()
		return ok && (w.fine[month] < need || w.anew[month])
	}), rows, "", nil)
}

// readerCountWriter writes what a transaction changes.
type readerCountWriter struct {
	stmts *txStatements
	fine  map[readerRow]int  // how fine the rows below months are
	anew  map[readerRow]bool // those below have been counted from the states
}

func newReaderCountWriter(st *txStatements) *readerCountWriter {
	return &readerCountWriter{stmts: st, fine: make(map[readerRow]int), anew: make(map[readerRow]bool)}
}

// add adds to rows, and calls do, unless nil, for what they return.
func (w *readerCountWriter) add(keys []readerRow, rows map[readerRow]marked, returning string, do func(*sql.Rows) error) error {
	args := make([]any, 0, 8*len(keys))
	for _, r := range keys {
		m := rows[r]
		args = append(append(args, r.key()...), m.read, m.hidden, m.both)
	}
	return w.stmts.putRows(`INSERT INTO reader_count (reader, unit, source, region, at, read, hidden, both) VALUES %s
		ON CONFLICT (reader, unit, source, region, at) DO UPDATE SET read = read + excluded.read, hidden = hidden + excluded.hidden, both = both + excluded.both`+returning, 8, args, do)
}

// addMonths adds to rows of months, and counts those below anew where finer ones begin to
// be kept.
func (w *readerCountWriter) addMonths(months []readerRow, rows map[readerRow]marked) error {
	var crossed []readerRow
	err := w.add(months, rows, " RETURNING reader, unit, source, region, at, read + hidden, fine", func(rs *sql.Rows) error {
		var r readerRow
		var touched, fine int
		err := rs.Scan(&r.reader, &r.unit, &r.source, &r.region, &r.at, &touched, &fine)
		if w.fine[r] = max(fine, fineness(r, touched)); w.fine[r] > fine {
			crossed = append(crossed, r)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range crossed {
		if _, err := w.stmts.exec("UPDATE reader_count SET fine = ? WHERE reader = ? AND unit = ? AND source = ? AND region = ? AND at = ?", append([]any{w.fine[r]}, r.key()...)...); err != nil {
			return err
		}
		w.anew[r] = true
		if err := w.refine(r); err != nil {
			return err
		}
	}
	return nil
}

// count counts a reader's states, of which something holds, in all rows in which they may.
func (w *readerCountWriter) count(reader int64, cond string, args ...any) (map[readerRow]marked, error) {
	rows := make(map[readerRow]marked)
	q := fmt.Sprintf("SELECT s.source, %s, %s, CASE i.precise WHEN %d THEN %s ELSE 0 END, s.read, s.hidden FROM state s CROSS JOIN item i ON i.id = s.item WHERE s.reader = ? AND (s.read = 1 OR s.hidden = 1)%s",
		regionColumn, dayColumn, model.ToInstant, hourColumn, cond)
	err := each(w.stmts.ctx, w.stmts, q, func(rs *sql.Rows) error {
		p := readerPlace{reader: reader}
		var c counted
		err := rs.Scan(&p.source, &p.region, &p.day, &p.hour, &c.read, &c.hidden)
		p.eachRow(func(r readerRow) { rows[r] = rows[r].plus(c.times(1)) })
		return err
	}, append([]any{reader}, args...)...)
	return rows, err
}

// refine counts the days of a month anew, and its hours.
func (w *readerCountWriter) refine(month readerRow) error {
	overflow, err := rowid.Overflow(w.stmts.ctx, w.stmts)
	if err != nil {
		return err
	}
	m := rowid.Month(month.at)
	ids := dayIDs(month.region, m.Start(), (m + 1).Start(), overflow)
	rows, err := w.count(month.reader, " AND s.item BETWEEN ? AND ? AND ? IN (0, s.source)", ids.Lo, ids.Hi, month.source)
	if err != nil {
		return err
	}
	maps.DeleteFunc(rows, func(r readerRow, _ marked) bool {
		of, need, ok := r.month()
		return !ok || of != month || w.fine[month] < need
	})
	first, end := int64(m.Start()), int64((m + 1).Start())
	for unit, of := range map[countUnit]int64{inDay: 1, inHour: 24} { // what is no longer there goes
		if _, err := w.stmts.exec("DELETE FROM reader_count WHERE reader = ? AND unit = ? AND source = ? AND region = ? AND at >= ? AND at < ?",
			month.reader, int64(unit), month.source, int64(month.region), first*of, end*of); err != nil {
			return err
		}
	}
	return w.putAll(rows)
}

// putAll puts rows in the place of those there were.
func (w *readerCountWriter) putAll(rows map[readerRow]marked) error {
	for _, r := range slices.SortedFunc(maps.Keys(rows), compareReaderRows) {
		m := rows[r]
		_, err := w.stmts.exec("INSERT OR REPLACE INTO reader_count (reader, unit, source, region, at, read, hidden, both, fine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			append(r.key(), m.read, m.hidden, m.both, fineness(r, m.read+m.hidden))...)
		if err != nil {
			return err
		}
	}
	return nil
}

// dayIDs returns the ids under which the articles of days of a region lie, from one day
// on, before another, and perhaps some beside them.
func dayIDs(r rowid.Region, from, to model.Day, overflow int64) rowid.Bounds {
	if r == rowid.Undated {
		return r.Bounds()
	}
	b := rowid.Periods(r, from, to-1)
	if r == rowid.Instants {
		b.Lo, b.Hi = b.Lo-overflow, b.Hi+overflow
	}
	return b
}
