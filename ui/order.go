package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/session"
)

// refilter puts a changed filter text in force and stays on the article.
func (a *App) refilter(text string, err error) (tea.Cmd, error) {
	if err != nil {
		return nil, err
	}
	h, _ := a.list.Selected()
	return a.applyAt(text, h.ID), nil
}

// sortBy sets the order of the list.
func (a *App) sortBy(order string) (tea.Cmd, error) {
	return a.refilter(query.SetSort(a.filter.Text, order))
}

// sortChoices are the orders.
func sortChoices(typed string) []action.Choice {
	var cs []action.Choice
	names, help := query.Orders()
	for i, name := range names {
		if strings.HasPrefix(name, strings.ToLower(typed)) {
			cs = append(cs, action.Choice{Key: name[:1], Text: name, Label: name, Help: help[i]})
		}
	}
	return cs
}

// showOnly filters by what was read: all, unread, starred.
func (a *App) showOnly(what string) (tea.Cmd, error) {
	return a.refilter(session.ShowOnly(a.filter.Text, what))
}

// showNext goes on to the next of desk.Readings.
func (a *App) showNext() tea.Cmd {
	return a.orComplain(a.showOnly(session.NextReading(a.filter.Text)))
}

func readingWords(typed string) []action.Choice {
	var cs []action.Choice
	for _, r := range session.Readings {
		if strings.HasPrefix(r, typed) {
			cs = append(cs, action.Choice{Text: r, Label: r})
		}
	}
	return cs
}
