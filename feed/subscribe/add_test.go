package subscribe_test

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"dateline/feed/discover"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
)

// TestAdd: what is at an address is followed if it is a feed or offers one.
func TestAdd(t *testing.T) {
	web := serve(t, map[string]string{
		"/coast": rss("Coast", "Harbour", "Council"),
		"/blog":  rss("Blog", "Post"),
		"/one":   page("/blog"),
		"/three": page("/blog", "/coast", "/gone"),
		"/false": page("/alone"),
		"/alone": page(),

		"/headlines": headlines,
		"/list":      "<opml version='2.0'><body><outline text='Coast' xmlUrl='" + "/coast" + "'/></body></opml>",
	})
	saved := func(n int) model.Saved { return model.Saved{Added: n} }
	for _, c := range []struct {
		path   string
		want   subscribe.Added
		titles string
	}{
		{"/coast", subscribe.Added{Saved: saved(2), Sought: true, Followed: true}, "Coast"},
		{"/one", subscribe.Added{Saved: saved(1), Sought: true, Followed: true, Feed: web.at("/blog", "")}, "Blog"},
		{"/three", subscribe.Added{Sought: true, Choices: []discover.Feed{{Address: web.at("/blog", "")}, {Address: web.at("/coast", "")}, {Address: web.at("/gone", "")}}}, ""},
		{"/alone", subscribe.Added{Saved: saved(1), Sought: true}, ""},
		{"/headlines", subscribe.Added{Saved: saved(4), Sought: true, Followed: true, Page: true}, "127.0.0.1"},
	} {
		t.Run(c.path, func(t *testing.T) {
			s, lib, _ := service(t)
			if got := add(t, s, web.at(c.path, "")); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			if got := titles(t, lib); got != c.titles {
				t.Errorf("follows %q, want %q", got, c.titles)
			}
		})
	}
	t.Run("again", func(t *testing.T) {
		s, lib, _ := service(t)
		add(t, s, web.at("/coast", ""))
		if _, err := s.Add(t.Context(), web.at("/coast", ""), subscribe.AddOptions{Tags: []string{"news"}}); err != nil {
			t.Fatal(err)
		}
		web.log()
		if got := followed(t, lib); len(got) != 1 || got[0].Title != "Coast" || !slices.Equal(got[0].Tags, []string{"news"}) {
			t.Errorf("follows %+v", got)
		}
		if _, err := s.Refresh(t.Context(), subscribe.Which{Anyway: true}, subscribe.Listener{}); err != nil || web.log() != "304 /coast" {
			t.Errorf("the first refresh is not conditional: %v", err)
		}
	})
	t.Run("once", func(t *testing.T) {
		s, lib, _ := service(t)
		got, err := s.Add(t.Context(), web.at("/coast", ""), subscribe.AddOptions{Once: true})
		if want := (subscribe.Added{Saved: saved(2)}); err != nil || !reflect.DeepEqual(got, want) || titles(t, lib) != "" {
			t.Errorf("got %+v, %v; follows %q", got, err, titles(t, lib))
		}
	})
}

// headlines is a page without a feed that lists articles with their dates.
const headlines = `<html><head><title>Harbour news</title></head><body><h1>Harbour news</h1><ul>
<li><a href="/2020/ferry">The ferry sails again</a> <time datetime="2020-11-06">6 November 2020</time></li>
<li><a href="/2020/storm">A storm took the old pier</a> <time datetime="2020-11-04">4 November 2020</time></li>
<li><a href="/2020/light">The lighthouse is dark</a> <time datetime="2020-11-02">2 November 2020</time></li>
<li><a href="/2020/fish">Fish market moves to the quay</a> <time datetime="2020-11-01">1 November 2020</time></li>
</ul></body></html>`

// TestAddOneOfSeveral: of the feeds of a page the one that is named is followed.
func TestAddOneOfSeveral(t *testing.T) {
	web := serve(t, map[string]string{
		"/coast": rss("Coast", "Harbour", "Council"), "/blog": rss("Blog", "Post"),
		"/page": page("/blog", "/coast", "/alone"), "/alone": page(),
	})
	for _, c := range []struct{ feed, titles, fails string }{
		{"2", "Coast", ""},
		{web.at("/blog", ""), "Blog", ""},
		{"4", "", `no such feed: "4"; the page offers 3`},
		{"0", "", `no such feed: "0"; the page offers 3`},
		{"https://elsewhere.test/", "", `no such feed: "https://elsewhere.test/"; the page offers 3`},
		{"3", "", "it is an HTML page, no feed"},
	} {
		s, lib, _ := service(t)
		got, failed := "", error(nil)
		added, err := s.Add(t.Context(), web.at("/page", ""), subscribe.AddOptions{Feed: c.feed, Folder: "news/local", Failed: func(err error) { failed = err }})
		if err = cmp.Or(err, failed); err != nil {
			got = err.Error()
		}
		if !strings.HasSuffix(got, c.fails) || (got != "") != (c.fails != "") || titles(t, lib) != c.titles {
			t.Errorf("%s: %q; follows %q", c.feed, got, titles(t, lib))
		}
		if c.titles != "" {
			if f := followed(t, lib)[0]; f.Folder != "news/local" || f.Page != web.at("/page", "") || added.Feed != f.Address {
				t.Errorf("%s: %+v, %+v", c.feed, f, added)
			}
		}
	}
}

