package session

import (
	"context"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// Period is a year, a month or a day in words, with what was published in it.
type Period struct {
	Name          string
	Total, Unread int
}

// Overview counts what q finds by periods that are few enough to listen to. Like the
// timeline, it ignores the date of the filter.
func Overview(ctx context.Context, lib model.Finder, q model.Query) ([]Period, error) {
	q, _ = query.WithoutDates(q)
	var buckets []model.Bucket
	var layout string
	for _, u := range []struct {
		unit   model.Unit
		layout string
	}{{model.ByYear, "2006"}, {model.ByMonth, message.MonthYear}, {model.ByDay, message.ShortDay}} {
		var err error
		if buckets, err = lib.Histogram(ctx, q, u.unit, model.Span{}); err != nil {
			return nil, err
		}
		if layout = u.layout; len(buckets) > 2 {
			break
		}
	}
	periods := make([]Period, len(buckets))
	for i, b := range buckets {
		day := b.Start.In(time.UTC)
		name := day.Format(layout)
		switch b.Known {
		case model.ToMonth:
			name = fmt.Sprintf(message.NoDayOf, day.Format(message.MonthYear))
		case model.ToYear:
			name = fmt.Sprintf(message.NoMonthOf, day.Format("2006"))
		}
		periods[i] = Period{name, b.Total, b.Unread}
	}
	return periods, nil
}
