package feed

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"dateline/model"
)

const smallFeed = `<rss version="2.0"><channel><title>Coast</title>
<item><title>One</title><link>https://coast.example/1</link><pubDate>Fri, 06 Nov 2020 10:00:00 GMT</pubDate></item>
<item><title>Two</title><link>https://coast.example/2</link></item>
</channel></rss>`

// site serves feeds and pages.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write([]byte(smallFeed))
		case "/page":
			_, _ = w.Write([]byte(`<html><head><link rel="alternate" type="application/rss+xml" href="/feed"><title>P</title></head><body><p>Words of a page that are not few.</p></body></html>`))
		case "/plain":
			_, _ = w.Write([]byte(`<html><head><title>Plain</title></head><body><article><h1>Plain</h1><p>Words of a page that are not few, and go on for a while.</p></article></body></html>`))
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestFetch(t *testing.T) {
	s := site(t)
	tests := []struct {
		name   string
		ask    Feed
		want   Fetched
		titles string
		err    string
	}{
		{"a feed", Feed{Address: s.URL + "/feed"}, Fetched{Feed: Feed{Address: s.URL + "/feed", ETag: `"1"`}, Followed: true}, "One Two", ""},
		{"unchanged", Feed{Address: s.URL + "/feed", ETag: `"1"`}, Fetched{Feed: Feed{Address: s.URL + "/feed", ETag: `"1"`}, Unchanged: true}, "", ""},
		{"a page with a feed", Feed{Address: s.URL + "/page"}, Fetched{Feed: Feed{Address: s.URL + "/page"}, Offers: []Feed{{Address: s.URL + "/feed"}}}, "", ""},
		{"a page without", Feed{Address: s.URL + "/plain"}, Fetched{Feed: Feed{Address: s.URL + "/plain"}}, "Plain", ""},
		{"nothing there", Feed{Address: s.URL + "/gone"}, Fetched{Feed: Feed{Address: s.URL + "/gone"}}, "", s.URL + "/gone: the server answered 404 Not Found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var titles []string
			got, err := Fetch(t.Context(), tt.ask, Options{Now: now}, func(a *model.Article, followed bool) error {
				if followed != tt.want.Followed {
					t.Errorf("%q is said to be of a feed: %t", a.Title, followed)
				}
				titles = append(titles, a.Title)
				if a.Title == "Two" && (a.Published.From != model.FromSeen || !a.Published.At.Equal(now)) {
					t.Errorf("an entry without a date has %+v", a.Published)
				}
				if a.ID != model.NewID(Place(tt.ask.Address), a.EntryID, a.URL, a.Title, model.Date{}) {
					t.Errorf("%q has another ID than its feed gives it", a.Title)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			if got.Err != nil {
				said = got.Err.Error()
			}
			if said != tt.err || strings.Join(titles, " ") != tt.titles {
				t.Errorf("got %v, %q", titles, said)
			}
			if got.Feed != tt.want.Feed || got.Followed != tt.want.Followed || got.Unchanged != tt.want.Unchanged || !slices.Equal(got.Offers, tt.want.Offers) {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// TestCheck: what a feed holds comes whole, where it is now; what is none is refused.
func TestCheck(t *testing.T) {
	s := site(t)
	for _, c := range []struct {
		feed Feed
		want string
	}{
		{Feed{Address: s.URL + "/feed"}, "One Two "},
		{Feed{Address: s.URL + "/feed", ETag: `"1"`}, "unchanged"},
		{Feed{Address: s.URL + "/gone", At: s.URL + "/feed"}, "One Two "},
		{Feed{Address: s.URL + "/gone"}, "the server answered 404 Not Found"},
		{Feed{Address: s.URL + "/plain"}, "it is an HTML page, no feed"},
		{Feed{Address: "http://127.0.0.1:1/"}, "the server refused the connection"},
		{Feed{Address: "nonsense"}, "this is no http or https address"},
	} {
		f, articles, err := Check(t.Context(), c.feed, Options{Now: now})
		got := ""
		switch {
		case f.Err != nil:
			_, got, _ = strings.Cut(f.Err.Error(), ": ")
		case f.Unchanged:
			got = "unchanged"
		}
		for _, a := range articles {
			got += a.Title + " "
			if a.ID != model.NewID(Place(c.feed.Address), a.EntryID, a.URL, a.Title, model.Date{}) {
				t.Errorf("%+v: %q has another ID than its feed gives it", c.feed, a.Title)
			}
		}
		if err != nil || got != c.want || f.Address != c.feed.Address {
			t.Errorf("%+v: got %q of %s, %v, want %q", c.feed, got, f.Address, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Check(ctx, Feed{Address: s.URL + "/feed"}, Options{Now: now}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/feed#top": "https://a.example/feed", "feed://a.example/x": "http://a.example/x",
		"feed:https://a.example/x": "https://a.example/x", "file:///etc/passwd": "", "news.txt": "", "http://": "",
	} {
		if got, ok := Address(in); got != want || ok != (want != "") {
			t.Errorf("Address(%q): got %q, %t", in, got, ok)
		}
	}
}
