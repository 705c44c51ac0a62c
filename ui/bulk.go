package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
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
	if a.text == "" {
		return ""
	}
	return query.ExplainWith(a.query, a.tally.Titles)
}

// propose counts what a plan would change and asks whether to do it.
func (a *App) propose(p session.Plan) tea.Cmd {
	ctx, gen := a.planning.next()
	a.keys.Reset()
	a.dialog = &confirm{cancel: a.planning.stop}
	lib := a.lib
	return func() tea.Msg {
		err := p.Count(ctx, lib)
		return plannedMsg{gen, p, err}
	}
}

// planned asks whether to carry a plan out.
func (a *App) planned(m plannedMsg) tea.Cmd {
	c, ok := a.dialog.(*confirm)
	if !a.planning.done(m.gen) || !ok {
		return nil
	}
	switch {
	case m.err != nil:
		a.leave()
		return a.failed(message.CountArticles, m.err)
	case m.plan.Idle():
		a.leave()
		a.say(m.plan.NothingUnread())
		return nil
	}
	c.question = m.plan.Question()
	c.yes = func() tea.Cmd { return a.carryOut(m.plan) }
	return nil
}

// carryOut does what a plan says, as one act.
func (a *App) carryOut(p session.Plan) tea.Cmd {
	doing := message.Marking
	if p.Mark.Do == model.SetRule {
		doing = message.Hiding
	}
	a.working = fmt.Sprintf(doing, session.Articles(p.N), a.theme.Marks.Ellipsis)
	a.kept.Drop(a.list.Found()...) // what was done to them has not taken them out
	lib, ctx, at := a.lib, a.find.parent, a.opts.Now()
	return a.inOrder(func() tea.Msg {
		act, err := p.Do(ctx, lib, at)
		return markedMsg{act: act, verb: verbDone, err: err}
	})
}
