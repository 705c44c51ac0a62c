package when

import (
	"fmt"
	"strings"
	"time"

	"dateline/model"
)

// numeric reads the forms of ISO 8601 and their relatives that are made of
// digits: 2018, 2018-11, 2018-11-06, 2018/11/06, 20181106, 2018-w45, 2018-q4,
// each day with a time of day, and day first with a year at the end
// (6.11.2018). ok is false where s has none of these shapes.
func (p *parser) numeric(s string) (span model.Span, ok bool, err *Error) {
	if s == "" || !digit(s[0]) {
		return span, false, nil
	}
	date, clock := cutClock(s)
	y, parts, sep := splitDigits(date)
	if parts == nil {
		return span, false, nil
	}
	var d model.Day
	switch {
	case y < 0: // day first, or not at all
		d, err = p.dayFirst(parts, sep)
	case len(parts) == 0 && clock == "":
		return p.months(y, 1, 12), true, nil
	case len(parts) == 1 && clock == "":
		span, err = p.yearPart(y, parts[0])
		return span, true, err
	case len(parts) == 2:
		d, err = p.ymd(y, number(parts[0]), number(parts[1]))
	default:
		return span, true, p.wrong(fmt.Sprintf("%q has no day for its time", s), "say 2018-11-06T14:30")
	}
	if err != nil || clock == "" {
		return p.days(d, 1), true, err
	}
	span, err = p.isoClock(d, clock)
	return span, true, err
}

// cutClock splits "2018-11-06T14:30" and "2018-11-06 14:30".
func cutClock(s string) (date, clock string) {
	i := strings.IndexAny(s, "Tt ")
	if i < 0 || i+1 >= len(s) || !digit(s[i+1]) || !strings.ContainsAny(s[:i], "-/.") && i != 8 {
		return s, ""
	}
	return s[:i], s[i+1:]
}

// splitDigits takes a date apart at its one kind of separator. year is the
// first part when that has four digits, and -1 when the last one has. parts is
// nil when s has another shape.
func splitDigits(s string) (year int, parts []string, sep byte) {
	if len(s) == 8 && number(s) >= 0 {
		return number(s[:4]), []string{s[4:6], s[6:]}, 0
	}
	if len(s) == 6 && number(s[:4]) >= 0 && (s[4]|0x20 == 'q') && digit(s[5]) || len(s) == 7 && number(s[:4]) >= 0 && s[4]|0x20 == 'w' {
		return number(s[:4]), []string{s[4:]}, 0 // 2018q4, 2018w45
	}
	i := strings.IndexAny(s, "-/.")
	if i < 0 {
		if len(s) == 4 && number(s) >= 0 {
			return number(s), []string{}, 0
		}
		return -1, nil, 0
	}
	sep = s[i]
	parts = strings.Split(s, string(sep))
	for k, part := range parts {
		if len(part) > 4 || number(part) < 0 && !(k == 1 && len(parts) == 2 && weekOrQuarter(part)) {
			return -1, nil, 0
		}
	}
	switch {
	case len(parts[0]) == 4 && len(parts) <= 3 && shortParts(parts[1:]):
		return number(parts[0]), parts[1:], sep
	case len(parts) == 3 && len(parts[2]) == 4 && shortParts(parts[:2]):
		return -1, parts, sep
	}
	return -1, nil, 0
}

func shortParts(parts []string) bool {
	for _, s := range parts {
		if len(s) > 2 && !weekOrQuarter(s) {
			return false
		}
	}
	return true
}

func weekOrQuarter(s string) bool {
	return len(s) >= 2 && len(s) <= 3 && (s[0]|0x20 == 'w' || s[0]|0x20 == 'q') && number(s[1:]) >= 0
}

// yearPart reads what follows a year: a month, a week or a quarter.
func (p *parser) yearPart(y int, s string) (model.Span, *Error) {
	switch s[0] | 0x20 {
	case 'w':
		return p.numberedWeek(y, number(s[1:]))
	case 'q':
		return p.quarter(y, number(s[1:]))
	}
	m := number(s)
	if m < 1 || m > 12 {
		return model.Span{}, p.wrong(fmt.Sprintf("there is no month %s", s), "months are 01 to 12")
	}
	return p.months(y, time.Month(m), 1), nil
}

