package rss

import (
	"time"

	"dateline/model"
)

// settle makes a day of the numbers and the month.
func (p *dateParser) settle() bool {
	m, n := &p.m, p.numbers
	if m.month > 0 {
		return p.named()
	}
	switch {
	case len(n) == 1 && n[0].digits == 4: // a year, with a time
		m.year = n[0].value
	case len(n) == 2 && n[0].digits == 4 && n[1].digits == 3: // 2003-335
		d, ok, _ := yearDay(n[0].value, n[1].value)
		var month time.Month
		m.year, month, m.day = model.DayOf(d.At).Date()
		m.month = int(month)
		return ok
	case len(n) == 2 && n[0].digits == 4:
		m.year, m.month = n[0].value, n[1].value
		return m.month > 0
	case len(n) != 3:
		return false
	case n[0].digits >= 3:
		m.year, m.month, m.day = n[0].value, n[1].value, n[2].value
	case n[2].digits == 4:
		m.day, m.month, m.year = n[0].value, n[1].value, n[2].value
		// Programs that write "pm" put the month first.
		if m.month > 12 || n[0].after == '/' && (p.am || p.pm) && m.day <= 12 {
			m.day, m.month = m.month, m.day
		}
	case n[0].after == '-' && n[0].digits == 2: // 03-12-31
		m.year, m.month, m.day = century(n[0].value), n[1].value, n[2].value
	default:
		return false
	}
	return true
}

// named makes a day of the numbers beside the name of a month.
func (p *dateParser) named() bool {
	m, n := &p.m, p.numbers
	if len(n) == 1 && n[0].digits == 4 { // December 2003
		m.year = n[0].value
		return true
	}
	if len(n) != 2 {
		return false
	}
	day, year := n[0], n[1]
	if day.digits > 2 {
		day, year = year, day
	}
	if day.digits > 2 || year.digits == 3 {
		return false
	}
	m.day, m.year = day.value, year.value
	if year.digits <= 2 {
		m.year = century(m.year)
	}
	return true
}

// yearDay returns a day by its number in the year, from 1.
func yearDay(year, day int) (d model.Date, ok, all bool) {
	if day < 1 || day > 366 || year < 1000 {
		return d, false, true
	}
	return model.OnDay(model.NewDay(year, time.January, 1)+model.Day(day-1), model.FromStated), true, true
}

// century completes a year of two digits.
func century(year int) int {
	if year >= 70 {
		return 1900 + year
	}
	return 2000 + year
}
