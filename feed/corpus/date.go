package corpus

import (
	"strconv"
	"strings"
	"time"

	"dateline/model"
	"dateline/model/when/lexicon"
	"dateline/model/when/printed"
)

// readDate reads a date as corpora write them: ISO 8601 in its many habits, a month
// or a year too, seconds or finer units since 1970, digits run together, or as printed. A
// time without an offset is not known to anybody, so only its day counts.
// What is no date is undated. m says more of a numeric date.
func readDate(s string) (d model.Date, m printed.Match) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 64 {
		return d, m
	}
	if d, ok := printed.Wide(s); ok {
		d.From = model.FromMetadata
		return d, m
	}
	if digits(s) == len(s) || s[0] == '-' && digits(s[1:]) > 0 || strings.IndexByte(s, '.') == digits(s) && digits(s) >= 9 {
		return fromNumber(s), m
	}
	if d, ok := isoDate(s); ok {
		return d, m
	}
	m, ok := printed.Parse(s, printed.DayFirst)
	if ok {
		m.Date.From = model.FromMetadata
	}
	return m.Date, m
}

// digits returns how many digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// fromNumber reads 20201106, 20201106103000 and times since 1970 in seconds,
// milliseconds, microseconds or nanoseconds.
func fromNumber(s string) model.Date {
	whole, _, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return model.Date{}
	}
	if l := len(whole); l == 8 || l == 14 {
		day, err := time.Parse("20060102", whole[:8])
		if err == nil && day.Year() >= 1600 && day.Year() < 2200 {
			return model.OnDay(model.DayOf(day), model.FromMetadata)
		}
	}
	const second = 10_000_000_000 // seconds have at most ten digits until 2286
	var t time.Time
	switch {
	case n > -second && n < second:
		if -10_000_000 < n && n < 10_000_000 {
			return model.Date{} // a count of something, or "unknown"
		}
		t = time.Unix(n, 0)
	case n > -second*1_000 && n < second*1_000:
		t = time.UnixMilli(n)
	case n > -second*1_000_000 && n < second*1_000_000:
		t = time.UnixMicro(n)
	default:
		t = time.Unix(0, n)
	}
	return model.AtInstant(t.UTC(), model.FromMetadata)
}

// isoDate reads 2020-11-06, alone or with a time after "T" or a blank, with or
// without seconds, fractions and offset ("Z", "+01:00", "+0100", "+01", "UTC").
func isoDate(s string) (model.Date, bool) {
	if len(s) < 10 || digits(s) != 4 || digits(s[5:]) != 2 || digits(s[8:]) < 2 || s[4] != s[7] || s[4] != '-' && s[4] != '/' {
		return model.Date{}, false
	}
	y, m, d := number(s[:4]), number(s[5:7]), number(s[8:10])
	day := model.NewDay(y, time.Month(m), d)
	if yy, mm, dd := day.Date(); yy != y || int(mm) != m || dd != d {
		return model.Date{}, false
	}
	onDay := model.OnDay(day, model.FromMetadata)
	rest := strings.TrimLeft(s[10:], "Tt ")
	if rest == "" {
		return onDay, true
	}
	clock, rest, ok := clockTime(rest)
	if !ok {
		return onDay, true
	}
	rest, _, _ = strings.Cut(strings.TrimSpace(rest), "[") // RFC 9557: 06:00+02:00[Europe/Berlin]
	zone, ok := offset(rest)
	if place, n := lexicon.NamedZone(rest); n > 0 && n == len(rest) {
		zone, ok = place, true
	}
	if !ok {
		return onDay, true
	}
	return model.AtInstant(time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone).Add(clock), model.FromMetadata), true
}

func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// clockTime reads 10:20, 10:20:30 or 10:20:30.5.
func clockTime(s string) (clock time.Duration, rest string, ok bool) {
	if len(s) < 5 || digits(s) != 2 || s[2] != ':' || digits(s[3:]) < 2 {
		return 0, s, false
	}
	h, m := number(s[:2]), number(s[3:5])
	if h > 24 || m > 59 {
		return 0, s, false
	}
	clock = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	s = s[5:]
	if len(s) >= 3 && s[0] == ':' && digits(s[1:]) >= 2 {
		clock += time.Duration(min(59, number(s[1:3]))) * time.Second
		s = s[3:]
		if len(s) > 1 && (s[0] == '.' || s[0] == ',') {
			s = s[1+digits(s[1:]):] // nobody needs fractions of a second
		}
	}
	return clock, s, true
}

// offset reads the offset of a time.
func offset(s string) (*time.Location, bool) {
	switch s {
	case "":
		return nil, false
	case "Z", "z", "UTC", "GMT", "+00:00", "+0000", "-00:00", "+00":
		return time.UTC, true
	}
	sign := 1
	switch s[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return nil, false
	}
	s = strings.Replace(s[1:], ":", "", 1)
	if n := digits(s); n != len(s) || n != 2 && n != 4 {
		return nil, false
	}
	h, m := number(s[:2]), 0
	if len(s) == 4 {
		m = number(s[2:])
	}
	if h > 15 || m > 59 {
		return nil, false
	}
	return time.FixedZone("", sign*(h*3600+m*60)), true
}

// dateOfAddress reads the day from an address that states it in its path, as
// /2020/11/06/ or /2020-11-06-, or the month as /2020/11/: the most that can be
// known of articles of a corpus without dates.
func dateOfAddress(address string) model.Date {
	var month model.Date
	_, path, _ := strings.Cut(address, "://")
	path, _, _ = strings.Cut(path, "?")
	for i := strings.IndexByte(path, '/'); i >= 0 && i+11 <= len(path); {
		s := path[i+1:]
		if len(s) >= 10 && digits(s) == 4 && digits(s[5:]) == 2 && digits(s[8:]) == 2 && s[4] == s[7] && (s[4] == '/' || s[4] == '-') {
			if y := number(s[:4]); y >= 1990 && y < 2100 {
				if d, ok := isoDate(s[:4] + "-" + s[5:7] + "-" + s[8:10]); ok {
					d.From = model.FromURL
					return d
				}
			}
		}
		if len(s) >= 8 && digits(s) == 4 && s[4] == '/' && digits(s[5:]) == 2 && s[7] == '/' && !month.Dated() {
			if y, m := number(s[:4]), number(s[5:7]); y >= 1990 && y < 2100 && m >= 1 && m <= 12 {
				month = model.InMonth(y, time.Month(m), model.FromURL)
			}
		}
		n := strings.IndexByte(s, '/')
		if n < 0 {
			break
		}
		i += n + 1
	}
	return month
}
