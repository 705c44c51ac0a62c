package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/action"
	"dateline/ui/keys"
)

// Keys that are typed ahead of the screen wait for what they mean: an action on
// an article for the list on its way, which has another article selected, and
// what follows for the prompt that the action opens once its article is read;
// Tab for the tags that may be meant, and a view for those that there are.

// maxHeld is how many keys wait. Those that are typed beyond it are lost, as in
// a terminal whose program does not read.
const maxHeld = 256

// holding reports whether keys have to wait.
func (a *App) holding() bool {
	return a.loadingArticle.Busy() || len(a.held) > 0 && (a.find.Busy() || a.loadingTags.Busy() || a.loadingViews.Busy())
}

// early reports whether act is for an article of a list that has not come yet,
// or for views that have not.
func (a *App) early(act keys.Action) bool {
	if action.Of(act).Needs == action.Views {
		return a.loadingViews.Busy()
	}
	if !a.find.Busy() || len(a.trail) > 0 && a.onArticle {
		return false
	}
	_, ok := a.list.Selected()
	if ok && !a.jumping && !a.skipping {
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

// waiting is a key that waits, or what the last of some keys stands for.
type waiting struct {
	msg  tea.Msg // a key press or what was pasted
	call keys.Call
}

// hold keeps a key for later. Esc drops what waits.
func (a *App) hold(w waiting) {
	if key, ok := w.msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		a.held = nil
		a.loadingArticle.Stop()
	} else if len(a.held) < maxHeld {
		a.held = append(a.held, w)
	}
}

// holdFirst keeps actions for later, before the keys that were typed after them.
func (a *App) holdFirst(calls []keys.Call) {
	rest := make([]waiting, len(calls), len(calls)+len(a.held))
	for i, c := range calls {
		rest[i] = waiting{call: c}
	}
	a.held = append(rest, a.held...)
}

// release does what was held, once nothing has to be waited for.
func (a *App) release() tea.Cmd {
	var cmds []tea.Cmd
	for len(a.held) > 0 && !a.loadingArticle.Busy() && !a.find.Busy() && !a.loadingTags.Busy() && !a.loadingViews.Busy() {
		w := a.held[0]
		a.held = a.held[1:]
		switch msg := w.msg.(type) {
		case tea.KeyPressMsg:
			cmds = append(cmds, a.key(msg))
		case tea.PasteMsg:
			cmds = append(cmds, a.paste(msg))
		default:
			cmds = append(cmds, a.orComplain(a.perform(w.call)), a.extend())
		}
	}
	if len(a.held) == 0 {
		a.held = nil
	}
	return tea.Batch(cmds...)
}
