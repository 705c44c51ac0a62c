package document_test

import (
	"testing"
	"time"

	"dateline/feed/document"
)

// TestHints: what a feed says comes back as it was written; what is none says nothing.
func TestHints(t *testing.T) {
	for _, h := range []document.Hints{
		{},
		{TTL: time.Hour},
		{Period: 12 * time.Hour, Base: time.Date(2000, 1, 1, 12, 0, 0, 0, time.UTC)},
		{Hours: 1<<23 | 1, Days: 1<<time.Saturday | 1<<time.Sunday},
	} {
		if got := document.ParseHints(h.String()); got != h {
			t.Errorf("%q: got %+v, want %+v", h, got, h)
		}
	}
	for _, s := range []string{"x", "1", "1 2 3 4", "-5 -1 0 0 0", "9223372036854775807 0 0 0 0 x"} {
		if got := document.ParseHints(s); got.TTL < 0 || got.Period < 0 {
			t.Errorf("%q: got %+v", s, got)
		}
	}
}
