package feed_test

import (
	"log/slog"
	"testing"

	"dateline/feed"
)

// TestLogAttr: a log has no name, password or query of an address.
func TestLogAttr(t *testing.T) {
	for text, want := range map[string]string{
		"plain words, 3? yes":                           "plain words, 3? yes",
		"https://ada:secret@feed.example/a?key=b c#d":   "https://feed.example/a",
		"open https://ada:s@feed.example/a?b#c: failed": "open https://feed.example/a failed",
		"/home/a/what?.txt":                             "/home/a/what?.txt",
	} {
		if got := feed.LogAttr(nil, slog.String("place", text)).Value.String(); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := feed.LogAttr(nil, slog.Int("n", 3)).Value.String(); got != "3" {
		t.Errorf("a number: got %s", got)
	}
}
