package subscribe

import (
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// now is a Monday.
var now = time.Date(2026, 6, 1, 12, 20, 0, 0, time.UTC)

// every returns when n entries were published, one each time that has passed.
func every(gap time.Duration, n int) []time.Time {
	dates := make([]time.Time, n)
	for i := range dates {
		dates[i] = now.Add(-gap * time.Duration(i+1))
	}
	return dates
}

// TestNext: when a feed is checked next follows what its server, it itself and its habits
// say; none of them makes it sooner than another asks.
func TestNext(t *testing.T) {
	hints := func(h document.Hints) string { return h.String() }
	for _, c := range []struct {
		name  string
		feed  model.Subscription
		check check
		want  time.Duration // from now
	}{
		{"nothing is known", model.Subscription{}, check{}, time.Hour},
		{"half of what passes between entries", model.Subscription{}, check{entries: every(2*time.Hour, 30)}, time.Hour},
		{"at most every 15 minutes", model.Subscription{}, check{entries: every(time.Minute, 30)}, 15 * time.Minute},
		{"at least once a day", model.Subscription{}, check{entries: every(30*24*time.Hour, 30)}, 24 * time.Hour},
		{"silence, and what came at once", model.Subscription{}, check{entries: []time.Time{now.Add(-10 * time.Hour), now.Add(-10 * time.Hour)}}, 5 * time.Hour},
		{"entries ahead do not", model.Subscription{}, check{entries: append(every(4*time.Hour, 5), now.Add(time.Hour))}, 2 * time.Hour},
		{"nothing new", model.Subscription{Schedule: model.Schedule{Interval: 5 * time.Hour}}, check{unread: true}, 6 * time.Hour},
		{"something new without dates", model.Subscription{Schedule: model.Schedule{Interval: 5 * time.Hour}}, check{news: true}, 150 * time.Minute},
		{"max-age", model.Subscription{}, check{entries: every(time.Hour, 10), fresh: 3 * time.Hour}, 3 * time.Hour},
		{"max-age that is shorter", model.Subscription{}, check{entries: every(6*time.Hour, 10), fresh: time.Minute}, 3 * time.Hour},
		{"ten years", model.Subscription{}, check{fresh: 10 * 365 * 24 * time.Hour}, 7 * 24 * time.Hour},
		{"ttl", model.Subscription{}, check{hints: document.Hints{TTL: 2 * time.Hour}, fresh: time.Minute}, 2 * time.Hour},
		{"ttl of former times", model.Subscription{Schedule: model.Schedule{Hints: hints(document.Hints{TTL: 2 * time.Hour})}}, check{unread: true}, 2 * time.Hour},
		{"ttl no more", model.Subscription{Schedule: model.Schedule{Hints: hints(document.Hints{TTL: 2 * time.Hour})}}, check{}, time.Hour},
		{"period", model.Subscription{}, check{hints: document.Hints{Period: 4 * time.Hour}}, 4 * time.Hour},
		{"period and base", model.Subscription{}, check{hints: document.Hints{Period: 4 * time.Hour, Base: now.Add(-41 * time.Hour)}}, 3 * time.Hour},
		{"skipped hours", model.Subscription{}, check{hints: document.Hints{Hours: 1<<13 | 1<<14}}, 2*time.Hour + 40*time.Minute},
		{"skipped days", model.Subscription{}, check{hints: document.Hints{Days: 1<<time.Monday | 1<<time.Tuesday}}, 35*time.Hour + 40*time.Minute},
		{"always skipped", model.Subscription{}, check{hints: document.Hints{Days: 1<<7 - 1}}, time.Hour},
		{"an interval set by hand", model.Subscription{Interval: 10 * time.Minute}, check{fresh: time.Hour, hints: document.Hints{TTL: 2 * time.Hour, Hours: 1 << 12}}, 10 * time.Minute},
		{"Retry-After", model.Subscription{Interval: 10 * time.Minute}, check{failed: "busy", wait: 3 * time.Hour}, 3 * time.Hour},
		{"Retry-After of a moment", model.Subscription{}, check{failed: "busy", wait: time.Second}, 15 * time.Minute},
		{"Retry-After of a century", model.Subscription{}, check{failed: "busy", wait: 36525 * 24 * time.Hour}, 30 * 24 * time.Hour},
		{"the first failure", model.Subscription{}, check{failed: "down"}, 15 * time.Minute},
		{"the fourth", model.Subscription{Schedule: model.Schedule{Failures: 3}}, check{failed: "down"}, 2 * time.Hour},
		{"the hundredth", model.Subscription{Schedule: model.Schedule{Failures: 99}}, check{failed: "down"}, 24 * time.Hour},
	} {
		s := c.check.next(c.feed, now, 0)
		if got := s.Next.Sub(now); got != c.want || s.Checked != now {
			t.Errorf("%s: in %s, want %s; checked %s", c.name, got, c.want, s.Checked)
		}
		for _, jitter := range []float64{0.3, 0.999} {
			if got := c.check.next(c.feed, now, jitter).Next.Sub(now); got < c.want || got > c.want+c.want/10+soonest {
				t.Errorf("%s: with jitter in %s, want %s and a little", c.name, got, c.want)
			}
		}
	}
}

// TestNextState: a failure is kept with its beginning until a check goes well.
func TestNextState(t *testing.T) {
	var f model.Subscription
	f.Schedule = check{failed: "down", fault: "server", busy: true}.next(f, now, 0)
	if s := f.Schedule; s.Failures != 1 || s.FailingSince != now || s.Error != "down" || s.Fault != "server" || s.NotBefore != now.Add(soonest) {
		t.Errorf("the first: %+v", s)
	}
	f.Schedule = check{failed: "gone", fault: "gone", gone: true}.next(f, now.Add(time.Hour), 0)
	if s := f.Schedule; s.Failures != 2 || s.FailingSince != now || s.Error != "gone" || !s.Gone || !s.NotBefore.IsZero() {
		t.Errorf("the second: %+v", s)
	}
	f.Schedule = check{}.next(f, now.Add(2*time.Hour), 0)
	if s := f.Schedule; s.Failures != 0 || !s.FailingSince.IsZero() || s.Error != "" || s.Fault != "" || s.Gone {
		t.Errorf("well again: %+v", s)
	}
}

// TestFollowMoved: a feed is fetched where permanent redirects have led on two days, and
// known by where it was.
func TestFollowMoved(t *testing.T) {
	const from, to, other = "https://a.example/feed", "https://b.example/feed", "https://c.example/feed"
	day := 24 * time.Hour
	type step struct {
		after time.Duration
		moved string
		at    string // where it is fetched then
	}
	for name, steps := range map[string][]step{
		"once":             {{0, to, ""}},
		"twice on one day": {{0, to, ""}, {time.Hour, to, ""}},
		"on two days":      {{0, to, ""}, {day, to, to}},
		"not for good":     {{0, to, ""}, {day, "", ""}, {2 * day, to, ""}, {3 * day, to, to}},
		"to another":       {{0, to, ""}, {day, other, ""}, {2 * day, other, other}},
		"on from there":    {{0, to, ""}, {day, to, to}, {2 * day, other, to}, {3 * day, other, other}},
		"stays there":      {{0, to, ""}, {day, to, to}, {2 * day, "", to}},
		"and back":         {{0, to, ""}, {day, to, to}, {2 * day, from, to}, {3 * day, from, ""}},
		"around midnight":  {{11 * time.Hour, to, ""}, {12 * time.Hour, to, to}},
	} {
		f := model.Subscription{Address: from}
		for i, s := range steps {
			if f = (check{moved: s.moved}).follow(f, now.Add(s.after)); f.At != s.at || f.Address != from {
				t.Errorf("%s, step %d: at %q, want %q", name, i, f.At, s.at)
			}
		}
	}
}
