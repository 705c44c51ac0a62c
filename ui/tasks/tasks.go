// Package tasks runs the work that goes on while somebody reads: importing the documents
// named at the start, refreshing feeds, adding sources, exporting files. It shows the
// progress and collects the errors. The host does the work itself.
package tasks

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Job does the work of a task and returns a sentence about its result.
type Job func(ctx context.Context, report func(host.Progress)) (string, error)

// Controller runs the tasks of a session. One task runs at a time, beside the import of
// the documents named at the start.
type Controller struct {
	*shared.State
	// Waiting counts the followed feeds that have delivered no article yet.
	Waiting int

	task   load.Stream[host.Progress, string]
	doing  string                           // "Refreshing"
	text   string                           // its progress
	failed int                              // parts of it that failed
	asks   func(error) (ask func() tea.Cmd) // see Begin

	opening  load.Stream[host.Progress, struct{}]
	progress host.Progress // of opening

	problems session.Problems
	unseen   int // problems not shown yet

	beginning load.Load[begun]
	following load.Load[int]
	happened  Happened
}

// Happened lists events that the rest of the screen must follow.
type Happened struct {
	Opened bool          // the documents named at the start have been read
	Begun  *host.Session // this session should replace the current one
	Waits  bool          // some feeds have delivered nothing yet
	Ended  bool          // a task has ended
}

// begun is a session that may replace the current one.
type begun struct {
	session host.Session
	ok      bool
}

// New returns a controller without tasks.
func New(s *shared.State) *Controller { return &Controller{State: s} }

// Reset stops all work when the library changes. The problems stay.
func (c *Controller) Reset() {
	*c = Controller{State: c.State, problems: c.problems, unseen: c.unseen}
}

// Happened returns the events since the last call.
func (c *Controller) Happened() Happened {
	h := c.happened
	c.happened = Happened{}
	return h
}

// Open reads the documents named at the start.
func (c *Controller) Open(read func(ctx context.Context, report func(host.Progress)) error) tea.Cmd {
	return c.opening.Start(c.Ctx, func(ctx context.Context, report func(host.Progress) bool) (struct{}, error) {
		return struct{}{}, read(ctx, func(p host.Progress) { report(p) })
	}, c.opened, func(_ struct{}, err error) tea.Cmd {
		if err != nil && !errors.Is(err, context.Canceled) {
			c.opened(host.Progress{Failed: err})
		}
		c.happened.Opened = true
		return nil
	})
}

// Opening reports whether documents are being read, and the current one.
func (c *Controller) Opening() (reading string, is bool) {
	return c.progress.Reading, c.opening.Busy()
}

// opened handles a progress report of Open.
func (c *Controller) opened(p host.Progress) tea.Cmd {
	if p.Failed == nil {
		c.progress = p
		return nil
	}
	c.problem(message.DoingOpening, p.Failed)
	c.ReportError(p.Failed.Error())
	return nil
}

// Begin starts a task, for example "Refreshing", unless one is running. text is shown
// until the task reports its progress. asks returns what asks the reader because of an
// error, or nil, if that is an error like any other.
func (c *Controller) Begin(doing, text string, do Job, asks func(error) (ask func() tea.Cmd)) tea.Cmd {
	if c.Busy() {
		c.ReportError(fmt.Sprintf(message.TaskUnderWay, c.doing, message.EscStops))
		return nil
	}
	c.doing, c.text, c.failed, c.asks = doing, text, 0, asks
	c.problems.Forget(doing)
	c.unseen = min(c.unseen, len(c.problems))
	return c.task.Start(c.Ctx, func(ctx context.Context, report func(host.Progress) bool) (string, error) {
		return do(ctx, func(p host.Progress) { report(p) })
	}, c.step, c.end)
}

// Busy reports whether a task is running.
func (c *Controller) Busy() bool { return c.task.Busy() }

// Stop ends the running task and reports whether there was one.
func (c *Controller) Stop() bool {
	if !c.Busy() {
		return false
	}
	c.task.Stop()
	c.Say(message.TaskStopped)
	c.happened.Ended = true
	return true
}

// step handles a progress report of the task.
func (c *Controller) step(p host.Progress) tea.Cmd {
	switch {
	case p.Failed != nil:
		c.failed++
		c.problem(c.doing, p.Failed)
	case p.Doing != "":
		c.text = p.Doing
	}
	return nil
}

// end shows the result of the task.
func (c *Controller) end(said string, err error) tea.Cmd {
	c.happened.Ended = true
	var ask func() tea.Cmd
	if err != nil && c.asks != nil {
		ask = c.asks(err)
	}
	switch {
	case errors.Is(err, context.Canceled):
	case ask != nil:
		return ask()
	case err != nil:
		c.problem(c.doing, err)
		c.ReportError(model.InBrief(err).Error())
	case c.failed > 0:
		c.ReportError(fmt.Sprintf(message.TaskFailed, strings.TrimSuffix(said, "."), failedWords(c.failed), c.KeyFor(keys.Problems)))
	default:
		c.Say(said)
	}
	return nil
}

// Words describes the progress of the task or else of Open; "" if neither runs.
func (c *Controller) Words() string {
	switch p := c.progress; {
	case c.Busy():
		return model.CleanLine(c.text) + " " + c.Theme.Marks.Dot + " " + message.EscStops
	case c.opening.Busy() && p.Reading != "":
		return session.ReadingWords(p.Reading, p.Articles, p.Percent)
	}
	return ""
}

func (c *Controller) problem(doing string, err error) {
	if c.problems.Add(c.Now(), doing, err) {
		c.unseen++
	}
}

// Problems returns the problems and counts them as seen.
func (c *Controller) Problems() session.Problems {
	c.unseen = 0
	return c.problems
}

// Unseen tells how many problems were not seen yet; "" if there are none.
func (c *Controller) Unseen() string {
	if c.unseen == 0 {
		return ""
	}
	return c.KeyFor(keys.Problems) + " " + failedWords(c.unseen)
}

// failedWords tells how many parts have failed.
func failedWords(n int) string { return fmt.Sprintf(message.FailedCount, message.Number(n)) }

// AskBegun asks whether another session should replace this one. A nil ask means that
// none can.
func (c *Controller) AskBegun(ask func(context.Context) (host.Session, bool, error)) tea.Cmd {
	if ask == nil {
		return nil
	}
	return c.beginning.Start(c.Ctx, func(ctx context.Context) (begun, error) {
		s, ok, err := ask(ctx)
		return begun{s, ok}, err
	}, func(b begun, err error) tea.Cmd {
		switch {
		case err != nil:
			return c.Failed(message.OpenLibrary, err)
		case b.ok:
			c.happened.Begun = &b.session
		}
		return nil
	})
}

// CountWaiting counts the followed feeds of a library without articles.
func (c *Controller) CountWaiting() tea.Cmd {
	if c.Host.Refresh() == nil {
		return nil
	}
	lib := c.Library
	return c.following.Start(c.Ctx, func(ctx context.Context) (int, error) {
		return session.Waiting(ctx, lib)
	}, func(feeds int, err error) tea.Cmd {
		if err != nil {
			return c.Failed(message.ReadSources, err)
		}
		c.Waiting, c.happened.Waits = feeds, feeds > 0
		return nil
	})
}
