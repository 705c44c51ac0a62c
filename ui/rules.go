package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui/message"
)

// readRules asks for the rules that hide articles.
func (a *App) readRules() tea.Cmd {
	return a.loadingRules.Start(a.Ctx, a.Library.Rules, a.ruled)
}

// knowRules asks for the rules where they may have changed since: that costs what
// they have hidden.
func (a *App) knowRules() tea.Cmd {
	if a.rulesOf == a.browsing.Epoch()+1 {
		return nil
	}
	a.rulesOf = a.browsing.Epoch() + 1
	return a.readRules()
}

// ruled takes the rules and offers them where one is asked for.
func (a *App) ruled(rules []model.Rule, err error) tea.Cmd {
	if err != nil {
		return a.Failed(message.ReadRules, err)
	}
	a.rules = rules
	a.renewChoices()
	return nil
}
