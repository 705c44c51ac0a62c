package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
)

// wholeMsg: an article has been read for what is to be done with it.
type wholeMsg struct {
	gen     int
	article model.Article
	err     error
	then    func(model.Article) tea.Cmd
}

// withArticle does something with the article that is meant: the page that is
// shown in its place, the one in the pane, or else the selected one, which is
// read first.
func (a *App) withArticle(then func(model.Article) tea.Cmd) tea.Cmd {
	h, ok := a.list.Selected()
	switch {
	case len(a.trail) > 0 && a.onArticle:
		return then(a.shown)
	case !ok:
		return nil
	case h.ID == a.shown.ID:
		return then(a.shown)
	}
	ctx, gen := a.reading.next()
	lib := a.lib
	return func() tea.Msg {
		art, err := lib.Article(ctx, h.ID)
		return wholeMsg{gen, art, err, then}
	}
}

func (a *App) whole(m wholeMsg) tea.Cmd {
	if !a.reading.done(m.gen) {
		return nil
	}
	if m.err != nil {
		return a.failed(message.ReadArticle, m.err)
	}
	return m.then(m.article)
}
