// Package timeline is the pane that shows how much was published when: bars
// over the whole period of a filter, of which a period can be chosen. It never
// asks for counts: Plan says what is wanted, Take brings it.
package timeline

import (
	"time"

	"dateline/model"
)

// Data is what a Plan has found.
type Data struct {
	Overview
	View View
	// Buckets count what is in the view by hours or days, where these or weeks
	// are its unit.
	Buckets []model.Bucket
}

// Timeline is the pane. The zero Timeline is empty; SetSize must be called
// before it is drawn.
type Timeline struct {
	width, height int
	week          time.Weekday

	over   *Overview
	view   View
	have   View    // the view whose counts are known
	counts []count // of its buckets
	most   int     // the largest of them
	wide   int     // articles in the view of which less is known than the unit
	chosen bool    // the reader has chosen the view

	cur    int // number of the bucket under the cursor
	day    model.Day
	hour   int // with day, the place in that bucket that finer ones are shown around
	placed bool
	from   int // where the range begins
	ranged bool

	shown [2]model.Day // the days [from, to) whose headlines are seen
	memo  memo
}

type count struct{ total, unread int }

// SetSize gives the pane its size in cells, and reports whether it must be
// asked for again.
func (l *Timeline) SetSize(w, h int) bool {
	if w == l.width && h == l.height {
		return false
	}
	wider := w != l.width
	l.width, l.height = w, h
	l.memo = memo{}
	if wider && l.over != nil && l.chosen {
		l.look(l.view.Unit, l.cur)
	}
	return wider && !l.Empty()
}

// Empty reports whether the pane has no room.
func (l *Timeline) Empty() bool { return l.cols() <= 0 || l.height <= 0 }

// SetWeek says on which day weeks begin.
func (l *Timeline) SetWeek(d time.Weekday) { l.week = d }

// cols is how many buckets fit: there is a blank at either side.
func (l *Timeline) cols() int { return l.width - 2 }

// seen is how many buckets are seen: after the pane was made narrower not all
// of the view, until that is asked for again.
func (l *Timeline) seen() int { return max(0, min(l.view.N, l.cols())) }

// Plan returns what is to be asked for.
func (l *Timeline) Plan() Plan {
	p := Plan{Cols: l.cols(), Week: l.week}
	if l.chosen {
		p.View = l.view
	}
	return p
}

// Known returns the overview that was taken last, or nil.
func (l *Timeline) Known() *Overview { return l.over }

// Reset forgets the view that was chosen: another filter has another period.
func (l *Timeline) Reset() {
	l.chosen, l.placed, l.ranged = false, false, false
	l.memo = memo{}
}

// Take brings what was asked for.
func (l *Timeline) Take(d Data) {
	unit := l.view.Unit
	l.over = &d.Overview
	if !l.chosen {
		l.view = d.View
	}
	if l.chosen && l.view.Unit >= Months {
		d.View = l.view // it may have been moved since
	}
	l.fill(d.View, d.Buckets)
	if l.view.Unit != unit {
		l.cur, l.ranged = l.calendar().at(l.day, l.hour), false
	}
	l.clamp()
}

// fill counts the buckets of a view.
func (l *Timeline) fill(v View, buckets []model.Bucket) {
	l.memo = memo{}
	l.have, l.most, l.wide = v, 0, 0
	l.counts = make([]count, v.N)
	c := calendar{v.Unit, l.week}
	if v.Unit >= Months && l.over != nil {
		buckets = l.over.Months
	}
	first, end := c.days(v.First, v.First+v.N-1)
	for _, b := range buckets {
		if !v.Unit.holds(b) {
			if from, to := daysOf(b); from < end && to > first {
				l.wide += b.Total
			}
			continue
		}
		if i := c.at(b.Start, b.Hour) - v.First; i >= 0 && i < v.N {
			n := &l.counts[i]
			n.total, n.unread = n.total+b.Total, n.unread+b.Unread
			l.most = max(l.most, n.total)
		}
	}
}

// known reports whether the counts of the view are there.
func (l *Timeline) known() bool { return l.over != nil && l.have == l.view }

func (l *Timeline) calendar() calendar { return calendar{l.view.Unit, l.week} }

// ends returns the first and the last bucket in which there can be anything.
func (l *Timeline) ends(u Unit) (first, last int) {
	if l.over == nil || len(l.over.Months) == 0 {
		return 0, 0
	}
	c := calendar{u, l.week}
	from, to := l.over.Months[0].Start, model.Day(0)
	for i, b := range l.over.Months {
		if _, end := daysOf(b); i == 0 || end > to {
			to = end
		}
	}
	return c.at(from, 0), c.at(to-1, 23)
}

