package subscribe

import (
	"cmp"
	"slices"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// The bounds of what is worked out.
const (
	soonest = 15 * time.Minute   // between checks, by habits, and after a failure
	latest  = 24 * time.Hour     // likewise
	longest = 7 * 24 * time.Hour // what a server or a document may ask for, but for Retry-After
	asked   = 30 * 24 * time.Hour
	stretch = 1.2 // of the interval, by a check that brings nothing
	most    = 10  // of the newest times at which entries were published, which tell how often there are any
)

// check is what came of asking a server for a feed.
type check struct {
	failed  string // why, or ""
	fault   model.CheckFault
	gone    bool           // it said that the feed is gone for good
	busy    bool           // it said that it is asked too often
	wait    time.Duration  // it said how long to wait (Retry-After); 0: it did not say
	fresh   time.Duration  // it said how long the answer is good (Cache-Control, Expires)
	hints   document.Hints // of the document
	unread  bool           // the document was not sent again, so that hints are the former ones
	news    bool           // it brought an entry
	entries []time.Time    // when those that it holds were published
	moved   string         // where it is from now on, by permanent redirects, or ""
}

// next returns what is known of a feed after a check at now. jitter, from 0 to 1, keeps
// feeds apart that would be due at once.
func (c check) next(f model.Subscription, now time.Time, jitter float64) model.Schedule {
	s := f.Schedule
	s.Checked, s.NotBefore = now, time.Time{}
	if c.wait > 0 {
		s.NotBefore = now.Add(min(c.wait, asked))
	}
	if c.failed != "" {
		return c.backOff(s, now, jitter)
	}
	s.Failures, s.FailingSince, s.Error, s.Fault, s.Gone = 0, time.Time{}, "", "", false
	if !c.unread {
		s.Hints = c.hints.String()
	}
	s.Interval = c.interval(f, now)
	wait, hints := s.Interval, document.ParseHints(s.Hints)
	if f.Interval > 0 {
		wait, hints = f.Interval, document.Hints{}
	} else {
		wait = max(wait, min(longest, max(c.fresh, hints.TTL, period(hints, now))))
	}
	s.Next = now.Add(wait + time.Duration(jitter*float64(wait)/10))
	if out := open(hints, s.Next); !out.Equal(s.Next) {
		s.Next = out.Add(time.Duration(jitter * float64(soonest)))
	}
	s.Next = later(s.Next, s.NotBefore)
	return s
}

// backOff returns what is known of a feed that failed: it is asked again after a time
// that doubles with each failure.
func (c check) backOff(s model.Schedule, now time.Time, jitter float64) model.Schedule {
	s.Error, s.Fault = c.failed, c.fault
	if s.Failures == 0 {
		s.FailingSince = now
	}
	wait := latest
	if s.Failures < 10 {
		wait = min(latest, soonest<<s.Failures)
	}
	s.Failures++
	if c.busy && c.wait == 0 {
		s.NotBefore = now.Add(wait)
	}
	s.Next = later(now.Add(wait+time.Duration(jitter*float64(wait)/10)), s.NotBefore)
	s.Gone = c.gone
	return s
}

// interval returns how often a feed is worth asking for by what it publishes: half the
// time that passes between two of its newest entries. A check without dates stretches or
// halves what was worked out before.
func (c check) interval(f model.Subscription, now time.Time) time.Duration {
	dates := slices.DeleteFunc(slices.Clone(c.entries), func(t time.Time) bool { return !t.Before(now) })
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	dates = slices.CompactFunc(dates, func(a, b time.Time) bool { return a.Sub(b) < soonest }) // that came at once
	dates = dates[:min(len(dates), most)]
	wait := cmp.Or(f.Schedule.Interval, time.Hour)
	switch n := len(dates); {
	case n > 0:
		wait = now.Sub(dates[n-1]) / time.Duration(2*n)
	case c.news:
		wait /= 2
	case f.Schedule.Interval > 0:
		wait = time.Duration(stretch * float64(wait))
	}
	return min(latest, max(soonest, wait))
}

// period returns how long it is until a feed is updated, as it says itself.
func period(h document.Hints, now time.Time) time.Duration {
	if h.Base.IsZero() || h.Period <= 0 || now.Before(h.Base) {
		return h.Period
	}
	return h.Period - now.Sub(h.Base)%h.Period
}

// open returns the first time from t on at which a feed may be asked for, as it says
// itself; t where it says that it never may.
func open(h document.Hints, t time.Time) time.Time {
	at := t.UTC()
	for range 8 * 24 {
		if h.Hours>>at.Hour()&1 == 0 && h.Days>>at.Weekday()&1 == 0 {
			return at
		}
		at = at.Truncate(time.Hour).Add(time.Hour)
	}
	return t
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// follow takes note of where permanent redirects lead: a feed that they lead to one place
// on two different days is fetched there from then on.
func (c check) follow(f model.Subscription, now time.Time) model.Subscription {
	s := &f.Schedule
	switch {
	case c.moved == "" || c.moved == cmp.Or(f.At, f.Address):
		s.Moved, s.MovedSeen = "", time.Time{}
	case c.moved != s.Moved:
		s.Moved, s.MovedSeen = c.moved, now
	case s.MovedSeen.In(now.Location()).Format(time.DateOnly) != now.Format(time.DateOnly):
		f.At, s.Moved, s.MovedSeen = c.moved, "", time.Time{}
		if f.At == f.Address {
			f.At = ""
		}
	}
	return f
}
