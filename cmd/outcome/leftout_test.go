package outcome_test

import (
	"strings"
	"testing"
	"time"

	"dateline/cmd/outcome"
	"dateline/feed/subscribe"
	"dateline/model"
)

// TestLeftOut: feeds that were left out are named while they are few, with the reason.
func TestLeftOut(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	later := now.Add(150 * time.Minute)
	out := func(title string, why subscribe.Why, until time.Time) subscribe.LeftOut {
		return subscribe.LeftOut{Feed: model.Subscription{Title: title, Address: "https://a.example/"}, Why: why, Until: until}
	}
	for _, c := range []struct {
		left []subscribe.LeftOut
		want string
	}{
		{nil, ""},
		{[]subscribe.LeftOut{out("Coast", subscribe.NotDue, later)}, "Coast is not due until 14:30"},
		{[]subscribe.LeftOut{out("Coast", subscribe.Asked, later.Add(24*time.Hour))}, "Coast is paused until Tue 14:30, as its server asks"},
		{[]subscribe.LeftOut{out("Coast", subscribe.HostAsked, later.Add(20*24*time.Hour))}, "Coast is paused until 21 Jun 14:30, as its host asks"},
		{[]subscribe.LeftOut{out("Coast", subscribe.NoLogin, time.Time{})}, "Coast is left to those who have its password"},
		{[]subscribe.LeftOut{out("Coast", subscribe.Gone, time.Time{}), out("", subscribe.Paused, time.Time{})}, "https://a.example/ is paused by hand; Coast is gone for good, as its server says"},
		{[]subscribe.LeftOut{
			out("A", subscribe.NotDue, later.Add(time.Hour)), out("B", subscribe.NotDue, later), out("C", subscribe.NotDue, later), out("D", subscribe.NotDue, later), out("E", subscribe.Held, time.Time{}),
		}, "4 feeds are not due, the next is at 14:30; E is being fetched already"},
	} {
		if got := strings.Join(outcome.LeftOut(c.left, now), "; "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestMoves: a feed that has moved is said to have once, one that meets another also where
// somebody asks.
func TestMoves(t *testing.T) {
	f := model.Subscription{Address: "https://a.example/", At: "https://b.example/"}
	const moved, meets = "moved for good, fetched at https://b.example/ from now on", "fetched where https://b.example/ is; 'dateline sources merge https://b.example/ https://a.example/' makes one source of them"
	for _, c := range []struct {
		came subscribe.Refreshed
		asks bool
		want string
	}{
		{subscribe.Refreshed{Feed: f}, true, ""},
		{subscribe.Refreshed{Feed: f, Moved: true}, false, moved},
		{subscribe.Refreshed{Feed: f, Moved: true, Meets: f.At}, false, moved + "; " + meets},
		{subscribe.Refreshed{Feed: f, Meets: f.At}, false, ""},
		{subscribe.Refreshed{Feed: f, Meets: f.At}, true, meets},
	} {
		if got := strings.Join(outcome.Moves(c.came, c.asks), "; "); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.came, got, c.want)
		}
	}
}
