package timeline

import (
	"fmt"
	"math"
	"strings"

	"dateline/ui/message"
	"dateline/ui/theme"
)

// memo keeps the lines drawn last, because most frames change another pane.
type memo struct {
	key   memoKey
	lines []string
}

// memoKey holds what the lines depend on besides the counts.
type memoKey struct {
	theme  string
	focus  bool
	cursor int
	listed [2]int
}

// View returns exactly as many lines as the pane is high, each as wide as the
// pane: bars, dates under them, the counts in words. The slice is valid until
// the next method call.
func (l *Timeline) View(t *theme.Theme, focus bool) []string {
	key := memoKey{theme: t.Name(), focus: focus, cursor: l.cursor, listed: [2]int{int(l.listed[0]), int(l.listed[1])}}
	if l.memo.lines != nil && l.memo.key == key {
		return l.memo.lines
	}
	lines := make([]string, 0, max(0, l.height))
	bars := l.height - 1
	if l.height >= 3 {
		bars--
	}
	for row := range bars {
		lines = append(lines, l.drawBars(t, bars-1-row, bars, focus))
	}
	if l.height >= 3 {
		lines = append(lines, l.drawDates(t))
	}
	if l.height >= 1 {
		lines = append(lines, l.drawWords(t, focus))
	}
	l.memo = memo{key, lines}
	return lines
}

// Cursor returns the column and the line of the cursor in the pane, or -1, -1.
func (l *Timeline) Cursor() (x, y int) {
	i := l.cursor - l.view.First
	if i < 0 || i >= l.seen() || l.Empty() {
		return -1, -1
	}
	if l.height >= 3 {
		return i + 1, l.height - 3
	}
	return i + 1, 0
}

// drawBars draws the row of cells at a height above the bottom. A bar grows with
// the square root of its count, so that one busy day does not flatten ten years.
func (l *Timeline) drawBars(t *theme.Theme, above, rows int, focus bool) string {
	steps := len(t.Marks.Bars) - 1
	first, last := l.chosenBuckets()
	var b strings.Builder
	b.WriteString(" ")
	var run strings.Builder
	style := &t.Timeline.Read
	flush := func() {
		if run.Len() > 0 {
			b.WriteString(style.Render(run.String()))
			run.Reset()
		}
	}
	for i := range l.seen() {
		var n count
		if l.known() {
			n = l.counts[i]
		}
		full, unread := heights(n, l.highest, rows*steps)
		mark, s := cell(t, full-above*steps, unread-above*steps)
		if at := l.view.First + i; focus && at >= first && at <= last {
			s = &t.Timeline.Chosen
		}
		if s != style {
			flush()
			style = s
		}
		run.WriteString(mark)
	}
	flush()
	b.WriteString(strings.Repeat(" ", max(0, l.width-1-l.seen())))
	return t.Truncate(b.String(), l.width)
}

// heights returns the height of a count's bar, in steps, and of its unread part,
// which is at least one step if there is any.
func heights(n count, most, steps int) (full, unread int) {
	if n.total == 0 || most == 0 {
		return 0, 0
	}
	full = max(1, int(math.Round(math.Sqrt(float64(n.total)/float64(most))*float64(steps))))
	unread = full * n.unread / n.total
	if n.unread > 0 {
		unread = max(1, unread)
	}
	return full, unread
}

// cell returns the mark of a cell that a bar and its unread part fill by so many
// steps. The unread part is the lower one.
func cell(t *theme.Theme, full, unread int) (string, *theme.Style) {
	steps := len(t.Marks.Bars) - 1
	full, unread = max(0, min(full, steps)), max(0, min(unread, steps))
	if 2*unread >= full && full > 0 {
		return t.Marks.Bars[full], &t.Timeline.Unread
	}
	if t.Profile == theme.Mono {
		shades := len(t.Marks.Shades) - 1
		return t.Marks.Shades[(full*shades+steps-1)/steps], &t.Timeline.Read
	}
	return t.Marks.Bars[full], &t.Timeline.Read
}

// drawDates draws the dates under the bars, and the bracket around the days of
// the headlines on the screen.
func (l *Timeline) drawDates(t *theme.Theme) string {
	c, n := l.calendar(), l.seen()
	row := []rune(strings.Repeat(" ", l.width))
	from, to := l.bracket()
	free := 1 // the first column that a date may take
	put := func(i int, s string) {
		end := i + len(s)
		covers := func(x int) bool { return x >= i && x < end }
		if s != "" && i >= free && end <= l.width && (to < 0 || !covers(from+1) && !covers(to+1)) {
			copy(row[i:], []rune(s))
			free = end + 1
			if to >= 0 && end > from+1 && end < to+1 {
				row[end] = ' ' // between the date and the rule of the bracket
			}
		}
	}
	if to >= 0 {
		copy(row[from+1:], []rune(l.bracketMarks(t, to-from+1)))
	}
	for i := range n {
		s := c.label(l.view.First + i)
		if i == 0 {
			s = c.firstLabel(l.view.First)
		}
		put(i+1, s)
	}
	if to < 0 {
		return t.Timeline.Label.Render(string(row))
	}
	return t.Timeline.Label.Render(string(row[:from+1])) + t.Timeline.Shown.Render(string(row[from+1:to+2])) + t.Timeline.Label.Render(string(row[to+2:]))
}

