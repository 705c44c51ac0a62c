package calendar

import (
	"fmt"
	"math"
	"strings"
	"time"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// The widths of a day: its number and a shade; a mark before them; a count in
// digits behind them.
const (
	bareCell   = 3
	markedCell = 4
	fullCell   = 8
)

// cellWidth returns the width of a day; 0 if seven do not fit. The last one may
// lack its shade.
func (c *Calendar) cellWidth() int {
	switch {
	case c.width >= 7*fullCell:
		return fullCell
	case c.width >= 7*markedCell:
		return markedCell
	case c.width >= 7*bareCell-1:
		return bareCell
	}
	return 0
}

// markWidth returns the number of columns before the number of a day.
func (c *Calendar) markWidth() int {
	if c.cellWidth() > bareCell {
		return 1
	}
	return 0
}

// View returns at most as many lines as the pane is high, none wider than it.
func (c *Calendar) View(t *theme.Theme, focus bool) []string {
	lines := make([]string, 0, max(0, c.height))
	if c.Empty() {
		return lines
	}
	lines = append(lines, c.drawWords(t, focus), c.drawNames(t))
	from, to := c.Span()
	for d := from - model.Day(c.leading()); len(lines) < Rows; d += 7 {
		lines = append(lines, c.drawWeek(t, d, from, to, focus))
	}
	return lines[:min(len(lines), c.height)]
}

// drawWords writes the month or, with focus, the chosen days.
func (c *Calendar) drawWords(t *theme.Theme, focus bool) string {
	text := c.cursor.In(time.UTC).Format(message.MonthYear)
	if focus {
		text = c.words(t)
	} else if n, known := c.sum(c.Span()); known {
		text += ": " + n.words()
	}
	if _, known := c.sum(c.Span()); known && c.coarse > 0 {
		text += ", " + fmt.Sprintf(message.NoDay, message.Number(c.coarse))
	}
	return t.Calendar.Words.Render(t.Fit(strings.Repeat(" ", c.markWidth())+text, c.width))
}

// words describes the chosen days with their counts.
func (c *Calendar) words(t *theme.Theme) string {
	first, last := c.chosenDays()
	const layout = message.ShortDay
	s := last.In(time.UTC).Format(layout)
	switch dash := " – "; {
	case first != last:
		if t.ASCII {
			dash = " - "
		}
		s = first.In(time.UTC).Format(layout) + dash + s
	case first == c.today:
		s = fmt.Sprintf(message.AndToday, s)
	}
	if n, known := c.sum(first, last+1); known {
		s += ": " + n.words()
	}
	return s
}

func (n count) words() string {
	switch {
	case n.total == 0:
		return message.Nothing
	case n.unread == 0:
		return fmt.Sprintf(message.CountAllRead, message.Number(n.total))
	}
	return fmt.Sprintf(message.CountUnread, message.Number(n.total), message.Number(n.unread))
}

// sum adds up the days [from, to), if all of them are counted.
func (c *Calendar) sum(from, to model.Day) (n count, known bool) {
	if !c.Known() || from < c.counted[0] || to > c.counted[1] {
		return n, false
	}
	for d := from; d < to; d++ {
		n.total, n.unread = n.total+c.counts[d].total, n.unread+c.counts[d].unread
	}
	return n, true
}

// drawNames draws the names of the days of the week.
func (c *Calendar) drawNames(t *theme.Theme) string {
	var b strings.Builder
	for i := range 7 {
		name := time.Weekday((int(c.week) + i) % 7).String()[:2]
		b.WriteString(strings.Repeat(" ", c.markWidth()))
		b.WriteString(t.Fit(name, c.cellWidth()-c.markWidth()))
	}
	return t.Calendar.Label.Render(t.Fit(strings.TrimRight(b.String(), " "), c.width))
}

// drawWeek draws the days of a week that lie in [from, to).
func (c *Calendar) drawWeek(t *theme.Theme, d, from, to model.Day, focus bool) string {
	var b strings.Builder
	used := 0
	for i := range model.Day(7) {
		text, style := strings.Repeat(" ", c.cellWidth()), &t.Calendar.Day
		if d+i >= from && d+i < to {
			text, style = c.text(t, d+i), c.style(t, d+i, focus)
		}
		text = t.Fit(text, min(c.cellWidth(), c.width-used))
		used += t.Width(text)
		b.WriteString(style.Render(text))
	}
	return b.String() + strings.Repeat(" ", max(0, c.width-used))
}

// text returns a day as it stands in its cell.
func (c *Calendar) text(t *theme.Theme, d model.Day) string {
	_, _, day := d.Date()
	n := c.counts[d]
	if !c.Known() {
		n = count{}
	}
	s := fmt.Sprintf("%2d", day) + c.shade(t, n.total)
	if c.markWidth() == 0 {
		return s
	}
	mark := " "
	switch {
	case c.isChosen(d):
		mark = t.Marks.InSelection
	case d == c.today:
		mark = t.Marks.Current
	}
	if c.cellWidth() == fullCell && n.total > 0 {
		s += fmt.Sprintf("%4s", theme.Short(n.total))
	}
	return mark + s
}

// shade compares a count with the largest of the month. It grows with the square
// root, so that one busy day does not make the others look alike.
func (c *Calendar) shade(t *theme.Theme, n int) string {
	steps := len(t.Marks.Shades) - 1
	if n == 0 || c.highest == 0 {
		return t.Marks.Shades[0]
	}
	return t.Marks.Shades[max(1, min(steps, int(math.Round(math.Sqrt(float64(n)/float64(c.highest))*float64(steps)))))]
}

func (c *Calendar) isChosen(d model.Day) bool {
	first, last := c.chosenDays()
	return d >= c.chosen[0] && d < c.chosen[1] || c.ranged && d >= first && d <= last
}

func (c *Calendar) style(t *theme.Theme, d model.Day, focus bool) *theme.Style {
	switch {
	case d == c.cursor && focus:
		return &t.Calendar.Cursor
	case c.isChosen(d):
		return &t.Calendar.Chosen
	case d == c.today:
		return &t.Calendar.Today
	case c.Known() && c.counts[d].unread > 0:
		return &t.Calendar.Unread
	}
	return &t.Calendar.Day
}
