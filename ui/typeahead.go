package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/action"
	"dateline/ui/keys"
)

// typeahead holds keys whose target is still loading: an action for an article of a list
// that has not arrived, and the keys for the prompt that the action will open; Tab for
// tags, or a view, that are not known yet; a movement in a list or in bars to come.
type typeahead []waiting

// waiting is a key that waits, or the action of a key sequence.
type waiting struct {
	msg  tea.Msg // a key press or pasted text
	call keys.Call
	pane keys.Scope // a movement that waits for this pane and delays no other key; or 0
}

// maxTypeahead limits how many keys wait. Further ones are lost, as in a terminal whose
// program does not read.
const maxTypeahead = 256

// add makes a key wait.
func (t *typeahead) add(w waiting) {
	if len(*t) < maxTypeahead {
		*t = append(*t, w)
	}
}

// take removes and returns the keys that wait for a pane; 0 means those in the queue.
func (t *typeahead) take(pane keys.Scope) []waiting {
	var out []waiting
	*t = slices.DeleteFunc(*t, func(w waiting) bool {
		if w.pane == pane {
			out = append(out, w)
		}
		return w.pane == pane
	})
	return out
}

// next removes and returns the first key of the queue.
func (t *typeahead) next() (w waiting, ok bool) {
	i := slices.IndexFunc(*t, func(w waiting) bool { return w.pane == 0 })
	if i < 0 {
		return w, false
	}
	w = (*t)[i]
	*t = slices.Delete(*t, i, i+1)
	return w, true
}

// inTurn reports whether the queue holds keys.
func (t typeahead) inTurn() bool {
	return slices.ContainsFunc(t, func(w waiting) bool { return w.pane == 0 })
}

// finds reports whether the first of the queue is a search in an article.
func (t typeahead) finds() bool {
	i := slices.IndexFunc(t, func(w waiting) bool { return w.pane == 0 })
	return i >= 0 && t[i].msg == nil && t[i].call.Action == keys.Find
}

// holding reports whether keys have to wait.
func (a *App) holding() bool {
	return a.acting.article.Busy() || a.typeahead.inTurn() && a.awaiting()
}

// awaiting reports whether something is loading that keys may be meant for.
func (a *App) awaiting() bool {
	return a.acting.article.Busy() || a.browsing.Finding() || a.known.ReadingTags() || a.sources.ReadingViews() || a.typeahead.finds() && a.reading.Coming()
}

// early reports whether act needs an article of a list, the text of an article, or views,
// that are still loading.
func (a *App) early(act keys.Action) bool {
	switch {
	case action.Of(act).Needs == action.Views:
		return a.sources.ReadingViews()
	case act == keys.Find && a.focus == keys.Article && a.reading.Coming():
		return true
	}
	if !a.browsing.Finding() || a.reading.Away() && a.focus == keys.Article {
		return false
	}
	_, ok := a.browsing.Selected()
	if ok && !a.browsing.Coming() {
		return false
	}
	switch action.Of(act).Needs {
	case action.SomeHeadline:
		return ok // without a selection there is nothing to move from
	case action.Headline:
		return true
	}
	return false
}

// hold keeps a key for later. Esc empties the queue.
func (a *App) hold(w waiting) {
	if key, ok := w.msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		a.typeahead.take(0)
		a.acting.article.Stop()
		return
	}
	a.typeahead.add(w)
}

// holdFirst keeps actions for later, ahead of the keys typed after them.
func (a *App) holdFirst(calls []keys.Call) {
	rest := make(typeahead, len(calls), len(calls)+len(a.typeahead))
	for i, c := range calls {
		rest[i] = waiting{call: c}
	}
	a.typeahead = append(rest, a.typeahead...)
}

// release performs the keys of the queue until one has to wait.
func (a *App) release() tea.Cmd {
	var cmds []tea.Cmd
	for !a.awaiting() {
		w, ok := a.typeahead.next()
		if !ok {
			break
		}
		switch msg := w.msg.(type) {
		case tea.KeyPressMsg:
			cmds = append(cmds, a.key(msg))
		case tea.PasteMsg:
			cmds = append(cmds, a.paste(msg))
		default:
			cmds = append(cmds, a.orReport(a.perform(w.call)))
		}
		cmds = append(cmds, a.followRooms())
	}
	return tea.Batch(cmds...)
}

// catchUp repeats the movements that waited for a pane.
func (a *App) catchUp(pane keys.Scope, move func(keys.Action, int) tea.Cmd) tea.Cmd {
	var cmds []tea.Cmd
	for _, w := range a.typeahead.take(pane) {
		cmds = append(cmds, move(w.call.Action, w.call.Count), a.followRooms())
	}
	return tea.Batch(cmds...)
}
