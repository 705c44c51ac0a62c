package sqlite

import (
	"database/sql"
	"slices"

	"dateline/model"
)

// keptRow is a headline that stays in a list where it stood.
type keptRow struct {
	row
	refreshed bool // it has the state that it has now
	moved     bool // it is found at another place
}

// findKeeping answers with the headlines that are to stay among those that are found.
func (f *finder) findKeeping(win model.Window) (model.Page, error) {
	f.keptByID = make(map[model.ID]*keptRow, len(win.Keep))
	for _, h := range win.Keep {
		h.Kept, h.Section, h.Copies, h.Folded, h.Highlighted = true, h.Published.Section(f.q.AheadFrom()), 0, nil, false
		k := &keptRow{row: row{Headline: h, id: h.Place.Key}}
		f.kept = append(f.kept, k)
		f.keptByID[h.ID] = k
	}
	if k := f.keptByID[win.At.ID]; k != nil && win.At.Place == nil {
		switch _, found, err := f.matching(k.ID); {
		case err != nil:
			return model.Page{}, err
		case !found:
			win.At.Place = &k.Place
		}
	}
	return f.find(win)
}

// withKept adds to rows, which are in the order of the list and at most n, those
// that stay and are in their part of it, and cuts them down to n.
func (f *finder) withKept(rows []row, n int, in func(*row) bool, order func(a, b *row) int) ([]row, error) {
	found := make(map[model.ID]bool, len(rows))
	for i := range rows {
		found[rows[i].ID] = true
	}
	for {
		var more []*keptRow
		for _, k := range f.kept {
			if !k.moved && in(&k.row) && !found[k.ID] {
				more = append(more, k)
			}
		}
		slices.SortFunc(more, func(a, b *keptRow) int { return order(&a.row, &b.row) })
		out := make([]row, 0, min(n, len(rows)+len(more)))
		for rest := rows; len(out) < cap(out); {
			if len(more) == 0 || len(rest) > 0 && order(&rest[0], &more[0].row) <= 0 {
				out, rest = append(out, rest[0]), rest[1:]
			} else {
				out, more = append(out, more[0].row), more[1:]
			}
		}
		if done, err := f.refreshKept(out); done || err != nil {
			return out, err
		}
	}
}

// refreshKept finds out about those of rows that stay. It reports whether all of them
// had been known already.
func (f *finder) refreshKept(rows []row) (done bool, err error) {
	var ids []string
	for i := range rows {
		if k := f.keptByID[rows[i].ID]; rows[i].Kept && !k.refreshed {
			k.refreshed = true
			ids = append(ids, string(k.ID))
		}
	}
	if len(ids) == 0 {
		return true, nil
	}
	w := f.condition()
	return false, each(f.ctx, f.s.read, "SELECT i.uid, i.id, i.source, coalesce(s.read, 0), coalesce(s.starred, 0), coalesce(s.hidden, 0), coalesce("+
		f.w.onlyVisible()+"("+w.sql.String()+"), 0) FROM json_each(?) e CROSS JOIN item i ON i.uid = e.value"+stateJoin, func(rs *sql.Rows) error {
		var uid model.ID
		var id, source int64
		var st model.State
		var found bool
		if err := rs.Scan((*string)(&uid), &id, &source, &st.Read, &st.Starred, &st.Hidden, &found); err != nil {
			return err
		}
		k := f.keptByID[uid]
		k.State, k.source, k.Kept, k.moved = st, source, !found, found && id != k.id
		return nil
	}, append(slices.Clone(w.args), jsonList(ids))...)
}