// TestAddDown: what is down when it is added is followed, and read when it is up again,
// whatever it turns out to be.
func TestAddDown(t *testing.T) {
	for path, c := range map[string]struct{ titles, said string }{
		"/coast":     {"Coast", ""},
		"/one":       {"Blog", ""},
		"/headlines": {"127.0.0.1", ""},
		"/three":     {"", "it is a page that offers 2 feeds; 'dateline add"},
		"/alone":     {"", "there are no dated headlines on this page any more"},
	} {
		t.Run(path, func(t *testing.T) {
			web := serve(t, map[string]string{path: down})
			s, lib, _ := service(t)
			now := noon
			s.Now = func() time.Time { return now }
			added, failed := subscribe.Added{}, 0
			added, err := s.Add(t.Context(), web.at(path, ""), subscribe.AddOptions{Failed: func(error) { failed++ }})
			if err != nil || failed != 1 || !added.Down || !added.Followed || len(followed(t, lib)) != 1 {
				t.Fatalf("%+v, %d failed, %v", added, failed, err)
			}
			if f := followed(t, lib)[0]; f.Schedule.Failures != 1 || !f.Schedule.Next.After(now) {
				t.Errorf("its schedule is %+v", f.Schedule)
			}
			for p, text := range map[string]string{
				"/coast": rss("Coast", "Harbour"), "/blog": rss("Blog", "Post"), "/one": page("/blog"),
				"/three": page("/blog", "/coast"), "/alone": page(), "/headlines": headlines,
			} {
				web.put(p, text)
			}
			now = now.Add(24 * time.Hour)
			got := subscribe.Refreshed{}
			if _, err := s.Refresh(t.Context(), subscribe.Which{}, subscribe.Listener{Done: func(r subscribe.Refreshed) { got = r }}); err != nil {
				t.Fatal(err)
			}
			said := ""
			if got.Err != nil {
				said = got.Err.Error()
			}
			if f := followed(t, lib)[0]; f.Title != c.titles || !strings.Contains(said, c.said) || (said != "") != (c.said != "") || f.Address != web.at(path, "") {
				t.Errorf("follows %+v; %q", f, said)
			}
			again := subscribe.Refreshed{}
			now = now.Add(48 * time.Hour)
			if _, err := s.Refresh(t.Context(), subscribe.Which{}, subscribe.Listener{Done: func(r subscribe.Refreshed) { again = r }}); err != nil || (again.Err != nil) != (c.said != "") {
				t.Errorf("then %v, %v", again.Err, err)
			}
		})
	}
	web := serve(t, nil)
	s, lib, _ := service(t)
	if added, err := s.Add(t.Context(), web.at("/gone", ""), subscribe.AddOptions{}); err != nil || added.Down || len(followed(t, lib)) > 0 {
		t.Errorf("%+v of what is not there, %v", added, err)
	}
}

// TestAddSites: the feeds of sites whose pages do not name them, as their documentation
// has them.
func TestAddSites(t *testing.T) {
	answers := make(map[string][]byte)
	names, _ := filepath.Glob(filepath.Join("..", "discover", "testdata", "*.txtar"))
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			answers[f.Name] = f.Data
		}
	}
	answers["other.example/@ada"] = []byte(page())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if text, ok := answers[r.Host+r.URL.RequestURI()]; ok {
			_, _ = w.Write(text)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	for _, c := range []struct {
		place, feed string // "1", of several
		want        string
	}{
		{"http://www.youtube.com/@coastdaily", "", "Coast Daily"},
		{"http://www.youtube.com/playlist?list=PLcoast0123", "", "Harbours of the coast"},
		{"http://github.com/coast/tide", "1", "Release notes from tide"},
		{"http://github.com/coast/tide/commits/main", "", "Recent Commits to tide:main"},
		{"http://social.example/@ada", "", "Ada"},
		{"http://other.example/@ada", "", ""},
		{"http://bsky.app/profile/ada.example", "", "@ada.example - Ada"},
		{"http://bsky.app/profile/nobody.example", "", ""},
		{"http://www.reddit.com/r/lighthouses/top/?t=week", "", "top scoring links : lighthouses"},
		{"http://podcasts.apple.com/gb/podcast/tides/id1234567890", "", "Tides"},
		{"http://podcasts.apple.com/gb/podcast/none/id1", "", ""},
	} {
		s, lib, _ := service(t)
		s.Feeds.Client = fetch.New(fetch.Options{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}})
		if _, err := s.Add(t.Context(), c.place, subscribe.AddOptions{Feed: c.feed}); err != nil {
			t.Errorf("%s: %v", c.place, err)
		}
		if got := titles(t, lib); got != c.want {
			t.Errorf("%s: follows %q, want %q", c.place, got, c.want)
		}
	}
}

