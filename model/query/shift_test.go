package query_test

import (
	"testing"
	"time"

	"dateline/model/query"
)

func TestShift(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skipf("no time zone data: %v", err)
	}
	env := query.Env{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, zone), WeekStart: time.Monday}
	for _, c := range []struct {
		name, in string
		n        int
		want     string
	}{
		{"a day", "today", 1, "2026-11-24"},
		{"back over the end of summer time", "2018-11-04", -1, "2018-11-03"},
		{"a week", "this-week", -1, "2026-11-16..2026-11-22"},
		{"a month", "2018-12", 1, "2019-01"},
		{"a month by its bounds", "since:2018-11 until:2018-11", -1, "2018-10"},
		{"two months", "2018-11..2018-12", 1, "2019-01..2019-02"},
		{"a quarter", "2018-q4", 1, "2019-q1"},
		{"a leap year", "2020", -2, "2018"},
		{"with words beside it", "pier 2018", 1, "pier 2019"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := query.Shift(c.in, c.n, env)
			if err != nil {
				t.Fatal(err)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	for _, in := range []string{"", "pier", "since:2018", "until:2018-11"} {
		if got, err := query.Shift(in, 1, env); err == nil {
			t.Errorf("%q: got %q, want an error", in, got)
		}
	}
}
