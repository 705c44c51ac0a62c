package list

import (
	"strings"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// The columns of a time or date, including the blank before it.
const (
	clockCols = 6  // 15:04, ~
	dayCols   = 7  // Fri 16, 16 Nov
	dateCols  = 12 // 16 Nov 2018
)

// colsOf returns the width of a row's time.
func (l *List) colsOf(h *model.Headline, g group) int {
	p := h.Published
	switch {
	case !l.headed() || g.section == model.Ahead:
		return dateCols
	case g.section == model.NoDate:
		return 0
	case g.unit != day && !g.coarse:
		return dayCols
	case p.Precision == model.ToInstant || p.From.Approximate():
		return clockCols
	}
	return 0
}

// time returns the right column of a row: the time of day if known, or the date
// if the heading does not show it.
func (l *List) time(h *model.Headline, t *theme.Theme) string {
	if l.timeCols == 0 {
		return ""
	}
	s := l.when(h, l.groupOf(h))
	if h.Published.Dated() && h.Published.From.Approximate() {
		s = t.Marks.Approx + s
	}
	return strings.Repeat(" ", max(0, l.timeCols-t.Width(s))) + s
}

func (l *List) when(h *model.Headline, g group) string {
	p := h.Published
	d := p.Day(l.now.Location())
	at := d.In(l.now.Location())
	switch {
	case !p.Dated() && !l.headed():
		return message.UndatedWord
	case !p.Dated() || g.coarse && l.headed():
		return ""
	case p.Precision == model.ToYear:
		return at.Format("2006")
	case p.Precision == model.ToMonth && (g.section == model.Ahead || !l.headed()):
		return at.Format(message.ShortMonthYear)
	case p.Precision == model.ToMonth:
		return at.Format(message.ShortMonth)
	case g.section == model.Ahead || !l.headed() && at.Year() != l.now.Year():
		return at.Format(message.DayMonthYear)
	case g.unit == week || g.unit == month:
		return at.Format(message.WeekdayDay)
	case g.unit == year || !l.headed() && d != model.DayOf(l.now):
		return at.Format(message.DayMonth)
	case p.Precision == model.ToInstant:
		return p.At.In(l.now.Location()).Format("15:04")
	}
	return ""
}
