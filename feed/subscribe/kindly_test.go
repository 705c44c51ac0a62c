package subscribe_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
)

// clock is what time a service thinks it is.
type clock struct{ now time.Time }

// kindly returns a service with a clock, without jitter, that follows the feeds at paths.
func kindly(t *testing.T, web *site, paths ...string) (*subscribe.Service, model.Store, *clock) {
	t.Helper()
	s, lib, _ := service(t)
	c := &clock{noon}
	s.Now, s.Jitter = func() time.Time { return c.now }, func() float64 { return 0 }
	for _, path := range paths {
		if _, err := s.Follow(t.Context(), []model.Subscription{{Address: web.at(path, ""), Title: strings.Trim(path, "/")}}); err != nil {
			t.Fatal(err)
		}
	}
	return s, lib, c
}

// ask refreshes and returns what was fetched, with what failed, and what was left out, why
// and for how long, by title.
func ask(t *testing.T, s *subscribe.Service, which subscribe.Which) string {
	t.Helper()
	var lines []string
	left, err := s.Refresh(t.Context(), which, subscribe.Listener{Done: func(r subscribe.Refreshed) {
		line := r.Feed.Title
		if r.Err != nil {
			line += " fails"
		}
		if r.Moved {
			line += " moves"
		}
		if r.Meets != "" {
			line += " meets another"
		}
		lines = append(lines, line)
	}})
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[subscribe.Why]string{
		subscribe.NotDue: "not due", subscribe.JustNow: "just now", subscribe.Asked: "asked", subscribe.HostAsked: "host asked",
		subscribe.Paused: "paused", subscribe.Gone: "gone", subscribe.Held: "held", subscribe.Elsewhere: "elsewhere",
	}
	for _, l := range left {
		line := l.Feed.Title + " " + reasons[l.Why]
		if !l.Until.IsZero() {
			line += " " + l.Until.Sub(s.Now()).String()
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

var (
	due = subscribe.Which{}
	all = subscribe.Which{Anyway: true}
)

// answer answers with a header and a status, and a feed where that is 200.
func answer(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		if status == http.StatusOK {
			fmt.Fprint(w, rss("a", "One"))
		}
	}
}

// TestDue: what a server and a feed say of how often they want to be asked counts, until
// a reader wants it otherwise.
func TestDue(t *testing.T) {
	web := serve(t, map[string]string{
		"/ttl":   strings.Replace(rss("ttl", "One"), "<title>", "<ttl>120</ttl><title>", 1),
		"/hours": strings.Replace(rss("hours", "One"), "<title>", "<skipHours><hour>12</hour><hour>13</hour><hour>14</hour></skipHours><title>", 1),
		"/plain": rss("plain", "One"),
	})
	web.handle("/age", answer(200, "Cache-Control", "public, max-age=10800"))
	web.handle("/expires", answer(200, "Expires", "Mon, 23 Nov 2026 00:00:00 GMT", "Date", "Sun, 22 Nov 2026 12:00:00 GMT"))
	s, lib, c := kindly(t, web, "/ttl", "/hours", "/plain", "/age", "/expires")
	if got, want := ask(t, s, due), "age, expires, hours, plain, ttl"; got != want {
		t.Errorf("at first: %q, want %q", got, want)
	}
	if got, want := ask(t, s, due), "age not due 3h0m0s, expires not due 12h0m0s, hours not due 3h0m0s, plain not due 30m0s, ttl not due 2h0m0s"; got != want {
		t.Errorf("at once again: %q, want %q", got, want)
	}
	if got, want := ask(t, s, all), "age, expires, hours, plain, ttl"; got != want {
		t.Errorf("all: %q, want %q", got, want)
	}
	c.now = noon.Add(130 * time.Minute)
	if got, want := ask(t, s, due), "age not due 50m0s, expires not due 9h50m0s, hours not due 50m0s, plain, ttl"; got != want {
		t.Errorf("later: %q, want %q", got, want)
	}
	// Of what has not changed a server does not repeat what it said.
	c.now = noon.Add(4*time.Hour + 20*time.Minute)
	web.log()
	if got, want := ask(t, s, due), "age, expires not due 7h40m0s, hours, plain, ttl"; got != want || !strings.Contains(web.log(), "304 /ttl") {
		t.Errorf("unchanged: %q, want %q", got, want)
	}
	if got, want := ask(t, s, due), "ttl not due 2h0m0s"; !strings.Contains(got, want) {
		t.Errorf("after that: %q, want %q", got, want)
	}
	f := followed(t, lib)[0]
	f.Interval = 20 * time.Minute
	if _, err := lib.Subscribe(t.Context(), []model.Subscription{f}, noon); err != nil {
		t.Fatal(err)
	}
	ask(t, s, all)
	if got, want := ask(t, s, due), f.Title+" not due 20m0s"; !strings.Contains(got, want) {
		t.Errorf("by hand: %q, want %q", got, want)
	}
}

// TestRetryAfter: a server that asks to wait is not asked before, whoever wants it, nor is
// anything else on its host.
func TestRetryAfter(t *testing.T) {
	web := serve(t, map[string]string{"/b": rss("b", "One")})
	other := serve(t, map[string]string{"/c": rss("c", "One")})
	for _, say := range []struct {
		status int
		header []string
		wait   time.Duration
		host   bool
	}{
		{429, []string{"Retry-After", "9000"}, 150 * time.Minute, true},
		{503, []string{"Retry-After", "Sun, 22 Nov 2026 14:30:00 GMT", "Date", "Sun, 22 Nov 2026 12:00:00 GMT"}, 150 * time.Minute, true},
		{429, nil, 15 * time.Minute, true},
		{500, []string{"Retry-After", "3600"}, time.Hour, false},
		{503, nil, 0, false},
	} {
		name := fmt.Sprint(say.status, say.header)
		var asked atomic.Int32
		web.handle("/a", func(w http.ResponseWriter, r *http.Request) { asked.Add(1); answer(say.status, say.header...)(w, r) })
		s, lib, c := kindly(t, web, "/a")
		if got := ask(t, s, due); got != "a fails" {
			t.Errorf("%s: %q", name, got)
		}
		if _, err := s.Follow(t.Context(), []model.Subscription{{Address: web.at("/b", ""), Title: "b"}, {Address: other.at("/c", ""), Title: "c"}}); err != nil {
			t.Fatal(err)
		}
		want := "b, c"
		if say.host {
			want = "b host asked " + say.wait.String() + ", c"
		}
		if say.wait > 0 {
			want = "a asked " + say.wait.String() + ", " + want
		} else {
			want = "a fails, " + want
		}
		named := subscribe.Which{Anyway: true}
		for _, f := range followed(t, lib) {
			named.Named = append(named.Named, f.Address)
		}
		for _, which := range []subscribe.Which{all, named} {
			if got := ask(t, s, which); got != want {
				t.Errorf("%s, %+v: %q, want %q", name, which, got, want)
			}
		}
		before := asked.Load()
		c.now = noon.Add(say.wait)
		if got := ask(t, s, all); got != "a fails, b, c" || asked.Load() != before+1 {
			t.Errorf("%s, when that is over: %q", name, got)
		}
	}
}

// TestHostAsksMeanwhile: a host that asks to wait while a refresh is under way is asked for
// nothing more in it.
func TestHostAsksMeanwhile(t *testing.T) {
	web := serve(t, map[string]string{})
	var paths []string
	var asked atomic.Int32
	for i := range 100 {
		path := fmt.Sprintf("/%03d", i)
		paths = append(paths, path)
		web.handle(path, func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			answer(429, "Retry-After", "60")(w, r)
		})
	}
	s, _, _ := kindly(t, web, paths...)
	got := ask(t, s, due)
	if n := int(asked.Load()); n == 100 || strings.Count(got, "host asked 1m0s") != 100-n || strings.Count(got, "fails") != n {
		t.Errorf("asked %d times of 100: %q", n, got)
	}
}

// TestGone: a feed that is gone for good is said to be so once, and fetched only if a
// reader names it.
func TestGone(t *testing.T) {
	web := serve(t, map[string]string{})
	web.handle("/a", answer(410))
	s, lib, c := kindly(t, web, "/a")
	for i, want := range []string{"a fails", "a gone", "a gone"} {
		if got := ask(t, s, due); got != want {
			t.Errorf("time %d: %q, want %q", i, got, want)
		}
		c.now = c.now.Add(100 * time.Hour)
	}
	if f := followed(t, lib)[0].Schedule; f.Fault != model.FaultGone || f.Error != "the server answered 410 Gone" || f.FailingSince != noon {
		t.Errorf("kept %+v", f)
	}
	web.handle("/a", answer(200))
	if got := ask(t, s, all); got != "a gone" {
		t.Errorf("all: %q", got)
	}
	if got := ask(t, s, subscribe.Which{Named: []string{web.at("/a", "")}, Anyway: true}); got != "a" {
		t.Errorf("named: %q", got)
	}
	c.now = c.now.Add(100 * time.Hour)
	if got := ask(t, s, due); got != "a" {
		t.Errorf("back again: %q", got)
	}
}

// TestFailing: a feed that fails is asked less and less often, and its reason is kept.
func TestFailing(t *testing.T) {
	web := serve(t, map[string]string{"/text": "The harbour was quiet in the morning."})
	web.handle("/a", answer(500))
	s, lib, c := kindly(t, web, "/a", "/text")
	for i, want := range []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour} {
		ask(t, s, due)
		f := followed(t, lib)[0].Schedule
		if got := f.Next.Sub(c.now); got != want || f.Failures != i+1 || f.FailingSince != noon || f.Fault != model.FaultServer {
			t.Errorf("failure %d: again after %s, want %s: %+v", i+1, got, want, f)
		}
		c.now = f.Next
	}
	if f := followed(t, lib)[1].Schedule; f.Fault != model.FaultFormat || f.Error != "it is text, no feed" {
		t.Errorf("kept %+v", f)
	}
	web.handle("/a", answer(200))
	ask(t, s, due)
	if f := followed(t, lib)[0].Schedule; f.Failures != 0 || f.Error != "" || !f.FailingSince.IsZero() {
		t.Errorf("well again: %+v", f)
	}
}

