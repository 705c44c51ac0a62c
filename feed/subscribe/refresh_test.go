package subscribe_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
)

// refresh refreshes all feeds and returns what came of it, a line each, by title.
func refresh(t *testing.T, s *subscribe.Service) string {
	t.Helper()
	var lines []string
	_, err := s.Refresh(t.Context(), subscribe.Which{Anyway: true}, subscribe.Listener{Done: func(r subscribe.Refreshed) {
		line := fmt.Sprintf("%s %d", r.Feed.Title, r.Saved.Added)
		if r.Err != nil {
			line += " failed"
		}
		lines = append(lines, line)
	}})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

// TestRefresh: servers send only what is newer, and a feed that fails does not keep
// the others.
func TestRefresh(t *testing.T) {
	web := serve(t, map[string]string{"/coast": rss("Coast", "Harbour"), "/hill": rss("Hill", "Rain")})
	s, lib, _ := service(t)
	feeds := []model.Subscription{{Address: web.at("/coast", "")}, {Address: web.at("/hill", ""), Title: "My hill"}}
	if _, err := s.Follow(t.Context(), feeds); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name      string
		change    func()
		want, log string
	}{
		{"the first time", func() {}, "Coast 1, My hill 1", "200 /coast, 200 /hill"},
		{"nothing new", func() {}, "Coast 0, My hill 0", "304 /coast, 304 /hill"},
		{"something new", func() { web.put("/coast", rss("Coast renamed", "Harbour", "Fog")) }, "Coast 1, My hill 0", "200 /coast, 304 /hill"},
		{"no feed any more", func() { web.put("/hill", page()) }, "Coast 0, My hill 0 failed", "200 /hill, 304 /coast"},
		{"broken off in a third entry", func() {
			web.put("/hill", strings.Replace(rss("Hill", "Rain", "Sun"), "</channel></rss>", "<item><title>", 1))
		}, "Coast 0, My hill 2 failed", "200 /hill, 304 /coast"},
		{"asked for whole again", func() {}, "Coast 0, My hill 0 failed", "200 /hill, 304 /coast"},
		{"well again", func() { web.put("/hill", rss("Hill", "Rain", "Sun", "Wind")) }, "Coast 0, My hill 1", "200 /hill, 304 /coast"},
	} {
		c.change()
		if got := refresh(t, s); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if got := web.log(); got != c.log {
			t.Errorf("%s: answered %q, want %q", c.name, got, c.log)
		}
	}
	sources, err := lib.Sources(t.Context())
	if err != nil || len(sources) != 2 || sources[0].Title != "Coast" || sources[1].Title != "My hill" {
		t.Errorf("sources %+v, %v", sources, err)
	}
}

// TestRefreshInterrupted: what was saved need not be fetched again, all else is; what was
// unfollowed meanwhile stays so, and no feed stays held.
func TestRefreshInterrupted(t *testing.T) {
	slow := make(chan struct{})
	web := serve(t, map[string]string{"/a": rss("A", "One"), "/b": rss("B", "Two"), "/c": rss("C", "Three")})
	web.handle("/c", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-slow:
		case <-r.Context().Done():
		}
		fmt.Fprint(w, rss("C", "Three"))
	})
	s, lib, _ := service(t)
	for _, path := range []string{"/a", "/b", "/c"} {
		if _, err := s.Follow(t.Context(), []model.Subscription{{Address: web.at(path, "")}}); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	var done []string
	_, err := s.Refresh(ctx, subscribe.Which{}, subscribe.Listener{Done: func(r subscribe.Refreshed) {
		if done = append(done, r.Feed.Title); len(done) == 2 {
			if _, err := s.Unfollow(t.Context(), r.Feed.Address); err != nil {
				t.Error(err)
			}
			stop()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(done) != 2 {
		t.Fatalf("refreshed %q, %v", done, err)
	}
	close(slow)
	feeds := followed(t, lib)
	kept, err := subscribe.Find(feeds, done[0])
	if err != nil || kept.ETag == "" || len(feeds) != 2 {
		t.Errorf("follows %+v, %v", feeds, err)
	}
	if holders, err := lib.Holders(t.Context(), noon); err != nil || len(holders) > 0 {
		t.Errorf("held %v, %v", holders, err)
	}
	web.log()
	if got := refresh(t, s); got != "C 1, "+done[0]+" 0" && got != done[0]+" 0, C 1" || strings.Count(web.log(), "304") != 1 {
		t.Errorf("refreshed %q", got)
	}
}

// broken is a library that cannot be written to.
type broken struct{ model.Store }

// errFull is why.
var errFull = errors.New("full")

// Save fails.
func (broken) Save(context.Context, []model.Article, time.Time) (model.Saved, error) {
	return model.Saved{}, errFull
}

// SaveEach fails.
func (broken) SaveEach(context.Context, [][]model.Article, time.Time) ([]model.Saved, error) {
	return nil, errFull
}

// TestLibraryFails: a library that fails ends what is under way.
func TestLibraryFails(t *testing.T) {
	web := serve(t, map[string]string{"/coast": rss("Coast", "Harbour")})
	s, lib, _ := service(t)
	s.Library = broken{lib}
	if _, err := s.Add(t.Context(), web.at("/coast", ""), subscribe.AddOptions{}); !errors.Is(err, errFull) || titles(t, lib) != "" {
		t.Errorf("add: %v; follows %q", err, titles(t, lib))
	}
	if _, err := s.Follow(t.Context(), []model.Subscription{{Address: web.at("/coast", "")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Refresh(t.Context(), subscribe.Which{}, subscribe.Listener{}); !errors.Is(err, errFull) {
		t.Errorf("refresh: %v", err)
	}
}

// TestLoginElsewhere: a feed that was had with a password is left to the programs that
// have it, unless it is named; one without a password again is everybody's.
func TestLoginElsewhere(t *testing.T) {
	site := serve(t, map[string]string{"/private/feed": rss("Private", "A"), "/open": rss("Open", "A")})
	s, lib, _ := service(t)
	for _, place := range []string{site.at("/private/feed", "c0mpass"), site.at("/open", "")} {
		add(t, s, place)
	}
	refresh(t, s) // knows the password
	site.log()
	other := *s
	other.Logins, other.Feeds.Client = &logins{kept: make(map[string]string)}, fetch.New(fetch.Options{})
	left, err := other.Refresh(t.Context(), subscribe.Which{Anyway: true}, subscribe.Listener{})
	if got := site.log(); err != nil || got != "304 /open" || len(left) != 1 || left[0].Why != subscribe.NoLogin {
		t.Errorf("answered %s, left out %+v, %v", got, left, err)
	}
	if _, err := other.Refresh(t.Context(), subscribe.Which{Anyway: true, Named: []string{site.at("/private/feed", "")}}, subscribe.Listener{}); err != nil {
		t.Fatal(err)
	}
	if got := site.log(); got != "401 /private/feed" {
		t.Errorf("named: answered %s", got)
	}
	feeds, err := lib.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range feeds {
		if want := strings.HasPrefix(f.Address, site.at("/private", "")); f.Login != want {
			t.Errorf("%s: login %t, want %t", f.Address, f.Login, want)
		}
	}
}
