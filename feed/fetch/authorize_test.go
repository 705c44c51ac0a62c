package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestInScope(t *testing.T) {
	for _, c := range []struct {
		known, asked string
		want         bool
	}{
		{"https://host/feed", "https://host/feed", true},
		{"https://host/feed", "https://host/news/1", true},
		{"https://host", "https://host/feed", true},
		{"https://host/feed", "https://host", true},
		{"https://host/ada/feed", "https://host/ada/1", true},
		{"https://host/ada/feed", "https://host/eve/1", false},
		{"https://host/ada/feed", "https://host/ada/../eve/1", false},
		{"https://host/ada/feed", "https://host/ada/%2e%2e/eve/1", false},
		{"https://host/ada/feed", "https://host/adam", false},
		{"https://host/feed", "https://other/feed", false},
		{"https://host/feed", "https://sub.host/feed", false},
		{"https://host/feed", "https://host:8443/feed", false},
		{"https://host/feed", "https://HOST:443/feed", true},
		{"https://host/feed", "http://host/feed", false},
		{"http://host/feed", "https://host/feed", true},
		{"http://host:8080/feed", "https://host:8080/feed", false},
	} {
		known, err := url.Parse(c.known)
		asked, e := url.Parse(c.asked)
		if err != nil || e != nil {
			t.Fatal(err, e)
		}
		if got := InScope(known, asked); got != c.want {
			t.Errorf("%s counts for %s: %t, want %t", c.known, c.asked, got, c.want)
		}
	}
}

// asksName starts a server that answers with the name and password it is given,
// and leads from /to/ADDRESS to that address.
func asksName(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to, ok := strings.CutPrefix(r.URL.Path, "/to/"); ok {
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusFound)
			return
		}
		user, password, ok := r.BasicAuth()
		if !ok && r.URL.Path == "/private" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Location", "http://x:y@"+r.Host+"/elsewhere")
		_, _ = io.WriteString(w, user+" "+password)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestCredentials(t *testing.T) {
	here, there := asksName(t), asksName(t)
	named := func(address string) string { return strings.Replace(address, "//", "//ada:s%40cret@", 1) }
	locked := errors.New("the keyring is locked")
	find := func(_ context.Context, u *url.URL) (*url.Userinfo, error) {
		switch u.Path {
		case "/kept":
			return url.UserPassword("eve", "pw"), nil
		case "/private", "/locked":
			return nil, locked
		}
		return nil, nil
	}
	for _, c := range []struct{ name, address, want, err string }{
		{"none", here + "/", " ", ""},
		{"in the address", named(here) + "/", "ada s@cret", ""},
		{"kept", here + "/kept", "eve pw", ""},
		{"the address wins", named(here) + "/kept", "ada s@cret", ""},
		{"not to be had, and needed", here + "/private", "", locked.Error()},
		{"not to be had, nor needed", here + "/locked", " ", ""},
		{"a redirect to the same server", named(here) + "/to//kept", "ada s@cret", ""},
		{"a redirect to another", named(here) + "/to/" + there + "/", " ", ""},
		{"a redirect to another that is known", named(here) + "/to/" + there + "/kept", " ", ""},
		{"and back", named(here) + "/to/" + there + "/to/" + here + "/", "ada s@cret", ""},
		{"a name in a redirect", here + "/to/" + named(there) + "/", " ", ""},
		{"an error", named(strings.Replace(here, "http:", "gopher:", 1)), "", `addresses begin with http:// or https://, not with "gopher"`},
		{"a redirect that is no address", named(here) + "/to/http://ada:pw@%zz/", "", "anything"},
	} {
		r, err := New(Options{Credentials: find}).Get(t.Context(), Request{URL: c.address})
		if err != nil {
			if c.err == "" || c.err != "anything" && err.Error() != c.err {
				t.Errorf("%s: %v, want %q", c.name, err, c.err)
			}
			continue
		}
		b, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if string(b) != c.want || c.err != "" {
			t.Errorf("%s: the server saw %q, want %q, %q", c.name, b, c.want, c.err)
		}
		if r.URL.User != nil || r.Location == nil || r.Location.User != nil || r.Moved != nil && r.Moved.User != nil {
			t.Errorf("%s: the answer has a name: %v, %v, %v", c.name, r.URL, r.Location, r.Moved)
		}
	}
}

// TestLearned: a name that stood in an address counts for what is below it, as
// long as the client is there.
func TestLearned(t *testing.T) {
	here := asksName(t)
	c := New(Options{})
	for _, step := range []struct{ address, want string }{
		{here + "/a/page", " "},
		{strings.Replace(here, "//", "//ada:pw@", 1) + "/a/feed", "ada pw"},
		{here + "/a/page", "ada pw"},
		{here + "/b", " "},
	} {
		r, err := c.Get(t.Context(), Request{URL: step.address})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if string(b) != step.want {
			t.Errorf("%s: the server saw %q, want %q", step.address, b, step.want)
		}
	}
}
