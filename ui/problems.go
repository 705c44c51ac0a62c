package ui

import (
	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/overlay"
)

// showProblems shows what has failed and why, the newest first.
func (a *App) showProblems() {
	a.about = model.Record{}
	var rows []overlay.Row
	zone, doing := a.Now().Location(), ""
	for _, p := range a.tasks.Problems().Newest() {
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
	a.sheet.Show(message.ProblemsTitle, rows, a.Theme)
}
