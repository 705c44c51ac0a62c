package rss

import (
	"time"

	"dateline/model"
	"dateline/model/when/printed"
)

// Date reads a date as feeds write them: RFC 3339 and other forms of
// ISO 8601, W3C-DTF, RFC 822 and 2822, the C library's asctime, numeric forms
// of databases, with names of months in several languages, names of time
// zones, seconds since 1970; last, what pages print. A time without a zone is
// in UTC; the Unix epoch itself is a date that nobody set.
func Date(s string) (model.Date, bool) {
	s = model.CleanLine(s)
	if s == "" || len(s) > 100 {
		return model.Date{}, false
	}
	p := &dateParser{s: s}
	if d, ok := p.parse(); ok {
		return d, d.Precision != model.ToInstant || d.At.Unix() != 0
	}
	m, ok := printed.Parse(s, printed.DayFirst)
	return m.Date, ok
}

// moment is a date and time in parts; without a day, or a day and a month, it is the
// month or the year.
type moment struct {
	year, month, day     int
	hour, minute, second int
	timed, zoned         bool
	offset               int            // seconds east of UTC
	place                *time.Location // the zone, where it is named by a place
}

// date returns m as a Date, if there is such a day. Hour 24 is the next day.
func (m *moment) date() (model.Date, bool) {
	switch {
	case m.year < 1000 || m.year > 9999 || m.day > 0:
	case m.month == 0:
		return model.InYear(m.year, model.FromStated), true
	case m.month > 0 && m.month <= 12:
		return model.InMonth(m.year, time.Month(m.month), model.FromStated), true
	}
	if m.year < 1000 || m.year > 9999 || m.month < 1 || m.month > 12 || m.day < 1 || m.day > 31 {
		return model.Date{}, false
	}
	day := model.NewDay(m.year, time.Month(m.month), m.day)
	if _, month, _ := day.Date(); int(month) != m.month {
		return model.Date{}, false
	}
	if !m.timed || m.hour > 24 || m.minute > 59 || m.second > 60 {
		return model.OnDay(day, model.FromStated), true
	}
	loc := time.UTC
	switch {
	case m.place != nil:
		loc = m.place
	case m.offset != 0:
		loc = time.FixedZone("", m.offset)
	}
	t := time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, 0, loc)
	return model.AtInstant(t, model.FromStated), true
}

// dateParser reads a date from left to right.
type dateParser struct {
	s string
	i int
	m moment

	numbers []written // that are no time and no offset
	pm, am  bool
	korean  bool
	leading bool // a word that is no month has been passed over at the beginning
}

// written is a number and how it was written.
type written struct {
	value, digits int
	after         byte // what follows it
}

// parse reads the whole of s.
func (p *dateParser) parse() (model.Date, bool) {
	if d, ok, all := p.digits(); all {
		return d, ok
	}
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c >= '0' && c <= '9':
			if !p.number() {
				return model.Date{}, false
			}
		case (c == '+' || c == '-') && p.m.timed && p.offset():
		case nameStart(c) && c != ':' && c != '_':
			if !p.word() {
				return model.Date{}, false
			}
		case c == '(' && p.m.timed:
			p.i = len(p.s) // a comment: the zone in words
		default:
			p.i++
		}
	}
	if !p.settle() {
		return model.Date{}, false
	}
	p.clock()
	return p.m.date()
}

// digits reads dates that are nothing but digits; all says that s is one.
func (p *dateParser) digits() (d model.Date, ok, all bool) {
	n := 0
	for i := range len(p.s) {
		if p.s[i] < '0' || p.s[i] > '9' {
			return d, false, false
		}
		n = n*10 + int(p.s[i]-'0')
		if i > 15 {
			return d, false, true
		}
	}
	m := moment{}
	switch len(p.s) {
	case 4:
		m.year = n
	case 6: // YYMMDD
		m.year, m.month, m.day = century(n/10000), n/100%100, n%100
	case 7: // YYYYDDD
		return yearDay(n/1000, n%1000)
	case 8:
		m.year, m.month, m.day = n/10000, n/100%100, n%100
	case 12, 14:
		if len(p.s) == 12 {
			n *= 100
		}
		m = moment{n / 1e10, n / 1e8 % 100, n / 1e6 % 100, n / 1e4 % 100, n / 100 % 100, n % 100, true, false, 0, nil}
	case 9, 10:
		return model.AtInstant(time.Unix(int64(n), 0).UTC(), model.FromStated), true, true
	case 13:
		return model.AtInstant(time.UnixMilli(int64(n)).UTC(), model.FromStated), true, true
	default:
		return d, false, true
	}
	d, ok = m.date()
	return d, ok, true
}

