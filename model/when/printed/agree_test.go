package printed_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/when/printed"
)

// readers are all that read the whole of a text, by name.
var readers = []struct {
	name string
	read func(string) (model.Date, bool)
}{
	{"Parse", func(s string) (model.Date, bool) { return whole(printed.Parse(s, printed.DayFirst)) }},
	{"FindFirst", func(s string) (model.Date, bool) { return spanning(printed.FindFirst, s) }},
	{"FindLast", func(s string) (model.Date, bool) { return spanning(printed.FindLast, s) }},
	{"Wide", printed.Wide},
	{"Field", func(s string) (model.Date, bool) { return whole(printed.Field(s, printed.DayFirst)) }},
	{"Feed", printed.Feed},
}

func whole(m printed.Match, ok bool) (model.Date, bool) { return m.Date, ok }

// spanning returns the date in s where it is all of s.
func spanning(find func(string, printed.Order) (printed.Match, bool), s string) (model.Date, bool) {
	m, ok := find(s, printed.DayFirst)
	return m.Date, ok && m.Start == 0 && m.End == len(s)
}

// agree reports whether two readings are of the same date: a time whose zone only a
// feed assumes is elsewhere its day.
func agree(a, b model.Date) bool {
	if a.Precision == model.ToInstant && b.Precision == model.ToDay {
		a, b = b, a
	}
	if a.Precision == model.ToDay && b.Precision == model.ToInstant {
		return b.Day(b.At.Location()) == a.Day(time.UTC)
	}
	return a.Equal(b)
}

// disagreement says which readers read s as different dates.
func disagreement(s string) string {
	var first model.Date
	by := ""
	for _, r := range readers {
		switch d, ok := r.read(s); {
		case !ok:
		case by == "":
			first, by = d, r.name
		case !agree(first, d):
			return fmt.Sprintf("%q: %s reads %s, %s %s", s, by, first, r.name, d)
		}
	}
	return ""
}

// TestReadersAgree: what one reader accepts, the others read as the same date, or not
// at all.
func TestReadersAgree(t *testing.T) {
	days := []string{
		"2020-11-06", "2020/11/06", "2020.11.06", "20201106", "6 Nov 2020", "Nov 6, 2020", "06-Nov-2020", "06-Nov-20", "6.11.2020", "13/11/2020", "11/13/2020",
		"2020 November 6", "2020. november 6.", "6 ago 2020", "mar. 10 nov. 2020", "Fri, 06 Nov 2020", "Friday, November 6th, 2020", "6 de noviembre de 2020", "den 6 november 2020", "6 ноября 2020 г.",
		"2020年11月6日", "2020년 11월 6일", "令和2年11月6日", "Published on November 6, 2020", "Updated: 6 Nov 2020", "(6 Nov 2020)", "2020-11", "November 2020", "11/2020", "2020",
	}
	clocks := []string{"", "T14:30", " 14:30", " 14:30:05", "T14:30:05.123", " at 2:30 pm", ", 2.30 p.m.", " um 14.30 Uhr", " 14h30", " 下午2:30", " 오후 2:30"}
	zones := []string{"", "Z", " UTC", " GMT+2", "+01:00", " +0100", " -0800 (PST)", " +0000 UTC", " EST", " ET", " IST", " (CET)", " Europe/Berlin", "+01:00[Europe/Berlin]"}
	read := 0
	for _, day := range days {
		for _, clock := range clocks {
			for _, zone := range zones {
				if why := disagreement(day + clock + zone); why != "" {
					t.Error(why)
				}
				if _, ok := printed.Field(day+clock+zone, printed.DayFirst); ok {
					read++
				}
			}
		}
	}
	if read < 3500 {
		t.Errorf("%d of these are dates", read)
	}
}

// TestReadersDiffer: what is assumed of a place decides.
func TestReadersDiffer(t *testing.T) {
	for _, c := range []struct{ name, in, text, field, feed string }{
		{"no zone", "6 Nov 2020 14:30", "2020-11-06", "2020-11-06", "2020-11-06T14:30:00Z"},
		{"no zone, in Korean", "2020년 11월 6일 14:30", "2020-11-06", "2020-11-06", "2020-11-06T14:30:00+09:00"},
		{"an unknown zone", "6 Nov 2020 14:30 XYZ", "", "2020-11-06", "2020-11-06T14:30:00Z"},
		{"the end of a day", "6 Nov 2020 24:00", "2020-11-06", "2020-11-06", "2020-11-07T00:00:00Z"},
		{"a zone that is a word", "6 Nov 2020 14:30 met", "", "2020-11-06T14:30:00+01:00", "2020-11-06T14:30:00+01:00"},
		{"a military zone", "6 Nov 2020 14:30 A", "", "2020-11-06T14:30:00-01:00", "2020-11-06T14:30:00-01:00"},
		{"either may be the month", "11/06/2020", "2020-06-11", "2020-06-11", "2020-06-11"},
		{"with pm", "11/06/2020 2:30 PM UTC", "2020-06-11T14:30:00Z", "2020-06-11T14:30:00Z", "2020-11-06T14:30:00Z"},
		{"two numbers for a year", "03-12-31", "2031-12-03", "2031-12-03", "2003-12-31"},
		{"a month", "November 2020", "", "2020-11", "2020-11"},
		{"no day", "2020-11-00", "", "2020-11", "2020-11"},
		{"a day of the year", "2020-311", "", "2020-11-06", "2020-11-06"},
		{"a weekday in some other language", "Xyz, 6 Nov 2020", "", "2020-11-06", "2020-11-06"},
		{"a month in some other language", "6 Novembrista 2020", "", "2020-11-06", "2020-11-06"},
		{"words behind", "6 Nov 2020 by A. Writer", "", "2020-11-06", "2020-11-06"},
		{"a range", "2020-11-06/2020-11-08", "", "2020-11-06", "2020-11-06"},
		{"seconds since 1970", "1604673000", "", "2020-11-06T14:30:00Z", "2020-11-06T14:30:00Z"},
		{"nobody set it", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "", ""},
		{"before what is printed", "1066-10-14", "", "1066-10-14", "1066-10-14"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, want := range []string{c.text, c.field, c.feed} {
				r := []int{0, 4, 5}[i]
				d, ok := readers[r].read(c.in)
				if !ok {
					d = model.Date{}
				}
				if got := d.String(); got != want {
					t.Errorf("%s reads %q, want %q", readers[r].name, got, want)
				}
			}
		})
	}
}

// FuzzReadersAgree: what one reader accepts, the others read as the same date, whatever
// comes in, but for numbers, of which feeds have the year or the month first.
func FuzzReadersAgree(f *testing.F) {
	for _, s := range []string{"Fri, 06 Nov 2020 14:30:05 EST", "2020-11-06T14:30:05.1+01:00", "6 de noviembre de 2020", "2020年11月6日", "June 2013", "Nov 6 14:30 2020"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, _ := printed.Field(s, printed.DayFirst)
		if m.Numeric || strings.Contains(s, "24") || strings.Contains(s, "60") { // hours and seconds that are of the next day
			return
		}
		if why := disagreement(s); why != "" {
			t.Error(why)
		}
	})
}
