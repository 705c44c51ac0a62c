package timeline

import (
	"fmt"
	"testing"
	"time"

	"dateline/model"
)

// spread makes n articles a bucket, one in every step-th month of the years.
func spread(from, to, step, n int) []model.Bucket {
	var out []model.Bucket
	for i := from * 12; i < (to+1)*12; i += step {
		out = append(out, model.Bucket{Start: model.NewDay(i/12, time.Month(i%12+1), 1), Total: n})
	}
	return out
}

// month is one month of n articles.
func month(y int, m time.Month, n int) []model.Bucket {
	return []model.Bucket{{Start: model.NewDay(y, m, 1), Total: n}}
}

func join(parts ...[]model.Bucket) (out []model.Bucket) {
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		name   string
		months []model.Bucket
		cols   int
		want   string // unit, buckets, first day
		more   bool
	}{
		{"nothing", nil, 78, "by hour 0", false},
		{"no room", month(2018, 11, 3), 0, "by hour 0", false},
		{"a month", month(2018, 11, 3), 78, "by week 5 2018-10-29", true},
		{"a year", spread(2018, 2018, 1, 3), 78, "by week 53 2018-01-01", true},
		{"five years", spread(2014, 2018, 1, 3), 78, "by month 60 2014-01-01", false},
		{"ten years", spread(2009, 2018, 1, 3), 78, "by quarter 40 2009-01-01", false},
		{"ten years on a wide screen", spread(2009, 2018, 1, 3), 198, "by month 120 2009-01-01", false},
		{"ten thin years", spread(2009, 2018, 7, 1), 78, "by quarter 40 2009-01-01", false},
		{"thirty years", spread(1989, 2018, 1, 3), 78, "by year 30 1989-01-01", false},
		{"year 1 does not stretch it", join(month(1, 1, 1), spread(2014, 2018, 1, 3)), 78, "by month 60 2014-01-01", false},
		{"nor the year 9999", join(spread(2014, 2018, 1, 3), month(9999, 12, 1)), 78, "by month 60 2014-01-01", false},
		{"nor both", join(month(1, 1, 1), spread(2014, 2018, 1, 3), month(9999, 12, 1)), 78, "by month 60 2014-01-01", false},
		{"an old article counts", join(month(2005, 1, 1), spread(2014, 2018, 1, 3)), 78, "by quarter 56 2005-01-01", false},
		{"at last the densest part", join(spread(1000, 1900, 12, 1), spread(1901, 2018, 12, 2)), 78, "by year 78 1941-01-01", false},
		{"two articles of far ages", join(month(1, 1, 1), month(9999, 12, 1)), 78, "by year 78 9922-01-01", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Plan{Cols: c.cols, Week: time.Monday}
			v, more := p.Whole(c.months)
			got := fmt.Sprint(names[v.Unit], " ", v.N)
			if v.N > 0 {
				from, _ := p.Span(v)
				got += " " + from.String()
			}
			if got != c.want || more != c.more {
				t.Errorf("got %s, %t; want %s, %t", got, more, c.want, c.more)
			}
		})
	}
}

func TestRefine(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     string
	}{
		{"2018-11-06", "2018-11-06", "by hour 24"},
		{"2018-11-06", "2018-11-08", "by hour 72"},
		{"2018-11-06", "2018-11-09", "by day 4"},
		{"2018-10-31", "2018-12-01", "by day 32"},
		{"2018-01-01", "2018-12-31", "by week 53"},
		{"2017-01-01", "2018-12-31", "by month 24"},
	} {
		t.Run(c.from+" "+c.to, func(t *testing.T) {
			var days []model.Bucket
			for _, s := range []string{c.from, c.to} {
				d, err := model.ParseDate(s, model.FromStated)
				if err != nil {
					t.Fatal(err)
				}
				days = append(days, model.Bucket{Start: d.Day(time.UTC), Total: 1})
			}
			p := Plan{Cols: 78, Week: time.Monday}
			v := p.Refine(days)
			if got := fmt.Sprint(names[v.Unit], " ", v.N); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if from, to := p.Span(v); from > days[0].Start || to <= days[1].Start {
				t.Errorf("%s to %s leaves something out", from, to)
			}
		})
	}
}
