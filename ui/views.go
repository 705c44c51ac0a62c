package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/action"
	"dateline/ui/message"
	"dateline/ui/session"
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
	if !slices.Equal(a.views, views) {
		a.views = views
		a.filter.Reread()
		a.listViews()
		a.markActive()
		weigh = a.readSide()
	}
	if a.opts.Filter != "" && a.filter.Text == "" && a.filter.Err != nil && !a.touched {
		return tea.Batch(weigh, a.apply(a.opts.Filter))
	}
	return weigh
}

// viewChoices are the views, each with a letter of its name.
func (a *App) viewChoices(typed string) []action.Choice {
	var cs []action.Choice
	taken := make(map[string]bool)
	for _, vs := range [...][]model.View{session.Shipped, a.views} {
		for _, v := range vs {
			c := action.Choice{Key: freeLetter(v.Name, taken), Text: v.Name, Label: v.Name, Help: v.Query}
			taken[c.Key] = true
			if holds(v.Name, typed) {
				cs = append(cs, c)
			}
		}
	}
	return cs
}

// savedChoices are the saved views.
func (a *App) savedChoices(typed string) []action.Choice {
	var cs []action.Choice
	for _, v := range a.views {
		if holds(v.Name, typed) {
			cs = append(cs, action.Choice{Text: v.Name, Label: v.Name, Help: v.Query})
		}
	}
	return cs
}

// freeLetter returns the first letter of a name that is not taken, or a digit,
// or "" when all are.
func freeLetter(name string, taken map[string]bool) string {
	for _, r := range strings.ToLower(name) + "123456789" {
		if s := string(r); (unicode.IsLetter(r) || unicode.IsDigit(r)) && !taken[s] {
			return s
		}
	}
	return ""
}

// holds reports whether a name holds what is typed, whatever its case.
func holds(name, typed string) bool {
	return strings.Contains(tokenize.Key(name), tokenize.Key(strings.TrimSpace(typed)))
}

// goToView puts the text of a view into the filter, where it can be seen and
// changed.
func (a *App) goToView(name string) (tea.Cmd, error) {
	text, err := session.ViewText(a.views, name, a.env(false))
	if err != nil {
		return nil, err
	}
	h, _ := a.list.Selected()
	return a.applyAt(text, h.ID), nil
}

// saveView keeps the filter under a name.
func (a *App) saveView(name string) (tea.Cmd, error) {
	v, err := session.NewView(name, a.filter.Text)
	if err != nil {
		return nil, err
	}
	lib, at := a.lib, a.opts.Now()
	return a.write(verbDone, func(ctx context.Context) (model.Act, error) { return lib.SaveView(ctx, v, at) }), nil
}

// dropView forgets a view.
func (a *App) dropView(name string) (tea.Cmd, error) {
	name = strings.Trim(name, `"`)
	for _, v := range a.views {
		if tokenize.Same(v.Name, name) {
			lib, at := a.lib, a.opts.Now()
			return a.write(verbDone, func(ctx context.Context) (model.Act, error) { return lib.DropView(ctx, v.Name, at) }), nil
		}
	}
	return nil, fmt.Errorf(message.NoSavedView, name)
}
