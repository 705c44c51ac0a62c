package list

import (
	"fmt"
	"time"

	"dateline/model"
	"dateline/ui/message"
)

// group is a run of headlines under one heading: those of a day or a longer
// period, or of a section.
type group struct {
	section  model.Section
	unit     unit      // of the ByDate section
	from, to model.Day // likewise: [from, to)
	wide     bool      // of a month or a year, whose days stand under other headings
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
	return group{unit: unitOf(h.Published.Precision), from: from, to: to, wide: true}
}

// unitOf is the unit of a month or a year.
func unitOf(p model.Precision) unit {
	if p == model.ToYear {
		return year
	}
	return month
}

// begins returns where the group begins in the order of the list, and next where
// what follows upon it does.
func (g group) begins(oldest bool) model.Date {
	if d, ok := model.Whole(g.from, g.to, model.FromStated); ok && (!oldest || g.wide) {
		return d
	}
	if oldest {
		return model.OnDay(g.from, model.FromStated)
	}
	return model.OnDay(g.to-1, model.FromStated)
}

func (g group) next(oldest bool) model.Date {
	last, before := g.to-1, g.from-1
	y, m, _ := last.Date()
	switch {
	case oldest && g.unit < month && ends(last) >= month, !oldest && g.wide && g.unit == year:
		return model.InMonth(y, m, model.FromStated)
	case oldest && g.unit == month && ends(last) == year:
		return model.InYear(y, model.FromStated)
	case oldest:
		return model.OnDay(g.to, model.FromStated)
	case g.wide:
		return model.OnDay(last, model.FromStated)
	}
	switch y, m, _ := before.Date(); ends(before) {
	case year:
		return model.InYear(y, model.FromStated)
	case month:
		return model.InMonth(y, m, model.FromStated)
	}
	return model.OnDay(before, model.FromStated)
}

// ends returns the longest unit that ends with a day: a year, a month or that day.
func ends(d model.Day) unit {
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

// build lays the window out as lines.
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

// relayout lays the same window out in another way; the selected row keeps its
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

// show scrolls to have the selection on the screen, if it is not there, not
// under the sticky heading, with a line of context where there is room.
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
	// A step over the edge scrolls half a view, not a line: the rows stay where
	// the eye has them for many steps, and a slow line carries two rows for a
	// step instead of all of them.
	switch above, below := l.top-(s-sticky-margin), s-(l.top+l.height-1-margin); {
	case above > l.height/2:
		l.top = s - sticky - margin
	case below > l.height/2:
		l.top = s - l.height + 1 + margin
	case above > 0 || below > 0:
		l.top = s - l.height/2
	}
	l.top = max(0, min(l.top, len(l.lines)-l.height))
	// A heading whose rows have all gone under it makes room for the next.
	if t := l.top; t+1 < len(l.lines) && s > t+1 &&
		l.lines[t].row >= 0 && l.lines[t+1].row == headingLine {
		l.top++
	}
}

// NextDay moves to the first headline of the n-th next group, or for a
// negative n back to the beginning of this group and then of earlier ones. If
// the window does not hold it, it returns the date with which it begins in the
// order of the list (found false, ok true); ok is false when there is no such
// group at all.
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
			l.sel = from // until the place has come
			return g.next(l.division.Oldest), false, true
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
			return l.groupOf(&l.rows[0]).begins(l.division.Oldest), false, true
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
// it where dir is negative, but for those that only stay. whole is true when the window shows there is none
// in all of the list that way.
func (l *List) NextUnread(dir int) (id model.ID, whole bool) {
	for i := l.sel + dir; i >= 0 && i < len(l.rows); i += dir {
		if h := &l.rows[i]; !h.State.Read && !h.Kept {
			return l.rows[i].ID, true
		}
	}
	return "", (dir > 0 && l.last) || (dir < 0 && l.first)
}

// Span returns the days [from, to) whose counts the headings of the window
// need; ok is false when it has none. What is under headings of months is asked
// for by whole years, which may turn out to be sparse.
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

// Shown returns the days [from, to) of the headlines that are seen, as far as
// they stand in the order of dates; from is to when there are none.
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

// SetSection says what stands in a section.
func (l *List) SetSection(s model.Section, c Count) {
	if l.sections[s] != c {
		l.sections[s] = c
		l.version++
	}
}

// heading returns the words of a group's heading and, where known, its count.
func (l *List) heading(g group, ascii bool) (string, Count, bool) {
	if g.section != model.ByDate {
		c := l.sections[g.section]
		return sectionNames[g.section], c, c.Total > 0
	}
	c, ok := l.count(g)
	return g.name(l.now, ascii), c, ok
}

var sectionNames = [...]string{model.Ahead: message.HeadAhead, model.NoDate: message.HeadUndated}

// dayName is a day in words: "Today, Mon 23 Nov", "Fri 6 Nov 2020".
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
