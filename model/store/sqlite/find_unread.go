package sqlite

import (
	"slices"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// readUnread is rows for unread articles: it goes from one day that has some to
// the next, so that a library in which nearly all is read costs no more than
// one in which nothing is.
func (f *finder) readUnread(b rowid.Bounds, n int, falling bool, section model.Section) ([]row, error) {
	r := rowid.RegionOf(b.Lo)
	margin := rowid.DaysAround(f.overflow)
	first, last, err := f.rollup().months(f.ctx, r)
	if err != nil {
		return nil, err
	}
	first, last = max(first, rowid.MonthOf(rowid.FirstDay(b.Lo)-margin)), min(last, rowid.MonthOf(rowid.FirstDay(b.Hi)+margin))
	var out []row
	rest := b
	for many := rowid.Month(3); first <= last && len(out) < n; many *= 4 { // the nearest months first
		part := monthRange{first, min(first+many, last+1)}
		if falling {
			part = monthRange{max(last+1-many, first), last + 1}
			last = part.from - 1
		} else {
			first = part.to
		}
		months, err := f.unreadMonths(r, part, falling)
		if err != nil {
			return nil, err
		}
		for _, m := range months {
			if len(out) < n {
				if err := f.readUnreadMonth(r, m, &rest, n, falling, section, &out); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// readUnreadMonth adds the unread articles of a month to out, up to n, and takes what it
// has looked at from rest.
func (f *finder) readUnreadMonth(r rowid.Region, m rowid.Month, rest *rowid.Bounds, n int, falling bool, section model.Section, out *[]row) error {
	days, err := f.unreadDays(r, m, falling)
	for err == nil && len(days) > 0 && len(*out) < n {
		k := 1 // days that follow upon each other are read as one
		for k < len(days) && max(days[k], days[k-1])-min(days[k], days[k-1]) <= 2 {
			k++
		}
		part := dayIDs(r, min(days[0], days[k-1]), max(days[0], days[k-1])+1, 0)
		days = days[k:]
		if r == rowid.Instants {
			part.Lo -= f.overflow // what stands below its day is read with it
		}
		part = rowid.Bounds{Lo: max(part.Lo, rest.Lo), Hi: min(part.Hi, rest.Hi)}
		if falling {
			rest.Hi = min(rest.Hi, part.Lo-1)
		} else {
			rest.Lo = max(rest.Lo, part.Hi+1)
		}
		if part.Empty() {
			continue
		}
		var rows []row
		rows, err = f.queryRange(part, n-len(*out), falling, section, "")
		*out = append(*out, rows...)
	}
	return err
}

// unreadMonths returns those of months of a region that have unread articles, in the
// order of reading.
func (f *finder) unreadMonths(r rowid.Region, of monthRange, falling bool) ([]rowid.Month, error) {
	var months []rowid.Month
	err := f.rollup().eachWholeMonth(f.ctx, r, of, func(m rowid.Month, c total) {
		if c.n > c.read {
			months = append(months, m)
		}
	})
	if falling {
		slices.Reverse(months)
	}
	return months, err
}

// unreadDays returns the days of a month that have unread articles, likewise.
func (f *finder) unreadDays(r rowid.Region, m rowid.Month, falling bool) ([]model.Day, error) {
	var days []model.Day
	err := f.rollup().eachDay(f.ctx, r, dayRange{m.Start(), (m + 1).Start()}, func(d model.Day, c total) {
		if c.n > c.read {
			days = append(days, d)
		}
	})
	if falling {
		slices.Reverse(days)
	}
	return days, err
}

// rollup is that of all articles, made once.
func (f *finder) rollup() *rollup {
	if f.all == nil {
		f.all = f.s.newRollup(f.w.plan)
	}
	return f.all
}
