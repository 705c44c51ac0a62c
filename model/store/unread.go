package store

import (
	"math"

	"dateline/model"
)

// unreadRows is rows for unread articles: it goes from one day that has some to
// the next, so that a library in which nearly all is read costs no more than
// one in which nothing is.
func (f *finder) unreadRows(b bounds, n int, falling bool, shelf model.Shelf) ([]row, error) {
	const atOnce = 32
	r := regionOf(max(b.lo, lowest/2))
	from, to := model.Day(math.MinInt32), model.Day(math.MaxInt32)
	dayOf := dayOfKey
	if r == instants {
		dayOf = func(id int64) model.Day { return model.Day(floorDiv(id>>slotBits*60+epoch, 24*60*60)) }
	}
	margin := model.Day(f.spill/perDay + 1)
	if b.lo > lowest/2 {
		from = dayOf(b.lo) - margin
	}
	if b.hi < highest/2 && !(r == instants && b.hi >= dayRegion/4) {
		to = dayOf(b.hi) + margin
	}
	q := "SELECT day FROM day_total WHERE region = ? AND n > read AND day BETWEEN ? AND ? ORDER BY day"
	if falling {
		q += " DESC"
	}
	var out []row
	rest := b
	for len(out) < n {
		ds, err := f.s.numbers(f.ctx, q+" LIMIT ?", int(r), int64(from), int64(to), atOnce)
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
				rows, err := f.rowsIn(part, n-len(out), falling, shelf, "")
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
// their day in UTC.
func dayBounds(r region, from, to model.Day) bounds {
	if r == instants {
		minutes := func(d model.Day) int64 { return (int64(d)*24*60*60 - epoch) / 60 }
		return bounds{minutes(from) << slotBits, minutes(to+1)<<slotBits - 1}
	}
	return bounds{dayTop(from-1) + 1, dayTop(to)}
}
