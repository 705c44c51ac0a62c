package rowid

import (
	"time"

	"dateline/model"
)

// Month counts the months since January 1970, of UTC.
type Month int

// MonthOf returns the month of a day.
func MonthOf(d model.Day) Month {
	y, m, _ := d.Date()
	return Month((y-1970)*12 + int(m) - 1)
}

// Start returns the first day of a month.
func (m Month) Start() model.Day { return model.NewDay(1970, time.January+time.Month(m), 1) }

// YearOf returns the year of a day.
func YearOf(d model.Day) int { y, _, _ := d.Date(); return y }

// YearStart returns the first day of a year.
func YearStart(y int) model.Day { return model.NewDay(y, time.January, 1) }

// FarDay is a day that no date reaches: the year three million or so.
const FarDay = model.Day(1 << 30)

// FarMonth is a month that no date reaches.
const FarMonth = Month(FarDay / 28)

// FloorDiv is division that rounds down.
func FloorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
