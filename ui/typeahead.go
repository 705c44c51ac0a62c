package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/action"
	"dateline/ui/keys"
)

// typeahead is what was typed before what it is meant for had come: an action on an
// article before the list on its way, which has another article selected; what follows
// for the prompt that the action opens once its article is read; Tab before the tags
// that may be meant, a view before those that there are; a movement before the list or
// the bars that it is meant for.
type typeahead []waiting

// waiting is a key that waits, or what the last of some keys stands for.
type waiting struct {
	msg  tea.Msg // a key press or what was pasted
	call keys.Call
	pane keys.Scope // of a movement that waits for this pane only, and nothing for it
}

// maxTypeahead is how much waits. What is typed beyond it is lost, as in a terminal
// whose program does not read.
const maxTypeahead = 256

// add has something wait.
func (t *typeahead) add(w waiting) {
	if len(*t) < maxTypeahead {
		*t = append(*t, w)
	}
}

// take takes out what waits for a pane; 0 is what waits in turn.
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

// next takes out what is first in turn.
func (t *typeahead) next() (w waiting, ok bool) {
	i := slices.IndexFunc(*t, func(w waiting) bool { return w.pane == 0 })
	if i < 0 {
		return w, false
	}
	w = (*t)[i]
	*t = slices.Delete(*t, i, i+1)
	return w, true
}

// inTurn reports whether keys wait for those before them.
func (t typeahead) inTurn() bool {
	return slices.ContainsFunc(t, func(w waiting) bool { return w.pane == 0 })
}

// holding reports whether keys have to wait.
func (a *App) holding() bool {
	return a.acting.article.Busy() || a.typeahead.inTurn() && a.awaiting()
}

// awaiting reports whether something is on its way that keys may be meant for.
func (a *App) awaiting() bool {
	return a.acting.article.Busy() || a.browsing.Finding() || a.known.ReadingTags() || a.sources.ReadingViews()
}

// early reports whether act is for an article of a list that has not come yet,
// or for views that have not.
func (a *App) early(act keys.Action) bool {
	if action.Of(act).Needs == action.Views {
		return a.sources.ReadingViews()
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
		return ok // else there is nothing yet that it could go on from
	case action.Headline:
		return true
	}
	return false
}

// hold keeps a key for later. Esc drops what waits in turn.
func (a *App) hold(w waiting) {
	if key, ok := w.msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		a.typeahead.take(0)
		a.acting.article.Stop()
		return
	}
	a.typeahead.add(w)
}

// holdFirst keeps actions for later, before the keys that were typed after them.
func (a *App) holdFirst(calls []keys.Call) {
	rest := make(typeahead, len(calls), len(calls)+len(a.typeahead))
	for i, c := range calls {
		rest[i] = waiting{call: c}
	}
	a.typeahead = append(rest, a.typeahead...)
}

// release does what waits in turn, as long as nothing has to be waited for.
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

// catchUp moves in a pane that has come as was asked before it had.
func (a *App) catchUp(pane keys.Scope, move func(keys.Action, int) tea.Cmd) tea.Cmd {
	var cmds []tea.Cmd
	for _, w := range a.typeahead.take(pane) {
		cmds = append(cmds, move(w.call.Action, w.call.Count), a.followRooms())
	}
	return tea.Batch(cmds...)
}
