package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/message"
)

// readViews asks for the saved views.
func (a *App) readViews() tea.Cmd {
	return a.loadingViews.Start(a.Ctx, a.lib.Views, a.viewed)
}

// viewed takes the saved views. A filter that could not be read before may
// have been waiting for them.
func (a *App) viewed(views []model.View, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadViews, err)
	}
	var weigh tea.Cmd
	if !slices.Equal(a.Views, views) {
		a.Views = views
		a.Filter.Reread()
		a.listViews()
		a.markActive()
		weigh = a.readSide()
	}
	if a.opts.Filter != "" && a.Filter.Text == "" && a.Filter.Err != nil && !a.touched {
		return tea.Batch(weigh, a.browsing.Apply(a.opts.Filter, model.At{}))
	}
	return weigh
}

// holds reports whether a name holds what is typed, whatever its case.
func holds(name, typed string) bool {
	return strings.Contains(tokenize.Key(name), tokenize.Key(strings.TrimSpace(typed)))
}