func (l *Timeline) clamp() {
	first, last := l.ends(l.view.Unit)
	l.cur = max(first, min(l.cur, last))
	l.from = max(first, min(l.from, last))
	if l.view.N > 0 && (l.cur < l.view.First || l.cur >= l.view.First+l.view.N) {
		l.cur = max(l.view.First, min(l.cur, l.view.First+l.view.N-1))
	}
}

// Focus puts the cursor on the bucket of a day when it stands nowhere yet.
func (l *Timeline) Focus(d model.Day, hour int) {
	if l.placed || l.view.N == 0 {
		return
	}
	l.placed, l.day, l.hour = true, d, hour
	l.cur = l.calendar().at(d, hour)
	l.clamp()
}

// Move moves the cursor by n buckets, also beyond what is seen, and reports
// whether the view must be asked for.
func (l *Timeline) Move(n int) bool {
	if l.over == nil || l.view.N == 0 {
		return false
	}
	first, last := l.ends(l.view.Unit)
	l.put(max(first, min(l.cur+n, last)))
	if l.cur >= l.view.First && l.cur < l.view.First+l.view.N {
		return false
	}
	l.chosen = true
	l.look(l.view.Unit, l.cur)
	return !l.known()
}

// put puts the cursor on a bucket, and the place in its middle.
func (l *Timeline) put(i int) {
	l.cur, l.placed = i, true
	l.day, l.hour = l.calendar().start(i)
	if from, to := l.calendar().days(i, i); to-from > 1 {
		l.day = from + (to-from)/2
	}
}

// Home and End move the cursor to the ends of the view.
func (l *Timeline) Home() { l.Move(l.view.First - l.cur) }

// End is described at Home.
func (l *Timeline) End() { l.Move(l.view.First + l.view.N - 1 - l.cur) }

// Page returns how many buckets a page is.
func (l *Timeline) Page() int { return max(1, l.view.N-1) }

// Zoom makes the buckets around the cursor finer, or coarser where n is
// negative, and reports whether the view must be asked for.
func (l *Timeline) Zoom(n int) bool {
	to := max(int(Hours), min(int(l.view.Unit)-n, int(Years)))
	if l.over == nil || l.view.N == 0 || to == int(l.view.Unit) {
		return false
	}
	l.chosen, l.ranged = true, false
	l.cur = calendar{Unit(to), l.week}.at(l.day, l.hour)
	l.look(Unit(to), l.cur)
	return !l.known()
}

// look has the view show a bucket in its middle.
func (l *Timeline) look(u Unit, at int) {
	first, last := l.ends(u)
	n := min(max(0, l.cols()), last-first+1)
	l.view = View{u, max(first, min(at-n/2, last-n+1)), n}
	if u >= Months {
		l.fill(l.view, nil)
	}
	l.clamp()
	l.memo = memo{}
}

// Whole goes back to the whole period, which must be asked for.
func (l *Timeline) Whole() { l.chosen, l.ranged = false, false }

// Range begins a range at the cursor, or ends it.
func (l *Timeline) Range() {
	l.ranged, l.from = !l.ranged, l.cur
	l.memo = memo{}
}

// Ranged reports whether a range is being chosen.
func (l *Timeline) Ranged() bool { return l.ranged }

// Click puts the cursor on the bucket in a column of the pane and reports
// whether there is one.
func (l *Timeline) Click(x int) bool {
	i := x - 1
	if i < 0 || i >= l.seen() {
		return false
	}
	l.put(l.view.First + i)
	return true
}

// Term returns the date term of what is chosen: the range, or the bucket under
// the cursor. It is "" when there is none.
func (l *Timeline) Term() string {
	if l.over == nil || l.view.N == 0 {
		return ""
	}
	i, j := l.choice()
	return l.calendar().term(i, j)
}

// Totals returns how many articles the bars stand for, and how many dated ones
// lie outside of what is seen. Together with those that are undated or ahead
// they are all.
func (l *Timeline) Totals() (bars, outside int) {
	for _, n := range l.counts {
		bars += n.total
	}
	return bars, l.over.dated() - bars
}

// choice returns the first and the last bucket of what is chosen.
func (l *Timeline) choice() (first, last int) {
	if l.ranged {
		return min(l.from, l.cur), max(l.from, l.cur)
	}
	return l.cur, l.cur
}

// SetShown says which days [from, to) the headlines on the screen are of; none
// where these are equal.
func (l *Timeline) SetShown(from, to model.Day) { l.shown = [2]model.Day{from, to} }
