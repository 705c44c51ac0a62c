package timeline

import (
	"slices"
	"time"

	"dateline/model"
)

// Overview counts the whole period of a filter.
type Overview struct {
	Tally  model.Tally
	Months []model.Bucket // the months with articles, except those ahead
}

// dated returns the number of articles in the months.
func (o *Overview) dated() int {
	n := 0
	for _, b := range o.Months {
		n += b.Total
	}
	return n
}

// View is a run of buckets.
type View struct {
	Unit  Unit
	First int // number of its first bucket
	N     int
}

// Plan asks for a view.
type Plan struct {
	Cols int // buckets that fit
	Week time.Weekday
	// View is the view to load. An N of 0 asks for the whole period in the finest
	// buckets that fit.
	View View
}

// Span returns the days [from, to) of a view.
func (p Plan) Span(v View) (from, to model.Day) {
	return calendar{v.Unit, p.Week}.days(v.First, v.First+v.N-1)
}

// Whole returns the view of the whole period. If more is set, the days of its
// span must be counted and passed to Refine. Articles known only to the year
// appear in years, which are the view if there are no others.
func (p Plan) Whole(months []model.Bucket) (v View, more bool) {
	if len(months) == 0 || p.Cols <= 0 {
		return View{}, false
	}
	units := [...]Unit{Weeks, Months, Quarters, Years}
	from := 0
	if known := withoutCoarse(months); len(known) > 0 {
		months = known
	} else {
		from = len(units) - 1
	}
	return p.whole(months, units[from:])
}

// withoutCoarse returns the buckets of articles known to the day.
func withoutCoarse(buckets []model.Bucket) []model.Bucket {
	return slices.DeleteFunc(slices.Clone(buckets), func(b model.Bucket) bool { return b.Known.Wide() })
}

// whole returns the view of all months in the finest of the units that fits.
func (p Plan) whole(months []model.Bucket, units []Unit) (v View, more bool) {
	from, to := visiblePeriod(months)
	for _, u := range units {
		v = view(calendar{u, p.Week}, from, to-1)
		// Weeks at both ends may be empty, which only their days can show.
		if v.N <= p.Cols || u == Weeks && v.N <= p.Cols+8 {
			return v, u == Weeks
		}
	}
	v.First, v.N = densest(months, calendar{Years, p.Week}, p.Cols), p.Cols
	return v, false
}

// Refine returns the view of the whole period once its days are counted: of
// hours, days, weeks or months, the finest that fits.
func (p Plan) Refine(days []model.Bucket) View {
	known := withoutCoarse(days)
	if len(known) == 0 && len(days) > 0 { // only months and years are known
		last, _ := calendar{unit: Months}.start(calendar{unit: Months}.at(days[len(days)-1].Start, 0) + 1)
		return view(calendar{Months, p.Week}, days[0].Start, last-1)
	}
	if days = known; len(days) == 0 {
		return View{}
	}
	from, to := days[0].Start, days[len(days)-1].Start
	for _, u := range [...]Unit{Hours, Days, Weeks} {
		if v := view(calendar{u, p.Week}, from, to); v.N <= p.Cols {
			return v
		}
	}
	return view(calendar{Months, p.Week}, from, to)
}

// Days returns the view v in days.
func (p Plan) Days(v View) View {
	from, to := p.Span(v)
	return view(calendar{Days, p.Week}, from, to-1)
}

// view returns the view of the days from one to another, both included.
func view(c calendar, from, to model.Day) View {
	first := c.at(from, 0)
	return View{c.unit, first, c.at(to, 23) - first + 1}
}

// visiblePeriod returns the days [from, to) of the months to show at once: all,
// unless a few distant articles would crowd the others together.
func visiblePeriod(months []model.Bucket) (from, to model.Day) {
	i, j := corePeriod(months)
	c := calendar{unit: Months}
	number := func(k int) int { return c.at(months[k].Start, 0) }
	last := len(months) - 1
	if 4*(number(j)-number(i)+1) > number(last)-number(0)+1 {
		i, j = 0, last
	}
	return c.days(number(i), number(j))
}

// corePeriod returns the shortest run of months, as indices, that holds all but
// a fiftieth of the articles; of several, the latest.
func corePeriod(months []model.Bucket) (from, to int) {
	all := 0
	for _, b := range months {
		all += b.Total
	}
	c := calendar{unit: Months}
	to = len(months) - 1
	best, n, i := -1, 0, 0
	for j, b := range months {
		n += b.Total
		for ; 50*(n-months[i].Total) >= 49*all; i++ {
			n -= months[i].Total
		}
		length := c.at(b.Start, 0) - c.at(months[i].Start, 0)
		if 50*n >= 49*all && (best < 0 || length <= best) {
			from, to, best = i, j, length
		}
	}
	return from, to
}

// densest returns the first of the n successive buckets with the most articles;
// of several such runs, the latest.
func densest(months []model.Bucket, c calendar, n int) int {
	first, most, sum, i := 0, -1, 0, 0
	for _, b := range months {
		sum += b.Total
		last := c.at(b.Start, 0)
		for ; c.at(months[i].Start, 0) <= last-n; i++ {
			sum -= months[i].Total
		}
		if sum >= most {
			first, most = max(c.at(months[0].Start, 0), last-n+1), sum
		}
	}
	return first
}