// bracketMarks returns the bracket around n buckets.
func (l *Timeline) bracketMarks(t *theme.Theme, n int) string {
	if n == 1 {
		return t.Marks.Up
	}
	return t.Marks.Corners[0] + strings.Repeat(t.Marks.Rule, n-2) + t.Marks.Corners[1]
}

// bracket returns the first and the last bucket of the view that the list shows;
// to is -1 if it shows none.
func (l *Timeline) bracket() (from, to int) {
	n := l.seen()
	if l.listed[0] >= l.listed[1] || n == 0 {
		return 0, -1
	}
	c := l.calendar()
	from = c.at(l.listed[0], 0) - l.view.First
	to = c.at(l.listed[1]-1, 23) - l.view.First
	if to < 0 || from >= n {
		return 0, -1
	}
	return max(0, from), min(to, n-1)
}

// drawWords writes the counts of the chosen bars or of all, and what the bars
// leave out.
func (l *Timeline) drawWords(t *theme.Theme, focus bool) string {
	left, right := l.words(t, focus), l.summary(t)
	if l.overview == nil || t.Width(left)+t.Width(right)+3 > l.width {
		return t.Timeline.Words.Render(t.Fit(" "+left, l.width))
	}
	room := l.width - t.Width(right) - 1
	return t.Timeline.Words.Render(t.Fit(" "+left, room)) + t.Timeline.Label.Render(right+" ")
}

func (l *Timeline) words(t *theme.Theme, focus bool) string {
	switch {
	case l.overview == nil:
		return fmt.Sprintf(message.Counting, t.Marks.Ellipsis)
	case l.view.N == 0:
		return message.NothingDatedPast
	}
	i, j := l.view.First, l.view.First+l.view.N-1
	if focus {
		i, j = l.chosenBuckets()
	}
	s := l.calendar().words(i, j, t.ASCII)
	n, known := l.sum(i, j)
	if !known && l.known() {
		return s // the range extends beyond the view
	}
	s += ": "
	switch {
	case !known:
		return s + t.Marks.Ellipsis
	case n.total == 0:
		return s + message.Nothing
	case n.unread == 0:
		return s + fmt.Sprintf(message.CountAllRead, message.Number(n.total))
	}
	return s + fmt.Sprintf(message.CountUnread, message.Number(n.total), message.Number(n.unread))
}

// sum adds up buckets, also months outside the view.
func (l *Timeline) sum(i, j int) (n count, known bool) {
	if l.view.Unit >= Months {
		c := l.calendar()
		for _, b := range l.overview.Months {
			if k := c.at(b.Start, 0); k >= i && k <= j && l.view.Unit.holds(b) {
				n.total, n.unread = n.total+b.Total, n.unread+b.Unread
			}
		}
		return n, true
	}
	if !l.known() || i < l.view.First || j >= l.view.First+l.view.N {
		return n, false
	}
	for _, k := range l.counts[i-l.view.First : j-l.view.First+1] {
		n.total, n.unread = n.total+k.total, n.unread+k.unread
	}
	return n, true
}

// summary writes the unit of the bars and the articles they leave out.
func (l *Timeline) summary(t *theme.Theme) string {
	if l.overview == nil {
		return ""
	}
	parts := []string{names[l.view.Unit]}
	if l.view.N == 0 {
		parts = nil
	}
	n, known := l.sum(l.view.First, l.view.First+l.view.N-1)
	wide := message.NoDay
	if l.view.Unit >= Months {
		wide = message.NoMonth
	}
	for _, p := range [...]struct {
		n     int
		words string
		known bool
	}{{l.coarse, wide, known}, {l.overview.dated() - n.total - l.coarse, message.Outside, known}, {l.overview.Tally.Undated, message.Undated, true}, {l.overview.Tally.Ahead, message.Ahead, true}} {
		if p.n > 0 && p.known {
			parts = append(parts, fmt.Sprintf(p.words, message.Number(p.n)))
		}
	}
	return strings.Join(parts, " "+t.Marks.Dot+" ")
}
