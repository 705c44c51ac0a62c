package subscribe_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/store"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// down is the page of a path that does not work now.
const down = "down"

// site is a server of documents by their path, which tells what has changed and
// remembers what it answered. Below /private/ only ada is answered.
type site struct {
	t        *testing.T
	address  string
	mu       sync.Mutex
	pages    map[string]string
	handlers map[string]http.HandlerFunc // of paths with answers of their own
	answered []string
}

func serve(t *testing.T, pages map[string]string) *site {
	s := &site{t: t, pages: pages}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.address = server.URL
	return s
}

// handle has a path answered in another way.
func (s *site) handle(path string, answer http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.handlers == nil {
		s.handlers = make(map[string]http.HandlerFunc)
	}
	s.handlers[path] = answer
}

// ServeHTTP answers with the page of a path.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	answer := s.handlers[r.URL.Path]
	s.mu.Unlock()
	if answer != nil {
		answer(w, r)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok := s.pages[r.URL.Path]
	tag := fmt.Sprintf(`"%d of %q"`, len(page), page)
	_, password, _ := r.BasicAuth()
	status := http.StatusOK
	switch {
	case strings.HasPrefix(r.URL.Path, "/private/") && password != "c0mpass":
		status = http.StatusUnauthorized
	case !ok:
		status = http.StatusNotFound
	case page == down:
		status = http.StatusServiceUnavailable
	case r.Header.Get("If-None-Match") == tag:
		status = http.StatusNotModified
	}
	s.answered = append(s.answered, fmt.Sprint(status, " ", r.URL.Path))
	w.Header().Set("ETag", tag)
	w.WriteHeader(status)
	if status == http.StatusOK {
		_, _ = w.Write([]byte(page))
	}
}

// put puts a page in the place of another.
func (s *site) put(path, page string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = page
}

// log returns what was answered since the last call, sorted.
func (s *site) log() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := s.answered
	s.answered = nil
	slices.Sort(lines)
	return strings.Join(lines, ", ")
}

// at returns an address of the site, for ada if she has a password.
func (s *site) at(path, password string) string {
	if password == "" {
		return s.address + path
	}
	return strings.Replace(s.address, "//", "//ada:"+password+"@", 1) + path
}

// rss is a feed with an entry for each title.
func rss(title string, items ...string) string {
	var b strings.Builder
	for _, i := range items {
		fmt.Fprintf(&b, "<item><title>%s</title><guid>%[1]s</guid></item>", i)
	}
	return "<rss version='2.0'><channel><title>" + title + "</title>" + b.String() + "</channel></rss>"
}

// page is a page that offers feeds.
func page(feeds ...string) string {
	var b strings.Builder
	for _, f := range feeds {
		fmt.Fprintf(&b, "<link rel=alternate type=application/rss+xml href=%s>", f)
	}
	return "<!DOCTYPE html><html><head><title>Front</title>" + b.String() + "</head><body><article><h1>Front</h1>" +
		"<p>The harbour was quiet in the morning, and those who had come early stood about and looked at the water, which did not look back.</p></article></body></html>"
}

// logins keeps names and passwords in memory, by address; broken says why it cannot.
type logins struct {
	mu     sync.Mutex
	kept   map[string]string
	broken error
}

// Keep keeps them.
func (l *logins) Keep(all map[string]*url.Userinfo, _ bool) (func() error, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return nil, l.broken
	}
	was := maps.Clone(l.kept)
	for address, u := range all {
		l.kept[address] = u.String()
	}
	return func() error { l.kept = was; return nil }, nil
}

// Has reports whether one is kept.
func (l *logins) Has(address string) bool { return l.find(address) != nil }

// Forget forgets one.
func (l *logins) Forget(address string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.kept[address]
	delete(l.kept, address)
	return ok, l.broken
}

// find returns what is kept for an address, or nil.
func (l *logins) find(address string) *url.Userinfo {
	l.mu.Lock()
	defer l.mu.Unlock()
	user, password, ok := strings.Cut(l.kept[address], ":")
	if !ok {
		return nil
	}
	return url.UserPassword(user, password)
}

