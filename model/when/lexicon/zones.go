package lexicon

import (
	"strings"
	"sync"
	"time"
)

const hour = 3600

// offsets are time zones by their abbreviations, in seconds east of UTC: those of RFC
// 822 and others that the news uses. It is never changed.
var offsets = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
	"a": -1 * hour, "n": 1 * hour, "m": -12 * hour, "y": 12 * hour, // military, as RFC 822 has them
	"ast": -4 * hour, "adt": -3 * hour, "est": -5 * hour, "edt": -4 * hour, "cst": -6 * hour, "cdt": -5 * hour,
	"mst": -7 * hour, "mdt": -6 * hour, "pst": -8 * hour, "pdt": -7 * hour,
	"akst": -9 * hour, "akdt": -8 * hour, "hst": -10 * hour, "nst": -3*hour - hour/2, "ndt": -2*hour - hour/2,
	"brt": -3 * hour, "art": -3 * hour, "clt": -4 * hour, "cot": -5 * hour,
	"bst": 1 * hour, "wat": 1 * hour, "west": 1 * hour, "cet": 1 * hour, "met": 1 * hour, "mez": 1 * hour,
	"cest": 2 * hour, "mest": 2 * hour, "mesz": 2 * hour, "eet": 2 * hour, "cat": 2 * hour, "sast": 2 * hour,
	"eest": 3 * hour, "msk": 3 * hour, "eat": 3 * hour, "trt": 3 * hour, "idt": 3 * hour, "gst": 4 * hour,
	"pkt": 5 * hour, "ist": 5*hour + hour/2, "npt": 5*hour + 3*hour/4,
	"ict": 7 * hour, "wib": 7 * hour, "hkt": 8 * hour, "sgt": 8 * hour, "myt": 8 * hour, "pht": 8 * hour,
	"awst": 8 * hour, "wita": 8 * hour, "jst": 9 * hour, "kst": 9 * hour, "wit": 9 * hour,
	"acst": 9*hour + hour/2, "acdt": 10*hour + hour/2, "aest": 10 * hour, "aedt": 11 * hour,
	"pmst": -3 * hour, "pmdt": -2 * hour, "amt": -4 * hour, "uyt": -3 * hour, "nzst": 12 * hour, "nzdt": 13 * hour,
}

// places are the abbreviations that stand for what the clocks of a place show, in
// summer and in winter.
var places = map[string]func() *time.Location{
	"at": clocksOf("America/Halifax"), "et": clocksOf("America/New_York"), "ct": clocksOf("America/Chicago"),
	"mt": clocksOf("America/Denver"), "pt": clocksOf("America/Los_Angeles"),
}

// clocksOf returns what loads a zone once; nil where the system does not know it.
func clocksOf(name string) func() *time.Location {
	return sync.OnceValue(func() *time.Location {
		zone, err := time.LoadLocation(name)
		if err != nil {
			return nil
		}
		return zone
	})
}

// Zone returns the time zone that an abbreviation in lower case stands for. One that
// several zones share is the one that most news means by it, whatever the language:
// IST is India's (not Israel's or Ireland's), BST British Summer Time (not
// Bangladesh's), AST, CST, EST and MST are those of North America (not of Arabia,
// China, Australia and Malaysia), GST is the Gulf's. ET, CT, MT, PT and AT are what
// the clocks there show on the day.
func Zone(abbreviation string) (*time.Location, bool) {
	if clocks, ok := places[abbreviation]; ok {
		zone := clocks()
		return zone, zone != nil
	}
	offset, ok := offsets[abbreviation]
	return Fixed(offset), ok
}

// Fixed returns the zone that is so many seconds east of UTC.
func Fixed(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone("", offset)
}

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
