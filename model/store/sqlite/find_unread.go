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
	months, err := f.unreadMonths(r, dayRange{rowid.FirstDay(b.Lo) - margin, rowid.FirstDay(b.Hi) + margin + 1}, falling)
	if err != nil {
		return nil, err
	}
	var out []row
	rest := b
	for i := 0; i < len(months) && len(out) < n; i++ {
		days, err := f.unreadDays(r, months[i], falling)
		if err != nil {
			return nil, err
		}
		for len(days) > 0 && len(out) < n {
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
			rows, err := f.queryRange(part, n-len(out), falling, section, "")
			if err != nil {
				return nil, err
			}
			out = append(out, rows...)
		}
	}
	return out, nil
}

// unreadMonths returns the months of a region, among those of days, that have unread
// articles, in the order of reading.
func (f *finder) unreadMonths(r rowid.Region, d dayRange, falling bool) ([]rowid.Month, error) {
	var months []rowid.Month
	x := f.s.newRollup(f.w.plan)
	err := x.eachWholeMonth(f.ctx, r, monthRange{rowid.MonthOf(max(d.from, -rowid.FarDay)), rowid.MonthOf(min(d.to, rowid.FarDay)) + 1}, func(m rowid.Month, c total) {
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
	err := f.s.newRollup(f.w.plan).eachDay(f.ctx, r, dayRange{m.Start(), (m + 1).Start()}, func(d model.Day, c total) {
		if c.n > c.read {
			days = append(days, d)
		}
	})
	if falling {
		slices.Reverse(days)
	}
	return days, err
}
