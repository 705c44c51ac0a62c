package overlay

import (
	"fmt"
	"strings"

	"dateline/ui/diff"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// maxChanged bounds the words shown of a change.
const maxChanged = 5000

// ChangeRows shows the paragraphs that changed and counts the others.
func ChangeRows(ps []diff.Paragraph) []Row {
	var rows []Row
	same, shown, any := 0, 0, false
	flush := func() {
		if same > 0 {
			text := message.Plural(same, message.OneParagraphAsBefore, message.ParagraphsAsBefore)
			rows = append(rows, TextRow(fmt.Sprintf(text, same)), Row{})
		}
		same = 0
	}
	for _, p := range ps {
		if !p.Changed() {
			same++
			continue
		}
		any = true
		flush()
		if shown += len(p); shown > maxChanged {
			return append(rows, TextRow(message.VersionsMore))
		}
		rows = append(rows, Row{Draw: func(t *theme.Theme, w int) []string { return drawChange(t, p, w) }}, Row{})
	}
	flush()
	if !any {
		rows = append(rows, TextRow(message.SameWords), Row{})
	}
	return rows
}

// drawChange draws a paragraph in lines of w columns.
func drawChange(t *theme.Theme, p diff.Paragraph, w int) []string {
	margin := min(1, max(0, w-1))
	room := max(1, w-2*margin)
	var out []string
	var line, run strings.Builder
	cols, op := 0, diff.Same
	styles := [...]theme.Style{t.HelpText, t.Article.Removed, t.Article.Added}
	endRun := func() {
		if run.Len() > 0 {
			line.WriteString(styles[op].Render(run.String()))
			run.Reset()
		}
	}
	endLine := func() {
		endRun()
		out = append(out, t.HelpText.Render(strings.Repeat(" ", margin))+line.String()+t.HelpText.Render(strings.Repeat(" ", max(0, w-margin-cols))))
		line.Reset()
		cols = 0
	}
	for i, word := range p {
		text := word.Text
		if i == 0 || p[i-1].Op != word.Op {
			text = diff.Brackets[word.Op][0] + text
		}
		if i == len(p)-1 || p[i+1].Op != word.Op {
			text += diff.Brackets[word.Op][1]
		}
		for k, part := range t.Wrap(text, room) { // a word may be longer than a line
			part = t.Truncate(part, room) // Wrap ignores a width of one or two columns
			n := t.Width(part)
			blank := 0
			if k == 0 && word.Blank && cols > 0 {
				blank = 1
			}
			if k > 0 || cols+blank+n > room {
				endLine()
				blank = 0
			}
			if word.Op != op {
				endRun()
				if blank > 0 {
					line.WriteString(t.HelpText.Render(" "))
					cols, blank = cols+1, 0
				}
				op = word.Op
			}
			run.WriteString(strings.Repeat(" ", blank) + part)
			cols += blank + n
		}
	}
	endLine()
	return out
}