// TestAddLists: the sources of a list are read, and none is followed.
func TestAddLists(t *testing.T) {
	web := serve(t, map[string]string{"/coast": rss("Coast", "Harbour")})
	list := "<opml version='2.0'><body><outline text='Coast' xmlUrl='" + web.at("/coast", "") + "'/></body></opml>"
	web.put("/list", list)
	file := filepath.Join(t.TempDir(), "list.opml")
	if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	for place, sought := range map[string]bool{file: false, "feed:" + web.at("/list", ""): true} {
		s, lib, _ := service(t)
		want := subscribe.Added{Saved: model.Saved{Added: 1}, Sought: sought, Lists: []string{place}}
		if got := add(t, s, place); !reflect.DeepEqual(got, want) || titles(t, lib) != "" {
			t.Errorf("%s: got %+v, want %+v; follows %q", place, got, want, titles(t, lib))
		}
	}
}

// TestAddTitle: a feed is told from another of its title, and keeps what the reader
// calls it.
func TestAddTitle(t *testing.T) {
	web := serve(t, map[string]string{"/one": rss("News", "A"), "/two/": rss("news", "B")})
	s, lib, _ := service(t)
	add(t, s, web.at("/one", ""))
	add(t, s, web.at("/two/", ""))
	if got := titles(t, lib); got != "News, news (127.0.0.1/two)" {
		t.Errorf("follows %q", got)
	}
	f, err := subscribe.Find(followed(t, lib), "News")
	f.Title = "Mine"
	if _, e := lib.Subscribe(t.Context(), []model.Subscription{f}, noon); err != nil || e != nil {
		t.Fatal(err, e)
	}
	web.put("/one", rss("News", "A", "C"))
	add(t, s, web.at("/one", ""))
	if got := titles(t, lib); got != "Mine, news (127.0.0.1/two)" {
		t.Errorf("follows %q", got)
	}
}

// TestAddLogin: a name and a password are kept for what is followed, on its own
// server, and for nothing else.
func TestAddLogin(t *testing.T) {
	other := serve(t, map[string]string{"/feed": rss("Other", "A")})
	web := serve(t, map[string]string{
		"/private/coast": rss("Coast", "Harbour"),
		"/private/page":  page("/private/coast"),
		"/private/alone": page(),
		"/private/away":  page(other.at("/feed", "")),
	})
	for _, c := range []struct {
		path, password string
		kept, titles   string
		fails          bool
	}{
		{"/private/coast", "c0mpass", "/private/coast", "Coast", false},
		{"/private/coast", "guess", "", "", true},
		{"/private/page", "c0mpass", "/private/coast", "Coast", false},
		{"/private/alone", "c0mpass", "", "", false},
		{"/private/away", "c0mpass", "", "Other", false},
	} {
		t.Run(c.path+" "+c.password, func(t *testing.T) {
			s, lib, l := service(t)
			failed := 0
			_, err := s.Add(t.Context(), web.at(c.path, c.password), subscribe.AddOptions{Failed: func(error) { failed++ }})
			if err != nil || (failed > 0) != c.fails || titles(t, lib) != c.titles {
				t.Errorf("%d failed, %v; follows %q", failed, err, titles(t, lib))
			}
			want := map[string]string{}
			if c.kept != "" {
				want[web.at(c.kept, "")] = "ada:" + c.password
			}
			if !reflect.DeepEqual(l.kept, want) {
				t.Errorf("kept %v, want %v", l.kept, want)
			}
		})
	}
	t.Run("where it cannot be kept", func(t *testing.T) {
		s, lib, l := service(t)
		l.broken = errors.New("locked")
		if _, err := s.Add(t.Context(), web.at("/private/coast", "c0mpass"), subscribe.AddOptions{}); !errors.Is(err, l.broken) || titles(t, lib) != "" {
			t.Errorf("%v; follows %q", err, titles(t, lib))
		}
	})
}
