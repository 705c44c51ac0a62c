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
func (x *rollup) histogram(ctx context.Context, unit model.Unit) (out []model.Bucket, ok bool, err error) {
	if x.parts.undated {
		return nil, true, nil
	}
	h := &histogram{rollup: x, unit: unit, zone: x.q.Zone(), counts: make(buckets)}
	d := x.ranged(rowid.Days)
	if err := h.wholeDays(ctx, d.from, d.to); err != nil {
		return nil, false, err
	}
	for r, precise := range map[rowid.Region]model.Precision{rowid.Months: model.ToMonth, rowid.Years: model.ToYear} {
		d := x.ranged(r)
		err := h.eachDay(ctx, r, d.from, d.to, func(d model.Day, n, read int) { h.put(bucketOf(int64(d)*day, precise, unit, h.zone), n, read) })
		if err != nil {
			return nil, false, err
		}
	}
	whole, ends := split(x.span)
	for _, p := range ends {
		h.addEdge(p)
	}
	if err := h.instants(ctx, whole.from, whole.to); err != nil || len(h.parts) > maxParts {
		return nil, false, err
	}
	if err := h.transferParts(ctx); err != nil {
		return nil, false, err
	}
	return h.counts.inOrder(), true, nil
}

// histogram gathers counts in buckets of a zone, while those of instants are
// kept by days and months of UTC: what of these lies in another bucket is moved
// there.
type histogram struct {
	*rollup
	unit      model.Unit
	zone      *time.Location
	counts    buckets
	parts     []stretch
	transfers []transfer // of each part
}

// transfer says where the articles of a stretch belong, and where they have been
// counted, if they have.
type transfer struct {
	to, from model.Bucket
	counted  bool
}

func (h *histogram) put(key model.Bucket, n, read int) {
	n, read = h.filtered(n, read)
	h.counts.add(key, n, read)
}

// bucketAt returns the bucket of an instant.
func (h *histogram) bucketAt(unix int64) model.Bucket {
	return bucketOf(unix, model.ToInstant, h.unit, h.zone)
}

// byMonths reports whether the buckets are made of months.
func (h *histogram) byMonths() bool { return h.unit == model.ByMonth || h.unit == model.ByYear }

// wholeDays counts articles of which the day is known.
func (h *histogram) wholeDays(ctx context.Context, from, to model.Day) error {
	put := func(d model.Day, n, read int) { h.put(bucketOf(int64(d)*day, model.ToDay, h.unit, h.zone), n, read) }
	if !h.byMonths() || from >= to {
		return h.eachDay(ctx, rowid.Days, from, to, put)
	}
	first, last := wholeMonths(from, to)
	err := h.eachDay(ctx, rowid.Days, from, dayBefore(first, to), put)
	if err == nil {
		err = h.eachMonth(ctx, rowid.Days, first, last, func(m rowid.Month, n, read int) { put(m.Start(), n, read) })
	}
	if err == nil {
		err = h.eachDay(ctx, rowid.Days, dayFrom(last, to), to, put)
	}
	return err
}

// addEdge counts a stretch at the end of the span, which may lie in two buckets.
func (h *histogram) addEdge(p stretch) {
	first, second := h.bucketAt(p.from), h.bucketAt(p.to-1)
	if at := second.Start.In(h.zone).Unix(); first != second && at > p.from && at < p.to {
		h.parts = append(h.parts, stretch{p.from, at}, stretch{at, p.to})
		h.transfers = append(h.transfers, transfer{to: first}, transfer{to: second})
		return
	}
	h.parts, h.transfers = append(h.parts, p), append(h.transfers, transfer{to: first})
}

// instants counts those of the days from a day on, before another.
func (h *histogram) instants(ctx context.Context, from, to model.Day) error {
	put := func(d model.Day, n, read int) {
		start := int64(d) * day
		first, second := h.bucketAt(start), h.bucketAt(start+day-1)
		h.put(second, n, read)
		if first != second {
			h.parts = append(h.parts, stretch{start, second.Start.In(h.zone).Unix()})
			h.transfers = append(h.transfers, transfer{to: first, from: second, counted: true})
		}
	}
	if !h.byMonths() || from >= to {
		return h.eachDay(ctx, rowid.Instants, from, to, put)
	}
	first, last := wholeMonths(from, to)
	err := h.eachDay(ctx, rowid.Instants, from, dayBefore(first, to), put)
	if err == nil {
		err = h.months(ctx, first, last)
	}
	if err == nil {
		err = h.eachDay(ctx, rowid.Instants, dayFrom(last, to), to, put)
	}
	return err
}

// months counts the instants of whole months of UTC, each in the bucket in which
// its middle lies. What of it lies in the bucket before or after is a part of a
// day.
func (h *histogram) months(ctx context.Context, first, last rowid.Month) error {
	return h.eachMonth(ctx, rowid.Instants, first, last, func(m rowid.Month, n, read int) {
		from, to := int64(m.Start())*day, int64((m+1).Start())*day
		in := h.bucketAt((from + to) / 2)
		h.put(in, n, read)
		begins, ends := in.Start.In(h.zone).Unix(), h.endOf(in).In(h.zone).Unix()
		if begins > from {
			h.parts = append(h.parts, stretch{from, begins})
			h.transfers = append(h.transfers, transfer{to: h.bucketAt(from), from: in, counted: true})
		}
		if ends < to {
			h.parts = append(h.parts, stretch{ends, to})
			h.transfers = append(h.transfers, transfer{to: h.bucketAt(to - 1), from: in, counted: true})
		}
	})
}

// endOf returns the day after a bucket of months.
func (h *histogram) endOf(b model.Bucket) model.Day {
	y, m, _ := b.Start.Date()
	if h.unit == model.ByYear {
		return model.NewDay(y+1, 1, 1)
	}
	return model.NewDay(y, m+1, 1)
}

// transferParts counts the parts and moves them to their buckets.
func (h *histogram) transferParts(ctx context.Context) error {
	cs, err := h.countStretches(ctx, h.parts)
	for i, c := range cs {
		m := h.transfers[i]
		h.put(m.to, c.n, c.read)
		if m.counted {
			h.put(m.from, -c.n, -c.read)
		}
	}
	return err
}
