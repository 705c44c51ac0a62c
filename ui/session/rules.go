package session

import (
	"fmt"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// PlanRule plans to hide what a query finds, now and in future.
func PlanRule(text string, env query.Env) (Plan, error) {
	q, err := query.ParseRule(text, env)
	if err != nil {
		return Plan{}, err
	}
	// Views are expanded, because a rule must not change with them.
	return Plan{Mark: model.Mark{Do: model.SetRule, Tag: query.Format(q)}, query: q, What: query.Explain(q)}, nil
}

// ruleQuestion asks whether to make a rule.
func (p *Plan) ruleQuestion() string {
	if p.N == 0 {
		return fmt.Sprintf(message.KillComingQuestion, p.What)
	}
	return fmt.Sprintf(message.KillQuestion, p.ofSources(Articles(p.N)), p.What)
}

// RuleWords describes a rule in one line, or why it does not parse.
func RuleWords(r model.Rule, env query.Env) string {
	q, err := query.ParseRule(r.Query, env)
	if err != nil {
		return fmt.Sprintf(message.RuleDoesNotWork, err)
	}
	return fmt.Sprintf(message.RuleHides, Articles(r.Hidden), query.Explain(q))
}
