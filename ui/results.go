package ui

import (
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// movePause keeps a busy library from taking the screen over.
const movePause = 150 * time.Millisecond

// marked reports a change of state.
func (a *App) marked(act model.Act, v verb, said string, err error) tea.Cmd {
	if v == verbDone {
		a.working = ""
	}
	switch {
	case errors.Is(err, model.ErrNothingToUndo):
		a.Say(message.NothingToUndo)
		if v == verbRedone {
			a.Say(message.NothingToRedo)
		}
		return nil
	case err != nil:
		return tea.Batch(a.Failed(message.ChangeState, err), a.refresh())
	case v == verbDone && act.N == 0 && !isRule(act):
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

// verb is what has become of an act, where it is to be said.
type verb uint8

const (
	verbNone verb = iota
	verbDone
	verbUndone
	verbRedone
)

// isRule reports whether an act made or dropped a rule, which may change no
// article.
func isRule(act model.Act) bool {
	return act.Mark.Do == model.SetRule || act.Mark.Do == model.UnsetRule
}

// reread asks again for what an act changed beside the list.
func (a *App) reread(act model.Act) tea.Cmd {
	switch act.Mark.Do {
	case model.SetView, model.UnsetView:
		return a.sources.ReadViews()
	case model.AddTag, model.DropTag, model.Retag, model.SetDate, model.ResetDate:
		cmds := []tea.Cmd{a.reading.Renew()} // its head says them
		if a.sheet.Open() && a.about.ID != "" {
			cmds = append(cmds, a.readInfo(a.about.ID))
		}
		return tea.Batch(cmds...)
	}
	return nil
}
