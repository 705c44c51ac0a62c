package sqlite

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
	"dateline/model/tokenize"
)

// titleKey is where an article stands in the index of titles.
type titleKey struct {
	text      string
	published sql.NullInt64
	id        int64
}

// byTitle reads the index of titles.
func (f *finder) byTitle(win model.Window) (model.Page, error) {
	w, err := f.s.compileDriven(f.ctx, f.q, false)
	if err != nil {
		return model.Page{}, err
	}
	c := *f
	c.w = w
	at, past, err := c.titleCursor(win.At)
	if err != nil {
		return model.Page{}, err
	}
	var after, before []row
	if !past {
		if after, err = c.titleRows(at, win.After+1, true); err != nil {
			return model.Page{}, err
		}
	}
	if at != nil || past {
		if before, err = c.titleRows(at, win.Before+1, false); err != nil {
			return model.Page{}, err
		}
	}
	return f.page(before, after, win)
}

// titleCursor returns the key of a place, nil for the top; past says that it is
// the end.
func (f *finder) titleCursor(at model.At) (k *titleKey, past bool, err error) {
	where, arg := "", any(nil)
	switch {
	case at.Place != nil:
		if i := slices.IndexFunc(f.kept, func(k *keptRow) bool { return k.Place == *at.Place }); i >= 0 {
			k := f.kept[i].titleKey()
			return &k, false, nil
		}
		where, arg = "id = ?", at.Place.Key
	case at.ID != "":
		id, ok, err := f.matching(at.ID)
		if err != nil || !ok {
			return nil, false, err
		}
		where, arg = "id = ?", id
	case at.Date != nil:
		rows, err := f.titleRowsWhere(fmt.Sprintf("AND (i.published IS NULL OR i.published <= CASE i.precise WHEN %d THEN ? WHEN %d THEN ? WHEN %d THEN ? ELSE ? END)",
			model.ToInstant, model.ToDay, model.ToMonth), f.notAfter(*at.Date), nil, 1, true)
		if err != nil || len(rows) == 0 {
			return nil, err == nil, err
		}
		where, arg = "id = ?", rows[0].id
	default:
		return nil, at.Bottom, nil
	}
	k = &titleKey{}
	err = f.s.read.QueryRowContext(f.ctx, "SELECT fold, published, id FROM item WHERE "+where, arg).Scan(&k.text, &k.published, &k.id)
	if errors.Is(err, sql.ErrNoRows) && at.Place != nil { // it has gone: what has its title, and what follows
		return &titleKey{text: at.Place.Text, published: sql.NullInt64{Int64: rowid.Highest, Valid: true}, id: rowid.Highest}, false, nil
	}
	return k, false, err
}

// notAfter returns for each region the last second of what stands at d or behind it
// in a list by date, and not on the Ahead section.
func (f *finder) notAfter(d model.Date) []any {
	ahead, ends := f.q.AheadFrom(), f.ends(d, tooLong(d))
	instant := ends[0].In(f.zone).Unix() - 1
	if d.Precision == model.ToInstant {
		instant = d.At.Unix()
	}
	today := model.DayOf(ahead)
	return []any{
		min(instant, ahead.Unix()), min(daySeconds(ends[1]), daySeconds(today+1)) - 1,
		min(daySeconds(rowid.MonthOf(ends[2]).Start()), daySeconds((rowid.MonthOf(today)+1).Start())) - 1,
		min(daySeconds(rowid.YearStart(rowid.YearOf(ends[3]))), daySeconds(rowid.YearStart(rowid.YearOf(today)+1))) - 1,
	}
}

// titleKey returns where a row stands in the index of titles.
func (r *row) titleKey() titleKey {
	k := titleKey{text: r.Place.Text, id: r.id}
	if r.Published.Dated() {
		k.published = sql.NullInt64{Int64: r.Published.At.Unix(), Valid: true}
	}
	return k
}

// compare is the order of titles: of one title the newest first, the undated last.
func (k titleKey) compare(o titleKey) int {
	if c := cmp.Compare(k.text, o.text); c != 0 {
		return c
	}
	if k.published.Valid != o.published.Valid {
		if k.published.Valid {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(o.published.Int64, k.published.Int64), cmp.Compare(o.id, k.id))
}

// titleRows reads up to n rows from a place on, or before it, nearest first, and
// those that stay.
func (f *finder) titleRows(at *titleKey, n int, on bool) ([]row, error) {
	rows, err := f.titleRowsWhere("", nil, at, n, on)
	if err != nil || len(f.kept) == 0 {
		return rows, err
	}
	in := func(k *row) bool { return at == nil || (k.titleKey().compare(*at) >= 0) == on }
	return f.withKept(rows, n, in, func(a, b *row) int {
		if on {
			return a.titleKey().compare(b.titleKey())
		}
		return b.titleKey().compare(a.titleKey())
	})
}

// titleRowsWhere reads up to n rows that a condition more holds for.
func (f *finder) titleRowsWhere(cond string, args []any, at *titleKey, n int, on bool) ([]row, error) {
	q := "SELECT " + rowColumns + " FROM item i INDEXED BY item_title" + stateJoin + " WHERE " + f.w.onlyVisible() + "(" + f.w.sql.String() + ") " + cond
	args = append(slices.Clone(f.w.args), args...)
	if at != nil {
		tie := "(i.published IS NULL AND i.id <= ?)"
		ties := []any{at.id}
		if at.published.Valid {
			tie = "(i.published IS NULL OR i.published < ? OR i.published = ? AND i.id <= ?)"
			ties = []any{at.published.Int64, at.published.Int64, at.id}
		}
		if on {
			q += " AND i.fold >= ? AND (i.fold > ? OR " + tie + ")"
		} else {
			q += " AND i.fold <= ? AND (i.fold < ? OR NOT " + tie + ")"
		}
		args = append(append(args, at.text, at.text), ties...)
	}
	if on {
		q += " ORDER BY i.fold, i.published DESC, i.id DESC" + limit
	} else {
		q += " ORDER BY i.fold DESC, i.published, i.id" + limit
	}
	return collect(f.ctx, f.s.read, materialized(q), func(rs *sql.Rows, r *row) error {
		err := r.scan(rs)
		r.Place.Text = tokenize.Key(r.Title)
		r.Section = r.Published.Section(f.q.AheadFrom())
		return err
	}, append(args, n)...)
}
