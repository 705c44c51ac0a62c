package sqlite

import (
	"context"
	"time"

	"dateline/model"
	"dateline/model/store/sqlite/rowid"
)

// maxParts is how many days may be split between buckets before it is
// cheaper to look at every article.
const maxParts = 600

// histogram counts by calendar unit. ok is false when it would cost more than
// looking at every article.
func (x *rollup) histogram(ctx context.Context, unit model.Unit) (counts buckets, ok bool, err error) {
	counts, ok, err = x.buckets(ctx, unit)
	if without := x.ofLeftOut(); ok && err == nil && without != nil {
		var less buckets
		if less, ok, err = without.buckets(ctx, unit); ok && err == nil {
			for key, b := range less {
				counts.add(key, total{-b.Total, b.Unread - b.Total})
			}
		}
	}
	return counts, ok, err
}

// buckets are the counts of a histogram, also of sources that do not count.
func (x *rollup) buckets(ctx context.Context, unit model.Unit) (out buckets, ok bool, err error) {
	if x.parts.undated {
		return nil, true, nil
	}
	h := &histogram{rollup: x, unit: unit, zone: x.q.Zone(), counts: make(buckets)}
	parts, ends := x.dated(h.partsOf)
	for _, p := range ends {
		h.addEdge(p)
	}
	counted, err := x.count(ctx, parts, byTime)
	if err != nil {
		return nil, false, err
	}
	for c, t := range counted {
		h.add(parts[c.part], c.key, t)
	}
	if len(h.ranges) > maxParts {
		return nil, false, nil
	}
	if err := h.transferRanges(ctx); err != nil {
		return nil, false, err
	}
	return h.counts, true, nil
}

// histogram gathers counts in buckets of a zone, while those of instants are
// kept by days and months of UTC: what of these lies in another bucket is moved
// there.
type histogram struct {
	*rollup
	unit      model.Unit
	zone      *time.Location
	counts    buckets
	ranges    []timeRange
	transfers []transfer // of each range
}

// transfer says where the articles of a time range belong, and where they have been
// counted, if they have.
type transfer struct {
	to, from model.Bucket
	counted  bool
}

func (h *histogram) put(key model.Bucket, c total) { h.counts.add(key, h.filtered(c)) }

// bucketAt returns the bucket of an instant.
func (h *histogram) bucketAt(unix int64) model.Bucket {
	return bucketOf(unix, model.ToInstant, h.unit, h.zone)
}

// partsOf returns the parts of days of a region: days, but months where the buckets are
// made of such.
func (h *histogram) partsOf(r rowid.Region, d dayRange) []part {
	if h.unit == model.ByMonth || h.unit == model.ByYear || r == rowid.Months || r == rowid.Years {
		return partsOf(r, d)
	}
	if d.from >= d.to {
		return nil
	}
	return []part{{inDay, r, int64(d.from), int64(d.to)}}
}

// add counts the articles of a day or a month.
func (h *histogram) add(p part, at int64, c total) {
	d := model.Day(at)
	if p.unit == inMonth {
		d = rowid.Month(at).Start()
	}
	switch {
	case p.region != rowid.Instants:
		precise := map[rowid.Region]model.Precision{rowid.Days: model.ToDay, rowid.Months: model.ToMonth, rowid.Years: model.ToYear}[p.region]
		h.put(bucketOf(int64(d)*day, precise, h.unit, h.zone), c)
	case p.unit == inMonth:
		h.instantsOfMonth(rowid.Month(at), c)
	default:
		h.instantsOfDay(d, c)
	}
}

// addRange counts a time range in a bucket, and no longer where it has been counted.
func (h *histogram) addRange(p timeRange, t transfer) {
	h.ranges, h.transfers = append(h.ranges, p), append(h.transfers, t)
}

// addEdge counts a time range at the end of the span, which may lie in two buckets.
func (h *histogram) addEdge(p timeRange) {
	first, second := h.bucketAt(p.from), h.bucketAt(p.to-1)
	if at := second.Start.In(h.zone).Unix(); first != second && at > p.from && at < p.to {
		h.addRange(timeRange{p.from, at}, transfer{to: first})
		h.addRange(timeRange{at, p.to}, transfer{to: second})
		return
	}
	h.addRange(p, transfer{to: first})
}

// instantsOfDay counts the instants of a day of UTC.
func (h *histogram) instantsOfDay(d model.Day, c total) {
	start := int64(d) * day
	first, second := h.bucketAt(start), h.bucketAt(start+day-1)
	h.put(second, c)
	if first != second {
		h.addRange(timeRange{start, second.Start.In(h.zone).Unix()}, transfer{to: first, from: second, counted: true})
	}
}

// instantsOfMonth counts the instants of a month of UTC in the bucket in which its
// middle lies. What of it lies in the bucket before or after is a part of a day.
func (h *histogram) instantsOfMonth(m rowid.Month, c total) {
	from, to := int64(m.Start())*day, int64((m+1).Start())*day
	in := h.bucketAt((from + to) / 2)
	h.put(in, c)
	begins, ends := in.Start.In(h.zone).Unix(), h.endOf(in).In(h.zone).Unix()
	if begins > from {
		h.addRange(timeRange{from, begins}, transfer{to: h.bucketAt(from), from: in, counted: true})
	}
	if ends < to {
		h.addRange(timeRange{ends, to}, transfer{to: h.bucketAt(to - 1), from: in, counted: true})
	}
}

// endOf returns the day after a bucket of months.
func (h *histogram) endOf(b model.Bucket) model.Day {
	y, m, _ := b.Start.Date()
	if h.unit == model.ByYear {
		return model.NewDay(y+1, 1, 1)
	}
	return model.NewDay(y, m+1, 1)
}

// transferRanges counts the parts and moves them to their buckets.
func (h *histogram) transferRanges(ctx context.Context) error {
	parts, err := h.countTimeRanges(ctx, h.ranges)
	for i, c := range parts {
		t := h.transfers[i]
		h.put(t.to, c)
		if t.counted {
			h.put(t.from, total{-c.n, -c.read})
		}
	}
	return err
}