// TestPaused: what a reader has paused is fetched when he names it.
func TestPaused(t *testing.T) {
	web := serve(t, map[string]string{"/a": rss("a", "One")})
	s, lib, _ := kindly(t, web, "/a")
	f := followed(t, lib)[0]
	f.Paused = true
	if _, err := lib.Subscribe(t.Context(), []model.Subscription{f}, noon); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		which subscribe.Which
		want  string
	}{{due, "a paused"}, {all, "a paused"}, {subscribe.Which{Named: []string{f.Address}, Anyway: true}, "a"}} {
		if got := ask(t, s, c.which); got != c.want {
			t.Errorf("%+v: %q, want %q", c.which, got, c.want)
		}
	}
}

// TestHeld: what somebody else fetches is left out, until he has done so, or died.
func TestHeld(t *testing.T) {
	web := serve(t, map[string]string{"/a": rss("a", "One"), "/b": rss("b", "One")})
	s, lib, c := kindly(t, web, "/a", "/b")
	if _, err := lib.Claim(t.Context(), []string{web.at("/a", "")}, "elsewhere.example 1 x", c.now, time.Minute); err != nil {
		t.Fatal(err)
	}
	if got, want := ask(t, s, due), "a held, b"; got != want {
		t.Errorf("held: %q, want %q", got, want)
	}
	c.now = noon.Add(2 * time.Minute)
	if got, want := ask(t, s, all), "a, b"; got != want {
		t.Errorf("too long: %q, want %q", got, want)
	}
	died := subscribe.DeadHolder(t)
	if _, err := lib.Claim(t.Context(), []string{web.at("/a", ""), web.at("/b", "")}, died, c.now, time.Hour); err != nil {
		t.Fatal(err)
	}
	if got, want := ask(t, s, all), "a, b"; got != want {
		t.Errorf("by a program that has died: %q, want %q", got, want)
	}
	if holders, err := lib.Holders(t.Context(), c.now); err != nil || len(holders) > 0 {
		t.Errorf("held in the end: %v, %v", holders, err)
	}
}

