package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/action"
	"dateline/ui/dialog"
	"dateline/ui/message"
	"dateline/ui/session"
)

// readingChoices are what can be marked read at once.
func readingChoices(typed string) []action.Choice {
	var cs []action.Choice
	for _, c := range []action.Choice{
		{Key: "a", Text: "above", Label: "above", Help: message.AboveHelp},
		{Key: "b", Text: "below", Label: "below", Help: message.BelowHelp},
		{Key: "d", Text: "day", Label: "day", Help: message.OfDayHelp},
		{Key: "s", Text: "source", Label: "source", Help: message.OfSourceHelp},
		{Key: "o", Text: "older", Label: message.OlderChoice, Help: message.OlderHelp},
		{Key: "A", Text: "all", Label: "all", Help: message.AllShown},
	} {
		if strings.HasPrefix(c.Text, typed) {
			cs = append(cs, c)
		}
	}
	return cs
}

// markMany plans to mark articles read: what is one of readingChoices, or a
// query within the filter.
func (a *App) markMany(what string) (tea.Cmd, error) {
	if what == "older" {
		return a.enter(&dialog.Entry{Label: message.OlderLabel, Help: message.OlderPrompt}, "", func(text string) (tea.Cmd, error) {
			return a.markMany("older " + text)
		}), nil
	}
	p, err := session.PlanRead(what, a.listed(), a.shownWords(), a.selected(), a.env(false))
	if err != nil {
		return nil, err
	}
	return a.propose(p), nil
}

// selected returns the selected headline, or nil.
func (a *App) selected() *model.Headline {
	if h, ok := a.list.Selected(); ok {
		return &h
	}
	return nil
}

// shownWords reads the filter back, "" where there is none.
func (a *App) shownWords() string {
	if a.filter.Text == "" {
		return ""
	}
	return a.filter.Words()
}

// propose counts what a plan would change and asks whether to do it.
func (a *App) propose(p session.Plan) tea.Cmd {
	a.keys.Reset()
	c := &dialog.Confirm{}
	a.asking.Open(c, dialog.Then{
		Decided: func() tea.Cmd { return a.carryOut(p) },
		GivenUp: func() tea.Cmd {
			a.planning.Stop()
			return nil
		},
	})
	lib := a.lib
	return a.planning.Start(a.Ctx, func(ctx context.Context) (session.Plan, error) {
		err := p.Count(ctx, lib)
		return p, err
	}, func(counted session.Plan, err error) tea.Cmd {
		switch {
		case a.asking.Dialog() != c:
		case err != nil:
			a.asking.Close()
			return a.failed(message.CountArticles, err)
		case counted.Idle():
			a.asking.Close()
			a.say(counted.NothingUnread())
		default:
			p = counted
			c.Question = p.Question()
		}
		return nil
	})
}

// carryOut does what a plan says, as one act.
func (a *App) carryOut(p session.Plan) tea.Cmd {
	doing := message.Marking
	if p.Mark.Do == model.SetRule {
		doing = message.Hiding
	}
	a.working = fmt.Sprintf(doing, session.Articles(p.N), a.theme.Marks.Ellipsis)
	a.filter.Kept.Drop(a.list.Found()...) // what was done to them has not taken them out
	lib, at := a.lib, a.opts.Now()
	return a.write(verbDone, func(ctx context.Context) (model.Act, error) { return p.Do(ctx, lib, at) })
}
