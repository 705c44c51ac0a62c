package periods

import (
	"context"
	"slices"

	"dateline/model"
	"dateline/ui/session"
	"dateline/ui/timeline"
)

// count runs the queries of a plan for q. It reuses the overview of the whole period
// if that is known.
func count(ctx context.Context, lib model.Finder, q model.Query, p timeline.Plan, known *timeline.Overview) (timeline.Data, error) {
	var d timeline.Data
	// Articles dated in the future appear as text: their bars would be far away.
	begun := session.Narrow(q, model.Not{X: model.Is{State: model.IsFuture}})
	buckets := func(u model.Unit, from, to model.Day) ([]model.Bucket, error) {
		return lib.Histogram(ctx, begun, u, model.NewSpan(from.In(q.Zone()), to.In(q.Zone())))
	}
	if known != nil {
		d.Overview = *known
	} else {
		var err error
		if d.Tally, err = lib.Count(ctx, q); err != nil {
			return d, err
		}
		if d.Months, err = lib.Histogram(ctx, begun, model.ByMonth, model.Span{}); err != nil {
			return d, err
		}
	}
	d.View = p.View
	if p.View.N == 0 {
		var more bool
		if d.View, more = p.Whole(d.Months); more {
			from, to := p.Span(d.View)
			days, err := buckets(model.ByDay, from, to)
			if err != nil {
				return d, err
			}
			d.View, d.Buckets = p.Refine(days), days
		}
	}
	from, to := p.Span(d.View)
	switch {
	case d.View.N == 0 || d.View.Unit >= timeline.Months:
		return d, nil
	case d.View.Unit == timeline.Hours:
		hours, err := buckets(model.ByHour, from, to)
		if err != nil {
			return d, err
		}
		if p.View.N == 0 && !slices.ContainsFunc(hours, func(b model.Bucket) bool { return b.Hour > 0 }) {
			d.View = p.Days(d.View) // no article is dated to the hour
		}
		d.Buckets = hours
	case p.View.N > 0:
		days, err := buckets(model.ByDay, from, to)
		if err != nil {
			return d, err
		}
		d.Buckets = days
	}
	return d, nil
}
