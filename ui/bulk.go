package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
	"dateline/ui/session"
)

// readingChoices are what can be marked read at once.
func readingChoices(typed string) []choice {
	var cs []choice
	for _, c := range []choice{
		{"a", "above", "above", message.AboveHelp},
		{"b", "below", "below", message.BelowHelp},
		{"d", "day", "day", message.OfDayHelp},
		{"s", "source", "source", message.OfSourceHelp},
		{"o", "older", message.OlderChoice, message.OlderHelp},
		{"A", "all", "all", message.AllShown},
	} {
		if strings.HasPrefix(c.text, typed) {
			cs = append(cs, c)
		}
	}
	return cs
}

// markMany plans to mark articles read: what is one of readingChoices, or a
// query within the filter.
func (a *App) markMany(what string) (tea.Cmd, error) {
	if what == "older" {
		return a.enter(&entry{
			label: message.OlderLabel,
			help:  message.OlderPrompt,
			accept: func(text string) (tea.Cmd, error) {
				if text == "" {
					return nil, nil
				}
				return a.markMany("older " + text)
			},
		}, ""), nil
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
	a.dialog = &confirm{cancel: a.planning.Stop}
	lib := a.lib
	return a.planning.Start(a.libraryCtx, func(ctx context.Context) (session.Plan, error) {
		err := p.Count(ctx, lib)
		return p, err
	}, a.planned)
}

// planned asks whether to carry a plan out.
func (a *App) planned(p session.Plan, err error) tea.Cmd {
	c, ok := a.dialog.(*confirm)
	switch {
	case !ok:
		return nil
	case err != nil:
		a.leave()
		return a.failed(message.CountArticles, err)
	case p.Idle():
		a.leave()
		a.say(p.NothingUnread())
		return nil
	}
	c.question = p.Question()
	c.yes = func() tea.Cmd { return a.carryOut(p) }
	return nil
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
