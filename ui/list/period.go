package list

import (
	"slices"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/config"
	"dateline/ui/message"
)

// Headings chooses how headings divide a list.
type Headings uint8

// The kinds.
const (
	Auto Headings = iota // days, coarser with age
	Days
	None // no headings; rows show their dates
)

// Division says how headings divide a list.
type Division struct {
	By   Headings
	Week time.Weekday // first day of the week
	// Length is the number of days the filter covers; 0 if it is open.
	Length int
	Oldest bool // the list begins with the oldest
}

// DivisionOf returns the division of a query's list under a reader's settings. A
// list not in the order of dates has no headings; a short period has finer ones.
func DivisionOf(q model.Query, s *config.Settings) Division {
	d := Division{Week: s.WeekStart, Oldest: q.Sort == model.Oldest}
	switch {
	case q.Sort != model.Newest && !d.Oldest, s.Headings == config.HeadingsNone:
		d.By = None
	case s.Headings == config.HeadingsDays:
		d.By = Days
	}
	if s, ok := query.DateSpan(q); ok && !s.From.IsZero() && !s.To.IsZero() {
		d.Length = max(1, int(s.ToDay-s.FromDay))
	}
	return d
}

// Divide changes how the list is divided.
func (l *List) Divide(d Division) {
	if l.division == d {
		return
	}
	l.division = d
	l.relayout()
}

// unit is the length of a heading's period.
type unit uint8

const (
	day unit = iota
	week
	month
	year
)

// The longest filters, in days, with headings of days, weeks or months whatever
// their age.
const (
	maxForDays   = 62
	maxForWeeks  = 190
	maxForMonths = 400
)

// period returns the heading of a day: days in this week and the last, weeks in
// this month and the last, then months. Years with few articles have one heading
// each, as months would be mostly headings.
func (l *List) period(d model.Day) group {
	one := group{unit: day, from: d, to: d + 1}
	if l.division.By != Auto || l.division.Length > 0 && l.division.Length <= maxForDays {
		return one
	}
	today := model.DayOf(l.now)
	days, weeks := weekOf(today, l.division.Week)-7, monthsBefore(today, 1)
	weeks = min(weeks, days)
	y, m, _ := d.Date()
	short := l.division.Length > 0
	switch {
	case d >= days:
		return one
	case d >= weeks || short && l.division.Length <= maxForWeeks:
		g := group{unit: week, from: weekOf(d, l.division.Week)}
		g.to = g.from + 7
		if d >= weeks {
			g.from = max(g.from, weeks)
		} else {
			g.to = min(g.to, weeks)
		}
		return g
	case l.sparse[y] && !(short && l.division.Length <= maxForMonths) && model.NewDay(y+1, 1, 1) <= weeks:
		return group{unit: year, from: model.NewDay(y, 1, 1), to: model.NewDay(y+1, 1, 1)}
	}
	return group{unit: month, from: model.NewDay(y, m, 1), to: min(model.NewDay(y, m+1, 1), weeks)}
}

// Period returns the days [from, to) of the selected headline's heading, or its
// own day without headings. The headline must have a date.
func (l *List) Period() (from, to model.Day) {
	if l.sel < 0 || l.sel >= len(l.rows) {
		return 0, 0
	}
	g := l.groupOf(&l.rows[l.sel])
	return g.from, g.to
}

// weekOf returns the first day of the week of d.
func weekOf(d model.Day, first time.Weekday) model.Day {
	return d - model.Day((int(d.Weekday())-int(first)+7)%7)
}

// monthsBefore returns the first day of the month n months before d's.
func monthsBefore(d model.Day, n int) model.Day {
	y, m, _ := d.Date()
	return model.NewDay(y, m-time.Month(n), 1)
}

// SetDays sets the counts of the days [from, to). A heading with other days
// shows no count.
func (l *List) SetDays(from, to model.Day, days []model.Bucket) {
	l.counts, l.countsFrom, l.countsTo = make(map[countKey]Count, len(days)), from, to
	for _, b := range days {
		l.counts[countKey{b.Start, b.Known}] = Count{Total: b.Total, Unread: b.Unread}
	}
	l.version++
	if l.updateSparse() {
		l.relayout()
	}
}

// Counted reports whether the days [from, to) have been counted.
func (l *List) Counted(from, to model.Day) bool {
	return l.counts != nil && from >= l.countsFrom && to <= l.countsTo
}

// updateSparse finds the sparse ones among the counted years and reports whether
// any year changed.
func (l *List) updateSparse() bool {
	articles, months := make(map[int]int), make(map[int]map[time.Month]bool)
	for d, c := range l.counts {
		y, m, _ := d.day.Date()
		if d.known == model.ToYear {
			continue
		}
		if months[y] == nil {
			months[y] = make(map[time.Month]bool)
		}
		articles[y] += c.Total
		months[y][m] = true
	}
	changed := false
	for y, n := range articles {
		if model.NewDay(y, 1, 1) < l.countsFrom || model.NewDay(y+1, 1, 1) > l.countsTo {
			continue
		}
		was, known := l.sparse[y]
		sparse := n < 2*len(months[y])
		if known && sparse && slices.ContainsFunc(l.rows, func(h model.Headline) bool { return h.Kept }) {
			continue // kept headlines are not counted, but their headings stay
		}
		if l.sparse == nil {
			l.sparse = make(map[int]bool)
		}
		l.sparse[y] = sparse
		changed = changed || sparse != was
	}
	return changed
}

// countKey names a count: a day's, or that of the articles known only to the
// month or year that begins on the day.
type countKey struct {
	day   model.Day
	known model.Precision
}

// countKeyOf returns the count that includes a headline.
func (l *List) countKeyOf(h *model.Headline) countKey {
	first, _ := h.Published.Days(l.now.Location())
	if p := h.Published.Precision; p.Wide() {
		return countKey{first, p}
	}
	return countKey{day: first}
}

// count returns the count of a group, if its days are known.
func (l *List) count(g group) (c Count, known bool) {
	if g.from < l.countsFrom || g.to > l.countsTo {
		return c, false
	}
	add := func(n Count) { c.Total, c.Unread = c.Total+n.Total, c.Unread+n.Unread }
	switch {
	case g.coarse && g.unit == year:
		add(l.counts[countKey{g.from, model.ToYear}])
	case g.coarse:
		add(l.counts[countKey{g.from, model.ToMonth}])
	case g.unit < month && g.to-g.from < model.Day(len(l.counts)):
		for d := g.from; d < g.to; d++ {
			add(l.counts[countKey{day: d}])
		}
	default:
		for d, n := range l.counts {
			if d.day >= g.from && d.day < g.to && (!d.known.Wide() || g.unit >= unitOf(d.known)) {
				add(n)
			}
		}
	}
	return c, c.Total > 0
}

// name names the period: "Today, Mon 23 Nov", "2 – 8 Nov 2026", "November 2018",
// "2011".
func (g group) name(now time.Time, ascii bool) string {
	first, last := g.from.In(time.UTC), (g.to - 1).In(time.UTC)
	dash := " – "
	if ascii {
		dash = " - "
	}
	switch {
	case g.unit == year:
		return first.Format("2006")
	case g.unit == month:
		return first.Format(message.MonthYear)
	case g.unit == day || g.to == g.from+1:
		return dayName(g.from, now)
	case first.Year() != last.Year():
		return first.Format(message.DayMonthYear) + dash + last.Format(message.DayMonthYear)
	case first.Month() != last.Month():
		return first.Format(message.DayMonth) + dash + last.Format(message.DayMonthYear)
	}
	return first.Format("2") + dash + last.Format(message.DayMonthYear)
}
