package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
)

// What the reader asks of the library's sources: to fetch what is new, to add
// one. Both take their time beside the screen, one at a time, and are done by
// functions of Options, which know the network and the files.

// job does the work of a task and says in words what came of it.
type job func(ctx context.Context, report func(host.Progress)) (string, error)

// task is the work under way.
type task struct {
	load.Stream[host.Progress, string]
	doing string // "Refreshing"
	text  string // how far it is
	bad   int    // what has failed
	// taken asks what to do where a file is there already.
	taken func(error)
}

// begin starts a task, unless one is under way.
func (a *App) begin(doing, text string, do job) tea.Cmd {
	if a.task.Busy() {
		a.complain(fmt.Sprintf(message.TaskUnderWay, a.task.doing, a.stopWords()))
		return nil
	}
	a.task.doing, a.task.text, a.task.bad, a.task.taken = doing, text, 0, nil
	a.forget(doing)
	return a.task.Start(a.Ctx, func(ctx context.Context, report func(host.Progress) bool) (string, error) {
		return do(ctx, func(p host.Progress) { report(p) })
	}, a.stepped, a.endTask)
}

// stepped takes a report of a task.
func (a *App) stepped(p host.Progress) tea.Cmd {
	switch {
	case p.Failed != nil:
		a.task.bad++
		a.problem(a.task.doing, p.Failed)
	case p.Doing != "":
		a.task.text = p.Doing
	}
	return nil
}

// endTask says what came of a task.
func (a *App) endTask(said string, err error) tea.Cmd {
	switch {
	case errors.Is(err, context.Canceled):
	case errors.Is(err, fs.ErrExist) && a.task.taken != nil:
		a.task.taken(err)
	case err != nil:
		a.problem(a.task.doing, err)
		a.complain(model.InBrief(err).Error())
	case a.task.bad > 0:
		a.complain(fmt.Sprintf(message.TaskFailed, strings.TrimSuffix(said, "."), failedWords(a.task.bad), a.keyFor(keys.Problems)))
	default:
		a.say(said)
	}
	return a.askBegun()
}

// stopTask ends the task under way and reports whether there was one.
func (a *App) stopTask() bool {
	if !a.task.Busy() {
		return false
	}
	a.task.Stop()
	a.say(message.TaskStopped)
	return true
}

func (a *App) stopWords() string { return message.EscStops }

// taskWords say how far the task is, for the status line.
func (a *App) taskWords() string {
	return model.CleanLine(a.task.text) + " " + a.theme.Marks.Dot + " " + a.stopWords()
}
