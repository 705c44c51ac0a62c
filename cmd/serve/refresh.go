package serve

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"dateline/feed/subscribe"
	"dateline/model"
)

// due is how long a feed is left alone after it was fetched; one that an editor names
// waits for dueNamed.
const (
	due      = 15 * time.Minute
	dueNamed = time.Minute
)

// refresher fetches feeds for all readers: one refresh at a time, and no feed more often
// than is due.
type refresher struct {
	service *subscribe.Service
	now     func() time.Time
	log     *slog.Logger
	turn    chan struct{} // holds the one that has it

	mu      sync.Mutex
	fetched map[string]time.Time // when, by address
}

func newRefresher(s *subscribe.Service, now func() time.Time, log *slog.Logger) *refresher {
	return &refresher{service: s, now: now, log: log, turn: make(chan struct{}, 1), fetched: make(map[string]time.Time)}
}

// refresh fetches those of feeds that are due; of named ones those that were not fetched
// just now. Whoever comes while another refresh is under way waits for it, and is then
// spared what that has fetched.
func (r *refresher) refresh(ctx context.Context, feeds []model.Subscription, named bool, done func(subscribe.Refreshed)) error {
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	feeds = r.due(feeds, named)
	if len(feeds) == 0 {
		return nil
	}
	var sum model.Saved
	failed := 0
	err := r.service.Refresh(ctx, feeds, func(got subscribe.Refreshed) {
		r.mu.Lock()
		r.fetched[got.Feed.Address] = r.now()
		r.mu.Unlock()
		sum = sum.Plus(got.Saved)
		if got.Err != nil {
			failed++
			r.log.Warn("refresh failed", "feed", got.Feed.Address, "error", got.Err.Error())
		}
		done(got)
	})
	r.log.Info("refreshed", "feeds", len(feeds), "failed", failed, "added", sum.Added, "changed", sum.Changed)
	return err
}

// due returns those of feeds that may be fetched, and forgets what is long ago.
func (r *refresher) due(feeds []model.Subscription, named bool) []model.Subscription {
	wait := due
	if named {
		wait = dueNamed
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	for address, at := range r.fetched {
		if now.Sub(at) >= due {
			delete(r.fetched, address)
		}
	}
	var may []model.Subscription
	for _, f := range feeds {
		if at, ok := r.fetched[f.Address]; web(f.Address) && (!ok || now.Sub(at) >= wait) {
			may = append(may, f)
		}
	}
	return may
}