// TestWriteNothing: a check that brings nothing new changes no more than its times.
func TestWriteNothing(t *testing.T) {
	web := serve(t, map[string]string{"/a": rss("a", "One"), "/b": rss("b", "One")})
	s, lib, c := kindly(t, web, "/a", "/b")
	ask(t, s, due)
	watched := lib.Watch(t.Context())
	c.now = noon.Add(time.Hour)
	before := followed(t, lib)
	if got := ask(t, s, all); got != "a, b" || strings.Count(web.log(), "304") != 2 {
		t.Errorf("got %q", got)
	}
	after := followed(t, lib)
	for i := range after {
		if after[i].Schedule.Checked != c.now || after[i].Schedule.Next == before[i].Schedule.Next {
			t.Errorf("the times of %+v", after[i])
		}
	}
	select {
	case <-watched:
		t.Error("readers are told of a change")
	default:
	}
}

// TestMoved: where permanent redirects lead on two days a feed is fetched from then on; its
// articles stay the same, and a feed that is fetched there already is named.
func TestMoved(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Host)
		mu.Unlock()
		switch r.Host {
		case "old.test":
			http.Redirect(w, r, "http://new.test/feed", http.StatusMovedPermanently)
		case "private.test":
			http.Redirect(w, r, "http://127.0.0.1/feed", http.StatusMovedPermanently)
		case "login.test":
			http.Redirect(w, r, "http://ada:secret@new.test/feed", http.StatusPermanentRedirect)
		default:
			fmt.Fprint(w, rss("Coast", "One"))
		}
	}))
	defer web.Close()
	s, lib, c := kindly(t, &site{})
	s.Feeds.Client = fetch.New(fetch.Options{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, web.Listener.Addr().String())
	}})
	var follow []model.Subscription
	for _, name := range []string{"old", "private", "login"} {
		follow = append(follow, model.Subscription{Address: "http://" + name + ".test/feed", Title: name})
	}
	if _, err := s.Follow(t.Context(), follow); err != nil {
		t.Fatal(err)
	}
	count := func() int {
		t.Helper()
		tally, err := lib.Count(t.Context(), model.Query{Now: noon})
		if err != nil {
			t.Fatal(err)
		}
		return tally.Total
	}
	for day, want := range []string{"login, old, private", "login, old moves, private", "login, old, private"} {
		if got := ask(t, s, all); got != want || count() != 3 {
			t.Errorf("day %d: %q, want %q; %d articles", day, got, want, count())
		}
		c.now = c.now.Add(24 * time.Hour)
	}
	for _, f := range followed(t, lib) {
		if want := map[string]string{"old": "http://new.test/feed"}[f.Title]; f.At != want || f.Address != "http://"+f.Title+".test/feed" {
			t.Errorf("%s is fetched at %q, want %q", f.Address, f.At, want)
		}
	}
	asked = nil
	if got := ask(t, s, subscribe.Which{Named: []string{"http://old.test/feed"}, Anyway: true}); got != "old" || !slices.Equal(asked, []string{"new.test"}) {
		t.Errorf("on the fourth day: %q asked %q", got, asked)
	}
	if _, err := s.Follow(t.Context(), []model.Subscription{{Address: "http://new.test/feed", Title: "new"}}); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, subscribe.Which{Named: []string{"http://new.test/feed", "http://old.test/feed"}, Anyway: true}); got != "new, old meets another" {
		t.Errorf("two that meet: %q", got)
	}
}
