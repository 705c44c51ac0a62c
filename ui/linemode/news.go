package linemode

import (
	"context"
	"fmt"
	"time"

	"dateline/ui/config"
	"dateline/ui/message"
	"dateline/ui/session"
)

// followWait is how long after the first line the fetching begins.
const followWait = 5 * time.Second

// follow has news fetched while the session goes on, from its first line on.
func (s *Session) follow() {
	off := s.o.Refresh == config.RefreshOff || s.o.Library.ReadOnly() || s.o.Follow == nil
	switch {
	case off && s.unfollow != nil:
		s.unfollow()
		s.unfollow = nil
	case !off && s.unfollow == nil:
		var ctx context.Context
		follow := s.o.Follow
		ctx, s.unfollow = context.WithCancel(s.ctx)
		s.following.Go(func() {
			select {
			case <-time.After(followWait):
				follow(ctx)
			case <-ctx.Done():
			}
		})
	}
}

// news tells how much has arrived since the reader was last told. It never comes between
// the lines of an answer.
func (f front) news() {
	if f.o.Load != nil {
		return // what arrives is what the reader had opened
	}
	told := f.arrivals.Unread
	got, err := f.arrivals.Count(f.ctx, f.o.Library, nil, f.o.Now())
	if err != nil {
		return // the count is not worth an error; the next line counts again
	}
	f.arrivals.Take(got)
	if n := f.arrivals.Unread; n > told {
		f.Say(fmt.Sprintf(message.NewPlain, fmt.Sprintf(message.NewWords, message.Number(n))))
	}
}

// NewFilter returns the filter for what has arrived while the session goes on.
func (f front) NewFilter() string { return f.arrivals.Filter(f.o.Now()) }

// arrive begins to count what arrives.
func (s *Session) arrive() { s.arrivals = session.NewArrivals(s.o.Now()) }
