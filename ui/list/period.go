package list

import (
	"slices"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/config"
	"dateline/ui/message"
)

// Headings is what the headings of a list stand for.
type Headings uint8

// The kinds.
const (
	Auto Headings = iota // days, coarser with age where that is calmer
	Days
	None // there are no headings; rows say their dates
)

// Division says how a list is divided under headings.
type Division struct {
	By   Headings
	Week time.Weekday // first day of the week
	// Length is how many days the filter asks for; 0 where that has no ends.
	Length int
	Oldest bool // the list begins with the oldest
}

// DivisionOf says how the list of a query is divided by a reader's settings: what is
// not in the order of dates has no headings, and a short period has finer ones.
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

// Divide says how the list is divided from now on.
func (l *List) Divide(d Division) {
	if l.division == d {
		return
	}
	l.division = d
	l.relayout()
}

// unit is how long the period of a heading is.
type unit uint8

const (
	day unit = iota
	week
	month
	year
)

// The filters that are so short that their headings are days, weeks or months
// whatever their age.
const (
	lengthOfDays   = 62
	lengthOfWeeks  = 190
	lengthOfMonths = 400
)

// period returns the period under whose heading a day stands: days of this week
// and the last, weeks of this month and the last, then months; years where so
// little was published that months would be mostly headings.
func (l *List) period(d model.Day) group {
	one := group{unit: day, from: d, to: d + 1}
	if l.division.By != Auto || l.division.Length > 0 && l.division.Length <= lengthOfDays {
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
	case d >= weeks || short && l.division.Length <= lengthOfWeeks:
		g := group{unit: week, from: weekOf(d, l.division.Week)}
		g.to = g.from + 7
		if d >= weeks {
			g.from = max(g.from, weeks)
		} else {
			g.to = min(g.to, weeks)
		}
		return g
	case l.sparse[y] && !(short && l.division.Length <= lengthOfMonths) && model.NewDay(y+1, 1, 1) <= weeks:
		return group{unit: year, from: model.NewDay(y, 1, 1), to: model.NewDay(y+1, 1, 1)}
	}
	return group{unit: month, from: model.NewDay(y, m, 1), to: min(model.NewDay(y, m+1, 1), weeks)}
}

// Period returns the days [from, to) of the heading that the selected headline,
// which must have a date, stands under; its own day where there are no headings.
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

// monthsBefore returns the first day of the month that is n before that of d.
func monthsBefore(d model.Day, n int) model.Day {
	y, m, _ := d.Date()
	return model.NewDay(y, m-time.Month(n), 1)
}

// SetDays says how many articles the days of [from, to) have; a heading whose
// period is not in it shows no count.
func (l *List) SetDays(from, to model.Day, days []model.Bucket) {
	l.counts, l.countsFrom, l.countsTo = make(map[counted]Count, len(days)), from, to
	for _, b := range days {
		l.counts[counted{b.Start, b.Known}] = Count{Total: b.Total, Unread: b.Unread}
	}
	l.version++
	if l.thinned() {
		l.relayout()
	}
}

// Counted reports whether the days [from, to) have been counted.
func (l *List) Counted(from, to model.Day) bool {
	return l.counts != nil && from >= l.countsFrom && to <= l.countsTo
}

// thinned looks at the years that were counted and reports whether one of them
// turned out to be sparse, or no longer is.
func (l *List) thinned() bool {
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
			continue // what only stays is not counted, and its headings stay, too
		}
		if l.sparse == nil {
			l.sparse = make(map[int]bool)
		}
		l.sparse[y] = sparse
		changed = changed || sparse != was
	}
	return changed
}

// counted is what a count is of: a day, or what is known to a month or a year that
// begins on it.
type counted struct {
	day   model.Day
	known model.Precision
}

// countedWith returns what a headline counts with.
func (l *List) countedWith(h *model.Headline) counted {
	first, _ := h.Published.Days(l.now.Location())
	if p := h.Published.Precision; p.Wide() {
		return counted{first, p}
	}
	return counted{day: first}
}

// count adds up what stands in a group.
func (l *List) count(g group) (c Count, known bool) {
	if g.from < l.countsFrom || g.to > l.countsTo {
		return c, false
	}
	add := func(n Count) { c.Total, c.Unread = c.Total+n.Total, c.Unread+n.Unread }
	switch {
	case g.wide && g.unit == year:
		add(l.counts[counted{g.from, model.ToYear}])
	case g.wide:
		add(l.counts[counted{g.from, model.ToMonth}])
	case g.unit < month && g.to-g.from < model.Day(len(l.counts)):
		for d := g.from; d < g.to; d++ {
			add(l.counts[counted{day: d}])
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

// name is the period in words: "Today, Mon 23 Nov", "2 – 8 Nov 2026",
// "November 2018", "2011".
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
