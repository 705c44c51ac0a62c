package serve

import (
	"context"
	"log/slog"
	"time"

	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/config"
)

// How long a feed is left alone after it was fetched, whoever asks: one that an editor
// names, and all.
const (
	againNamed = time.Minute
	againAll   = 15 * time.Minute
)

// follow has feeds fetched for all readers when they are due, until ctx ends, unless the
// settings say otherwise.
func (s *server) follow(ctx context.Context) {
	if s.catalog.ReadOnly() || s.works.begin() != nil {
		return
	}
	go func() {
		defer s.works.end()
		s.refresher.service.Run(ctx, func(ctx context.Context, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error) {
			if s.settings.Load().program.Refresh == config.RefreshOff {
				return nil, nil
			}
			return s.refresher.refresh(ctx, which, hear)
		})
	}()
}

// refresher fetches feeds for all readers.
type refresher struct {
	service *subscribe.Service
	log     *slog.Logger
}

// refresh fetches feeds, but none that was fetched just now.
func (r *refresher) refresh(ctx context.Context, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error) {
	which.Again = againAll
	if which.Named != nil {
		which.Again = againNamed
	}
	n, failed := 0, 0
	var sum model.Saved
	done := hear.Done
	hear.Done = func(got subscribe.Refreshed) {
		n, sum = n+1, sum.Plus(got.Saved)
		if got.Err != nil {
			failed++
			r.log.Warn("refresh failed", "feed", got.Feed.Address, "error", got.Err.Error())
		}
		if done != nil {
			done(got)
		}
	}
	left, err := r.service.Refresh(ctx, which, hear)
	if n > 0 {
		r.log.Info("refreshed", "feeds", n, "failed", failed, "added", sum.Added, "changed", sum.Changed)
	}
	return left, err
}
