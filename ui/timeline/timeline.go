// Package timeline is the pane that shows how much was published when: bars over
// the whole period of a filter, from which the reader chooses a part. It never
// asks for counts: Plan says what it needs, Take brings it.
package timeline

import (
	"time"

	"dateline/model"
)

// Data is the answer to a Plan.
type Data struct {
	Overview
	View View
	// Buckets count the view's articles by hour or day, if its unit is hours,
	// days or weeks.
	Buckets []model.Bucket
}

// Timeline is the pane. The zero Timeline is empty; SetSize must be called
// before it is drawn.
type Timeline struct {
	width, height int
	week          time.Weekday

	overview *Overview
	view     View
	counted  View    // the view whose counts are known
	counts   []count // of its buckets
	highest  int     // the largest of them
	coarse   int     // articles in the view dated less exactly than its unit
	chosen   bool    // the reader has chosen the view

	cursor int // number of the bucket under the cursor
	day    model.Day
	hour   int // with day, the place that Zoom keeps in view
	placed bool
	from   int // where the range begins
	ranged bool

	listed [2]model.Day // the days [from, to) of the headlines on the screen
	memo   memo
}

type count struct{ total, unread int }

// SetSize sets the pane's size in cells and reports whether its data must be
// loaded again.
func (l *Timeline) SetSize(w, h int) bool {
	if w == l.width && h == l.height {
		return false
	}
	wider := w != l.width
	l.width, l.height = w, h
	l.memo = memo{}
	if wider && l.overview != nil && l.chosen {
		l.showAround(l.view.Unit, l.cursor)
	}
	return wider && !l.Empty()
}

// Empty reports whether the pane has no room.
func (l *Timeline) Empty() bool { return l.cols() <= 0 || l.height <= 0 }

// SetWeek sets the first day of the week.
func (l *Timeline) SetWeek(d time.Weekday) { l.week = d }

// cols returns how many buckets fit between the blanks at both sides.
func (l *Timeline) cols() int { return l.width - 2 }

// seen returns how many buckets are visible. A pane made narrower shows only part
// of the view until it is loaded again.
func (l *Timeline) seen() int { return max(0, min(l.view.N, l.cols())) }

// Plan returns what the pane needs.
func (l *Timeline) Plan() Plan {
	p := Plan{Cols: l.cols(), Week: l.week}
	if l.chosen {
		p.View = l.view
	}
	return p
}

// Known returns the overview taken last, or nil.
func (l *Timeline) Known() *Overview { return l.overview }

// Reset forgets the chosen view, as another filter has another period.
func (l *Timeline) Reset() {
	l.chosen, l.placed, l.ranged = false, false, false
	l.memo = memo{}
}

// Take brings the answer to a Plan.
func (l *Timeline) Take(d Data) {
	unit := l.view.Unit
	l.overview = &d.Overview
	if !l.chosen {
		l.view = d.View
	}
	if l.chosen && l.view.Unit >= Months {
		d.View = l.view // it may have moved since
	}
	l.fill(d.View, d.Buckets)
	if l.view.Unit != unit {
		l.cursor, l.ranged = l.calendar().at(l.day, l.hour), false
	}
	l.clamp()
}

// fill counts the buckets of a view.
func (l *Timeline) fill(v View, buckets []model.Bucket) {
	l.memo = memo{}
	l.counted, l.highest, l.coarse = v, 0, 0
	l.counts = make([]count, v.N)
	c := calendar{v.Unit, l.week}
	if v.Unit >= Months && l.overview != nil {
		buckets = l.overview.Months
	}
	first, end := c.days(v.First, v.First+v.N-1)
	for _, b := range buckets {
		if !v.Unit.holds(b) {
			if from, to := daysOf(b); from < end && to > first {
				l.coarse += b.Total
			}
			continue
		}
		if i := c.at(b.Start, b.Hour) - v.First; i >= 0 && i < v.N {
			n := &l.counts[i]
			n.total, n.unread = n.total+b.Total, n.unread+b.Unread
			l.highest = max(l.highest, n.total)
		}
	}
}

// known reports whether the counts of the view have arrived.
func (l *Timeline) known() bool { return l.overview != nil && l.counted == l.view }

func (l *Timeline) calendar() calendar { return calendar{l.view.Unit, l.week} }

// limits returns the first and the last bucket that may hold an article.
func (l *Timeline) limits(u Unit) (first, last int) {
	if l.overview == nil || len(l.overview.Months) == 0 {
		return 0, 0
	}
	c := calendar{u, l.week}
	from, to := l.overview.Months[0].Start, model.Day(0)
	for i, b := range l.overview.Months {
		if _, end := daysOf(b); i == 0 || end > to {
			to = end
		}
	}
	return c.at(from, 0), c.at(to-1, 23)
}