// number reads a number, and a time if it begins one.
func (p *dateParser) number() bool {
	start := p.i
	n := p.digitsAt(15)
	digits := p.i - start
	next := byte(0)
	if p.i < len(p.s) {
		next = p.s[p.i]
	}
	if next == ':' && digits <= 2 && !p.m.timed {
		return p.time(n)
	}
	if digits >= 6 && p.m.day == 0 && len(p.numbers) == 0 && (digits == 8 || digits == 14) {
		if digits == 14 {
			p.m.timed = true
			p.m.hour, p.m.minute, p.m.second = n/1e4%100, n/100%100, n%100
			n /= 1e6
		}
		p.numbers = append(p.numbers, written{n / 1e4, 4, '-'}, written{n / 100 % 100, 2, '-'}, written{n % 100, 2, next})
		return true
	}
	if p.afterT(start) && (digits == 4 || digits == 6) { // T1014, T101455
		if digits == 4 {
			n *= 100
		}
		p.m.timed, p.m.hour, p.m.minute, p.m.second = true, n/10000, n/100%100, n%100
		p.fraction()
		return true
	}
	if len(p.numbers) >= 4 {
		return false
	}
	p.numbers = append(p.numbers, written{n, digits, next})
	return true
}

// afterT reports whether the number at start follows the "T" of ISO 8601.
func (p *dateParser) afterT(start int) bool {
	return !p.m.timed && start > 1 && lower(p.s[start-1]) == 't' && p.s[start-2] >= '0' && p.s[start-2] <= '9'
}

// digitsAt reads at most n digits.
func (p *dateParser) digitsAt(n int) int {
	v := 0
	for ; n > 0 && p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9'; n-- {
		v = v*10 + int(p.s[p.i]-'0')
		p.i++
	}
	return v
}

// time reads the rest of a time of day.
func (p *dateParser) time(hour int) bool {
	p.m.timed, p.m.hour = true, hour
	p.i++
	p.m.minute = p.digitsAt(2)
	if p.i+1 < len(p.s) && p.s[p.i] == ':' {
		p.i++
		p.m.second = p.digitsAt(2)
	}
	p.fraction()
	return true
}

// fraction passes over a fraction of a second.
func (p *dateParser) fraction() {
	if p.i+1 < len(p.s) && (p.s[p.i] == '.' || p.s[p.i] == ',' || p.s[p.i] == ':') && p.s[p.i+1] >= '0' && p.s[p.i+1] <= '9' {
		p.i++
		p.digitsAt(20)
	}
}

// clock applies "am" and "pm".
func (p *dateParser) clock() {
	switch {
	case p.pm && p.m.hour < 12:
		p.m.hour += 12
	case p.am && p.m.hour == 12:
		p.m.hour = 0
	}
	if p.korean && !p.m.zoned {
		p.m.offset = 9 * 60 * 60
	}
}

// offset reads an offset from UTC: "+0100", "-05:00", "+1". It reports false
// when there is none.
func (p *dateParser) offset() bool {
	if p.i+1 >= len(p.s) || p.s[p.i+1] < '0' || p.s[p.i+1] > '9' {
		return false
	}
	sign := 1
	if p.s[p.i] == '-' {
		sign = -1
	}
	p.i++
	start := p.i
	n := p.digitsAt(4)
	if p.i-start <= 2 {
		n *= 100
		if p.i+1 < len(p.s) && p.s[p.i] == ':' {
			p.i++
			n += p.digitsAt(2)
		}
	}
	seconds := sign * (n/100*3600 + n%100*60)
	if !p.m.zoned && n/100 < 24 && n%100 < 60 {
		p.m.offset = seconds
	}
	p.m.zoned = true
	return true
}
