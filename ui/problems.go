package ui

import (
	"fmt"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/overlay"
)

// problem keeps what has failed for the screen of problems.
func (a *App) problem(doing string, err error) {
	if a.problems.Add(a.opts.Now(), doing, err) {
		a.unseen++
	}
}

// forget drops the problems of what is done once more.
func (a *App) forget(doing string) {
	a.problems.Forget(doing)
	a.unseen = min(a.unseen, len(a.problems))
}

// showProblems shows what has failed and why, the newest first.
func (a *App) showProblems() {
	a.about, a.unseen = model.Record{}, 0
	var rows []overlay.Row
	zone, doing := a.opts.Now().Location(), ""
	for _, p := range a.problems.Newest() {
		if p.Doing != doing {
			if doing != "" {
				rows = append(rows, overlay.Row{})
			}
			doing = p.Doing
			rows = append(rows, overlay.Row{Head: doing})
		}
		rows = append(rows, overlay.Row{Label: p.At.In(zone).Format("15:04:05"), Text: p.Text})
	}
	if len(rows) == 0 {
		rows = []overlay.Row{overlay.TextRow(message.NoProblems)}
	}
	a.sheet.Show(message.ProblemsTitle, rows, a.theme)
}

// failedWords say how many have failed.
func failedWords(n int) string { return fmt.Sprintf(message.FailedCount, number(n)) }
