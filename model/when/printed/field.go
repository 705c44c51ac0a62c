package printed

import (
	"strconv"
	"strings"
	"time"

	"dateline/model"
)

// Field reads a date as programs write it into a field for one, metadata, front matter
// or the column of an archive: all that Parse and Wide read, ISO 8601 in its many
// habits, and seconds, milliseconds, microseconds and nanoseconds since 1970. Years are
// 1000 to 9999. What follows a day and its time is passed over. 1970-01-01T00:00:00Z is
// a date that nobody set.
func Field(s string, order Order) (Match, bool) { return field(s, inField, order) }

// Feed is Field for a feed's own elements: RFC 822 and what became of it, where a time
// has a zone, and one that is unknown counts as UTC.
func Feed(s string) (model.Date, bool) {
	m, ok := field(s, inFeed, DayFirst)
	return m.Date, ok
}

func field(s string, where place, order Order) (m Match, ok bool) {
	s = model.CleanLine(s)
	v := plain(s, 0, len(s))
	p := parser{s: v.s, place: where, order: order, whole: true, zero: v.zero}
	if number, is := bareNumber(p.s); is {
		m, ok = p.count(number)
	} else {
		m, ok = p.stated()
	}
	return m, ok && (m.Date.Precision != model.ToInstant || m.Date.At.Unix() != 0)
}

// stated reads a date that is more than a number.
func (p *parser) stated() (Match, bool) {
	if !p.opens() {
		return Match{}, false
	}
	fresh := *p
	if m, ok := p.all(); ok {
		return m, true
	}
	*p = fresh
	if d, ok := p.wide(); ok {
		return Match{Date: d, End: len(p.s), Apart: true}, true
	}
	fresh.whole = false
	*p = fresh
	if p.scan() {
		return p.match(fresh.i), true
	}
	*p = fresh
	if p.i = p.wordEnd(); p.i == fresh.i { // no weekday in some other language
		return Match{}, false
	}
	for p.blanks() || p.any(",", ".", ":") {
	}
	if !p.scan() {
		return Match{}, false
	}
	return p.match(fresh.i), true
}

// bareNumber returns the digits of s, where it is nothing but digits, or a long number
// with a sign or a fraction.
func bareNumber(s string) (digits string, ok bool) {
	digits, fraction, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return digits, digits != "" && (digits == s || len(digits) >= 9) && strings.Trim(digits+fraction, "0123456789") == ""
}

// count reads dates that are nothing but digits: YYYY, YYYYMMDD, YYYYMMDDhhmm,
// YYYYMMDDhhmmss, in feeds YYMMDD and YYYYDDD, else the time since 1970 by how many
// they are.
func (p *parser) count(digits string) (Match, bool) {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return Match{}, false
	}
	date, clock, clocked := n, int64(0), false // YYYYMMDD, hhmmss
	switch l := len(digits); {
	case l == 4 && n >= firstPrinted && n <= lastPrinted:
		p.year = int(n)
		return p.match(0), true
	case l == 6 && p.place == inFeed:
		date = int64(century(int(n/1e4)))*1e4 + n%1e4
	case l == 7 && p.place == inFeed:
		ok := p.dayOfYear(int(n/1e3), int(n%1e3))
		return p.match(0), ok
	case l == 12:
		date, clock, clocked = n/1e4, n%1e4*100, true
	case l == 14:
		date, clock, clocked = n/1e6, n%1e6, true
	case l != 8:
		date = 0
	}
	if y := date / 1e4; y >= firstPrinted && y <= lastPrinted && p.set(int(y), int(date/100%100), int(date%100)) {
		p.hour, p.minute, p.second, p.clocked = int(clock/1e4), int(clock/100%100), int(clock%100), clocked
		return p.match(0), p.hour <= 24 && p.minute <= 59 && p.second <= 60
	}
	if strings.HasPrefix(p.s, "-") {
		n = -n
	}
	var t time.Time
	switch l := len(digits); {
	case l < 9:
		return Match{}, false
	case l <= 10: // until 2286
		t = time.Unix(n, 0)
	case l <= 13:
		t = time.UnixMilli(n)
	case l <= 16:
		t = time.UnixMicro(n)
	default:
		t = time.Unix(0, n)
	}
	return Match{Date: model.AtInstant(t.UTC(), p.origin())}, true
}
