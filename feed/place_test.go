package feed_test

import (
	"testing"

	"dateline/feed"
)

// TestTitle: what is open is named by the first of its places.
func TestTitle(t *testing.T) {
	for want, places := range map[string][]string{
		"news.txt":                  {"/home/a/news.txt"},
		"standard input and 1 more": {"-", "b"},
		"https://feed.example/a":    {"https://ada:secret@feed.example/a"},
		"news and 2 more":           {"news/", "b", "c"},
		"bad.txt":                   {"bad\x1b.txt"},
	} {
		if got := feed.Title(places); got != want {
			t.Errorf("%q: got %q, want %q", places, got, want)
		}
	}
}
