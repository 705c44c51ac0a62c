package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/reading"
	"dateline/ui/session"
)

// Commands run beside the screen. They capture values and a context, never
// the App.

// ask is a question for a part of the list and what to do with the answer.
type ask struct {
	window model.Window
	jump   bool     // select the place asked for
	last   bool     // select the last of what comes
	skip   int      // move so many headlines on
	nth    int      // the place is that of the headline of this number
	choose model.ID // select this article
	open   bool     // then open what is selected
	top    bool     // show the top of the list, if the selection can be seen with it
	stays  bool     // the article in the pane stays in the list, though this is a jump
	again  bool     // it has been asked before, and the answer came too late
	text   string   // the filter, which ask sets
}

// found is a part of the list.
type found struct {
	ask   ask
	page  model.Page
	ahead *reading.Ahead // the article at the place that was asked for, where it is shown
}

// ask finds a part of the list; the question before it no longer counts.
func (a *App) ask(q ask) tea.Cmd {
	q.text = a.filter.Text
	if q.window.Keep = a.filter.Kept; !q.jump || q.stays {
		q.window.Keep = a.keeping()
	}
	a.stale, a.skipping = false, q.skip != 0
	if a.jumping = q.jump; q.jump {
		a.typeahead.take(keys.List) // it was meant for a list that is not wanted any more
	}
	lib, what := a.lib, a.listed()
	var ahead *reading.Ahead
	if q.jump && !q.last && q.skip == 0 && q.choose == "" && !a.reading.Hidden() {
		ahead = a.reading.Ahead()
	}
	return a.find.Start(a.Ctx, func(ctx context.Context) (f found, err error) {
		if f.ask, f.ahead = q, ahead; q.nth > 0 {
			if f.ask.window.At, _, err = session.Nth(ctx, lib, what, q.window.Keep, q.nth); err != nil {
				return f, err
			}
		}
		f.page, err = lib.Find(ctx, what, f.ask.window)
		if i := f.page.Here; ahead != nil && err == nil && i < len(f.page.Headlines) {
			ahead.Read(ctx, f.page.Headlines[i].ID) // it will be wanted next
		}
		return f, err
	}, a.found)
}

// recount counts what the filter finds, also for the timeline.
func (a *App) recount() tea.Cmd {
	return tea.Batch(a.countFound(), a.readTimes(true))
}

// countNow counts what a filter that is being typed finds.
func (a *App) countNow() tea.Cmd {
	if !a.countLate {
		return nil
	}
	a.countLate = false
	return tea.Batch(a.recount(), a.countHeadings())
}

func (a *App) countFound() tea.Cmd {
	lib, q, text, env := a.lib, a.current(), a.filter.Text, a.env(false)
	return a.count.Start(a.Ctx, func(ctx context.Context) (session.Counts, error) {
		return session.Count(ctx, lib, text, q, env)
	}, a.tallied)
}

// countHeadings counts the days under the headings of the window, where they are
// not known.
func (a *App) countHeadings() tea.Cmd {
	from, to, ok := a.list.Span()
	if !ok || a.countLate || a.headingsOf == a.epoch && a.list.Counted(from, to) {
		return nil
	}
	epoch := a.epoch
	lib, q := a.lib, a.filter.Query
	span := model.NewSpan(from.In(q.Zone()), to.In(q.Zone()))
	return a.headings.Start(a.Ctx, func(ctx context.Context) ([]model.Bucket, error) {
		return lib.Histogram(ctx, q, model.ByDay, span)
	}, func(days []model.Bucket, err error) tea.Cmd {
		if err == nil {
			a.headingsOf = epoch
			a.list.SetDays(from, to, days)
		}
		return nil
	})
}

// seekUnread looks for the next unread article beyond the window.
func (a *App) seekUnread(dir int) tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	lib, q, keep := a.lib, a.listed(), a.keeping()
	return a.unread.Start(a.Ctx, func(ctx context.Context) (model.ID, error) {
		return session.NextUnread(ctx, lib, q, keep, h, dir)
	}, func(id model.ID, err error) tea.Cmd { return a.unreadFound(dir, id, err) })
}

// mark changes the state of articles.
func (a *App) mark(ids []model.ID, m model.Mark) tea.Cmd {
	lib, at := a.lib, a.opts.Now()
	verb := verbNone
	if len(ids) > 1 {
		verb = verbDone
	}
	return a.write(verb, func(ctx context.Context) (model.Act, error) { return lib.Mark(ctx, ids, m, at) })
}

// write makes a change of state, after those before it.
func (a *App) write(v verb, do func(context.Context) (model.Act, error)) tea.Cmd {
	return a.InOrder(load.Do(a.Ctx, do, func(act model.Act, err error) tea.Cmd {
		return a.marked(act, v, "", err)
	}))
}

// journal takes back the last act, or does it again.
func (a *App) journal(redo bool) tea.Cmd {
	lib, v, said := a.lib, verbUndone, ""
	if redo {
		v = verbRedone
	}
	return a.InOrder(load.Do(a.Ctx, func(ctx context.Context) (act model.Act, err error) {
		act, said, err = session.Turn(ctx, lib, redo)
		return act, err
	}, func(act model.Act, err error) tea.Cmd { return a.marked(act, v, said, err) }))
}

// awaitMove waits for the library to move, after a pause that keeps a busy
// library from taking the screen over.
func (a *App) awaitMove(moved <-chan struct{}, after time.Duration) tea.Cmd {
	return load.Do(a.Ctx, func(ctx context.Context) (bool, error) {
		if err := load.Pause(ctx, after); err != nil {
			return false, err
		}
		_, open := <-moved
		return open, nil
	}, func(open bool, _ error) tea.Cmd {
		if !open {
			return nil
		}
		return tea.Batch(a.refresh(), a.readViews(), a.sideMoved(), a.awaitMove(moved, movePause))
	})
}

// load reads what was named on the command line.
func (a *App) load() tea.Cmd {
	named := a.opts.Load
	return new(load.Stream[host.Progress, struct{}]).Start(a.ctx, func(ctx context.Context, report func(host.Progress) bool) (struct{}, error) {
		return struct{}{}, named(ctx, func(p host.Progress) { report(p) })
	}, a.progressed, func(_ struct{}, err error) tea.Cmd {
		if err != nil && !errors.Is(err, context.Canceled) {
			a.progressed(host.Progress{Failed: err})
		}
		cmd := a.refresh()
		a.loading = false
		return cmd
	})
}
