package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/overlay"
	"dateline/ui/session"
)

// versions are what the versions of an article come to.
type versions struct {
	title   string
	changes []session.Change
}

// openVersions asks for the versions of the selected article.
func (a *App) openVersions() tea.Cmd {
	h, ok := a.browsing.Selected()
	if !ok {
		return nil
	}
	a.loadingInfo.Stop()
	lib := a.Library
	return a.loadingVersions.Start(a.Ctx, func(ctx context.Context) (versions, error) {
		title, changes, err := session.Versions(ctx, lib, h.ID)
		return versions{title, changes}, err
	}, a.versioned)
}

// versioned shows how an article has changed.
func (a *App) versioned(v versions, err error) tea.Cmd {
	if err != nil {
		return a.Failed(message.ReadEarlierTexts, err)
	}
	if len(v.changes) == 0 {
		a.Say(message.OneVersion)
		return nil
	}
	a.about = model.Record{}
	a.sheet.Show(fmt.Sprintf(message.VersionsTitle, model.CleanLine(v.title)), a.versionRows(v.changes), a.Theme)
	return nil
}

func (a *App) versionRows(changes []session.Change) []overlay.Row {
	var rows []overlay.Row
	for _, c := range changes {
		rows = append(rows, overlay.Row{Head: c.Head(a.Now())})
		rows = append(rows, overlay.ChangeRows(c.Text)...)
	}
	return rows
}
