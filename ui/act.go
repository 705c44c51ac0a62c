package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/session"
)

// openSelected opens what is selected: an article, or the Ahead section.
func (a *App) openSelected() tea.Cmd {
	if a.list.OnFold() {
		return a.unfold()
	}
	h, ok := a.list.Selected()
	if !ok {
		return nil
	}
	return a.open(h, true)
}

// open shows an article, gives it the keys where focus is set or there is no
// room for both, and marks it read.
func (a *App) open(h model.Headline, focus bool) tea.Cmd {
	a.followLater.Stop()
	var cmds []tea.Cmd
	if focus || a.frame.Article.Empty() {
		cmds = append(cmds, a.focusOn(keys.Article))
	}
	if !a.reading.Stands(h.ID) {
		cmds = append(cmds, a.reading.Show(h.ID))
	}
	if !h.State.Read && !a.lib.ReadOnly() {
		a.keep(h)
		a.foresee([]model.ID{h.ID}, func(s *model.State) { s.Read = true })
		cmds = append(cmds, a.mark([]model.ID{h.ID}, model.Mark{Do: model.MarkRead, Opened: true}))
	}
	return tea.Batch(append(cmds, a.fill())...)
}

// step opens the n-th next article.
func (a *App) step(n int) tea.Cmd {
	before, _ := a.list.Selected()
	left := a.list.Move(n)
	if left != 0 {
		return a.ask(ask{window: a.list.Beyond(left), skip: left, open: true})
	}
	h, ok := a.list.Selected()
	if !ok || h.ID == before.ID {
		return nil
	}
	return a.open(h, a.focus == keys.Article)
}

// toUnread opens the nearest unread article in a direction.
func (a *App) toUnread(dir int) tea.Cmd {
	id, whole := a.list.NextUnread(dir)
	switch {
	case id != "":
		a.list.Select(id)
		h, _ := a.list.Selected()
		return a.open(h, a.focus == keys.Article)
	case whole:
		a.say(session.NoneUnread(dir))
		return nil
	}
	return a.seekUnread(dir)
}

// readOn pages the article and at its end opens the next unread one.
func (a *App) readOn() tea.Cmd {
	h, ok := a.list.Selected()
	if !ok {
		if a.list.OnFold() {
			return a.unfold()
		}
		return nil
	}
	switch {
	case !a.reading.Stands(h.ID) || a.frame.Article.Empty():
		return a.open(h, a.focus == keys.Article)
	case !a.reading.AtEnd():
		paged := a.reading.Move(keys.PageDown, 1)
		return tea.Batch(a.open(h, a.focus == keys.Article), paged)
	}
	// An article that fits the pane has been read by the time Space is pressed.
	return tea.Batch(a.open(h, a.focus == keys.Article), a.toUnread(1))
}

// foresee shows a change that has been asked of the library before it is made,
// with the counts that it changes: once they are counted again nothing moves.
func (a *App) foresee(ids []model.ID, f func(*model.State)) {
	more := a.list.Change(ids, f)
	a.filter.Counts.Unread = max(0, min(a.filter.Counts.Unread+more, a.filter.Counts.All))
}

// focusOn gives the keys to a pane.
func (a *App) focusOn(pane keys.Scope) tea.Cmd {
	if a.focus == pane {
		return nil
	}
	a.focus = pane
	a.keys.Reset()
	return a.rearranged()
}

// rearranged follows a change of the frame.
func (a *App) rearranged() tea.Cmd {
	return tea.Batch(a.arrange(), a.fill(), a.follow(0))
}

// closePane goes back: from the article to the headlines, from them out.
func (a *App) closePane() tea.Cmd {
	switch {
	case a.scope() == keys.Sources:
		return a.focusOn(keys.List)
	case a.scope() == keys.Timeline:
		return a.closeTimeline()
	case a.focus == keys.Article:
		return a.goBack()
	case a.zoom:
		a.zoom = false
		return a.rearranged()
	}
	return a.quit()
}
