package when_test

import (
	"strings"
	"testing"
	"time"

	"dateline/model/when"
)

func TestSlips(t *testing.T) {
	for _, c := range []struct{ text, want, why string }{
		{"2018-13", "2018-12", "there is no month 13"},
		{"2018-00", "2018-01", "there is no month 00"},
		{"2018-19", "2018..2019", "there is no month 19"},
		{"2018-02-29", "2018-02-28", "February 2018 has no day 29"},
		{"2018-11-31", "2018-11-30", "November 2018 has no day 31"},
		{"2018-13-11", "2018-11-13", "there is no month 13"},
		{"2018-13-14", "2018", "there is no month 13"},
		{"11/06/2018", "2018-11-06 2018-06-11", "11/06/2018 may be 11 June or 6 November"},
		{"06-11-2018", "2018-06-11 2018-11-06", "06-11-2018 may be 6 November or 11 June"},
		{"31.02.2018", "2018-02-28", "February 2018 has no day 31"},
		{"6.11.18", "2018-11-06", "6.11.18 has two digits for the year"},
		{"13/6/99", "1999-06-13", "13/6/99 has two digits for the year"},
		{"11/06/18", "2018-11-06 2018-06-11", "11/06/18 has two digits for the year"},
		{"2018-w54", "2018-w52", "2018 has no week 54"},
		{"2020-w54", "2020-w53", "2020 has no week 54"},
		{"2018-q5", "2018-q4", "there is no quarter 5"},
		{"2018-11-06T25:00", "2018-11-06", `"25:00" is no time of day`},
		{"2018-11", "", ""},
		{"1018-13", "", ""},
		{"50-50", "", ""},
		{"1.2.3", "", ""},
		{"november", "", ""},
		{"", "", ""},
	} {
		dates, why := when.Slips(c.text)
		if got := strings.Join(dates, " "); got != c.want || why != c.why {
			t.Errorf("%q: %q, %q; want %q, %q", c.text, got, why, c.want, c.why)
		}
		for _, d := range dates {
			if _, err := when.Parse(strings.Split(d, "..")[0], time.Unix(0, 0).UTC(), when.Options{}); err != nil {
				t.Errorf("%q: %v", d, err)
			}
		}
	}
}

func TestYearless(t *testing.T) {
	for _, c := range []struct {
		text string
		m    time.Month
		day  int
		ok   bool
	}{
		{"november", 11, 0, true},
		{"Nov", 11, 0, true},
		{"6 november", 11, 6, true},
		{"november-6", 11, 6, true},
		{"30 february", 2, 30, false},
		{"29 february", 2, 29, true},
		{"november 2018", 11, 0, false},
		{"last november", 0, 0, false},
		{"6 ekim", 10, 6, true},
		{"augusta", 0, 0, false},
		{"6", 0, 6, false},
		{"", 0, 0, false},
	} {
		m, day, ok := when.Yearless(c.text)
		if ok != c.ok || ok && (m != c.m || day != c.day) {
			t.Errorf("%q: %v %d, %v", c.text, m, day, ok)
		}
	}
}
