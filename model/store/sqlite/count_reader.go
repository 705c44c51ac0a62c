package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// What a reader has read and hidden is counted in reader_count, for every month of all
// sources and for every source as a whole. Finer rows are kept only where enough counts
// that they take little room beside it: where there are none, the few states are counted
// that there are.

// countUnit is the unit that a row of reader_count is of.
type countUnit int64

const (
	inAll countUnit = iota
	inMonth
	inDay
	inHour
)

// From how many articles that a reader has read or hidden on finer rows are kept: days of
// a month, hours of a month of all sources, months of a source. Tests change them.
var finerFrom = struct{ days, hours, months int }{days: 64, hours: 2000, months: 512}

// How fine the rows below a row are (reader_count.fine).
const (
	noFiner    = 0
	finer      = 1 // months of a source, days of a month
	alsoHourly = 2 // and hours of a month
)

// fineness returns how fine the rows below a row of so many articles are.
func fineness(k readerRow, touched int) int {
	switch {
	case k.unit == inAll && k.source != 0 && touched >= finerFrom.months:
		return finer
	case k.unit != inMonth || k.region == rowid.Undated || touched < finerFrom.days:
		return noFiner
	case k.source == 0 && k.region == rowid.Instants && touched >= finerFrom.hours:
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
	reader, source int64
	unit           countUnit
	region         rowid.Region
	at             int64
}

func compareReaderRows(a, b readerRow) int {
	return cmp.Or(cmp.Compare(a.reader, b.reader), cmp.Compare(a.source, b.source), cmp.Compare(a.unit, b.unit), cmp.Compare(a.region, b.region), cmp.Compare(a.at, b.at))
}

// readerPlace is where an article of a source counts for a reader.
type readerPlace struct {
	reader, source int64
	countPlace
}

// row returns the row of a place, of its source or of all (0), for a unit.
func (p readerPlace) row(source int64, unit countUnit) readerRow {
	r := readerRow{reader: p.reader, source: source, unit: unit, region: p.region}
	switch unit {
	case inAll:
		r.region = 0
	case inMonth:
		if p.region != rowid.Undated {
			r.at = int64(rowid.MonthOf(p.day))
		}
	case inDay:
		r.at = int64(p.day)
	case inHour:
		r.at = p.hour
	}
	return r
}

// above returns the row that says whether there are rows as fine as that of a unit, and
// how fine they must be.
func (p readerPlace) above(source int64, unit countUnit) (readerRow, int) {
	switch {
	case unit == inDay:
		return p.row(source, inMonth), finer
	case unit == inHour:
		return p.row(source, inMonth), alsoHourly
	}
	return p.row(source, inAll), finer
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
func (rc readerCounts) write(ctx context.Context, tx *sql.Tx) error {
	if len(rc) == 0 {
		return nil
	}
	w := &readerCountWriter{ctx: ctx, stmts: newTxStatements(ctx, tx), tx: tx, fine: make(map[readerRow]int), anew: make(map[readerRow]bool)}
	defer w.stmts.close()
	for _, level := range []struct {
		unit     countUnit
		ofSource bool
	}{{inAll, false}, {inMonth, false}, {inDay, false}, {inHour, false}, {inAll, true}, {inMonth, true}, {inDay, true}} {
		rows := make(map[readerRow]marked)
		for p, m := range rc {
			source := int64(0)
			if level.ofSource {
				source = p.source
			}
			if m == (marked{}) || level.unit == inHour && p.region != rowid.Instants || level.unit == inDay && p.region == rowid.Undated {
				continue
			}
			if level.unit == inDay || level.unit == inHour || level.unit == inMonth && level.ofSource {
				if above, need := p.above(source, level.unit); w.fine[above] < need || w.anew[above] {
					continue
				}
			}
			r := p.row(source, level.unit)
			rows[r] = rows[r].plus(m)
		}
		if err := w.addAll(rows); err != nil {
			return err
		}
	}
	return nil
}

// readerCountWriter writes what a transaction changes.
type readerCountWriter struct {
	ctx   context.Context
	tx    *sql.Tx
	stmts *txStatements
	fine  map[readerRow]int  // how fine the rows below are
	anew  map[readerRow]bool // those below have been counted from the states
}

// addAll adds to rows of one level, and counts those below anew where finer ones begin to
// be kept.
func (w *readerCountWriter) addAll(rows map[readerRow]marked) error {
	var crossed []readerRow
	for _, r := range slices.SortedFunc(maps.Keys(rows), compareReaderRows) {
		m := rows[r]
		var touched, fine int
		err := w.stmts.scan(`INSERT INTO reader_count (reader, source, unit, region, at, read, hidden, both) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (reader, source, unit, region, at) DO UPDATE SET read = read + excluded.read, hidden = hidden + excluded.hidden, both = both + excluded.both
			RETURNING read + hidden, fine`,
			[]any{r.reader, r.source, int64(r.unit), int64(r.region), r.at, m.read, m.hidden, m.both}, []any{&touched, &fine})
		if err != nil {
			return err
		}
		if want := fineness(r, touched); want > fine {
			crossed = append(crossed, r)
			if _, err := w.stmts.exec("UPDATE reader_count SET fine = ? WHERE reader = ? AND source = ? AND unit = ? AND region = ? AND at = ?",
				want, r.reader, r.source, int64(r.unit), int64(r.region), r.at); err != nil {
				return err
			}
			fine = want
		}
		w.fine[r] = fine
	}
	return w.refine(crossed)
}

// refine counts the rows below others from the states: by month those of a month, in one
// go those of a reader's sources.
func (w *readerCountWriter) refine(crossed []readerRow) error {
	sources := make(map[int64][]int64) // by reader
	for _, r := range crossed {
		w.anew[r] = true
		if r.unit == inAll {
			sources[r.reader] = append(sources[r.reader], r.source)
			continue
		}
		if err := w.refineMonth(r); err != nil {
			return err
		}
	}
	for reader, of := range sources {
		if err := w.refineSources(reader, of); err != nil {
			return err
		}
	}
	return nil
}

// markedColumns are what scanMarked takes: where a state of an item counts, and what.
var markedColumns = "s.source, " + regionColumn + ", " + dayColumn + ", CASE i.precise WHEN " + fmt.Sprint(int(model.ToInstant)) + " THEN " + hourColumn + " ELSE 0 END, s.read, s.hidden"

// eachMarked calls f for the states of a reader that count, of which something holds.
func (w *readerCountWriter) eachMarked(reader int64, cond string, f func(readerPlace, marked), args ...any) error {
	return each(w.ctx, w.tx, "SELECT "+markedColumns+" FROM state s CROSS JOIN item i ON i.id = s.item WHERE s.reader = ? AND (s.read = 1 OR s.hidden = 1)"+cond,
		func(rs *sql.Rows) error {
			p := readerPlace{reader: reader}
			var c counted
			err := rs.Scan(&p.source, &p.region, &p.day, &p.hour, &c.read, &c.hidden)
			f(p, c.times(1))
			return err
		}, append([]any{reader}, args...)...)
}

// refineMonth counts the days of a month anew, and its hours.
func (w *readerCountWriter) refineMonth(r readerRow) error {
	overflow, err := rowid.Overflow(w.ctx, w.tx)
	if err != nil {
		return err
	}
	rows := make(map[readerRow]marked)
	cond, args := " AND s.item BETWEEN ? AND ?", []any(nil)
	ids := monthIDs(r.region, rowid.Month(r.at), overflow)
	if args = []any{ids.Lo, ids.Hi}; r.source != 0 {
		cond, args = cond+" AND s.source = ?", append(args, r.source)
	}
	err = w.eachMarked(r.reader, cond, func(p readerPlace, m marked) {
		if p.row(r.source, inMonth) != r {
			return
		}
		units := []countUnit{inDay}
		if w.fine[r] == alsoHourly {
			units = append(units, inHour)
		}
		for _, u := range units {
			row := p.row(r.source, u)
			rows[row] = rows[row].plus(m)
		}
	}, args...)
	if err != nil {
		return err
	}
	m := rowid.Month(r.at) // what is no longer there goes
	first, end := int64(m.Start()), int64((m + 1).Start())
	for unit, of := range map[countUnit]int64{inDay: 1, inHour: 24} {
		if _, err := w.stmts.exec("DELETE FROM reader_count WHERE reader = ? AND source = ? AND unit = ? AND region = ? AND at >= ? AND at < ?",
			r.reader, r.source, int64(unit), int64(r.region), first*of, end*of); err != nil {
			return err
		}
	}
	return w.putAll(rows)
}

// refineSources counts the months of sources anew, and the days of those that have many.
func (w *readerCountWriter) refineSources(reader int64, sources []int64) error {
	months, days := make(map[readerRow]marked), make(map[readerRow]marked)
	err := w.eachMarked(reader, " AND s.source IN (SELECT value FROM json_each(?))", func(p readerPlace, m marked) {
		month, day := p.row(p.source, inMonth), p.row(p.source, inDay)
		months[month], days[day] = months[month].plus(m), days[day].plus(m)
	}, jsonList(sources))
	if err != nil {
		return err
	}
	maps.DeleteFunc(days, func(r readerRow, _ marked) bool {
		p := readerPlace{reader: r.reader, source: r.source, countPlace: countPlace{region: r.region, day: model.Day(r.at)}}
		month := p.row(r.source, inMonth)
		return fineness(month, months[month].read+months[month].hidden) == noFiner
	})
	if err := w.putAll(months); err != nil {
		return err
	}
	return w.putAll(days)
}

// putAll puts rows in the place of those there were.
func (w *readerCountWriter) putAll(rows map[readerRow]marked) error {
	for _, r := range slices.SortedFunc(maps.Keys(rows), compareReaderRows) {
		m := rows[r]
		_, err := w.stmts.exec("INSERT OR REPLACE INTO reader_count (reader, source, unit, region, at, read, hidden, both, fine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			r.reader, r.source, int64(r.unit), int64(r.region), r.at, m.read, m.hidden, m.both, fineness(r, m.read+m.hidden))
		if err != nil {
			return err
		}
	}
	return nil
}

// monthIDs returns the ids under which the articles of a month of a region lie, and
// perhaps some beside them.
func monthIDs(r rowid.Region, m rowid.Month, overflow int64) rowid.Bounds {
	return dayIDs(r, m.Start(), (m + 1).Start(), overflow)
}

// dayIDs is monthIDs for days from one on, before another.
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

// recountReaders makes the counts of all readers anew.
func recountReaders(ctx context.Context, tx *sql.Tx) error {
	w := &readerCountWriter{ctx: ctx, stmts: newTxStatements(ctx, tx), tx: tx}
	defer w.stmts.close()
	readers, err := column[int64](ctx, tx, "SELECT id FROM reader ORDER BY id")
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM reader_count"); err != nil {
		return err
	}
	for _, reader := range readers {
		rows, err := w.wanted(reader, nil)
		if err != nil {
			return err
		}
		if err := w.putAll(rows); err != nil {
			return err
		}
	}
	return nil
}

// wanted returns the rows that there must be of a reader, where rows are at least so fine.
func (w *readerCountWriter) wanted(reader int64, atLeast map[readerRow]int) (map[readerRow]marked, error) {
	rows := make(map[readerRow]marked)
	err := w.eachMarked(reader, "", func(p readerPlace, m marked) {
		for _, source := range []int64{0, p.source} {
			for unit := inAll; unit <= inHour; unit++ {
				if unit == inHour && (source != 0 || p.region != rowid.Instants) || unit == inDay && p.region == rowid.Undated {
					continue
				}
				r := p.row(source, unit)
				rows[r] = rows[r].plus(m)
			}
		}
	})
	fine := func(r readerRow) int { return max(atLeast[r], fineness(r, rows[r].read+rows[r].hidden)) }
	var drop []readerRow
	for r := range rows {
		p := readerPlace{reader: r.reader, source: r.source, countPlace: countPlace{region: r.region, day: model.Day(r.at)}}
		switch {
		case r.unit == inHour:
			p.day = model.Day(rowid.FloorDiv(r.at, 24))
		case r.unit == inMonth && r.source != 0:
			if fine(p.row(r.source, inAll)) == noFiner {
				drop = append(drop, r)
			}
			continue
		case r.unit != inDay:
			continue
		}
		above, need := p.above(r.source, r.unit)
		if fine(above) < need || r.source != 0 && fine(p.row(r.source, inAll)) == noFiner {
			drop = append(drop, r)
		}
	}
	for _, r := range drop {
		delete(rows, r)
	}
	return rows, err
}

// wrongReaderCounts counts the rows of readers' counts that do not say what their states
// do. Rows that are finer than they must be are no fault if they are right.
func wrongReaderCounts(ctx context.Context, tx *sql.Tx) (int, error) {
	w := &readerCountWriter{ctx: ctx, tx: tx}
	wrong := 0
	readers, err := column[int64](ctx, tx, "SELECT id FROM reader UNION SELECT reader FROM reader_count ORDER BY 1")
	if err != nil {
		return 0, err
	}
	for _, reader := range readers {
		n, err := w.wrong(reader)
		if err != nil {
			return 0, err
		}
		wrong += n
	}
	return wrong, nil
}

// wrong counts those of one reader.
func (w *readerCountWriter) wrong(reader int64) (int, error) {
	all, wrong := make(map[readerRow]marked), 0
	fine := make(map[readerRow]int)
	err := w.eachMarked(reader, "", func(p readerPlace, m marked) {
		for _, source := range []int64{0, p.source} {
			for unit := inAll; unit <= inHour; unit++ {
				r := p.row(source, unit)
				all[r] = all[r].plus(m)
			}
		}
	})
	if err != nil {
		return 0, err
	}
	err = each(w.ctx, w.tx, "SELECT source, unit, region, at, read, hidden, both, fine FROM reader_count WHERE reader = ?", func(rs *sql.Rows) error {
		r, m, f := readerRow{reader: reader}, marked{}, 0
		err := rs.Scan(&r.source, &r.unit, &r.region, &r.at, &m.read, &m.hidden, &m.both, &f)
		fine[r] = f
		if m != all[r] || f < fineness(r, m.read+m.hidden) {
			wrong++
		}
		return err
	}, reader)
	if err != nil {
		return 0, err
	}
	want, err := w.wanted(reader, fine)
	for r := range want {
		if _, ok := fine[r]; !ok {
			wrong++
		}
	}
	return wrong, err
}
