package message

import (
	"fmt"
	"strconv"
	"time"

	"dateline/model"
)

// Number writes n with commas between thousands.
func Number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Date writes a day, a month or a year in full: "Friday 6 November 2020", "November
// 2020", "2020".
func Date(d model.Date) string {
	switch d.Precision {
	case model.ToDay:
		return d.At.UTC().Format(LongDay)
	case model.ToMonth:
		return d.At.UTC().Format(MonthYear)
	case model.ToYear:
		return d.At.UTC().Format("2006")
	}
	return ""
}

// Age writes how long ago d was, in the largest whole unit: "12 minutes ago",
// "yesterday", "3 weeks ago", "in 2 days"; "" if d is undated. The unit is never
// finer than the precision of d.
func Age(d model.Date, now time.Time) string {
	if !d.Dated() {
		return ""
	}
	if d.Precision.Wide() {
		return wideAge(d, now)
	}
	days := int(model.DayOf(now) - d.Day(now.Location()))
	if d.Precision == model.ToInstant {
		switch gone := now.Sub(d.At); {
		case gone < 0 && gone > -24*time.Hour:
			return fmt.Sprintf(InTime, inMinutes(max(1, int(-gone.Minutes()))))
		case gone < 0:
		case gone < time.Minute:
			return JustNow
		case gone < 24*time.Hour:
			return fmt.Sprintf(TimeAgo, inMinutes(int(gone.Minutes())))
		}
	}
	switch {
	case days == 0:
		return Today
	case days == 1:
		return Yesterday
	case days == -1:
		return Tomorrow
	case days < 0:
		return fmt.Sprintf(InTime, inDays(-days))
	}
	return fmt.Sprintf(TimeAgo, inDays(days))
}

// wideAge writes how many months or years ago d was.
func wideAge(d model.Date, now time.Time) string {
	y, m, _ := now.Date()
	n, words := y-d.At.Year(), func(n int) string { return several(n, OneYear, Years) }
	if months := n*12 + int(m-d.At.Month()); d.Precision == model.ToMonth && max(months, -months) < 24 {
		n, words = months, func(n int) string { return several(n, OneMonth, Months) }
	}
	switch {
	case n == 0 && d.Precision == model.ToMonth:
		return ThisMonth
	case n == 0:
		return ThisYear
	case n < 0:
		return fmt.Sprintf(InTime, words(-n))
	}
	return fmt.Sprintf(TimeAgo, words(n))
}

// several writes n of a unit.
func several(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(many, n)
}

// inMinutes writes n minutes, or the whole hours in them.
func inMinutes(n int) string {
	if n >= 60 {
		return several(n/60, OneHour, Hours)
	}
	return several(n, OneMinute, Minutes)
}

// inDays writes n days, or the whole weeks, months or years in them.
func inDays(n int) string {
	switch {
	case n < 14:
		return several(n, OneDay, Days)
	case n < 60:
		return several(n/7, OneWeek, Weeks)
	case n < 730:
		return several(n*10/304, OneMonth, Months) // 30.4 days
	}
	return several(n*100/36525, OneYear, Years)
}
