package sqlite

import (
	"database/sql"
	"errors"
	"slices"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// cursorAt finds the place a window is about.
func (f *finder) cursorAt(sections []sectionBounds, at model.At) (cursor, error) {
	switch {
	case at.Place != nil:
		return f.cursorOfItem(sections, at.Place.Key)
	case at.ID != "":
		return f.cursorOfArticle(sections, at.ID)
	case at.Date != nil:
		return f.cursorOfDate(sections, *at.Date), nil
	case at.Bottom:
		return cursor{section: len(sections)}, nil
	}
	return cursor{at: f.startOf(sections[0])}, nil
}

// startOf is the cursor in a section before its first article.
func (f *finder) startOf(b sectionBounds) [len(rowid.Dated)]int64 {
	if f.descending(b.section) {
		return inAllRegions(rowid.Highest)
	}
	return inAllRegions(rowid.Lowest)
}

// cursorOfArticle is the place of an article that the condition holds for, else
// the top.
func (f *finder) cursorOfArticle(sections []sectionBounds, uid model.ID) (cursor, error) {
	id, ok, err := f.matching(uid)
	if err != nil || !ok {
		return cursor{at: f.startOf(sections[0])}, err
	}
	return f.cursorOfItem(sections, id)
}

// matching returns the item of an article, if the condition holds for it.
func (f *finder) matching(uid model.ID) (id int64, ok bool, err error) {
	q := "SELECT i.id FROM item i" + stateJoin + " WHERE i.uid = ? AND " + f.w.onlyVisible() + "("
	w := f.condition()
	err = f.s.read.QueryRowContext(f.ctx, q+w.sql.String()+")", append([]any{string(uid)}, w.args...)...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return id, err == nil, err
}

// condition is the whole condition, for a question about few articles.
func (f *finder) condition() *sqlPlan {
	p := plan{q: f.q, driver: planDriver{by: byCaller}, lookups: f.w.lookups, sources: f.w.sources, stories: f.w.stories, waiting: f.w.waiting, fewRows: true, leftOut: f.w.leftOut, facts: facts{foreign: f.w.foreign}}
	return p.inSQL()
}

// cursorOfItem is the place of an id, also of one that has gone.
func (f *finder) cursorOfItem(sections []sectionBounds, id int64) (cursor, error) {
	r := rowid.RegionOf(id)
	if r == rowid.Undated {
		return cursor{section: 2, at: inAllRegions(id)}, nil
	}
	f.anchor = &id
	d, err := f.dateOf(id)
	if err != nil {
		return cursor{}, err
	}
	ahead := d.Section(f.q.AheadFrom()) == model.Ahead
	i := slices.IndexFunc(sections, func(b sectionBounds) bool { return (b.section == model.Ahead) == ahead })
	s := cursor{i, f.boundaries(d, d.Precision.Length(), f.descending(sections[i].section))}
	s.at[slices.Index(rowid.Dated[:], r)] = id
	return s, nil
}

// ends returns for each region the day before which ends what stands behind a
// date, newest first, where that is so long: what is of its last day and not as
// long, and what is of earlier days.
func (f *finder) ends(d model.Date, long int) (at [len(rowid.Dated)]model.Day) {
	day := d.Day(f.zone)
	for i, than := range [...]int{1, 0, 2, 3} { // the length of what is in datedRegions
		at[i] = day
		if than < long {
			at[i]++
		}
	}
	return at
}

// boundaries returns in each region the id at which begins what stands behind a date
// that is so long, or, rising, before it.
func (f *finder) boundaries(d model.Date, long int, down bool) (at [len(rowid.Dated)]int64) {
	for i, end := range f.ends(d, long) {
		if at[i] = rowid.LastBefore(rowid.Dated[i], end, f.zone); !down {
			at[i]++
		}
	}
	return at
}

// dateOf returns the date of an id, also of one that has gone.
func (f *finder) dateOf(id int64) (model.Date, error) {
	switch y, m, _ := rowid.FirstDay(id).Date(); rowid.RegionOf(id) {
	case rowid.Days:
		return model.OnDay(rowid.FirstDay(id), model.FromNowhere), nil
	case rowid.Months:
		return model.InMonth(y, m, model.FromNowhere), nil
	case rowid.Years:
		return model.InYear(y, model.FromNowhere), nil
	}
	unix, err := f.timeOf(id)
	return model.AtInstant(time.Unix(unix, 0), model.FromNowhere), err
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
		return rowid.InstantOf(id), nil
	}
	return 0, err
}

// cursorOfDate is the place at which a date would stand.
func (f *finder) cursorOfDate(sections []sectionBounds, d model.Date) cursor {
	i := slices.IndexFunc(sections, func(b sectionBounds) bool { return b.section == model.ByDate })
	if !d.Dated() {
		return cursor{section: 2, at: f.startOf(sections[2])}
	}
	down := f.descending(model.ByDate)
	s := cursor{i, f.boundaries(d, tooLong(d), down)}
	if !down {
		s.at = f.boundaries(d, d.Precision.Length(), down)
	}
	if d.Precision == model.ToInstant {
		if s.at[0] = rowid.Instant(d.At.Unix()); !down {
			s.at[0] -= 3
		}
	}
	return s
}

// tooLong is the Length of what is too long to stand at d or behind it on its day,
// newest first: a day counts to its end, a month or a year has all of its own.
func tooLong(d model.Date) int {
	return [...]int{model.ToDay: 2, model.ToInstant: 1, model.ToMonth: 3, model.ToYear: 4}[d.Precision]
}
