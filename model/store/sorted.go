package store

import (
	"database/sql"
	"errors"
	"slices"

	"dateline/model"
)

// sorted answers in the orders by source and by title. Ties are newest first,
// undated last.
func (f *finder) sorted(win model.Window) (model.Page, error) {
	at, past, err := f.sortedSpot(win.At)
	if err != nil {
		return model.Page{}, err
	}
	var after, before []row
	if !past {
		if after, err = f.sortedRows(at, win.After+1, true); err != nil {
			return model.Page{}, err
		}
	}
	if at != nil || past {
		if before, err = f.sortedRows(at, win.Before+1, false); err != nil {
			return model.Page{}, err
		}
	}
	return f.page(before, after, win)
}

// sortKey is the place of an article in a sorted list.
type sortKey struct {
	text      string
	undated   int64
	published int64 // negative
	id        int64 // negative
}

// sortColumns returns the expressions that make up a sortKey.
func (f *finder) sortColumns() string {
	text := "i.fold"
	if f.q.Sort == model.BySource {
		text = "(SELECT fold FROM source WHERE source.id = i.source)"
	}
	return text + ", i.published IS NULL, -coalesce(i.published, 0), -i.id"
}

// sortedSpot returns the key of the place, nil for the top; past says that it
// is the end.
func (f *finder) sortedSpot(at model.At) (k *sortKey, past bool, err error) {
	where, arg := "", any(nil)
	switch {
	case at.Place != nil:
		where, arg = "i.id = ?", at.Place.Key
	case at.ID != "":
		where, arg = "i.uid = ?", string(at.ID)
	case at.Bottom:
		return nil, true, nil
	default:
		return nil, false, nil
	}
	k = &sortKey{}
	err = f.s.read.QueryRowContext(f.ctx, "SELECT "+f.sortColumns()+" FROM item i WHERE "+where, arg).
		Scan(&k.text, &k.undated, &k.published, &k.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return k, false, err
}

func (f *finder) sortedRows(at *sortKey, n int, on bool) ([]row, error) {
	tables, _, match, args := f.w.from()
	q := "SELECT " + columns + " FROM " + tables + " WHERE " + match + "(" + f.w.sql.String() + ")"
	args = append(slices.Clone(args), f.w.args...)
	op, dir := ">=", ""
	if !on {
		op, dir = "<", " DESC"
	}
	cols := f.sortColumns()
	if at != nil {
		q += " AND (" + cols + ") " + op + " (?, ?, ?, ?)"
		args = append(args, at.text, at.undated, at.published, at.id)
	}
	q += " ORDER BY 12" + dir + ", 13" + dir + ", 14" + dir + ", 15" + dir + " LIMIT ?"
	q = "SELECT " + columns + ", " + cols + q[len("SELECT "+columns):]
	rs, err := f.s.read.QueryContext(f.ctx, q, append(args, n)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rs.Close() }()
	var out []row
	for rs.Next() {
		r, err := scanSorted(rs, f.q)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rs.Err()
}

func scanSorted(rs *sql.Rows, q model.Query) (row, error) {
	var r row
	var k sortKey
	var published sql.NullInt64
	var zone, precise, origin, flags int64
	err := rs.Scan(&r.id, (*string)(&r.ID), &r.Title, &r.Source, &published, &zone, &precise, &origin, &flags,
		&r.State.Read, &r.State.Starred, &k.text, &k.undated, &k.published, &k.id)
	r.Published = dateOf(published, zone, precise, origin)
	r.Bare = flags&hasText == 0
	r.Place = model.Place{Key: r.id}
	switch {
	case !r.Published.Dated():
		r.Shelf = model.NoDate
	case r.Published.Precision == model.ToInstant && r.Published.At.After(q.AheadFrom()),
		r.Published.Precision == model.ToDay && r.Published.Day(q.Zone()) > model.DayOf(q.AheadFrom()):
		r.Shelf = model.Ahead
	}
	return r, err
}
