package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/overlay"
)

// problem is something that has failed.
type problem struct {
	at    time.Time
	doing string // what was being done: "Refreshing"
	text  string // "SOURCE: reason"
}

// maxProblems bounds what is kept; the oldest go.
const maxProblems = 1000

// problem keeps what has failed for the screen of problems.
func (a *App) problem(doing string, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	a.problems = append(a.problems, problem{a.opts.Now(), doing, model.CleanLine(model.InBrief(err).Error())})
	if n := len(a.problems) - maxProblems; n > 0 {
		a.problems = slices.Delete(a.problems, 0, n)
	}
	a.unseen++
}

// forget drops the problems of what is done once more.
func (a *App) forget(doing string) {
	a.problems = slices.DeleteFunc(a.problems, func(p problem) bool { return p.doing == doing })
	a.unseen = min(a.unseen, len(a.problems))
}

// showProblems shows what has failed and why, the newest first.
func (a *App) showProblems() {
	a.about, a.unseen = model.Record{}, 0
	var rows []overlay.Row
	zone, doing := a.opts.Now().Location(), ""
	for _, p := range slices.Backward(a.problems) {
		if p.doing != doing {
			if doing != "" {
				rows = append(rows, overlay.Row{})
			}
			doing = p.doing
			rows = append(rows, overlay.Row{Head: doing})
		}
		rows = append(rows, overlay.Row{Label: p.at.In(zone).Format("15:04:05"), Text: p.text})
	}
	if len(rows) == 0 {
		rows = []overlay.Row{overlay.TextRow(message.NoProblems)}
	}
	a.sheet.Show(message.ProblemsTitle, rows, a.theme)
}

// failedWords say how many have failed.
func failedWords(n int) string { return fmt.Sprintf(message.FailedCount, number(n)) }
