package subscribe

import (
	"context"
	"time"
)

// How long Run waits for the next feed to be due: no longer than most, as others may
// follow feeds, too, and the clock may have stood still while the machine slept; no less
// than least, as what is due may be fetched by somebody else.
const (
	mostWait  = time.Minute
	leastWait = 10 * time.Second
)

// Refresher fetches feeds as Service.Refresh does.
type Refresher func(ctx context.Context, which Which, hear Listener) ([]LeftOut, error)

// Run has feeds fetched by refresh when they are due, until ctx ends. What goes wrong with
// the library is tried again.
func (s *Service) Run(ctx context.Context, refresh Refresher) {
	for {
		wait := mostWait
		if _, err := refresh(ctx, Which{}, Listener{}); err == nil {
			wait = s.untilDue(ctx)
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
	}
}

// untilDue returns how long to wait for the next feed to be due.
func (s *Service) untilDue(ctx context.Context) time.Duration {
	wait := mostWait
	feeds, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return wait
	}
	now := s.Now()
	for _, f := range feeds {
		if !f.Paused && !f.Schedule.Gone && !s.elsewhere(f) && !s.lacksLogin(f) {
			wait = min(wait, later(f.Schedule.Next, f.Schedule.NotBefore).Sub(now))
		}
	}
	return max(wait, leastWait)
}
