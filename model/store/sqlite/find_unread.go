package sqlite

import "dateline/model"

// readUnread is rows for unread articles: it goes from one day that has some to
// the next, so that a library in which nearly all is read costs no more than
// one in which nothing is.
func (f *finder) readUnread(b bounds, n int, falling bool, section model.Section) ([]row, error) {
	const atOnce = 32
	r := regionOf(b.lo)
	margin := model.Day(f.spill/perDay + 1)
	from, to := dayOfKey(b.lo)-margin, dayOfKey(b.hi)+margin
	q := "SELECT day FROM day_total WHERE region = ? AND n > read AND day BETWEEN ? AND ? ORDER BY day"
	if falling {
		q += " DESC"
	}
	var out []row
	rest := b
	for len(out) < n {
		ds, err := f.s.queryInts(f.ctx, q+" LIMIT ?", int(r), int64(from), int64(to), atOnce)
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
			part := dayBounds(r, model.Day(min(ds[i], ds[k])), model.Day(max(ds[i], ds[k])))
			if r == instants {
				part.lo -= f.spill // what stands below its day is read with it
			}
			part = bounds{max(part.lo, rest.lo), min(part.hi, rest.hi)}
			if falling {
				rest.hi = min(rest.hi, part.lo-1)
			} else {
				rest.lo = max(rest.lo, part.hi+1)
			}
			if !part.empty() {
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

// dayBounds are the ids of the days from and to and between, of instants by
// their day in UTC, of months and years those that begin then.
func dayBounds(r region, from, to model.Day) bounds {
	switch r {
	case instants:
		minutes := func(d model.Day) int64 { return (int64(d)*24*60*60 - epoch) / 60 }
		return bounds{minutes(from) << slotBits, minutes(to+1)<<slotBits - 1}
	case months:
		return bounds{monthTop(monthOf(from)-1) + 1, monthTop(monthOf(to))}
	case years:
		return bounds{yearTop(yearOf(from)-1) + 1, yearTop(yearOf(to))}
	}
	return bounds{dayTop(from-1) + 1, dayTop(to)}
}
