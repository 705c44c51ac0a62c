package subscribe_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

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
		"/list":  "<opml version='2.0'><body><outline text='Coast' xmlUrl='" + "/coast" + "'/></body></opml>",
	})
	saved := func(n int) model.Saved { return model.Saved{Added: n} }
	for _, c := range []struct {
		path   string
		want   subscribe.Added
		titles string
	}{
		{"/coast", subscribe.Added{Saved: saved(2), Sought: true, Followed: true}, "Coast"},
		{"/one", subscribe.Added{Saved: saved(1), Sought: true, Followed: true, Feed: web.at("/blog", "")}, "Blog"},
		{"/three", subscribe.Added{Saved: saved(1), Sought: true, Followed: true, Feed: web.at("/blog", ""), Others: []string{web.at("/coast", ""), web.at("/gone", "")}}, "Blog"},
		{"/alone", subscribe.Added{Saved: saved(1), Sought: true}, ""},
		{"/false", subscribe.Added{Saved: saved(1), Sought: true, Feed: web.at("/alone", "")}, ""},
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
		want := []model.Subscription{{Address: web.at("/coast", ""), Title: "Coast", Tags: []string{"news"}}}
		if got := followed(t, lib); !reflect.DeepEqual(got, want) {
			t.Errorf("follows %+v, want %+v", got, want)
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
