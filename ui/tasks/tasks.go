// Package tasks is what is done for a library beside its reading: the documents named
// at the start are read, feeds refreshed, sources added, files exported. It says how far
// that is and keeps what of it has failed. The work itself is the host's.
package tasks

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
	"dateline/ui/session"
	"dateline/ui/shared"
)

// Job does the work of a task and says in words what came of it.
type Job func(ctx context.Context, report func(host.Progress)) (string, error)

// Controller is the tasks of a session: one at a time, beside the documents that were
// named at the start.
type Controller struct {
	*shared.State
	// Waiting is how many feeds are followed that have brought nothing yet.
	Waiting int

	task   load.Stream[host.Progress, string]
	doing  string              // "Refreshing"
	text   string              // how far it is
	failed int                 // parts of it
	exists func(error) tea.Cmd // takes the error that a file exists

	opening  load.Stream[host.Progress, struct{}]
	progress host.Progress // of opening

	problems session.Problems
	unseen   int // of them

	beginning load.Load[begun]
	following load.Load[int]
	happened  Happened
}

// Happened is what others must follow.
type Happened struct {
	Opened bool          // the documents named at the start have been read
	Begun  *host.Session // this is to be shown in the place of what is
	Waits  bool          // feeds have been found to wait
	Ended  bool          // a task has ended
}

// begun is a session that may take the place of this one.
type begun struct {
	session host.Session
	ok      bool
}

// New returns the tasks of a session that has none yet.
func New(s *shared.State) *Controller { return &Controller{State: s} }

// Reset stops what is done for a library that is shown no longer. What has failed stays.
func (c *Controller) Reset() {
	*c = Controller{State: c.State, problems: c.problems, unseen: c.unseen}
}

// Happened returns what has happened since it was asked last.
func (c *Controller) Happened() Happened {
	h := c.happened
	c.happened = Happened{}
	return h
}

// Open reads the documents that were named at the start.
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

// Opening reports whether documents are being read, and which is.
func (c *Controller) Opening() (reading string, is bool) {
	return c.progress.Reading, c.opening.Busy()
}

// opened takes a report of the reading.
func (c *Controller) opened(p host.Progress) tea.Cmd {
	if p.Failed == nil {
		c.progress = p
		return nil
	}
	c.problem(message.DoingOpening, p.Failed)
	c.ReportError(p.Failed.Error())
	return nil
}

// Begin starts a task, "Refreshing", unless one is under way. text is said until it
// reports how far it is. exists takes the error that a file exists; nil: it is one like
// others.
func (c *Controller) Begin(doing, text string, do Job, exists func(error) tea.Cmd) tea.Cmd {
	if c.Busy() {
		c.ReportError(fmt.Sprintf(message.TaskUnderWay, c.doing, message.EscStops))
		return nil
	}
	c.doing, c.text, c.failed, c.exists = doing, text, 0, exists
	c.problems.Forget(doing)
	c.unseen = min(c.unseen, len(c.problems))
	return c.task.Start(c.Ctx, func(ctx context.Context, report func(host.Progress) bool) (string, error) {
		return do(ctx, func(p host.Progress) { report(p) })
	}, c.step, c.end)
}

// Busy reports whether a task is under way.
func (c *Controller) Busy() bool { return c.task.Busy() }

// Stop ends the task under way and reports whether there was one.
func (c *Controller) Stop() bool {
	if !c.Busy() {
		return false
	}
	c.task.Stop()
	c.Say(message.TaskStopped)
	c.happened.Ended = true
	return true
}

// step takes a report of a task.
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

// end says what came of a task.
func (c *Controller) end(said string, err error) tea.Cmd {
	c.happened.Ended = true
	switch {
	case errors.Is(err, context.Canceled):
	case errors.Is(err, fs.ErrExist) && c.exists != nil:
		return c.exists(err)
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

// Words say how far the task is or, where there is none, the reading of what was named
// at the start; "" where there is nothing of both.
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

// Problems returns what has failed: it has been seen then.
func (c *Controller) Problems() session.Problems {
	c.unseen = 0
	return c.problems
}

// Unseen says how many problems were not seen yet, "" where there are none.
func (c *Controller) Unseen() string {
	if c.unseen == 0 {
		return ""
	}
	return c.KeyFor(keys.Problems) + " " + failedWords(c.unseen)
}

// failedWords say how many have failed.
func failedWords(n int) string { return fmt.Sprintf(message.FailedCount, message.Number(n)) }

// AskBegun asks whether another session should take the place of this one; where ask is
// nil, none can.
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

// CountWaiting counts the feeds that are followed, of a library without articles.
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
