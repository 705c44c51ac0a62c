package ui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model/query"
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
	return a.refilter(query.SetSort(a.text, order))
}

// sortChoices are the orders.
func sortChoices(typed string) []choice {
	var cs []choice
	names, help := query.Orders()
	for i, name := range names {
		if strings.HasPrefix(name, strings.ToLower(typed)) {
			cs = append(cs, choice{key: name[:1], text: name, label: name, help: help[i]})
		}
	}
	return cs
}

// readings are what the list shows, in the order in which a key goes through
// them; the first is said by nothing in the filter.
var readings = []string{"all", "unread", "starred"}

// showOnly filters by what was read: all, unread, starred.
func (a *App) showOnly(what string) (tea.Cmd, error) {
	if !slices.Contains(readings, what) {
		return nil, fmt.Errorf("%q cannot be shown alone: all, unread or starred", what)
	}
	if what == readings[0] {
		what = ""
	}
	return a.refilter(query.SetReading(a.text, what))
}

// showNext goes on to the next of readings.
func (a *App) showNext() tea.Cmd {
	i := max(0, slices.Index(readings, query.Reading(a.text)))
	return a.orComplain(a.showOnly(readings[(i+1)%len(readings)]))
}

func readingWords(typed string) []choice {
	var cs []choice
	for _, r := range readings {
		if strings.HasPrefix(r, typed) {
			cs = append(cs, choice{text: r, label: r})
		}
	}
	return cs
}
