package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// hide takes what is selected out of the list, and goes on to what follows; of
// hidden articles it shows them again.
func (a *App) hide() tea.Cmd {
	return a.onPicked(func(ps []model.Headline) tea.Cmd {
		m, ids := model.Mark{Do: session.Toggle(model.Hide, ps)}, session.IDs(ps)
		unread := 0
		for _, p := range ps {
			if !p.State.Read {
				unread++
			}
		}
		cmd := a.mark(ids, m)
		a.change(ps, func(s *model.State) { session.Apply(m.Do, s) })
		if m.Do == model.Hide && !a.filter.Query.AsksHidden() {
			// They are gone before the library says so: the next key means the next article.
			a.filter.Kept.Drop(ids...)
			a.list.Remove(ids)
			a.filter.Counts.Total, a.filter.Counts.All = max(0, a.filter.Counts.Total-len(ids)), max(0, a.filter.Counts.All-len(ids))
			a.filter.Counts.Unread = max(0, a.filter.Counts.Unread-unread)
		}
		if len(ids) > 1 {
			return tea.Batch(cmd, a.afterHiding())
		}
		a.say(fmt.Sprintf(message.DoneUndoes, session.Done(model.Act{Mark: m, N: 1}), a.keyFor(keys.Undo)))
		return tea.Batch(cmd, a.afterHiding())
	})
}

// afterHiding shows what is selected now.
func (a *App) afterHiding() tea.Cmd {
	a.endPick()
	if _, ok := a.list.Selected(); !ok {
		a.reading.Clear()
		return a.fill()
	}
	return tea.Batch(a.fill(), a.follow(0))
}
