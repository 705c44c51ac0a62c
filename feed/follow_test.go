package feed

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"dateline/feed/discover"
	"dateline/model"
)

// headlines is a page that lists articles with their dates.
const headlines = `<html><head><title>Harbour news</title></head><body><h1>News</h1><ul>
<li><a href="/2020/ferry">The ferry sails again</a> <time datetime="2020-11-06">6 November 2020</time></li>
<li><a href="/2020/storm">A storm took the old pier</a> <time datetime="2020-11-04">4 November 2020</time></li>
<li><a href="/2020/light">The lighthouse is dark</a> <time datetime="2020-11-02">2 November 2020</time></li>
<li><a href="/2020/fish">Fish market moves to the quay</a> <time datetime="2020-11-01">1 November 2020</time></li>
</ul></body></html>`

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
		case "/headlines":
			_, _ = w.Write([]byte(headlines))
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
		{"a page with a feed", Feed{Address: s.URL + "/page"}, Fetched{Feed: Feed{Address: s.URL + "/page"}, Offers: []discover.Feed{{Address: s.URL + "/feed"}}}, "", ""},
		{"a page with headlines", Feed{Address: s.URL + "/headlines"}, Fetched{Feed: Feed{Address: s.URL + "/headlines", Page: true}, Followed: true}, "The ferry sails again A storm took the old pier The lighthouse is dark Fish market moves to the quay", ""},
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
		{Feed{Address: s.URL + "/headlines", Page: true}, "The ferry sails again A storm took the old pier The lighthouse is dark Fish market moves to the quay "},
		{Feed{Address: s.URL + "/plain", Page: true}, "there are no dated headlines on this page any more"},
		{Feed{Address: s.URL + "/headlines"}, "it is an HTML page, no feed"},
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

// TestCommandOutput: what a command writes is read as any document, under the name of the
// command, and nothing runs unless the caller runs it.
func TestCommandOutput(t *testing.T) {
	run := func(_ context.Context, address string) (io.ReadCloser, error) {
		switch address {
		case "command:feed":
			return io.NopCloser(strings.NewReader(smallFeed)), nil
		case "command:text":
			return io.NopCloser(strings.NewReader("# High water at six\n\nAnd at half past six.\n")), nil
		case "command:list":
			return io.NopCloser(strings.NewReader("<opml><body><outline xmlUrl='https://a.test/'/></body></opml>")), nil
		}
		return nil, errors.New("the command failed")
	}
	for _, c := range []struct {
		address string
		run     func(context.Context, string) (io.ReadCloser, error)
		want    string
	}{
		{"command:feed", run, "One Two "},
		{"command:text", run, "High water at six "},
		{"command:list", run, "it is a list of subscriptions (OPML), no feed"},
		{"command:other", run, "the command failed"},
		{"command:feed", nil, "commands are not run here"},
	} {
		f, articles, err := Check(t.Context(), Feed{Address: c.address}, Options{Now: now, Command: c.run})
		got := ""
		if f.Err != nil {
			_, got, _ = strings.Cut(f.Err.Error(), c.address+": ")
		}
		for _, a := range articles {
			got += a.Title + " "
			if a.Path != c.address || !a.Published.Dated() {
				t.Errorf("%s: an article at %q of %s", c.address, a.Path, a.Published)
			}
		}
		if err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.address, got, err, c.want)
		}
	}
	if l := load(t, Options{Command: run}, "command:feed"); len(l.articles) > 0 || len(l.errs) != 1 {
		t.Errorf("a place ran a command: %v, %q", l.titles(), l.errs)
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
