package modeltest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"dateline/model"
)

// lease says who checks a feed, and until when.
type lease struct {
	who   string
	until time.Time
}

// unfollow follows the feed of an index no longer.
func (c *catalog) unfollow(i int) {
	delete(c.leases, c.feeds[i].Address)
	c.feeds = slices.Delete(c.feeds, i, i+1)
}

// Claim implements model.ScheduleStore.
func (c *catalog) Claim(ctx context.Context, addresses []string, who string, at time.Time, length time.Duration) ([]model.Subscription, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var got []model.Subscription
	for _, address := range addresses {
		if i := c.feed(address); i >= 0 && (c.leases[address].who == who || !c.leases[address].until.After(at)) {
			c.leases[address] = lease{who, at.Add(length)}
			got = append(got, c.feeds[i])
		}
	}
	slices.SortFunc(got, func(a, b model.Subscription) int { return cmp.Compare(a.Address, b.Address) })
	return got, ctx.Err()
}

// Release implements model.ScheduleStore.
func (c *catalog) Release(ctx context.Context, who string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	maps.DeleteFunc(c.leases, func(_ string, l lease) bool { return l.who == who })
	return ctx.Err()
}

// Holders implements model.ScheduleStore.
func (c *catalog) Holders(ctx context.Context, at time.Time) (map[string]string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make(map[string]string)
	for address, l := range c.leases {
		if l.until.After(at) {
			all[address] = l.who
		}
	}
	return all, ctx.Err()
}

// DueFeeds implements model.ScheduleStore.
func (c *catalog) DueFeeds(ctx context.Context, at time.Time) ([]model.Subscription, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	due := slices.DeleteFunc(slices.Clone(c.feeds), func(f model.Subscription) bool {
		return !f.Due(at) || c.leases[f.Address].until.After(at)
	})
	slices.SortFunc(due, func(a, b model.Subscription) int {
		return cmp.Or(a.Schedule.Next.Compare(b.Schedule.Next), cmp.Compare(a.Address, b.Address))
	})
	return due, ctx.Err()
}

// KeepChecks implements model.ScheduleStore.
func (c *catalog) KeepChecks(ctx context.Context, who string, checks []model.Subscription) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range checks {
		i := c.feed(k.Address)
		if i < 0 {
			continue
		}
		f := &c.feeds[i]
		f.Title, f.Page = cmp.Or(f.Title, k.Title), cmp.Or(f.Page, k.Page)
		f.At, f.ETag, f.LastModified, f.Login, f.Schedule = k.At, k.ETag, k.LastModified, k.Login, k.Schedule
		if c.leases[k.Address].who == who {
			delete(c.leases, k.Address)
		}
	}
	c.signal("")
	return ctx.Err()
}

// HostPauses implements model.ScheduleStore.
func (c *catalog) HostPauses(ctx context.Context, at time.Time) (map[string]time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := maps.Clone(c.pauses)
	maps.DeleteFunc(now, func(_ string, until time.Time) bool { return !until.After(at) })
	return now, ctx.Err()
}

// PauseHost implements model.ScheduleStore.
func (c *catalog) PauseHost(ctx context.Context, host string, until, _ time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if until.After(c.pauses[host]) {
		c.pauses[host] = until
	}
	c.signal("")
	return ctx.Err()
}

// planned returns of the feeds that changes change what they are and what they become.
func (c *catalog) planned(changes []model.SubscriptionChange) (was, became []*model.Subscription, err error) {
	for _, change := range changes {
		i := c.feed(change.Address)
		if i < 0 {
			return nil, nil, fmt.Errorf("%s: %w", change.Address, model.ErrNotFound)
		}
		old := c.feeds[i]
		if change.To == nil {
			was, became = append(was, &old), append(became, nil)
		} else if next := old.WithSettings(*change.To); !reflect.DeepEqual(next, old) {
			was, became = append(was, &old), append(became, &next)
		}
	}
	return was, became, nil
}

