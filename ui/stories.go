package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
	"dateline/ui/session"
)

// fold folds copies, then stories, then nothing. What is selected may be folded:
// then what follows is selected.
func (a *App) fold() tea.Cmd {
	text, f, err := session.NextFolding(a.filter.Text, a.filter.Query.Sort)
	if err != nil {
		a.complain(err.Error())
		return nil
	}
	at := model.At{}
	if h, ok := a.list.Selected(); ok {
		if at.ID = h.ID; f == query.FoldsCopies {
			at = model.At{Place: &h.Place}
		}
	}
	a.say(session.FoldingWords(f))
	return a.applyTo(text, at)
}

// story lists the story of the selected article by time; in a story it goes back.
func (a *App) story() tea.Cmd {
	h, ok := a.list.Selected()
	if query.StoryOf(a.filter.Text) != "" {
		return a.applyAt(a.filter.BeforeStory, h.ID)
	}
	if !ok {
		return nil
	}
	lib, now := a.lib, a.opts.Now()
	return a.loadingStory.Start(a.Ctx, func(ctx context.Context) (session.Story, error) {
		return session.TellStory(ctx, lib, h.ID, now)
	}, a.storyTold)
}

// storyTold goes to a story, if there is more of it than one article.
func (a *App) storyTold(s session.Story, err error) tea.Cmd {
	switch {
	case err != nil:
		return a.failed(message.TellStory, err)
	case s.N < 2:
		a.say(message.NoStory)
		return nil
	}
	a.filter.BeforeStory = a.filter.Text
	a.say(s.Words(a.opts.Now()))
	return a.applyAt(s.Query(), s.Of)
}
