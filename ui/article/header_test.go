package article

import (
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

func day(y int, m time.Month, d int, from model.Origin) model.Date {
	return model.OnDay(model.NewDay(y, m, d), from)
}

func instant(s string, from model.Origin) model.Date {
	d, err := model.ParseDate(s, from)
	if err != nil {
		panic(err)
	}
	return d
}

// The reader's clock is Monday 23 November 2026, 09:00 at UTC+1.
func TestDateWords(t *testing.T) {
	for _, c := range []struct {
		name      string
		d         model.Date
		date, age string
	}{
		{"undated", model.Date{}, "Undated: the document does not say when it was published", ""},
		{"day", day(2020, 11, 6, model.FromStated), "Friday 6 November 2020", "6 years ago"},
		{"month", instant("2026-06", model.FromStated), "June 2026", "5 months ago"},
		{"this month", instant("2026-11", model.FromURL), "~ November 2026 (from the address)", "this month"},
		{"a month ahead", instant("2026-12", model.FromStated), "December 2026", "in 1 month"},
		{"a month long ago", instant("2013-06", model.FromHand), "June 2013 (set by hand)", "13 years ago"},
		{"year", instant("2013", model.FromStated), "2013", "13 years ago"},
		{"this year", instant("2026", model.FromStated), "2026", "this year"},
		{"a year ahead", instant("2027", model.FromStated), "2027", "in 1 year"},
		{"today", day(2026, 11, 23, model.FromStated), "Monday 23 November 2026", "today"},
		{"yesterday", day(2026, 11, 22, model.FromMetadata), "Sunday 22 November 2026", "yesterday"},
		{"tomorrow", day(2026, 11, 24, model.FromStated), "Tuesday 24 November 2026", "tomorrow"},
		{"ahead", day(2026, 12, 25, model.FromStated), "Friday 25 December 2026", "in 4 weeks"},
		{"days", day(2026, 11, 10, model.FromStated), "Tuesday 10 November 2026", "13 days ago"},
		{"months", day(2026, 5, 23, model.FromStated), "Saturday 23 May 2026", "6 months ago"},
		{"from the address", day(2026, 11, 1, model.FromURL), "~ Sunday 1 November 2026 (from the address)", "3 weeks ago"},
		{"first seen", instant("2026-11-23T08:00:00+01:00", model.FromSeen), "~ Monday 23 November 2026, 08:00 (first seen)", "1 hour ago"},
		{"in the reader's zone", instant("2026-11-22T23:30:00Z", model.FromStated), "Monday 23 November 2026, 00:30", "8 hours ago"},
		{"now", instant("2026-11-23T08:59:30+01:00", model.FromStated), "Monday 23 November 2026, 08:59", "just now"},
		{"minutes", instant("2026-11-23T08:48:00+01:00", model.FromStated), "Monday 23 November 2026, 08:48", "12 minutes ago"},
		{"more than a day", instant("2026-11-22T08:00:00+01:00", model.FromStated), "Sunday 22 November 2026, 08:00", "yesterday"},
		{"in minutes", instant("2026-11-23T09:05:00+01:00", model.FromStated), "Monday 23 November 2026, 09:05", "in 5 minutes"},
		{"in years", instant("2030-11-23T09:05:00+01:00", model.FromStated), "Saturday 23 November 2030, 09:05", "in 4 years"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := DateWords(c.d, now); got != c.date {
				t.Errorf("date %q, want %q", got, c.date)
			}
			if got := message.Age(c.d, now); got != c.age {
				t.Errorf("age %q, want %q", got, c.age)
			}
		})
	}
}

func TestReadingMinutes(t *testing.T) {
	for _, c := range []struct {
		name, s string
		want    int
	}{
		{"nothing", " \n-- ", 0},
		{"a word", "word", 1},
		{"a page", strings.Repeat("don't stop-gap 3.5 ", 238), 3},
		{"a book", strings.Repeat("word ", 238_000), 1000},
		{"Japanese", strings.Repeat("新しい橋", 255), 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ReadingMinutes(c.s); got != c.want {
				t.Errorf("%d minutes, want %d", got, c.want)
			}
		})
	}
}
