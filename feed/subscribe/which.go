package subscribe

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"dateline/feed"
	"dateline/model"
)

// Which says which feeds a refresh is for. The zero Which is for those that are due.
type Which struct {
	// Named are the addresses of the feeds that it is for; nil: all.
	Named []string
	// Anyway is for feeds that are not due, too, and of those that are named also for such
	// as are paused, or gone for good. It passes over what they say of how often they are
	// to be asked for, but never over a server that asks to wait.
	Anyway bool
	// Again is how long a feed is left alone after a check, Anyway or not.
	Again time.Duration
}

// Why says why a refresh has left out a feed.
type Why int

// The reasons.
const (
	NotDue    Why = iota // it is to be checked later
	JustNow              // it was checked just now (Which.Again)
	Asked                // its server asks to wait (Retry-After)
	HostAsked            // its host asks to wait
	Paused               // by the reader
	Gone                 // for good, as its server says
	Held                 // it is being fetched already, perhaps by another program
	NoLogin              // others have the name and the password for it
	Elsewhere            // it cannot be fetched by this program, or on this machine
)

// LeftOut is a feed that a refresh has left out.
type LeftOut struct {
	Feed  model.Subscription
	Why   Why
	Until time.Time // when it may be fetched; zero: nobody knows
}

// choose returns those of feeds that are to be fetched, and those that are left out.
func (s *Service) choose(w Which, feeds []model.Subscription, pauses map[string]time.Time) (chosen []model.Subscription, left []LeftOut) {
	now := s.Now()
	for _, f := range feeds {
		if w.Named != nil && !slices.Contains(w.Named, f.Address) {
			continue
		}
		if s.elsewhere(f) {
			left = append(left, LeftOut{f, Elsewhere, time.Time{}})
		} else if s.lacksLogin(f) && !w.meant() {
			left = append(left, LeftOut{f, NoLogin, time.Time{}})
		} else if out, ok := w.leaves(f, pauses[hostOf(f.From())], now); ok {
			left = append(left, out)
		} else {
			chosen = append(chosen, f)
		}
	}
	return chosen, left
}

// elsewhere reports whether a feed lies where this service fetches nothing: on its machine,
// or in a command that is not one of its reader's.
func (s *Service) elsewhere(f model.Subscription) bool {
	if model.CommandName(f.Address) != "" {
		return s.Commands == nil || !s.Commands.Has(f.Address)
	}
	_, web := feed.Address(f.From())
	return s.Feeds.NoFiles && !web
}

// lacksLogin reports whether others have the name and the password that a feed takes.
func (s *Service) lacksLogin(f model.Subscription) bool {
	return f.Login && !s.Logins.Has(f.From())
}

// meant reports whether feeds are named, so that they are fetched also where they would
// not be by themselves.
func (w Which) meant() bool { return w.Anyway && w.Named != nil }

// leaves reports whether a feed is left out, whose host is not to be asked before a time.
func (w Which) leaves(f model.Subscription, paused, now time.Time) (LeftOut, bool) {
	s := f.Schedule
	again := s.Checked.Add(w.Again)
	switch {
	case s.Gone && !w.meant():
		return LeftOut{f, Gone, time.Time{}}, true
	case f.Paused && !w.meant():
		return LeftOut{f, Paused, time.Time{}}, true
	case s.NotBefore.After(now):
		return LeftOut{f, Asked, s.NotBefore}, true
	case paused.After(now):
		return LeftOut{f, HostAsked, paused}, true
	case !w.Anyway && s.Next.After(now) && !feed.IsLocal(f.Address): // whether that has changed is seen at once
		return LeftOut{f, NotDue, s.Next}, true
	case w.Anyway && again.After(now) && !feed.IsLocal(f.Address):
		return LeftOut{f, JustNow, again}, true
	}
	return LeftOut{}, false
}

// hostOf returns the host of an address as pauses have it: with the port where that is
// not the usual one.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Host)
	return strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
}

// spread orders feeds so that those of one host stand apart, and those that failed last
// come at the end: a host that is slow, or silent, keeps the others waiting least.
func spread(feeds []model.Subscription) []model.Subscription {
	turn := make(map[string]int, len(feeds)) // of the host
	rank := make(map[string]int, len(feeds)) // of the feed, by its address
	for _, f := range feeds {
		host := hostOf(f.From())
		rank[f.Address] = turn[host]
		turn[host]++
		if f.Schedule.Failures > 0 {
			rank[f.Address] += len(feeds)
		}
	}
	ordered := slices.Clone(feeds)
	slices.SortStableFunc(ordered, func(a, b model.Subscription) int { return rank[a.Address] - rank[b.Address] })
	return ordered
}
