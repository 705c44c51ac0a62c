package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxFresh bounds what a server says of the time to come.
const maxFresh = 10 * 365 * 24 * time.Hour

// date returns the time of the server's clock, or zero.
func date(h http.Header) time.Time {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return at
}

// fresh returns for how long an answer counts by its headers (RFC 9111, 4.2.1). Expires
// is taken by the server's own clock where it tells the time.
func fresh(h http.Header, now time.Time) time.Duration {
	left := time.Duration(-1)
	for _, directive := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			if age, ok := seconds(strings.Trim(value, `"`)); ok {
				left = age
			}
		}
	}
	if left < 0 {
		left = until(h, "Expires", now)
	}
	age, _ := seconds(h.Get("Age"))
	return max(0, left-age)
}

// retryAfter returns how long a server asks to wait (RFC 9110, 10.2.3), or 0.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if wait, ok := seconds(h.Get("Retry-After")); ok {
		return wait
	}
	return until(h, "Retry-After", now)
}

// until returns how long it is until the date of a header: by the server's clock, or
// by ours where it does not tell the time. It is 0 for what is past or no date.
func until(h http.Header, name string, now time.Time) time.Duration {
	then, err := http.ParseTime(h.Get(name))
	if err != nil {
		return 0
	}
	if theirs := date(h); !theirs.IsZero() {
		now = theirs
	}
	return min(max(0, then.Sub(now)), maxFresh)
}

// seconds reads a number of seconds.
func seconds(text string) (time.Duration, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return 0, false
	}
	return time.Duration(min(n, uint64(maxFresh/time.Second))) * time.Second, true
}
