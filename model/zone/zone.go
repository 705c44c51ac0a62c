// Package zone names time zones so that a name means the same wherever and whenever it is
// read: by the IANA time zone database, or by an offset. It knows nothing of news.
package zone

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// errName is the error of Load for what names no zone.
var errName = errors.New("no time zone has this name")

// Name returns the name that Load knows a zone by. That is, in this order: UTC; the name
// of the IANA zone whose clocks it has, where its own name or, of time.Local, the system
// tells; the offset of one that has the same all the time; of any other, which was made
// by hand, the offset that it has at a time.
func Name(loc *time.Location, at time.Time) string {
	if loc == time.UTC {
		return "UTC"
	}
	names := []string{loc.String()}
	if loc == time.Local {
		names = localNames(os.LookupEnv, os.Readlink)
	}
	for _, name := range names {
		if like, err := loadIANA(name); err == nil && sameClocks(loc, like) {
			return name
		}
	}
	_, seconds := at.In(loc).Zone()
	return offsetName(seconds)
}

// Load returns the zone that Name names: of the IANA time zone database, or of an offset
// (+02:00, -03:30, +00:19:32). It does not know "Local", nor the empty name.
func Load(name string) (*time.Location, error) {
	if seconds, ok := parseOffset(name); ok {
		return time.FixedZone(name, seconds), nil
	}
	return loadIANA(name)
}

func loadIANA(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errName
	}
	return time.LoadLocation(name)
}

// localNames are what the zone of this system may be called: as package time finds it,
// by TZ or by what /etc/localtime leads to.
func localNames(env func(string) (string, bool), readlink func(string) (string, error)) []string {
	name, set := env("TZ")
	if !set {
		name, _ = readlink("/etc/localtime")
	}
	name = strings.TrimPrefix(name, ":")
	if set && name == "" {
		return []string{"UTC"}
	}
	if _, below, ok := strings.Cut(name, "/zoneinfo/"); ok {
		name = below
	}
	return []string{name}
}

// The years in which the clocks of zones are compared.
const firstYear, lastYear = 1900, 2100

// sameClocks reports whether two zones have the same offsets at all times.
func sameClocks(a, b *time.Location) bool {
	end := time.Date(lastYear, 1, 1, 0, 0, 0, 0, time.UTC)
	for t := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC); t.Before(end); {
		_, x := t.In(a).Zone()
		_, y := t.In(b).Zone()
		if x != y {
			return false
		}
		next := end
		for _, loc := range []*time.Location{a, b} {
			_, until := t.In(loc).ZoneBounds()
			if until.IsZero() {
				continue
			}
			if !until.After(t) { // package time errs at the end of leap years
				until = t.AddDate(0, 0, 1)
			}
			if until.Before(next) {
				next = until
			}
		}
		t = next
	}
	return true
}

// offsetName writes seconds east of UTC.
func offsetName(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	name := fmt.Sprintf("%c%02d:%02d", sign, seconds/3600, seconds/60%60)
	if s := seconds % 60; s != 0 {
		name += fmt.Sprintf(":%02d", s)
	}
	return name
}

// parseOffset reads what offsetName writes.
func parseOffset(name string) (seconds int, ok bool) {
	var sign byte
	var h, m, s int
	if n, _ := fmt.Sscanf(name, "%c%02d:%02d:%02d", &sign, &h, &m, &s); n < 3 || sign != '+' && sign != '-' {
		return 0, false
	}
	if seconds = h*3600 + m*60 + s; sign == '-' {
		seconds = -seconds
	}
	return seconds, offsetName(seconds) == name
}
