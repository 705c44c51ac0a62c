package lexicon

import (
	"strings"
	"time"
)

// NamedZone reads the name of a zone of the IANA time zone database that s
// begins with ("Europe/Berlin", "America/Argentina/Buenos_Aires"). It returns the
// zone and how many bytes the name takes; 0 when there is none. Where the system
// has no such database, no name is known.
func NamedZone(s string) (*time.Location, int) {
	n := 0
	for n < len(s) && (letter(s[n]) || n > 0 && ('0' <= s[n] && s[n] <= '9' || strings.IndexByte("/_+-", s[n]) >= 0)) {
		n++
	}
	name := strings.TrimRight(s[:n], "/_+-")
	const longest = 48
	if !strings.Contains(name, "/") || len(name) > longest {
		return nil, 0
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, 0
	}
	return zone, len(name)
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
