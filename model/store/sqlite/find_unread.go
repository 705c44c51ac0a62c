package sqlite

import (
	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// readUnread is rows for unread articles: it goes from one day that has some to
// the next, so that a library in which nearly all is read costs no more than
// one in which nothing is.
func (f *finder) readUnread(b rowid.Bounds, n int, falling bool, section model.Section) ([]row, error) {
	const atOnce = 32
	r := rowid.RegionOf(b.Lo)
	margin := rowid.DaysAround(f.overflow)
	from, to := rowid.FirstDay(b.Lo)-margin, rowid.FirstDay(b.Hi)+margin
	q := "SELECT day FROM day_total WHERE region = ? AND n > read AND day BETWEEN ? AND ? ORDER BY day"
	if falling {
		q += " DESC"
	}
	var out []row
	rest := b
	for len(out) < n {
		ds, err := column[int64](f.ctx, f.s.read, q+" LIMIT ?", int(r), int64(from), int64(to), atOnce)
		if err != nil {
			return nil, err
		}
		if len(ds) == 0 {
			break
		}
		for i := 0; i < len(ds) && len(out) < n; {
			k := i // days that follow upon each other are read as one
			for k+1 < len(ds) && max(ds[k], ds[k+1])-min(ds[k], ds[k+1]) <= 2 {
				k++
			}
			part := rowid.Periods(r, model.Day(min(ds[i], ds[k])), model.Day(max(ds[i], ds[k])))
			if r == rowid.Instants {
				part.Lo -= f.overflow // what stands below its day is read with it
			}
			part = rowid.Bounds{Lo: max(part.Lo, rest.Lo), Hi: min(part.Hi, rest.Hi)}
			if falling {
				rest.Hi = min(rest.Hi, part.Lo-1)
			} else {
				rest.Lo = max(rest.Lo, part.Hi+1)
			}
			if !part.Empty() {
				rows, err := f.queryRange(part, n-len(out), falling, section, "")
				if err != nil {
					return nil, err
				}
				out = append(out, rows...)
			}
			i = k + 1
		}
		if len(ds) < atOnce {
			break
		}
		if last := model.Day(ds[len(ds)-1]); falling {
			to = last - 1
		} else {
			from = last + 1
		}
	}
	return out, nil
}