// feedMark is the mark of an act that changes feeds.
func feedMark(was, became []*model.Subscription) model.Mark {
	for _, f := range became {
		if f != nil {
			return model.Mark{Do: model.SetSubscription, Tag: was[0].Name()}
		}
	}
	return model.Mark{Do: model.UnsetSubscription, Tag: was[0].Name()}
}

// ChangeSubscriptions implements model.SubscriptionChanger.
func (r *Reference) ChangeSubscriptions(ctx context.Context, changes []model.SubscriptionChange, at time.Time) (model.Act, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	was, became, err := r.planned(changes)
	switch {
	case r.gone:
		return model.Act{}, model.ErrNotFound
	case err != nil:
		return model.Act{}, err
	case len(was) == 0:
		return model.Act{At: at}, ctx.Err()
	}
	c := change{act: model.Act{Mark: feedMark(was, became), At: at, N: len(was)}, feedsWere: was, feeds: became}
	r.putFeeds(was, became)
	r.undo, r.redo = append(r.undo, c), nil
	r.signal("")
	return c.act, ctx.Err()
}

// putFeeds makes other feeds of some.
func (r *Reference) putFeeds(was, became []*model.Subscription) {
	for n, f := range became {
		switch {
		case f == nil:
			if i := r.feed(was[n].Address); i >= 0 {
				r.unfollow(i)
			}
		case was[n] == nil:
			r.follow(*f)
		default:
			r.setFeed(was[n], f)
		}
	}
}

// setFeed gives a feed other settings, if it is followed, and its source its title.
func (r *Reference) setFeed(was, to *model.Subscription) {
	i := r.feed(to.Address)
	if i < 0 {
		return
	}
	f := &r.feeds[i]
	*f = f.WithSettings(*to)
	if s := &f.Schedule; to.Interval != was.Interval && !s.Checked.IsZero() && s.Failures == 0 {
		s.Next = s.Checked.Add(cmp.Or(to.Interval, s.Interval))
	}
	if to.Title == was.Title || to.Title == "" {
		return
	}
	if s := r.sourceAt(to.Address); s != nil {
		r.retitle(s, to.Title)
	}
}

// retitle gives a source another title.
func (c *catalog) retitle(s *source, title string) {
	s.title = title
	for _, d := range c.inOrder {
		if d.source == s {
			d.Source, d.stated.Source = title, title
		}
	}
}

// MergeSources implements model.ScheduleStore.
func (c *catalog) MergeSources(ctx context.Context, keep, drop string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	i, j := c.feed(keep), c.feed(drop)
	if i < 0 || j < 0 {
		return fmt.Errorf("merge feeds: %w", model.ErrNotFound)
	}
	if i == j {
		return nil
	}
	to, from := c.sourceAt(keep), c.sourceAt(drop)
	if to == nil && from != nil {
		from.home, from.path = keep, keep
		c.retitle(from, cmp.Or(c.feeds[i].Title, from.title))
	}
	if to != nil && from != nil {
		for _, d := range c.inOrder {
			if d.source == from {
				d.source = to
			}
		}
		c.sources = slices.DeleteFunc(c.sources, func(s *source) bool { return s == from })
		c.retitle(to, to.title)
	}
	c.unfollow(j)
	c.signal("")
	return ctx.Err()
}

// sourceAt returns the source of a feed, or nil.
func (c *catalog) sourceAt(address string) *source {
	for _, s := range c.sources {
		if s.home == address && s.part == "" && s.owner == "" {
			return s
		}
	}
	return nil
}

// findFeeds gives each article the feed of its source.
func (r *Reference) findFeeds() {
	for _, e := range r.rows {
		if e.feed = (model.Subscription{}); e.source.owner != "" || e.source.home == "" {
			continue
		}
		if i := r.catalog.feed(e.source.home); i >= 0 {
			e.feed = r.feeds[i]
		}
	}
}

// leftOut reports whether an article stands in no list of all.
func (e *item) leftOut(q model.Query) bool { return e.feed.HideFromAll && !q.AsksByName() }
