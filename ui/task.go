package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// What the reader asks of the library's sources: to fetch what is new, to add
// one. Both take their time beside the screen, one at a time, and are done by
// functions of Options, which know the network and the files.

// job does the work of a task and says in words what came of it.
type job func(ctx context.Context, report func(Progress)) (string, error)

// task is the work under way.
type task struct {
	latest
	doing string // "Refreshing"
	text  string // how far it is
	bad   int    // what has failed
	// taken asks what to do where a file is there already.
	taken func(error)
}

// taskMsg: a task is further, or has ended.
type taskMsg struct {
	gen  int
	step taskStep
	from <-chan taskStep
	open bool
}

// taskStep is a report of how far a task is, or, done, what came of it.
type taskStep struct {
	Progress
	ended bool
	said  string
	err   error
}

// begin starts a task, unless one is under way.
func (a *App) begin(doing, text string, do job) tea.Cmd {
	if a.task.busy() {
		a.complain(fmt.Sprintf(message.TaskUnderWay, a.task.doing, a.stopWords()))
		return nil
	}
	ctx, gen := a.task.next()
	a.task.doing, a.task.text, a.task.bad, a.task.taken = doing, text, 0, nil
	a.forget(doing)
	steps := make(chan taskStep, 1)
	send := func(s taskStep) {
		select {
		case steps <- s:
		case <-ctx.Done():
		}
	}
	work := func() tea.Msg {
		defer close(steps)
		said, err := do(ctx, func(p Progress) { send(taskStep{Progress: p}) })
		send(taskStep{ended: true, said: said, err: err})
		return nil
	}
	return tea.Batch(work, func() tea.Msg { return nextStep(gen, steps) })
}

// nextStep waits for the next report of a task.
func nextStep(gen int, steps <-chan taskStep) tea.Msg {
	s, open := <-steps
	return taskMsg{gen, s, steps, open}
}

// tasked takes a report of a task.
func (a *App) tasked(m taskMsg) tea.Cmd {
	if !m.open || !a.task.is(m.gen) {
		return nil // it was stopped
	}
	switch s := m.step; {
	case s.ended:
		a.task.done(m.gen)
		a.endTask(s)
		return tea.Batch(a.askBegun(), func() tea.Msg { return nextStep(m.gen, m.from) })
	case s.Failed != nil:
		a.task.bad++
		a.problem(a.task.doing, s.Failed)
	case s.Doing != "":
		a.task.text = s.Doing
	}
	return func() tea.Msg { return nextStep(m.gen, m.from) }
}

// endTask says what came of a task.
func (a *App) endTask(s taskStep) {
	switch {
	case errors.Is(s.err, context.Canceled):
	case errors.Is(s.err, fs.ErrExist) && a.task.taken != nil:
		a.task.taken(s.err)
	case s.err != nil:
		a.problem(a.task.doing, s.err)
		a.complain(model.InBrief(s.err).Error())
	case a.task.bad > 0:
		a.complain(fmt.Sprintf(message.TaskFailed, strings.TrimSuffix(s.said, "."), failedWords(a.task.bad), a.keyFor(keys.Problems)))
	default:
		a.say(s.said)
	}
}

// stopTask ends the task under way and reports whether there was one.
func (a *App) stopTask() bool {
	if !a.task.busy() {
		return false
	}
	a.task.stop()
	a.say(message.TaskStopped)
	return true
}

func (a *App) stopWords() string { return message.EscStops }

// taskWords say how far the task is, for the status line.
func (a *App) taskWords() string {
	return model.CleanLine(a.task.text) + " " + a.theme.Marks.Dot + " " + a.stopWords()
}

// refreshSources fetches what is new of a source, or of all where it is "".
func (a *App) refreshSources(source string) tea.Cmd {
	refresh := a.opts.Refresh
	if refresh == nil {
		a.complain(message.NothingToRefresh)
		return nil
	}
	text := fmt.Sprintf(message.Refreshing, a.theme.Marks.Ellipsis)
	return a.begin(message.DoingRefreshing, text, func(ctx context.Context, report func(Progress)) (string, error) {
		return refresh(ctx, source, report)
	})
}

// refreshSelected refreshes the source of what is selected.
func (a *App) refreshSelected() tea.Cmd {
	h, ok := a.list.Selected()
	if !ok || h.Source == "" {
		a.say(fmt.Sprintf(message.NoSourceToRefresh, a.keyFor(keys.RefreshAll)))
		return nil
	}
	return a.refreshSources(session.FeedOf(&h))
}

// openAdd asks for what to add to the library.
func (a *App) openAdd() tea.Cmd {
	if a.opts.Add == nil {
		return a.add("")
	}
	help := message.AddPrompt
	if len(a.opts.Offers) > 0 {
		help = message.AddOffers
	}
	return a.askFor(keys.Add, message.AddLabel, help)
}

// add takes a place into the library.
func (a *App) add(place string) tea.Cmd {
	add := a.opts.Add
	if add == nil {
		a.complain(message.NothingToAddTo)
		return nil
	}
	text := fmt.Sprintf(message.Adding, place, a.theme.Marks.Ellipsis)
	return a.begin(message.DoingAdding, text, func(ctx context.Context, report func(Progress)) (string, error) {
		return add(ctx, place, report)
	})
}