func (l *Timeline) clamp() {
	first, last := l.limits(l.view.Unit)
	l.cursor = max(first, min(l.cursor, last))
	l.from = max(first, min(l.from, last))
	if l.view.N > 0 && (l.cursor < l.view.First || l.cursor >= l.view.First+l.view.N) {
		l.cursor = max(l.view.First, min(l.cursor, l.view.First+l.view.N-1))
	}
}

// Focus puts the cursor on the bucket of a day unless it already has a place.
func (l *Timeline) Focus(d model.Day, hour int) {
	if l.placed || l.view.N == 0 {
		return
	}
	l.placed, l.day, l.hour = true, d, hour
	l.cursor = l.calendar().at(d, hour)
	l.clamp()
}

// Move moves the cursor by n buckets, also beyond the view, and reports whether
// the view must be loaded.
func (l *Timeline) Move(n int) bool {
	if l.overview == nil || l.view.N == 0 {
		return false
	}
	first, last := l.limits(l.view.Unit)
	l.put(max(first, min(l.cursor+n, last)))
	if l.cursor >= l.view.First && l.cursor < l.view.First+l.view.N {
		return false
	}
	l.chosen = true
	l.showAround(l.view.Unit, l.cursor)
	return !l.known()
}

// put puts the cursor on a bucket, and day and hour in its middle.
func (l *Timeline) put(i int) {
	l.cursor, l.placed = i, true
	l.day, l.hour = l.calendar().start(i)
	if from, to := l.calendar().days(i, i); to-from > 1 {
		l.day = from + (to-from)/2
	}
}

// Home moves the cursor to the beginning of the view.
func (l *Timeline) Home() { l.Move(l.view.First - l.cursor) }

// End moves the cursor to the end of the view.
func (l *Timeline) End() { l.Move(l.view.First + l.view.N - 1 - l.cursor) }

// Page returns the number of buckets on a page.
func (l *Timeline) Page() int { return max(1, l.view.N-1) }

// Zoom makes the buckets finer, or coarser if n is negative, and reports whether
// the view must be loaded.
func (l *Timeline) Zoom(n int) bool {
	to := max(int(Hours), min(int(l.view.Unit)-n, int(Years)))
	if l.overview == nil || l.view.N == 0 || to == int(l.view.Unit) {
		return false
	}
	l.chosen, l.ranged = true, false
	l.cursor = calendar{Unit(to), l.week}.at(l.day, l.hour)
	l.showAround(Unit(to), l.cursor)
	return !l.known()
}

// showAround centres the view on a bucket.
func (l *Timeline) showAround(u Unit, at int) {
	first, last := l.limits(u)
	n := min(max(0, l.cols()), last-first+1)
	l.view = View{u, max(first, min(at-n/2, last-n+1)), n}
	if u >= Months {
		l.fill(l.view, nil)
	}
	l.clamp()
	l.memo = memo{}
}

// Whole goes back to the whole period, which must be loaded.
func (l *Timeline) Whole() { l.chosen, l.ranged = false, false }

// Range begins a range at the cursor, or ends it.
func (l *Timeline) Range() {
	l.ranged, l.from = !l.ranged, l.cursor
	l.memo = memo{}
}

// Ranged reports whether the reader is choosing a range.
func (l *Timeline) Ranged() bool { return l.ranged }

// Click puts the cursor on the bucket in column x of the pane and reports whether
// there is one.
func (l *Timeline) Click(x int) bool {
	i := x - 1
	if i < 0 || i >= l.seen() {
		return false
	}
	l.put(l.view.First + i)
	return true
}

// Term returns the date term for the range, or for the bucket under the cursor.
// It is "" if there is none.
func (l *Timeline) Term() string {
	if l.overview == nil || l.view.N == 0 {
		return ""
	}
	i, j := l.chosenBuckets()
	return l.calendar().term(i, j)
}

// Totals returns how many articles the bars count, and how many dated ones lie
// outside the view. With the undated ones and those ahead they make up all.
func (l *Timeline) Totals() (bars, outside int) {
	for _, n := range l.counts {
		bars += n.total
	}
	return bars, l.overview.dated() - bars
}

// chosenBuckets returns the first and the last chosen bucket.
func (l *Timeline) chosenBuckets() (first, last int) {
	if l.ranged {
		return min(l.from, l.cursor), max(l.from, l.cursor)
	}
	return l.cursor, l.cursor
}

// SetShown sets the days [from, to) of the headlines on the screen; equal days
// mean none.
func (l *Timeline) SetShown(from, to model.Day) { l.listed = [2]model.Day{from, to} }
