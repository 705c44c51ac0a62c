package fetch

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestMoved: only redirects that are all for good move a document, and never to a
// private network or to an address with a password.
func TestMoved(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if code, to, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/"); ok {
			w.Header().Set("Location", to)
			_, _ = fmt.Sscan(code, &r.ContentLength)
			w.WriteHeader(int(r.ContentLength))
		}
	}))
	t.Cleanup(s.Close)
	named := New(Options{Dial: dialTo(s.URL)})
	for _, tt := range []struct {
		name, address, want string
		client              *Client
	}{
		{"not at all", "http://old.test/", "", named},
		{"301", "http://old.test/301/http://new.test/feed", "http://new.test/feed", named},
		{"308", "http://old.test/308/http://new.test/feed", "http://new.test/feed", named},
		{"302", "http://old.test/302/http://new.test/feed", "", named},
		{"301 after 307", "http://old.test/307/http://old.test/301/http://new.test/", "", named},
		{"301 after 301", "http://old.test/301/http://old.test/301/http://new.test/", "http://new.test/", named},
		{"a private address", "http://old.test/301/http://10.0.0.1/feed", "", named},
		{"a private name", "http://old.test/301/http://printer.local/feed", "", named},
		{"a password", "http://old.test/301/http://ada:pw@new.test/feed", "", named},
		{"a password on the way", "http://old.test/301/http://ada:pw@old.test/301/http://new.test/", "", named},
		{"a name that leads home", s.URL + "/301/" + strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/feed", "", New(Options{})},
	} {
		r, err := tt.client.Get(t.Context(), Request{URL: tt.address})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		_ = r.Body.Close()
		got := ""
		if r.Moved != nil {
			got = r.Moved.String()
		}
		if got != tt.want {
			t.Errorf("%s: moved to %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestCookies: a cookie lasts for the redirects of one request.
func TestCookies(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("seen"); err == nil {
			_, _ = io.WriteString(w, "seen "+c.Value)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: r.URL.RawQuery})
		http.Redirect(w, r, "/", http.StatusFound)
	}))
	t.Cleanup(s.Close)
	c := New(Options{})
	for _, n := range []string{"1", "2"} {
		if got, err := get(c, s.URL+"/?"+n); err != nil || got != "seen "+n {
			t.Errorf("got %q, %v, want the cookie of this request", got, err)
		}
	}
}

// TestUserAgent: a request may introduce itself otherwise than the client does.
func TestUserAgent(t *testing.T) {
	root := serve(t)
	for _, tt := range []struct{ all, one, want string }{
		{"", "", "dateline"}, {"dateline/1.2", "", "dateline/1.2"}, {"dateline/1.2", "Mozilla/5.0", "Mozilla/5.0"},
	} {
		r, err := New(Options{UserAgent: tt.all}).Get(t.Context(), Request{URL: root + "/plain", UserAgent: tt.one})
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r.Body)
		_ = r.Body.Close()
		if want := "hello from " + tt.want; string(b) != want {
			t.Errorf("got %q, want %q", b, want)
		}
	}
}

// TestTLS: a certificate is verified always, and HTTP/2 is spoken where the server does.
func TestTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Proto) }))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = quiet
	s.StartTLS()
	t.Cleanup(s.Close)
	if _, err := get(New(Options{}), s.URL); !errors.Is(err, ErrTLS) || err.Error() != "the server's certificate is signed by nobody that is trusted" {
		t.Errorf("got %v", err)
	}
	known := s.Client().Transport.(*http.Transport).TLSClientConfig
	if got, err := get(New(Options{tls: known}), s.URL); err != nil || got != "HTTP/2.0" {
		t.Errorf("got %q, %v, want HTTP/2", got, err)
	}
	if _, err := get(New(Options{tls: known, Timeout: time.Second}), strings.Replace(serve(t), "http:", "https:", 1)); !errors.Is(err, ErrTLS) {
		t.Errorf("got %v, want no TLS", err)
	}
}
