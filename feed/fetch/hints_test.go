package fetch

import (
	"net/http"
	"testing"
	"time"
)

// TestHints: what servers say of when to come again is understood in each of its forms,
// by the server's own clock.
func TestHints(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name        string
		headers     map[string]string
		fresh, wait time.Duration
	}{
		{"nothing", nil, 0, 0},
		{"max-age", map[string]string{"Cache-Control": "public, max-age=3600"}, time.Hour, 0},
		{"max-age wins over Expires", map[string]string{"Cache-Control": `Max-Age="60"`, "Expires": "Mon, 30 Nov 2026 18:00:00 GMT"}, time.Minute, 0},
		{"what has passed of it", map[string]string{"Cache-Control": "max-age=60", "Age": "45"}, 15 * time.Second, 0},
		{"all has passed", map[string]string{"Cache-Control": "max-age=60", "Age": "90"}, 0, 0},
		{"no-cache", map[string]string{"Cache-Control": "max-age=60, no-cache"}, 0, 0},
		{"no number", map[string]string{"Cache-Control": "max-age=-1"}, 0, 0},
		{"for ever", map[string]string{"Cache-Control": "max-age=99999999999999"}, maxFresh, 0},
		{"Expires by our clock", map[string]string{"Expires": "Mon, 30 Nov 2026 12:30:00 GMT"}, 30 * time.Minute, 0},
		{"Expires by theirs", map[string]string{"Expires": "Sun, 30 Nov 2025 12:30:00 GMT", "Date": "Sun, 30 Nov 2025 12:20:00 GMT"}, 10 * time.Minute, 0},
		{"Expires at once", map[string]string{"Expires": "0"}, 0, 0},
		{"Expires is past", map[string]string{"Expires": "Mon, 30 Nov 2026 11:30:00 GMT"}, 0, 0},
		{"Retry-After in seconds", map[string]string{"Retry-After": " 120 "}, 0, 2 * time.Minute},
		{"Retry-After as a date", map[string]string{"Retry-After": "Mon, 30 Nov 2026 14:30:00 GMT"}, 0, 150 * time.Minute},
		{"Retry-After by their clock", map[string]string{"Retry-After": "Mon, 30 Nov 2026 14:30:00 GMT", "Date": "Mon, 30 Nov 2026 14:00:00 GMT"}, 0, 30 * time.Minute},
		{"Retry-After in words", map[string]string{"Retry-After": "soon"}, 0, 0},
		{"Retry-After in the past", map[string]string{"Retry-After": "-5"}, 0, 0},
	}
	for _, tt := range tests {
		h := make(http.Header)
		for name, value := range tt.headers {
			h.Set(name, value)
		}
		if got := fresh(h, now); got != tt.fresh {
			t.Errorf("%s: fresh for %s, want %s", tt.name, got, tt.fresh)
		}
		if got := retryAfter(h, now); got != tt.wait {
			t.Errorf("%s: wait for %s, want %s", tt.name, got, tt.wait)
		}
	}
}

// FuzzHints: whatever a server says, it asks for no time before now and none beyond bounds.
func FuzzHints(f *testing.F) {
	for _, s := range []string{"max-age=60", `a="b,c", max-age = "1"`, "no-cache", "Mon, 30 Nov 2026 12:30:00 GMT", "99999999999999999999", "-1", ",,=,"} {
		f.Add(s, s, s, s, s)
	}
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, control, expires, age, wait, clock string) {
		h := http.Header{"Cache-Control": {control}, "Expires": {expires}, "Age": {age}, "Retry-After": {wait}, "Date": {clock}}
		for _, got := range []time.Duration{fresh(h, now), retryAfter(h, now)} {
			if got < 0 || got > maxFresh {
				t.Errorf("%v: %s", h, got)
			}
		}
	})
}
