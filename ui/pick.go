package ui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/session"
)

// maxPicked bounds a selection. What is more is better said by a filter.
const maxPicked = 10_000

// stride is how many headlines are passed over at once between the ends of a
// selection.
const stride = 1000

// selection is the run of headlines from where it was begun to the cursor. It
// grows and shrinks with the cursor within the window; where the cursor has
// jumped, the library is asked what lies between.
type selection struct {
	on    bool
	items []model.Headline // from where it was begun to the cursor
	at    map[model.ID]int // where each stands in items
	from  model.Headline   // where it was begun
	wide  bool             // more than maxPicked lie between
	then  []func([]model.Headline) tea.Cmd
}

// togglePick begins a selection, or ends it.
func (a *App) togglePick() tea.Cmd {
	if a.pick.on {
		a.endPick()
		return nil
	}
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	a.pick = selection{on: true, from: h}
	a.takePicked([]model.Headline{h})
	return nil
}

// endPick ends the selection.
func (a *App) endPick() {
	if a.pick.on {
		a.loadingSelection.Stop()
		a.pick = selection{}
		a.list.SetPicked(nil)
	}
}

// takePicked makes ps what is selected.
func (a *App) takePicked(ps []model.Headline) {
	a.pick.items, a.pick.at, a.pick.wide = ps, make(map[model.ID]int, len(ps)), false
	for i, p := range ps {
		a.pick.at[p.ID] = i
	}
	a.list.SetPicked(a.pick.at)
}

// extend has the selection follow the cursor.
func (a *App) extend() tea.Cmd {
	h, ok := a.list.Selected()
	s := &a.pick
	if !s.on || !ok || len(s.items) > 0 && s.items[len(s.items)-1].ID == h.ID {
		return nil
	}
	if i, ok := s.at[h.ID]; ok { // the cursor has come back
		for _, p := range s.items[i+1:] {
			delete(s.at, p.ID)
		}
		s.items = s.items[:i+1]
		a.loadingSelection.Stop()
		a.list.SetPicked(s.at)
		return nil
	}
	if hs, ok := a.list.Range(s.from.ID, h.ID); ok {
		a.loadingSelection.Stop()
		a.takePicked(hs)
		return nil
	}
	if hs, ok := a.list.Range(s.items[len(s.items)-1].ID, h.ID); ok && len(s.items)+len(hs) <= maxPicked {
		a.loadingSelection.Stop()
		for _, p := range hs[1:] {
			s.at[p.ID] = len(s.items)
			s.items = append(s.items, p)
		}
		a.list.SetPicked(s.at)
		return nil
	}
	return a.findBetween(h)
}

// findBetween asks what lies between the beginning of the selection and a
// headline that is not in the same window.
func (a *App) findBetween(to model.Headline) tea.Cmd {
	lib, q, from, keep := a.lib, a.listed(), a.pick.from, a.keeping()
	return a.loadingSelection.Start(a.Ctx, func(ctx context.Context) ([]model.Headline, error) {
		return between(ctx, lib, q, from, to, keep)
	}, a.pickedFound)
}

// between returns the articles of a list from one headline to another, or nil
// when there are more than maxPicked. It looks in both directions by turns, a
// page at a time.
func between(ctx context.Context, lib model.Finder, q model.Query, from, to model.Headline, keep session.Kept) ([]model.Headline, error) {
	type way struct {
		dir   int
		at    model.Place
		items []model.Headline
		ended bool
	}
	ways := []*way{{dir: 1, at: from.Place}, {dir: -1, at: from.Place}}
	for !ways[0].ended || !ways[1].ended {
		for _, w := range ways {
			if w.ended {
				continue
			}
			win := model.Window{At: model.At{Place: &w.at}, After: stride, Keep: keep}
			if w.dir < 0 {
				win.Before, win.After = stride, 0
			}
			page, err := lib.Find(ctx, q, win)
			if err != nil {
				return nil, err
			}
			hs := page.Headlines
			w.ended = len(hs) == 0 || (w.dir > 0 && page.Last) || (w.dir < 0 && page.First)
			if w.dir < 0 {
				slices.Reverse(hs)
			}
			more := false
			for _, h := range hs {
				if h.Place == w.at {
					continue
				}
				more = true
				w.items = append(w.items, h)
				if h.ID == to.ID {
					return append([]model.Headline{from}, w.items...), nil
				}
			}
			w.ended = w.ended || !more || len(w.items) >= maxPicked
			if more {
				w.at = hs[len(hs)-1].Place
			}
		}
	}
	return nil, nil
}

// pickedFound takes what lies between the ends of a selection.
func (a *App) pickedFound(items []model.Headline, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.FindSelected, err)
	}
	if len(items) == 0 || len(items) > maxPicked {
		a.pick.wide, a.pick.then = true, nil
		a.complain(tooMany)
		return nil
	}
	a.takePicked(items)
	return tea.Batch(a.extend(), a.donePicking()) // the cursor may have gone on
}

// donePicking does what was asked for while the selection was being found.
func (a *App) donePicking() tea.Cmd {
	if a.loadingSelection.Busy() || a.find.Busy() {
		return nil
	}
	then := a.pick.then
	a.pick.then = nil
	cmds := make([]tea.Cmd, 0, len(then))
	for _, do := range then {
		cmds = append(cmds, a.onPicked(do))
	}
	return tea.Batch(cmds...)
}

var tooMany = fmt.Sprintf(message.SelectionFull, number(maxPicked))

// onPicked does something to what is selected, once that is known, or to the
// headline under the cursor.
func (a *App) onPicked(do func([]model.Headline) tea.Cmd) tea.Cmd {
	switch h, ok := a.list.Selected(); {
	case !a.pick.on && !ok:
		return nil
	case !a.pick.on:
		return do([]model.Headline{h})
	case a.loadingSelection.Busy(), a.find.Busy(): // the cursor is on its way
		a.pick.then = append(a.pick.then, do)
		return nil
	case a.pick.wide:
		a.complain(tooMany)
		return nil
	}
	return do(slices.Clone(a.pick.items))
}

// renewPicked takes the states of what is selected as they are now.
func (a *App) renewPicked(hs []model.Headline) {
	if !a.pick.on {
		return
	}
	for _, h := range hs {
		if i, ok := a.pick.at[h.ID]; ok {
			a.pick.items[i].State = h.State
		}
	}
}

// change alters the state of articles on the screen and in the selection, for
// what is asked of the library at the same time.
func (a *App) change(ps []model.Headline, f func(*model.State)) {
	a.keep(ps...)
	a.foresee(session.IDs(ps), f)
	for _, p := range ps {
		if i, ok := a.pick.at[p.ID]; ok && a.pick.on {
			f(&a.pick.items[i].State)
		}
	}
}

// labelled is the label of a line whose answer is for what is selected.
func (a *App) labelled(label string) string {
	if n := len(a.pick.items); a.pick.on && n > 0 && !a.pick.wide && !a.loadingSelection.Busy() {
		label = fmt.Sprintf(message.NumberOf, label, session.Articles(n))
	}
	return label + ":"
}

// pickedWords says how much is selected, for the status line.
func (a *App) pickedWords() string {
	switch {
	case !a.pick.on:
		return ""
	case a.loadingSelection.Busy():
		return fmt.Sprintf(message.Selecting, a.theme.Marks.Ellipsis)
	case a.pick.wide:
		return message.TooManySelected
	}
	return fmt.Sprintf(message.Selected, number(len(a.pick.items)))
}
