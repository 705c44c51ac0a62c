package linemode

import (
	"context"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// timeline says how much was published when, in units that are few enough to
// be listened to. As on the screen it is of the filter without its date.
func (s *Session) timeline(ctx context.Context) error {
	q, _ := query.WithoutDates(s.filter.Now(s.env(ctx)))
	var buckets []model.Bucket
	var layout string
	for _, u := range []struct {
		unit   model.Unit
		layout string
	}{{model.ByYear, "2006"}, {model.ByMonth, message.MonthYear}, {model.ByDay, message.ShortDay}} {
		var err error
		if buckets, err = s.lib.Histogram(ctx, q, u.unit, model.Span{}); err != nil {
			return fmt.Errorf("%s: %w", "count", err)
		}
		if layout = u.layout; len(buckets) > 2 {
			break
		}
	}
	if len(buckets) == 0 {
		s.say(message.NothingDated)
		return nil
	}
	var lines []string
	for _, b := range buckets {
		text := b.Start.In(time.UTC).Format(layout)
		switch b.Known {
		case model.ToMonth:
			text = fmt.Sprintf(message.NoDayOf, b.Start.In(time.UTC).Format(message.MonthYear))
		case model.ToYear:
			text = fmt.Sprintf(message.NoMonthOf, b.Start.In(time.UTC).Format("2006"))
		}
		text += ": " + theme.Number(b.Total)
		if b.Unread > 0 {
			text = fmt.Sprintf(message.CountUnread, text, theme.Number(b.Unread))
		}
		lines = append(lines, s.wrap(text, 2)...)
	}
	s.sheet(lines)
	return nil
}
