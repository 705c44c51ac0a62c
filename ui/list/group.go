package list

import (
	"fmt"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// group is the headlines under one heading: a day, a longer period or a section.
type group struct {
	section  model.Section
	unit     unit      // of the ByDate section
	from, to model.Day // likewise: [from, to)
	coarse   bool      // of a month or a year, whose days stand under other headings
}

func (l *List) groupOf(h *model.Headline) group {
	if h.Section != model.ByDate {
		return group{section: h.Section}
	}
	g := l.period(h.Published.Day(l.now.Location()))
	from, to := h.Published.Days(l.now.Location())
	if !h.Published.Precision.Wide() || g.from <= from && g.to >= to {
		return g
	}
	return group{unit: unitOf(h.Published.Precision), from: from, to: to, coarse: true}
}

// unitOf returns the unit of a date known to the month or the year.
func unitOf(p model.Precision) unit {
	if p == model.ToYear {
		return year
	}
	return month
}

// startDate returns the date at which the group begins in the order of the list.
func (g group) startDate(oldest bool) model.Date {
	if d, ok := model.Whole(g.from, g.to, model.FromStated); ok && (!oldest || g.coarse) {
		return d
	}
	if oldest {
		return model.OnDay(g.from, model.FromStated)
	}
	return model.OnDay(g.to-1, model.FromStated)
}

func (g group) nextDate(oldest bool) model.Date {
	last, before := g.to-1, g.from-1
	y, m, _ := last.Date()
	switch {
	case oldest && g.unit < month && longestEnding(last) >= month, !oldest && g.coarse && g.unit == year:
		return model.InMonth(y, m, model.FromStated)
	case oldest && g.unit == month && longestEnding(last) == year:
		return model.InYear(y, model.FromStated)
	case oldest:
		return model.OnDay(g.to, model.FromStated)
	case g.coarse:
		return model.OnDay(last, model.FromStated)
	}
	switch y, m, _ := before.Date(); longestEnding(before) {
	case year:
		return model.InYear(y, model.FromStated)
	case month:
		return model.InMonth(y, m, model.FromStated)
	}
	return model.OnDay(before, model.FromStated)
}

// longestEnding returns the longest unit that ends with d: year, month or day.
func longestEnding(d model.Day) unit {
	switch _, m, first := (d + 1).Date(); {
	case first > 1:
		return day
	case m == time.January:
		return year
	}
	return month
}

// headed reports whether the list has headings.
func (l *List) headed() bool { return l.division.By != None }

// build turns the window into lines.
func (l *List) build() {
	l.version++
	l.lines, l.groups = l.lines[:0], l.groups[:0]
	if l.hasFold() {
		l.groups = append(l.groups, group{section: model.Ahead})
		l.lines = append(l.lines, line{foldRow, 0})
	}
	l.timeCols = 0
	for i := range l.rows {
		g := l.groupOf(&l.rows[i])
		l.timeCols = max(l.timeCols, l.colsOf(&l.rows[i], g))
		if l.endsVisit(i) {
			l.lines = append(l.lines, line{visitLine, len(l.groups) - 1})
		}
		if n := len(l.groups); n == 0 || l.groups[n-1] != g {
			l.groups = append(l.groups, g)
			if l.headed() {
				l.lines = append(l.lines, line{headingLine, n})
			}
		}
		l.lines = append(l.lines, line{i, len(l.groups) - 1})
	}
}

func (l *List) layout() {
	l.build()
	l.clamp()
	l.show()
}

// relayout builds the lines of the same window again. The selected row keeps its
// line on the screen.
func (l *List) relayout() {
	y := l.lineOf(l.sel) - l.top
	l.build()
	l.clamp()
	if s := l.lineOf(l.sel); s >= 0 && y >= 0 {
		l.top = s - y
	}
	l.show()
}

func (l *List) lineOf(sel int) int {
	for i, ln := range l.lines {
		if ln.row == sel {
			return i
		}
	}
	return -1
}

// show scrolls the selection onto the screen, clear of the sticky heading, with
// a line of context if the pane is high enough.
func (l *List) show() {
	l.version++
	if l.height <= 0 || len(l.lines) == 0 {
		l.top = 0
		return
	}
	s := max(0, l.lineOf(l.sel))
	margin := 0
	if l.height > 6 {
		margin = 1
	}
	sticky := 0
	if l.headed() {
		sticky = 1
	}
	// A step over the edge scrolls half a view, not a line. Rows then stay in
	// place for many steps, and a slow connection carries two rows a step instead
	// of all of them.
	switch above, below := l.top-(s-sticky-margin), s-(l.top+l.height-1-margin); {
	case above > l.height/2:
		l.top = s - sticky - margin
	case below > l.height/2:
		l.top = s - l.height + 1 + margin
	case above > 0 || below > 0:
		l.top = s - l.height/2
	}
	l.top = max(0, min(l.top, len(l.lines)-l.height))
	// A heading whose rows have all scrolled away makes room for the next.
	if t := l.top; t+1 < len(l.lines) && s > t+1 &&
		l.lines[t].row >= 0 && l.lines[t+1].row == headingLine {
		l.top++
	}
}

// NextDay moves to the first headline of the n-th group below. A negative n
// moves to the beginning of this group, then of those above. If the window does
// not hold the group, found is false and d the date at which it begins; ok is
// false if there is no such group.
func (l *List) NextDay(n int) (d model.Date, found, ok bool) {
	if l.sel < 0 {
		if n > 0 && len(l.rows) > 0 {
			l.sel = 0
			l.show()
			return d, true, true
		}
		return d, false, false
	}
	from := l.sel
	for ; n > 0; n-- {
		g, i := l.groupOf(&l.rows[l.sel]), l.sel
		for i < len(l.rows) && l.groupOf(&l.rows[i]) == g {
			i++
		}
		if i == len(l.rows) && (l.last || g.section != model.ByDate) {
			l.sel = i - 1
			l.show()
			return d, false, false
		}
		if i == len(l.rows) {
			l.sel = from // until that part of the list arrives
			return g.nextDate(l.division.Oldest), false, true
		}
		l.sel = i
	}
	for ; n < 0; n++ {
		i := l.start(l.sel)
		if i == l.sel && i > 0 {
			i = l.start(i - 1)
		}
		if i == 0 && !l.first {
			l.sel = from
			return l.groupOf(&l.rows[0]).startDate(l.division.Oldest), false, true
		}
		l.sel = i
	}
	l.show()
	return d, true, true
}

// start returns the first row of the window in the group of row i.
func (l *List) start(i int) int {
	g := l.groupOf(&l.rows[i])
	for i > 0 && l.groupOf(&l.rows[i-1]) == g {
		i--
	}
	return i
}

// NextUnread returns the nearest unread headline below the selection, or above
// it if dir is negative, except those only kept. If there is none, whole reports
// whether the window reaches the end of the list that way.
func (l *List) NextUnread(dir int) (id model.ID, whole bool) {
	for i := l.sel + dir; i >= 0 && i < len(l.rows); i += dir {
		if h := &l.rows[i]; !h.State.Read && !h.Kept {
			return l.rows[i].ID, true
		}
	}
	return "", (dir > 0 && l.last) || (dir < 0 && l.first)
}

// Span returns the days [from, to) that the window's headings need counted; ok
// is false if there are none. Headings of months need whole years, which may
// turn out to be sparse.
func (l *List) Span() (from, to model.Day, ok bool) {
	for i := range l.rows {
		if l.rows[i].Section != model.ByDate {
			continue
		}
		g := l.groupOf(&l.rows[i])
		if g.unit == month {
			y, _, _ := g.from.Date()
			g.from, g.to = model.NewDay(y, 1, 1), model.NewDay(y+1, 1, 1)
		}
		if !ok {
			from, to, ok = g.from, g.to, true
		}
		from, to = min(from, g.from), max(to, g.to)
	}
	return from, to, ok
}

// Shown returns the days [from, to) of the visible headlines in the order of
// dates; from equals to if there are none.
func (l *List) Shown() (from, to model.Day) {
	for y := range max(0, l.height) {
		i := l.top + y
		if i >= len(l.lines) || l.lines[i].row < 0 || y == 0 && l.headed() || l.rows[l.lines[i].row].Section != model.ByDate {
			continue
		}
		first, end := l.rows[l.lines[i].row].Published.Days(l.now.Location())
		if from == to {
			from, to = first, end
		}
		from, to = min(from, first), max(to, end)
	}
	return from, to
}

// SetSection sets the count of a section.
func (l *List) SetSection(s model.Section, c Count) {
	if l.sections[s] != c {
		l.sections[s] = c
		l.version++
	}
}

// heading returns the text of a group's heading and, if known, its count.
func (l *List) heading(g group, ascii bool) (string, Count, bool) {
	if g.section != model.ByDate {
		c := l.sections[g.section]
		return sectionNames[g.section], c, c.Total > 0
	}
	c, ok := l.count(g)
	return g.name(l.now, ascii), c, ok
}

var sectionNames = [...]string{model.Ahead: message.HeadAhead, model.NoDate: message.HeadUndated}

// dayName names a day: "Today, Mon 23 Nov", "Fri 6 Nov 2020".
func dayName(d model.Day, now time.Time) string {
	today := model.DayOf(now)
	t := d.In(time.UTC)
	short := t.Format(message.ShortDayThisYear)
	switch d {
	case today:
		return fmt.Sprintf(message.HeadToday, short)
	case today - 1:
		return fmt.Sprintf(message.HeadYesterday, short)
	}
	return t.Format(message.ShortDay)
}
