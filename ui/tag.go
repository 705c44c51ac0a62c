package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
)

// readTags asks for the tags of the library.
func (a *App) readTags() tea.Cmd {
	return a.loadingTags.Start(a.Ctx, a.Library.Tags, a.tagged)
}

// tagged takes the tags of the library and offers them where tags are asked for.
func (a *App) tagged(tags []model.TagCount, err error) tea.Cmd {
	if err != nil {
		return a.Failed(message.ReadTags, err)
	}
	a.tags = tags
	a.renewChoices()
	return nil
}
