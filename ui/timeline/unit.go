package timeline

import (
	"fmt"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// Unit is the length of a bucket.
type Unit uint8

// The units, finest first.
const (
	Hours Unit = iota
	Days
	Weeks
	Months
	Quarters
	Years
)

// names are the words for the units.
var names = [...]string{message.ByHour, message.ByDay, message.ByWeek, message.ByMonth, message.ByQuarter, message.ByYear}

// holds reports whether the articles of a bucket are dated exactly enough for the
// unit.
func (u Unit) holds(b model.Bucket) bool {
	return !b.Known.Wide() || u == Years
}

// daysOf returns the days [from, to) of a month's or a year's bucket.
func daysOf(b model.Bucket) (from, to model.Day) {
	c := calendar{unit: Months}
	if b.Known == model.ToYear {
		c.unit = Years
	}
	at := c.at(b.Start, 0)
	return c.days(at, at)
}

// calendar numbers the buckets of a unit in sequence, including empty ones.
type calendar struct {
	unit Unit
	week time.Weekday // first day of the week
}

// at returns the number of the bucket that holds an hour of a day.
func (c calendar) at(d model.Day, hour int) int {
	y, m, _ := d.Date()
	switch c.unit {
	case Hours:
		return int(d)*24 + hour
	case Weeks:
		return floor(int(d)-c.firstWeek(), 7)
	case Months:
		return y*12 + int(m) - 1
	case Quarters:
		return y*4 + (int(m)-1)/3
	case Years:
		return y
	}
	return int(d)
}

// start returns where a bucket begins.
func (c calendar) start(i int) (d model.Day, hour int) {
	switch c.unit {
	case Hours:
		d = model.Day(floor(i, 24))
		return d, i - int(d)*24
	case Weeks:
		return model.Day(c.firstWeek() + 7*i), 0
	case Months:
		y := floor(i, 12)
		return model.NewDay(y, time.Month(i-12*y+1), 1), 0
	case Quarters:
		y := floor(i, 4)
		return model.NewDay(y, time.Month(3*(i-4*y)+1), 1), 0
	case Years:
		return model.NewDay(i, 1, 1), 0
	}
	return model.Day(i), 0
}

// firstWeek returns the day, counted from 1970, on which week 0 begins.
func (c calendar) firstWeek() int {
	return -((int(model.Day(0).Weekday()) - int(c.week) + 7) % 7)
}

func floor(a, b int) int {
	if a < 0 {
		a -= b - 1
	}
	return a / b
}

// days returns the days [from, to) of the buckets from number i to j.
func (c calendar) days(i, j int) (from, to model.Day) {
	from, _ = c.start(i)
	to, hour := c.start(j + 1)
	if hour > 0 {
		to++
	}
	return from, to
}

// term returns the query language's date term for the buckets from i to j.
func (c calendar) term(i, j int) string {
	if c.unit == Weeks {
		from, to := c.days(i, j)
		return from.String() + ".." + (to - 1).String()
	}
	if i == j {
		return c.point(i)
	}
	return c.point(i) + ".." + c.point(j)
}

func (c calendar) point(i int) string {
	d, hour := c.start(i)
	y, m, _ := d.Date()
	switch c.unit {
	case Hours:
		return fmt.Sprintf("%sT%02d", d, hour)
	case Months:
		return fmt.Sprintf("%04d-%02d", y, m)
	case Quarters:
		return fmt.Sprintf("%04d-q%d", y, (m+2)/3)
	case Years:
		return fmt.Sprintf("%04d", y)
	}
	return d.String()
}

// words describes the buckets from i to j in full.
func (c calendar) words(i, j int, ascii bool) string {
	dash := " – "
	if ascii {
		dash = " - "
	}
	from, hour := c.start(i)
	to, end := c.start(j + 1)
	first, last := from.In(time.UTC), (to - 1).In(time.UTC)
	layout := message.ShortDay
	switch c.unit {
	case Hours:
		if end == 0 {
			to, end = to-1, 24
		}
		s := fmt.Sprintf("%s, %02d:00%s", first.Format(layout), hour, dash)
		if to != from {
			s += to.In(time.UTC).Format(layout) + ", "
		}
		return s + fmt.Sprintf("%02d:00", end)
	case Weeks:
		layout = message.DayMonthYear
	case Months, Quarters:
		layout = message.ShortMonthYear
	case Years:
		layout = "2006"
	}
	a, b := first.Format(layout), last.Format(layout)
	if a == b {
		return a
	}
	return a + dash + b
}

// label returns the text under a bucket that begins a longer period, or "".
func (c calendar) label(i int) string {
	d, hour := c.start(i)
	t := d.In(time.UTC)
	y, m, day := d.Date()
	switch c.unit {
	case Hours:
		if hour == 0 {
			return t.Format(message.WeekdayDay)
		}
	case Days:
		if day == 1 {
			return monthLabel(t)
		}
	case Weeks:
		if day <= 7 {
			return monthLabel(t)
		}
	case Months, Quarters:
		if m == time.January {
			return t.Format("2006")
		}
	case Years:
		if y%10 == 0 {
			return t.Format("2006")
		}
	}
	return ""
}

// firstLabel returns the text under the first bucket of the view.
func (c calendar) firstLabel(i int) string {
	d, _ := c.start(i)
	t := d.In(time.UTC)
	switch c.unit {
	case Hours:
		return t.Format(message.ShortDay)
	case Days, Weeks:
		return t.Format(message.DayMonthYear)
	case Months, Quarters:
		return t.Format(message.ShortMonthYear)
	}
	return t.Format("2006")
}

func monthLabel(t time.Time) string {
	if t.Month() == time.January {
		return t.Format("2006")
	}
	return t.Format(message.ShortMonth)
}
