package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/diff"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
	"dateline/ui/theme"
)

// versions are what the versions of an article come to.
type versions struct {
	title   string
	changes []session.Change
}

// openVersions asks for the versions of the selected article.
func (a *App) openVersions() tea.Cmd {
	h, ok := a.browsing.Selected()
	if !ok {
		return nil
	}
	a.loadingInfo.Stop()
	lib := a.lib
	return a.loadingVersions.Start(a.Ctx, func(ctx context.Context) (versions, error) {
		title, changes, err := session.Versions(ctx, lib, h.ID)
		return versions{title, changes}, err
	}, a.versioned)
}

// versioned shows how an article has changed.
func (a *App) versioned(v versions, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadEarlierTexts, err)
	}
	if len(v.changes) == 0 {
		a.say(message.OneVersion)
		return nil
	}
	a.about = model.Record{}
	a.sheet.Show(fmt.Sprintf(message.VersionsTitle, model.CleanLine(v.title)), a.versionRows(v.changes), a.theme)
	return nil
}

func (a *App) versionRows(changes []session.Change) []overlay.Row {
	var rows []overlay.Row
	for _, c := range changes {
		rows = append(rows, overlay.Row{Head: c.Head(a.opts.Now())})
		rows = append(rows, changeRows(c.Text)...)
	}
	return rows
}

// maxChanged bounds the words that are shown of a change.
const maxChanged = 5000

// changeRows shows the paragraphs that changed and counts the others.
func changeRows(ps []diff.Paragraph) []overlay.Row {
	var rows []overlay.Row
	same, shown, any := 0, 0, false
	flush := func() {
		if same > 0 {
			text := message.Plural(same, message.OneParagraphAsBefore, message.ParagraphsAsBefore)
			rows = append(rows, overlay.TextRow(fmt.Sprintf(text, same)), overlay.Row{})
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
			return append(rows, overlay.TextRow(message.VersionsMore))
		}
		rows = append(rows, overlay.Row{Draw: func(t *theme.Theme, w int) []string { return drawChange(t, p, w) }}, overlay.Row{})
	}
	flush()
	if !any {
		rows = append(rows, overlay.TextRow(message.SameWords), overlay.Row{})
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
			text = session.Brackets[word.Op][0] + text
		}
		if i == len(p)-1 || p[i+1].Op != word.Op {
			text += session.Brackets[word.Op][1]
		}
		for k, part := range t.Wrap(text, room) { // a word may be longer than a line
			part = t.Truncate(part, room) // in a column or two wrapping gives up
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
