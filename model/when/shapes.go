package when

import (
	"fmt"
	"time"

	"dateline/model"
)

// shape writes the kinds of the tokens as a string.
func shape(ts []token) string {
	b := make([]byte, len(ts))
	for i, t := range ts {
		b[i] = byte(t.kind)
	}
	return string(b)
}

// words reads a date that is made of words, by its shape.
func (p *parser) words(ts []token) (model.Span, *Error) {
	ts = p.cjkMonth(ts)
	n := func(i int) int { return ts[i].n }
	switch shape(ts) {
	case "Y":
		return p.months(n(0), 1, 12), nil
	case "YNN":
		d, err := p.ymd(n(0), n(1), n(2))
		return p.days(d, 1), err
	case "t":
		return p.days(p.today+model.Day(n(0)), 1), nil
	case "w":
		return p.second(p.now), nil
	case "M", "TM", "LM", "XM":
		return p.namedMonth(ts), nil
	case "MY":
		return p.months(n(1), time.Month(n(0)), 1), nil
	case "YM":
		return p.months(n(0), time.Month(n(1)), 1), nil
	case "D", "TD", "LD", "XD":
		return p.weekday(ts), nil
	case "U", "TU", "LU", "XU":
		return p.calendarUnit(ts)
	case "NU", "LNU", "YU", "LYU":
		return p.length(ts[len(ts)-2], unit(n(len(ts)-1)))
	case "NUA", "YUA":
		return p.distant(ts[0], unit(n(1)), -1)
	case "INU", "IYU":
		return p.distant(ts[1], unit(n(2)), 1)
	case "UN", "UNY", "YUN", "NUY":
		return p.numbered(ts)
	}
	return p.dayAndMonth(ts)
}

// cjkMonth turns a number before 月 into that month.
func (p *parser) cjkMonth(ts []token) []token {
	for i := 1; i < len(ts); i++ {
		if p.text[ts[i].pos:ts[i].end] == "月" && ts[i-1].kind == aNumber && ts[i-1].n >= 1 && ts[i-1].n <= 12 {
			month := ts[i-1]
			month.kind, month.end = aMonth, ts[i].end
			return append(append(ts[:i-1:i-1], month), ts[i+1:]...)
		}
	}
	return ts
}

// dayAndMonth reads a day of a month, with or without year and weekday.
func (p *parser) dayAndMonth(ts []token) (model.Span, *Error) {
	var day, month, year, weekday *token
	for i := range ts {
		into := map[kind]**token{aNumber: &day, aMonth: &month, aYear: &year, aWeekday: &weekday}[ts[i].kind]
		if into == nil || *into != nil {
			return model.Span{}, p.noSense(ts)
		}
		*into = &ts[i]
	}
	if day == nil || month == nil {
		return model.Span{}, p.noSense(ts)
	}
	fits := func(y int) bool {
		if day.n < 1 || day.n > lastDay(y, time.Month(month.n)) {
			return false
		}
		return weekday == nil || model.NewDay(y, time.Month(month.n), day.n).Weekday() == time.Weekday(weekday.n)
	}
	if year == nil {
		return p.latestDay(*day, month.n, fits)
	}
	d, err := p.ymd(year.n, month.n, day.n)
	if err != nil {
		err.Pos, err.Len, err.Word = day.pos, day.end-day.pos, p.text[day.pos:day.end]
		return model.Span{}, err
	}
	if !fits(year.n) {
		y, m, dd := d.Date()
		return model.Span{}, p.at(*weekday, fmt.Sprintf("%d %s %d is a %s", dd, m, y, d.Weekday()), "leave the weekday out")
	}
	return p.days(d, 1), nil
}

// latestDay returns the latest day that fits and is not after today. Weekdays
// and leap years come round within 40 years (28, but for a century that is no
// leap year).
func (p *parser) latestDay(day token, month int, fits func(year int) bool) (model.Span, *Error) {
	thisYear, _, _ := p.today.Date()
	for y := thisYear; y > thisYear-41 && y >= minYear; y-- {
		if d := model.NewDay(y, time.Month(month), day.n); fits(y) && d <= p.today {
			return p.days(d, 1), nil
		}
	}
	return model.Span{}, p.at(day, fmt.Sprintf("%s has no day %d", time.Month(month), day.n), fmt.Sprintf("its days are 1 to %d", lastDay(2000, time.Month(month))))
}

// noSense says that the words of a date do not go together.
func (p *parser) noSense(ts []token) *Error {
	s := shape(ts)
	first := ts[0]
	switch {
	case s == "N":
		return p.at(first, fmt.Sprintf("%q is no date: it has no unit", p.text), "say 7d, 2w, 3mo, 1y or 12h")
	case s == "L" || s == "T" || s == "X":
		return p.at(first, fmt.Sprintf("%q needs a word behind it", p.text), "say last-week or last-tuesday")
	case s == "UA":
		return p.at(first, "a number is missing", "say 3-days-ago")
	}
	msg, hint := noDate(p.text)
	return p.wrong(msg, hint)
}

// namedMonth returns the latest month of that name that has begun; after
// "last" the latest before this month, after "this" that of this year, after
// "next" the first that has not begun.
func (p *parser) namedMonth(ts []token) model.Span {
	y, now, _ := p.today.Date()
	m := time.Month(ts[len(ts)-1].n)
	switch ts[0].kind {
	case aThis:
	case aNext:
		if m <= now {
			y++
		}
	case aLast:
		if m >= now {
			y--
		}
	default:
		if m > now {
			y--
		}
	}
	return p.months(y, m, 1)
}

// weekday returns the latest day of that name, today included; after "last"
// the latest before today, after "this" that of this week, after "next" the
// first after today.
func (p *parser) weekday(ts []token) model.Span {
	back := (int(p.today.Weekday()) - ts[len(ts)-1].n + 7) % 7
	d := p.today - model.Day(back)
	switch ts[0].kind {
	case aThis:
		first := weekOf(p.today, p.week)
		d = first + model.Day((ts[1].n-int(p.week)+7)%7)
	case aNext:
		d += 7
	case aLast:
		if back == 0 {
			d -= 7
		}
	}
	return p.days(d, 1)
}

// calendarUnit returns this, the last or the next week, month, quarter or
// year.
func (p *parser) calendarUnit(ts []token) (model.Span, *Error) {
	t := ts[len(ts)-1]
	if len(ts) == 1 {
		return model.Span{}, p.at(t, fmt.Sprintf("%q is no date", p.text), "say this-week, last-week or 7d")
	}
	step := map[kind]int{aThis: 0, aLast: -1, aNext: 1}[ts[0].kind]
	y, m, _ := p.today.Date()
	switch unit(t.n) {
	case unitDay:
		return p.days(p.today+model.Day(step), 1), nil
	case unitWeek:
		return p.days(weekOf(p.today, p.week)+model.Day(7*step), 7), nil
	case unitMonth:
		return p.months(y, m+time.Month(step), 1), nil
	case unitQuarter:
		return p.months(y, 3*((m-1)/3)+1+time.Month(3*step), 3), nil
	case unitYear:
		return p.months(y+step, 1, 12), nil
	}
	if step < 0 {
		return p.length(token{kind: aNumber, n: 1, pos: t.pos, end: t.end}, unit(t.n))
	}
	return model.Span{}, p.at(t, fmt.Sprintf("%q is no date", p.text), "say 1h, today or now")
}
