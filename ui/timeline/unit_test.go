package timeline

import (
	"testing"
	"time"

	"dateline/model"
	"dateline/model/query"
)

// TestBucketsTile: every hour lies in one bucket, the next bucket begins where
// one ends, and what a bucket's term asks for is just its days.
func TestBucketsTile(t *testing.T) {
	days := []model.Day{0, -1, 1}
	for _, y := range []int{1, 1000, 1582, 1899, 1970, 2018, 2024, 2026, 9998} {
		for m := time.January; m <= time.December; m++ {
			days = append(days, model.NewDay(y, m, 1), model.NewDay(y, m, 15), model.NewDay(y, m+1, 1)-1)
		}
	}
	for u := Hours; u <= Years; u++ {
		for week := time.Sunday; week <= time.Saturday; week++ {
			c := calendar{u, week}
			for _, d := range days {
				for _, hour := range []int{0, 13, 23} {
					i := c.at(d, hour)
					from, first := c.start(i)
					to, end := c.start(i + 1)
					here := int(d)*24 + hour
					if here < int(from)*24+first || here >= int(to)*24+end {
						t.Fatalf("%s %d:00 is not in its bucket %s, %s %d to %s %d", names[u], hour, d, from, first, to, end)
					}
					if c.at(from, first) != i || u == Weeks && from.Weekday() != week {
						t.Fatalf("%s: bucket %d begins in bucket %d", names[u], i, c.at(from, first))
					}
				}
			}
		}
	}
}

func TestTerms(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	d := model.NewDay(2018, 11, 6)
	for _, c := range []struct {
		unit        Unit
		n           int // buckets of the range
		term, words string
		from, to    string
	}{
		{Hours, 1, "2018-11-06T14", "Tue 6 Nov 2018, 14:00 – 15:00", "2018-11-06 14:00", "2018-11-06 15:00"},
		{Hours, 12, "2018-11-06T14..2018-11-07T01", "Tue 6 Nov 2018, 14:00 – Wed 7 Nov 2018, 02:00", "2018-11-06 14:00", "2018-11-07 02:00"},
		{Hours, 10, "2018-11-06T14..2018-11-06T23", "Tue 6 Nov 2018, 14:00 – 24:00", "2018-11-06 14:00", "2018-11-07 00:00"},
		{Days, 1, "2018-11-06", "Tue 6 Nov 2018", "2018-11-06 00:00", "2018-11-07 00:00"},
		{Days, 3, "2018-11-06..2018-11-08", "Tue 6 Nov 2018 – Thu 8 Nov 2018", "2018-11-06 00:00", "2018-11-09 00:00"},
		{Weeks, 1, "2018-11-05..2018-11-11", "5 Nov 2018 – 11 Nov 2018", "2018-11-05 00:00", "2018-11-12 00:00"},
		{Weeks, 2, "2018-11-05..2018-11-18", "5 Nov 2018 – 18 Nov 2018", "2018-11-05 00:00", "2018-11-19 00:00"},
		{Months, 1, "2018-11", "Nov 2018", "2018-11-01 00:00", "2018-12-01 00:00"},
		{Months, 4, "2018-11..2019-02", "Nov 2018 – Feb 2019", "2018-11-01 00:00", "2019-03-01 00:00"},
		{Quarters, 1, "2018-q4", "Oct 2018 – Dec 2018", "2018-10-01 00:00", "2019-01-01 00:00"},
		{Quarters, 3, "2018-q4..2019-q2", "Oct 2018 – Jun 2019", "2018-10-01 00:00", "2019-07-01 00:00"},
		{Years, 1, "2018", "2018", "2018-01-01 00:00", "2019-01-01 00:00"},
		{Years, 3, "2018..2020", "2018 – 2020", "2018-01-01 00:00", "2021-01-01 00:00"},
	} {
		t.Run(c.term, func(t *testing.T) {
			cal := calendar{c.unit, time.Monday}
			i := cal.at(d, 14)
			if got := cal.term(i, i+c.n-1); got != c.term {
				t.Errorf("the term is %q", got)
			}
			if got := cal.words(i, i+c.n-1, false); got != c.words {
				t.Errorf("the words are %q, want %q", got, c.words)
			}
			q, err := query.Parse(c.term, query.Env{Now: now, WeekStart: time.Monday})
			if err != nil {
				t.Fatal(err)
			}
			const layout = "2006-01-02 15:04"
			if s, ok := query.DateSpan(q); !ok || s.From.Format(layout) != c.from || s.To.Format(layout) != c.to {
				t.Errorf("the term means %s to %s", s.From.Format(layout), s.To.Format(layout))
			}
		})
	}
}
