package fetch

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestPicturesOfOneself: an article does not make the program ask the reader's own
// machine.
func TestPicturesOfOneself(t *testing.T) {
	asked := 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; r.URL.Path == "/gone" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte("picture"))
	}))
	defer s.Close()
	if b, err := Pictures(Options{}, false)(t.Context(), s.URL); err == nil || asked > 0 {
		t.Errorf("got %q", b)
	}
	if b, err := Pictures(Options{}, true)(t.Context(), s.URL); err != nil || string(b) != "picture" {
		t.Errorf("got %q, %v", b, err)
	}
	if _, err := Pictures(Options{}, true)(t.Context(), s.URL+"/gone"); err == nil || err.Error() != "404 Not Found" {
		t.Errorf("got %v", err)
	}
}
