package sqlite

import (
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// In a list that begins with the oldest the dates rise, but articles of one date
// stand as they do elsewhere, with falling ids. Their ids follow upon each other, so
// that such a list is read by runs of them.

// readRising reads up to n rows of a range of a section whose dates rise: from an id on,
// or before it, nearest first; of all of it where the list is read from another
// section on (at is nil).
func (f *finder) readRising(b rowid.Bounds, at *int64, n int, on bool, section model.Section) ([]row, error) {
	switch {
	case at == nil:
		return f.readRuns(b, n, on, section)
	case f.anchor == nil || *f.anchor != *at: // between two runs
		if on {
			b.Lo = max(b.Lo, *at)
		} else {
			b.Hi = min(b.Hi, rowid.Pred(*at))
		}
		return f.readRuns(b, n, on, section)
	}
	d, err := f.dateOf(*at)
	if err != nil {
		return nil, err
	}
	published := d.At.Unix()
	same := rowid.Bounds{Lo: b.Lo, Hi: min(b.Hi, *at)}
	if !on {
		same = rowid.Bounds{Lo: max(b.Lo, rowid.Succ(*at)), Hi: b.Hi}
	}
	rows, err := f.readRange(same, n, on, section)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(rows, func(r row) bool { return r.seconds() != published }); i >= 0 {
		rows = rows[:i]
	}
	if len(rows) == n {
		return rows, nil
	}
	end, err := f.runEnd(b, *at, published, on, section)
	if err != nil {
		return nil, err
	}
	if on {
		b.Lo = max(b.Lo, rowid.Succ(end))
	} else {
		b.Hi = min(b.Hi, rowid.Pred(end))
	}
	others, err := f.readRuns(b, n-len(rows), on, section)
	return append(rows, others...), err
}

// readRuns reads up to n rows of a range by whole runs, the last of which may be cut.
func (f *finder) readRuns(b rowid.Bounds, n int, on bool, section model.Section) ([]row, error) {
	if b.Empty() || n <= 0 {
		return nil, nil
	}
	rows, err := f.readRange(b, n+1, !on, section)
	if err != nil {
		return nil, err
	}
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && rows[to].seconds() == rows[from].seconds() {
			to++
		}
		if to <= n {
			slices.Reverse(rows[from:to])
			from = to
			continue
		}
		if to-from > 1 { // it may go on: what it begins with is at its other end
			last := rows[from]
			end, err := f.runEnd(b, last.id, last.seconds(), on, section)
			if err != nil {
				return nil, err
			}
			run := rowid.Bounds{Lo: last.id, Hi: end}
			if !on {
				run = rowid.Bounds{Lo: end, Hi: last.id}
			}
			again, err := f.readRange(run, n-from, on, section)
			return append(rows[:from], again...), err
		}
		return rows[:n], nil
	}
	return rows, nil
}

// runEnd returns the last id of the run that an id belongs to, reading on or back:
// of a day, a month or a year the one that its ids end with.
func (f *finder) runEnd(b rowid.Bounds, id, published int64, on bool, section model.Section) (int64, error) {
	if r := rowid.RegionOf(id); r != rowid.Instants {
		all := rowid.Period(r, rowid.FirstDay(id))
		if on {
			return min(all.Hi, b.Hi), nil
		}
		return max(all.Lo, b.Lo), nil
	}
	if on {
		b.Lo = max(b.Lo, id)
	} else {
		b.Hi = min(b.Hi, id)
	}
	other, err := f.queryRange(b, 1, !on, section, fmt.Sprintf(" AND i.published <> %d", published))
	for _, k := range f.kept {
		if k.Section == section && k.id >= b.Lo && k.id <= b.Hi && k.seconds() != published && (len(other) == 0 || (k.id < other[0].id) == on) {
			other = []row{k.row}
		}
	}
	switch {
	case err != nil:
		return 0, err
	case len(other) == 0 && on:
		return b.Hi, nil
	case len(other) == 0:
		return b.Lo, nil
	case on:
		return other[0].id - 1, nil
	}
	return other[0].id + 1, nil
}

// seconds is when a row was published, as it is stored.
func (r *row) seconds() int64 { return r.Published.At.Unix() }
