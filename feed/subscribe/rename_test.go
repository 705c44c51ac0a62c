package subscribe_test

import (
	"errors"
	"testing"

	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
)

// TestRename: a source and the feed that it is followed as have one title, which
// stays.
func TestRename(t *testing.T) {
	web := serve(t, map[string]string{"/coast": rss("Coast", "Harbour"), "/hill": rss("Hill", "Rain")})
	s, lib, _ := service(t)
	add(t, s, web.at("/coast", ""))
	if _, err := s.Follow(t.Context(), []model.Subscription{{Address: web.at("/hill", ""), Title: "Hill"}}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, title string
		err         error
		want        string
	}{
		{"coast", "Sea", nil, "Hill, Sea"},
		{web.at("/coast", "c0mpass"), "Shore", nil, "Hill, Shore"},
		{"hill", "Shore", nil, "Shore, Shore"}, // it has brought nothing yet
		{"Valley", "Dale", model.ErrNotFound, "Shore, Shore"},
	} {
		if err := subscribe.Rename(t.Context(), lib, c.name, c.title, feed.Place, noon); !errors.Is(err, c.err) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.err)
		}
		if got := titles(t, lib); got != c.want {
			t.Errorf("%s: follows %q, want %q", c.name, got, c.want)
		}
	}
	refresh(t, s)
	if err := subscribe.Rename(t.Context(), lib, "Shore", "Dale", feed.Place, noon); !errors.Is(err, model.ErrAmbiguous) {
		t.Errorf("one of two: %v", err)
	}
	if found, err := subscribe.FindSource(t.Context(), lib, web.at("/hill", ""), subscribe.Addresses); err != nil || found.Title != "Shore" {
		t.Errorf("found %+v, %v", found, err)
	}
}

// TestAddresses: a name that is no address is a place as it is, whatever files there are.
func TestAddresses(t *testing.T) {
	for name, want := range map[string]string{
		"Coast": "Coast", ".": ".", "rename.go": "rename.go", "../subscribe": "../subscribe", "": "",
		"HTTP://Coast.test:80/feed": "http://coast.test/feed", "feed://coast.test": "http://coast.test/", "https://ada:pw@coast.test/": "https://coast.test/",
	} {
		if got := subscribe.Addresses(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
