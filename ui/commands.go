package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/load"
	"dateline/ui/session"
)

// Commands run beside the screen. They capture values and a context, never
// the App.

// mark changes the state of articles.
func (a *App) mark(ids []model.ID, m model.Mark) tea.Cmd {
	lib, at := a.Library, a.Now()
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
	lib, v, said := a.Library, verbUndone, ""
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
		return tea.Batch(a.refresh(), a.sources.ReadViews(), a.sources.CountLater(), a.awaitMove(moved, movePause))
	})
}
