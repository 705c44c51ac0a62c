package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
)

// openInfo asks for all that is known of the selected article.
func (a *App) openInfo() tea.Cmd {
	h, ok := a.browsing.Selected()
	if !ok {
		return nil
	}
	return a.readInfo(h.ID)
}

func (a *App) readInfo(id model.ID) tea.Cmd {
	a.loadingVersions.Stop()
	lib := a.Library
	return a.loadingInfo.Start(a.Ctx, func(ctx context.Context) (model.Record, error) {
		return lib.Record(ctx, id)
	}, a.informed)
}

// informed shows what is known of an article.
func (a *App) informed(r model.Record, err error) tea.Cmd {
	if err != nil {
		return a.Failed(message.ReadArticle, err)
	}
	a.about = r
	a.sheet.Show(message.AboutTitle, a.infoRows(&r), a.Theme)
	return nil
}

// infoRows lays out all that is known of an article: its date first.
func (a *App) infoRows(r *model.Record) []overlay.Row {
	var rows []overlay.Row
	for _, f := range session.About(r, a.Now(), a.keys.Map.KeyFor(keys.Redate, keys.Overlay, a.Theme.ASCII)) {
		if f.Head != "" && len(rows) > 0 {
			rows = append(rows, overlay.Row{})
		}
		rows = append(rows, overlay.Row{Head: f.Head, Label: f.Label, Text: f.Text})
	}
	return rows
}
