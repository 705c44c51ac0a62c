package ui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/article"
	"dateline/ui/dialog"
	"dateline/ui/message"
)

// openFind asks for a text to find in the article. What is typed is searched for at
// once.
func (a *App) openFind() tea.Cmd {
	if a.article.Shown() == "" {
		return nil
	}
	e := &dialog.Entry{Label: message.FindLabel, History: "finds", Right: func() string {
		if s := a.matchWords(); s != "" {
			return " " + s + " "
		}
		return ""
	}}
	a.keys.Reset()
	a.asking.Enter(e, "", func(string) (tea.Cmd, error) { return nil, nil }, dialog.Then{
		Changed: func() tea.Cmd { return a.findText(e.Typed()) },
		GivenUp: func() tea.Cmd {
			if !e.Erased {
				a.finding.Stop()
				a.article.LeaveFind()
			}
			return nil
		},
	})
	return nil
}

// findText searches the article for a text; "" ends that.
func (a *App) findText(text string) tea.Cmd {
	a.article.Find(text)
	return a.search()
}

// search does the search that is on.
func (a *App) search() tea.Cmd {
	a.finding.Stop()
	if a.article.Searching() == "" {
		return nil
	}
	s := a.article.Search()
	return a.finding.Start(a.libraryCtx, func(ctx context.Context) (article.Found, error) {
		return s.Run(ctx), nil
	}, func(f article.Found, _ error) tea.Cmd {
		a.article.TakeFound(f)
		return nil
	})
}

// nextMatch goes to another match of the search.
func (a *App) nextMatch(n int) {
	if !a.article.NextMatch(n) {
		a.say(message.NothingFoundToGoTo)
	}
}

// matchWords says where the search in the article stands: "3 of 17".
func (a *App) matchWords() string {
	if a.article.Searching() == "" {
		return ""
	}
	at, of := a.article.Match()
	switch {
	case of > 0:
		return fmt.Sprintf(message.NumberOf, number(at), number(of))
	case a.finding.Busy():
		return ""
	}
	return message.NotFoundShort
}

// searchWords says what is searched for and where the search stands, for the
// status line.
func (a *App) searchWords() string {
	s := a.matchWords()
	if s == "" {
		return ""
	}
	return "/" + a.theme.Truncate(model.CleanLine(a.article.Searching()), 16) + " " + s
}
