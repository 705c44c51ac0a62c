package model_test

import (
	"testing"
	"time"

	"dateline/model"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	return loc
}

func TestDayIsTheSameDayEverywhere(t *testing.T) {
	d := model.OnDay(model.NewDay(2020, 11, 6), model.FromStated)
	for _, name := range []string{"UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kolkata"} {
		loc := zone(t, name)
		if got := d.Day(loc).String(); got != "2020-11-06" {
			t.Errorf("%s: got %s", name, got)
		}
		if got := model.DayOf(d.Start(loc)); got != d.Day(loc) {
			t.Errorf("%s: begins on %s", name, got)
		}
	}
}

func TestInstantFallsOnTheReadersDay(t *testing.T) {
	d, err := model.ParseDate("2026-11-22T23:30:00-05:00", model.FromStated)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"UTC": "2026-11-23", "America/New_York": "2026-11-22", "Asia/Tokyo": "2026-11-23",
	} {
		if got := d.Day(zone(t, name)).String(); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if got := d.String(); got != "2026-11-22T23:30:00-05:00" {
		t.Errorf("the stated offset is lost: %s", got)
	}
}

func TestDayBeginsAfterAGap(t *testing.T) {
	// In 2018 summer time in São Paulo began at midnight: 4 November had no 00:00.
	loc := zone(t, "America/Sao_Paulo")
	d := model.NewDay(2018, 11, 4)
	got := d.In(loc)
	if model.DayOf(got) != d || got.Hour() != 1 {
		t.Errorf("got %s", got)
	}
}

func TestNewDay(t *testing.T) {
	for _, c := range []struct {
		y    int
		m    time.Month
		d    int
		want string
	}{
		{1970, 1, 1, "1970-01-01"},
		{1969, 12, 31, "1969-12-31"},
		{1900, 3, 1, "1900-03-01"},
		{2020, 2, 30, "2020-03-01"},
		{1, 1, 1, "0001-01-01"},
		{9999, 12, 31, "9999-12-31"},
	} {
		day := model.NewDay(c.y, c.m, c.d)
		if got := day.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
		if back := model.DayOf(day.In(time.UTC)); back != day {
			t.Errorf("%s: comes back as %s", c.want, back)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, s := range []string{"", "2020-11-06", "2026-11-22T08:30:00+01:00", "2026-11-22T08:30:00Z", "0999-01-01", "2013-06", "2013", "0999-12"} {
		d, err := model.ParseDate(s, model.FromMetadata)
		if err != nil || d.String() != s {
			t.Errorf("%q: got %q, %v", s, d.String(), err)
		}
		if d.Dated() != (s != "") {
			t.Errorf("%q: dated is %t", s, d.Dated())
		}
	}
	for _, s := range []string{"today", "2020-13-01", "2020-11-06 08:00", "2020-13", "202", "20201", "2020-1"} {
		if _, err := model.ParseDate(s, model.FromStated); err == nil {
			t.Errorf("%q was taken for a date", s)
		}
	}
}

func TestSpan(t *testing.T) {
	loc := zone(t, "America/New_York")
	november := model.NewSpan(time.Date(2018, 11, 1, 0, 0, 0, 0, loc), time.Date(2018, 12, 1, 0, 0, 0, 0, loc))
	rolling := model.NewSpan(time.Date(2018, 11, 5, 15, 0, 0, 0, loc), time.Date(2018, 11, 6, 15, 0, 0, 0, loc))
	for _, c := range []struct {
		name string
		span model.Span
		date string
		want bool
	}{
		{"first day", november, "2018-11-01", true},
		{"last day", november, "2018-11-30", true},
		{"day after", november, "2018-12-01", false},
		{"instant before midnight here, after it in UTC", november, "2018-12-01T04:59:59Z", true},
		{"the end is not within", november, "2018-12-01T05:00:00Z", false},
		{"the beginning is", november, "2018-11-01T04:00:00Z", true},
		{"a day that a rolling span begins in", rolling, "2018-11-05", true},
		{"a day that it ends in", rolling, "2018-11-06", true},
		{"a day outside", rolling, "2018-11-07", false},
		{"open", model.Span{}, "1800-01-01", true},
		{"all of the month", november, "2018-11", true},
		{"the year of which it is a part", november, "2018", false},
		{"the month before", november, "2018-10", false},
		{"a part of the month", rolling, "2018-11", false},
		{"an open end", model.NewSpan(time.Date(2018, 11, 1, 0, 0, 0, 0, loc), time.Time{}), "2018-11", true},
		{"an open end within the month", model.NewSpan(time.Date(2018, 11, 1, 0, 0, 1, 0, loc), time.Time{}), "2018-11", false},
		{"an open beginning", model.NewSpan(time.Time{}, time.Date(2018, 12, 1, 0, 0, 0, 0, loc)), "2018-11", true},
		{"an open beginning within the month", model.NewSpan(time.Time{}, time.Date(2018, 11, 30, 23, 0, 0, 0, loc)), "2018-11", false},
		{"any month", model.Span{}, "2018-11", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := model.ParseDate(c.date, model.FromStated)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.span.Contains(d); got != c.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

// TestWide: a month or a year is the same everywhere, has days but none of its own,
// and is ahead only until it begins.
func TestWide(t *testing.T) {
	for _, c := range []struct {
		date, from, last string
		ahead            string // the last day on which it is
	}{
		{"2013-06", "2013-06-01", "2013-06-30", "2013-05-31"},
		{"2016-02", "2016-02-01", "2016-02-29", "2016-01-31"},
		{"2013", "2013-01-01", "2013-12-31", "2012-12-31"},
		{"2013-12", "2013-12-01", "2013-12-31", "2013-11-30"},
	} {
		d, err := model.ParseDate(c.date, model.FromStated)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"UTC", "America/Los_Angeles", "Pacific/Kiritimati"} {
			loc := zone(t, name)
			from, to := d.Days(loc)
			if from.String() != c.from || (to-1).String() != c.last || d.Day(loc) != to-1 || model.DayOf(d.Start(loc)) != from {
				t.Errorf("%s in %s: %s to %s, on %s", c.date, name, from, to-1, d.Day(loc))
			}
			if e, ok := model.Whole(from, to, model.FromStated); !ok || !e.Equal(d) || e.String() != c.date {
				t.Errorf("%s comes back as %s", c.date, e)
			}
			last, _ := time.ParseInLocation("2006-01-02 15", c.ahead+" 23", loc)
			if d.Section(last) != model.Ahead || d.Section(last.Add(time.Hour)) != model.ByDate {
				t.Errorf("%s in %s is in section %d on %s", c.date, name, d.Section(last), last)
			}
		}
	}
}
