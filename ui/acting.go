package ui

import (
	"context"
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/load"
	"dateline/ui/message"
	"dateline/ui/session"
)

// acting is the state of running actions.
type acting struct {
	gathered []tea.Cmd        // commands of the current action
	works    map[string]*work // by name
	plan     load.Load[session.Plan]
	article  load.Load[model.Article] // read for an action
	changing string                   // describes a running bulk change; "": none
}

// call performs an action or a macro. It returns only errors in what was typed, for the
// line where it was typed; it reports everything else.
func (a *App) call(c keys.Call) (tea.Cmd, error) {
	if macro := a.keys.Map.Macro(c.Action); macro != nil {
		return a.runCalls(macro)
	}
	if a.State.Filter.Text == "" && (c.Action == keys.ClearFilter || c.Action == keys.FilterBack) {
		return nil, nil // there is no filter: keep the list as it is
	}
	return a.act(func(f action.Front) error { return action.Run(f, c) })
}

// act calls do and returns the commands that it starts.
func (a *App) act(do func(f action.Front) error) (tea.Cmd, error) {
	outer := a.acting.gathered
	a.acting.gathered = nil
	err := do(front{a})
	cmd := tea.Batch(a.acting.gathered...)
	a.acting.gathered = outer
	return cmd, a.explain(err)
}

// finish is act for later steps, when no open line can show an error.
func (a *App) finish(do func() error) tea.Cmd {
	return a.orReport(a.act(func(action.Front) error { return do() }))
}

// explain reports why an action was not performed, and returns errors in what was typed.
func (a *App) explain(err error) error {
	var hint action.Hint
	var failure action.Failure
	switch {
	case err == nil, errors.Is(err, action.ErrNoHeadline):
	case errors.As(err, &hint):
		a.Say(hint.Screen)
	case errors.As(err, &failure):
		a.Failed(failure.Doing, failure.Err)
	case errors.As(err, new(action.Refusal)), errors.As(err, new(action.NotAllowed)):
		a.ReportError(err.Error())
	default:
		return err
	}
	return nil
}

// orReport reports an error.
func (a *App) orReport(cmd tea.Cmd, err error) tea.Cmd {
	if err != nil {
		a.ReportError(err.Error())
	}
	return cmd
}

// work is background work of an action.
type work struct {
	load.Load[func() error]
	stops bool // by Esc
}

// stopWork stops the work that Esc can stop, and reports whether there was any.
func (a *App) stopWork() bool {
	stopped := false
	for _, w := range a.acting.works {
		if w.stops && w.Busy() {
			w.Stop()
			stopped = true
		}
	}
	return stopped
}

// withArticle calls then with the current article: the page shown in its place, the one
// in the pane, or the selected one, which it loads first.
func (a *App) withArticle(then func(model.Article) tea.Cmd) tea.Cmd {
	h, ok := a.browsing.Selected()
	switch {
	case a.reading.Away() && a.focus == keys.Article:
		return then(a.reading.Article())
	case !ok:
		return nil
	case h.ID == a.reading.Article().ID:
		return then(a.reading.Article())
	}
	lib := a.Library
	return a.acting.article.Start(a.Ctx, func(ctx context.Context) (model.Article, error) {
		return lib.Article(ctx, h.ID)
	}, func(art model.Article, err error) tea.Cmd {
		if err != nil {
			return a.Failed(message.ReadArticle, err)
		}
		return then(art)
	})
}

// mark changes the state of articles.
func (a *App) mark(ids []model.ID, m model.Mark) tea.Cmd {
	lib, at := a.Library, a.Now()
	verb := verbNone
	if len(ids) > 1 {
		verb = verbDone
	}
	return a.write(verb, func(ctx context.Context) (model.Act, error) { return lib.Mark(ctx, ids, m, at) })
}

// write changes the library, after all earlier changes.
func (a *App) write(v verb, do func(context.Context) (model.Act, error)) tea.Cmd {
	return a.InOrder(load.Do(a.Ctx, do, func(act model.Act, err error) tea.Cmd {
		return a.marked(act, v, "", err)
	}))
}

// journal undoes the last change, or redoes it.
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

// carryOut executes a plan as one change.
func (a *App) carryOut(p session.Plan) tea.Cmd {
	doing := message.Marking
	if p.Hides() {
		doing = message.Hiding
	}
	a.acting.changing = fmt.Sprintf(doing, session.Articles(p.N), a.Theme.Marks.Ellipsis)
	a.Filter.Kept.Drop(a.browsing.Found()...) // the plan may take them out of the list
	lib, at := a.Library, a.Now()
	return a.write(verbDone, func(ctx context.Context) (model.Act, error) { return p.Do(ctx, lib, at) })
}

// marked reports a change and updates what it affects.
func (a *App) marked(act model.Act, v verb, said string, err error) tea.Cmd {
	if v == verbDone {
		a.acting.changing = ""
	}
	switch {
	case errors.Is(err, model.ErrNothingToUndo):
		a.Say(session.NothingToTurn(v == verbRedone))
	case err != nil:
		return tea.Batch(a.Failed(message.ChangeState, err), a.refresh())
	case v == verbDone && !session.Changed(act):
		a.Say(message.NothingChanged)
	case v == verbDone:
		a.Say(fmt.Sprintf(message.DoneUndoes, session.Done(act), a.keyFor(keys.Undo)))
		return tea.Batch(a.refresh(), a.reread(act), a.browsing.FollowMoved(act))
	case v != verbNone:
		a.Say(said)
		return tea.Batch(a.refresh(), a.reread(act), a.browsing.Reveal(act, v == verbRedone), a.browsing.FollowMoved(act))
	}
	return nil
}

// verb selects the report of a change.
type verb uint8

const (
	verbNone verb = iota
	verbDone
	verbUndone
	verbRedone
)

// reread reloads what a change affects outside the list.
func (a *App) reread(act model.Act) tea.Cmd {
	switch act.Mark.Do {
	case model.SetView, model.UnsetView:
		return a.sources.ReadViews()
	case model.AddTag, model.DropTag, model.Retag, model.SetDate, model.ResetDate:
		return tea.Batch(a.reading.Renew(), a.details.Renew()) // they show tags and dates
	}
	return nil
}