// service returns one for a new library in memory.
func service(t *testing.T) (*subscribe.Service, model.Store, *logins) {
	t.Helper()
	lib, err := store.MemoryLocal(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	l := &logins{kept: make(map[string]string)}
	client := fetch.New(fetch.Options{Credentials: func(_ context.Context, u *url.URL) (*url.Userinfo, error) { return l.find(u.String()), nil }})
	return &subscribe.Service{
		Library: lib, Logins: l, Now: func() time.Time { return noon }, Feeds: feed.Options{Client: client},
	}, lib, l
}

// add adds a place that is read without a fault.
func add(t *testing.T, s *subscribe.Service, place string) subscribe.Added {
	t.Helper()
	a, err := s.Add(t.Context(), place, subscribe.AddOptions{Failed: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatalf("add %s: %v", place, err)
	}
	return a
}

// followed returns the feeds of a library.
func followed(t *testing.T, lib model.Store) []model.Subscription {
	t.Helper()
	feeds, err := lib.Subscriptions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return feeds
}

// titles returns what the feeds of a library are called.
func titles(t *testing.T, lib model.Store) string {
	t.Helper()
	var all []string
	for _, f := range followed(t, lib) {
		all = append(all, f.Name())
	}
	return strings.Join(all, ", ")
}

func TestFollow(t *testing.T) {
	s, lib, _ := service(t)
	const coast, hill = "https://coast.example/feed", "https://hill.example/feed"
	for _, c := range []struct {
		name  string
		feeds []model.Subscription
		added int
		want  []model.Subscription
	}{
		{
			"new",
			[]model.Subscription{{Address: coast, Tags: []string{"news"}}, {Address: coast, Title: "Coast"}},
			1,
			[]model.Subscription{{Address: coast, Title: "Coast", Tags: []string{"news"}}},
		},
		{
			"what it lacks",
			[]model.Subscription{{Address: coast, Title: "Other", Page: "https://coast.example/", Tags: []string{"news", "sea"}}},
			0,
			[]model.Subscription{{Address: coast, Title: "Coast", Page: "https://coast.example/", Tags: []string{"news", "sea"}}},
		},
		{
			"another",
			[]model.Subscription{{Address: hill, Title: "Hill"}},
			1,
			[]model.Subscription{{Address: coast, Title: "Coast", Page: "https://coast.example/", Tags: []string{"news", "sea"}}, {Address: hill, Title: "Hill"}},
		},
	} {
		added, err := s.Follow(t.Context(), c.feeds)
		if got := followed(t, lib); err != nil || added != c.added || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: added %d, %v; got %+v, want %+v", c.name, added, err, got, c.want)
		}
	}
}

func TestFind(t *testing.T) {
	feeds := []model.Subscription{
		{Address: "https://coast.example/feed", Title: "Coast", Page: "https://coast.example/"},
		{Address: "https://hill.example/feed", Title: "Hill"},
		{Address: "https://hill.example/other", Title: "hill"},
	}
	for _, c := range []struct {
		name string
		want int
		err  error
	}{
		{"coast", 0, nil},
		{"https://coast.example/", 0, nil},
		{"HTTPS://ada:c0mpass@hill.example/other", 2, nil},
		{"feed:https://hill.example/feed", 1, nil},
		{"Hill", 0, subscribe.ErrSeveral},
		{"", 0, subscribe.ErrNotFollowed},
		{"Valley", 0, subscribe.ErrNotFollowed},
	} {
		got, err := subscribe.Find(feeds, c.name)
		if !errors.Is(err, c.err) || err == nil && got.Address != feeds[c.want].Address {
			t.Errorf("%q: got %s, %v", c.name, got.Address, err)
		}
	}
}

func TestUnfollow(t *testing.T) {
	s, lib, l := service(t)
	const address = "https://coast.example/feed"
	for _, broken := range []error{nil, errors.New("locked")} {
		if _, err := s.Follow(t.Context(), []model.Subscription{{Address: address}}); err != nil {
			t.Fatal(err)
		}
		l.kept[address], l.broken = "ada:c0mpass", broken
		forgotten, err := s.Unfollow(t.Context(), address)
		var kept *subscribe.LoginError
		if forgotten != (broken == nil) || errors.As(err, &kept) != (broken != nil) || !errors.Is(err, broken) || len(followed(t, lib)) > 0 {
			t.Errorf("forgotten %t, %v", forgotten, err)
		}
	}
	if _, err := s.Unfollow(t.Context(), address); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("unfollowed again: %v", err)
	}
}
