package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/action"
	"dateline/ui/dialog"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// readRules asks for the rules that hide articles.
func (a *App) readRules() tea.Cmd {
	return a.loadingRules.Start(a.Ctx, a.lib.Rules, a.ruled)
}

// knowRules asks for the rules where they may have changed since: that costs what
// they have hidden.
func (a *App) knowRules() tea.Cmd {
	if a.rulesOf == a.epoch+1 {
		return nil
	}
	a.rulesOf = a.epoch + 1
	return a.readRules()
}

// ruled takes the rules and offers them where one is asked for.
func (a *App) ruled(rules []model.Rule, err error) tea.Cmd {
	if err != nil {
		return a.failed(message.ReadRules, err)
	}
	a.rules = rules
	a.renewChoices()
	return nil
}

// openKill opens a line for what is to be hidden: at first what the filter shows.
func (a *App) openKill() tea.Cmd {
	return tea.Batch(a.readTags(), a.enter(&dialog.Entry{Label: message.KillLabel, Help: message.KillPrompt, Choices: func(text string) []action.Choice { return a.argumentChoices(keys.Kill, text) }}, query.Condition(a.filter.Text), func(text string) (tea.Cmd, error) {
		return a.kill(text)
	}))
}

// kill plans a rule.
func (a *App) kill(text string) (tea.Cmd, error) {
	p, err := session.PlanRule(text, a.env(false))
	if err != nil {
		return nil, err
	}
	return a.propose(p), nil
}

// openUnkill opens a line for the rule to drop.
func (a *App) openUnkill() tea.Cmd {
	return tea.Batch(a.readRules(), a.askFor(keys.Unkill, message.UnkillLabel, message.UnkillPrompt))
}

// ruleChoices are the rules and what each hides.
func (a *App) ruleChoices(typed string) []action.Choice {
	var cs []action.Choice
	for _, r := range a.rules {
		if holds(r.Query, typed) {
			cs = append(cs, action.Choice{Text: r.Query, Label: r.Query, Help: session.RuleWords(r, a.env(false))})
		}
	}
	return cs
}

// unkill drops a rule.
func (a *App) unkill(text string) (tea.Cmd, error) {
	text = strings.TrimSpace(text)
	lib, at := a.lib, a.opts.Now()
	return a.write(verbDone, func(ctx context.Context) (model.Act, error) {
		act, err := lib.DropRule(ctx, text, at)
		if errors.Is(err, model.ErrNotFound) {
			err = fmt.Errorf(message.NoRule, text)
		}
		return act, err
	}), nil
}
