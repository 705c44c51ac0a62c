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

// The widths of a day: its number and a shade; with a mark before it; with its
// count in digits behind it.
const (
	bareCell   = 3
	markedCell = 4
	fullCell   = 8
)

// cell is how wide a day is; 0 where seven do not fit. The shade of the last
// may be cut.
func (c *Calendar) cell() int {
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

// mark is how many columns stand before the number of a day.
func (c *Calendar) mark() int {
	if c.cell() > bareCell {
		return 1
	}
	return 0
}

// View returns exactly as many lines as the pane is high, none wider than it.
func (c *Calendar) View(t *theme.Theme, focus bool) []string {
	lines := make([]string, 0, max(0, c.height))
	if c.Empty() {
		return lines
	}
	lines = append(lines, c.drawWords(t, focus), c.drawNames(t))
	from, to := c.Span()
	for d := from - model.Day(c.lead()); len(lines) < Rows; d += 7 {
		lines = append(lines, c.drawWeek(t, d, from, to, focus))
	}
	return lines[:min(len(lines), c.height)]
}

// drawWords says which month it is, or what is under the cursor.
func (c *Calendar) drawWords(t *theme.Theme, focus bool) string {
	text := c.cur.In(time.UTC).Format(message.MonthYear)
	if focus {
		text = c.words(t)
	} else if n, known := c.sum(c.Span()); known {
		text += ": " + n.words()
	}
	if _, known := c.sum(c.Span()); known && c.wide > 0 {
		text += ", " + fmt.Sprintf(message.NoDay, message.Number(c.wide))
	}
	return t.Calendar.Words.Render(t.Fit(strings.Repeat(" ", c.mark())+text, c.width))
}

// words are the days that are chosen, with their counts.
func (c *Calendar) words(t *theme.Theme) string {
	first, last := c.choice()
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

// sum adds up the days [from, to), where all of them have been counted.
func (c *Calendar) sum(from, to model.Day) (n count, known bool) {
	if !c.Known() || from < c.have[0] || to > c.have[1] {
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
		b.WriteString(strings.Repeat(" ", c.mark()))
		b.WriteString(t.Fit(name, c.cell()-c.mark()))
	}
	return t.Calendar.Label.Render(t.Fit(strings.TrimRight(b.String(), " "), c.width))
}

// drawWeek draws the days of a week that lie in [from, to).
func (c *Calendar) drawWeek(t *theme.Theme, d, from, to model.Day, focus bool) string {
	var b strings.Builder
	used := 0
	for i := range model.Day(7) {
		text, style := strings.Repeat(" ", c.cell()), &t.Calendar.Day
		if d+i >= from && d+i < to {
			text, style = c.text(t, d+i), c.style(t, d+i, focus)
		}
		text = t.Fit(text, min(c.cell(), c.width-used))
		used += t.Width(text)
		b.WriteString(style.Render(text))
	}
	return b.String() + strings.Repeat(" ", max(0, c.width-used))
}

// text is a day as it stands in its cell.
func (c *Calendar) text(t *theme.Theme, d model.Day) string {
	_, _, day := d.Date()
	n := c.counts[d]
	if !c.Known() {
		n = count{}
	}
	s := fmt.Sprintf("%2d", day) + c.shade(t, n.total)
	if c.mark() == 0 {
		return s
	}
	mark := " "
	switch {
	case c.isChosen(d):
		mark = t.Marks.Picked
	case d == c.today:
		mark = t.Marks.Current
	}
	if c.cell() == fullCell && n.total > 0 {
		s += fmt.Sprintf("%4s", theme.Short(n.total))
	}
	return mark + s
}

// shade says how much a count is beside the largest of the month. It grows with
// the root of it, so that one busy day does not make the others look alike.
func (c *Calendar) shade(t *theme.Theme, n int) string {
	steps := len(t.Marks.Shades) - 1
	if n == 0 || c.most == 0 {
		return t.Marks.Shades[0]
	}
	return t.Marks.Shades[max(1, min(steps, int(math.Round(math.Sqrt(float64(n)/float64(c.most))*float64(steps)))))]
}

func (c *Calendar) isChosen(d model.Day) bool {
	first, last := c.choice()
	return d >= c.chosen[0] && d < c.chosen[1] || c.ranged && d >= first && d <= last
}

func (c *Calendar) style(t *theme.Theme, d model.Day, focus bool) *theme.Style {
	switch {
	case d == c.cur && focus:
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
