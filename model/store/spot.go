package store

import (
	"database/sql"
	"errors"
	"slices"
	"time"

	"dateline/model"
)

// spot finds the place a window is about.
func (f *finder) spot(sh []shelfBounds, at model.At) (spot, error) {
	switch {
	case at.Place != nil:
		return f.spotOf(sh, at.Place.Key)
	case at.ID != "":
		return f.spotOfArticle(sh, at.ID)
	case at.Date != nil:
		return f.spotOfDate(sh, *at.Date), nil
	case at.Bottom:
		return spot{shelf: len(sh)}, nil
	}
	return spot{at: f.begin(sh[0])}, nil
}

// begin is the spot in a shelf before its first article.
func (f *finder) begin(b shelfBounds) [2]int64 {
	if f.down(b.shelf) {
		return [2]int64{highest, highest}
	}
	return [2]int64{lowest, lowest}
}

// spotOfArticle is the place of an article that the condition holds for, else
// the top.
func (f *finder) spotOfArticle(sh []shelfBounds, uid model.ID) (spot, error) {
	id, ok, err := f.holds(uid)
	if err != nil || !ok {
		return spot{at: f.begin(sh[0])}, err
	}
	return f.spotOf(sh, id)
}

// holds returns the item of an article, if the condition holds for it.
func (f *finder) holds(uid model.ID) (id int64, ok bool, err error) {
	q := "SELECT i.id FROM item i LEFT JOIN state s ON s.item = i.id WHERE i.uid = ? AND " + f.w.veil() + "("
	w := &where{q: f.q, looked: f.w.looked, sources: f.w.sources, stories: f.w.stories}
	w.clock()
	if f.q.Where == nil {
		w.add("1")
	} else {
		w.expr(f.q.Where)
	}
	err = f.s.read.QueryRowContext(f.ctx, q+w.sql.String()+")", append([]any{string(uid)}, w.args...)...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return id, err == nil, err
}

// spotOf is the place of an id, also of one that has gone.
func (f *finder) spotOf(sh []shelfBounds, id int64) (spot, error) {
	r := regionOf(id)
	if r == undated {
		return spot{shelf: 2, at: [2]int64{id, lowest}}, nil
	}
	f.place = &id
	unix, err := f.timeOf(id)
	if err != nil {
		return spot{}, err
	}
	a := f.q.AheadFrom()
	ahead := r == instants && unix > a.Unix() || r == days && dayOfKey(id) > model.DayOf(a)
	i := slices.IndexFunc(sh, func(b shelfBounds) bool { return (b.shelf == model.Ahead) == ahead })
	down := f.down(sh[i].shelf)
	if r == instants {
		day := model.DayOf(time.Unix(unix, 0).In(f.zone))
		other := dayTop(day) // the days from this one back
		if !down {
			other = dayTop(day) + 1 // rising, a day stands before its instants
		}
		return spot{i, [2]int64{id, other}}, nil
	}
	start := dayOfKey(id).In(f.zone)
	other := instantKey(start.Unix() - 1)
	if !down {
		other = instantKey(start.Unix()) - 3
	}
	return spot{i, [2]int64{other, id}}, nil
}

// timeOf returns the stored time of an instant, or what its id says where it
// has gone.
func (f *finder) timeOf(id int64) (int64, error) {
	var unix sql.NullInt64
	err := f.s.read.QueryRowContext(f.ctx, "SELECT published FROM item WHERE id = ?", id).Scan(&unix)
	switch {
	case err == nil && unix.Valid:
		return unix.Int64, nil
	case err == nil || errors.Is(err, sql.ErrNoRows):
		return floorDiv(id, slots)*60 + epoch + (id-floorDiv(id, slots)*slots)/4, nil
	}
	return 0, err
}

// spotOfDate is the place at which a date would stand.
func (f *finder) spotOfDate(sh []shelfBounds, d model.Date) spot {
	i := slices.IndexFunc(sh, func(b shelfBounds) bool { return b.shelf == model.ByDate })
	if !d.Dated() {
		return spot{shelf: 2, at: f.begin(sh[2])}
	}
	day := d.Day(f.zone)
	down := f.down(model.ByDate)
	switch {
	case d.Precision == model.ToDay && down:
		return spot{i, [2]int64{instantKey((day + 1).In(f.zone).Unix() - 1), dayTop(day)}}
	case d.Precision == model.ToDay:
		return spot{i, [2]int64{instantKey(day.In(f.zone).Unix()) - 3, dayTop(day-1) + 1}}
	case down:
		return spot{i, [2]int64{instantKey(d.At.Unix()), dayTop(day)}}
	}
	return spot{i, [2]int64{instantKey(d.At.Unix()) - 3, dayTop(day) + 1}}
}
