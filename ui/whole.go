package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
)

// withArticle does something with the article that is meant: the page that is
// shown in its place, the one in the pane, or else the selected one, which is
// read first.
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
	return a.loadingArticle.Start(a.Ctx, func(ctx context.Context) (model.Article, error) {
		return lib.Article(ctx, h.ID)
	}, func(art model.Article, err error) tea.Cmd {
		if err != nil {
			return a.Failed(message.ReadArticle, err)
		}
		return then(art)
	})
}
