package sqlite

import (
	"fmt"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// readUnread is rows for unread articles: it goes from one day that has some to
// the next, so that a library in which nearly all is read costs no more than
// one in which nothing is.
func (f *finder) readUnread(b rowid.Bounds, n int, falling bool, section model.Section) ([]row, error) {
	r := rowid.RegionOf(b.Lo)
	margin := rowid.DaysAround(f.overflow)
	from, to := rowid.FirstDay(b.Lo)-margin, rowid.FirstDay(b.Hi)+margin
	var out []row
	rest := b
	for atOnce := 8; len(out) < n; atOnce *= 4 {
		days, err := f.unreadDays(r, from, to, atOnce, falling)
		if err != nil {
			return nil, err
		}
		for i := 0; i < len(days) && len(out) < n; {
			k := i // days that follow upon each other are read as one
			for k+1 < len(days) && max(days[k], days[k+1])-min(days[k], days[k+1]) <= 2 {
				k++
			}
			part := rowid.Periods(r, min(days[i], days[k]), max(days[i], days[k]))
			if i = k + 1; r == rowid.Instants {
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
		if len(days) < atOnce {
			break
		}
		if last := days[len(days)-1]; falling {
			to = last - 1
		} else {
			from = last + 1
		}
	}
	return out, nil
}

// unreadDays returns the first of the days of a region, in the order of reading, that may
// have unread articles: all days that have any of a month of which the reader's days are not
// counted.
func (f *finder) unreadDays(r rowid.Region, from, to model.Day, limit int, falling bool) ([]model.Day, error) {
	order := ""
	if falling {
		order = " DESC"
	}
	months, days := "month_total", "day_total"
	if f.w.owns { // one row for what is shared and his own
		months = "(SELECT 0 AS owner, region, month, sum(n) AS n FROM month_total WHERE " + ownedOrShared + " GROUP BY region, month)"
		days = "(SELECT 0 AS owner, region, day, sum(n) AS n FROM day_total WHERE " + ownedOrShared + " GROUP BY region, day)"
	}
	const off, dayOf = "coalesce(%s.hidden + %[1]s.read - %[1]s.both, 0)", "unixepoch('1970-01-01', (%s) || ' months') / 86400"
	return column[model.Day](f.ctx, f.s.read, "SELECT d.day FROM "+months+" m"+fmt.Sprintf(readerCountJoin, "a", inMonth, "m.region", "m.month")+
		" CROSS JOIN "+days+" d ON d.owner = 0 AND d.region = m.region AND d.day >= "+fmt.Sprintf(dayOf, "m.month")+" AND d.day < "+fmt.Sprintf(dayOf, "m.month + 1")+
		fmt.Sprintf(readerCountJoin, "b", inDay, "d.region", "d.day")+
		" WHERE m.owner = 0 AND m.region = ? AND m.month BETWEEN ? AND ? AND m.n > "+fmt.Sprintf(off, "a")+
		" AND +d.day BETWEEN ? AND ? AND d.n > "+fmt.Sprintf(off, "b")+" ORDER BY m.month"+order+", d.day"+order+" LIMIT ?",
		int(r), int64(rowid.MonthOf(from)), int64(rowid.MonthOf(to)), int64(from), int64(to), limit)
}

// readerCountJoin adds what the reader has read and hidden of all sources in a unit.
const readerCountJoin = " LEFT JOIN reader_count %s ON %[1]s.reader = +?1 AND %[1]s.unit = %[2]d AND %[1]s.source = 0 AND %[1]s.region = %[3]s AND %[1]s.at = %[4]s"