func (p *parser) numberedWeek(y, n int) (model.Span, *Error) {
	d, ok := isoWeek(y, n)
	if !ok {
		return model.Span{}, p.wrong(fmt.Sprintf("%d has no week %d", y, n), "weeks are w01 to w52, in some years w53")
	}
	return p.days(d, 7), nil
}

func (p *parser) quarter(y, n int) (model.Span, *Error) {
	if n < 1 || n > 4 {
		return model.Span{}, p.wrong(fmt.Sprintf("there is no quarter %d", n), "quarters are q1 to q4")
	}
	return p.months(y, time.Month(3*n-2), 3), nil
}

// ymd checks and returns a day.
func (p *parser) ymd(y, m, d int) (model.Day, *Error) {
	if m < 1 || m > 12 {
		return 0, p.wrong(fmt.Sprintf("there is no month %d", m), "months are 1 to 12")
	}
	if n := lastDay(y, time.Month(m)); d < 1 || d > n {
		return 0, p.wrong(fmt.Sprintf("%s %d has no day %d", time.Month(m), y, d), fmt.Sprintf("its days are 1 to %d", n))
	}
	return model.NewDay(y, time.Month(m), d), nil
}

// dayFirst reads 6.11.2018 and, where only one reading is possible, 13/11/2018
// and 11/13/2018.
func (p *parser) dayFirst(parts []string, sep byte) (model.Day, *Error) {
	a, b, y := number(parts[0]), number(parts[1]), number(parts[2])
	switch {
	case sep == '.' || a > 12 || a == b:
		return p.ymd(y, b, a)
	case b > 12:
		return p.ymd(y, a, b)
	}
	return 0, p.wrong(
		fmt.Sprintf("%s may be %d %s or %d %s", p.text, a, time.Month(b), b, time.Month(a)),
		fmt.Sprintf("say %04d-%02d-%02d or %04d-%02d-%02d", y, b, a, y, a, b))
}

// isoClock reads 14, 14:30 or 14:30:05, with Z or an offset such as +01:00
// behind, on d.
func (p *parser) isoClock(d model.Day, s string) (model.Span, *Error) {
	bad := func() (model.Span, *Error) {
		return model.Span{}, p.wrong(fmt.Sprintf("%q is no time of day", s), "say T14:30 or T14:30:05, with +01:00 or Z behind if need be")
	}
	local := *p
	if i := strings.IndexAny(s, "+-zZ"); i >= 0 {
		zone, ok := offset(s[i:])
		if !ok {
			return bad()
		}
		local.now = p.now.In(zone)
		s = s[:i]
	}
	c, ok := clock(s)
	if !ok {
		return bad()
	}
	span := local.moment(d, c)
	return model.NewSpan(span.From.In(p.zone()), span.To.In(p.zone())), nil
}

// offset reads Z, +01:00, +0100 or +01.
func offset(s string) (*time.Location, bool) {
	if s == "z" || s == "Z" {
		return time.UTC, true
	}
	digits := strings.Replace(s[1:], ":", "", 1)
	if len(digits) == 2 {
		digits += "00"
	}
	if len(digits) != 4 || number(digits) < 0 || number(digits[:2]) > 15 || number(digits[2:]) > 59 {
		return nil, false
	}
	seconds := (number(digits[:2])*60 + number(digits[2:])) * 60
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds), true
}

// clock reads 14, 14:30 and 14:30:05.
func clock(s string) (clockTime, bool) {
	c := clockTime{length: time.Hour}
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return c, false
	}
	into := [...]*int{&c.hour, &c.minute, &c.second}
	most := [...]int{23, 59, 59}
	lengths := [...]time.Duration{time.Hour, time.Minute, time.Second}
	for i, part := range parts {
		n := number(part)
		if n < 0 || n > most[i] || len(part) > 2 || i > 0 && len(part) != 2 {
			return c, false
		}
		*into[i], c.length = n, lengths[i]
	}
	return c, true
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// number returns the value of a run of at most nine digits, or -1.
func number(s string) int {
	if s == "" || len(s) > 9 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) {
			return -1
		}
		n = 10*n + int(s[i]-'0')
	}
	return n
}
