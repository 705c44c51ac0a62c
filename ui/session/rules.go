package session

import (
	"fmt"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
)

// ruleWords are what is said of rules.
var ruleWords = map[model.ActionKind]message.RuleWords{
	model.Hide: message.RuleHides, model.MarkRead: message.RuleReads, model.Star: message.RuleStars,
	model.AddTag: message.RuleTags, model.Highlight: message.RuleHighlights,
}

// sayRule says something of a rule, its query in some words, and articles.
func sayRule(format string, r model.Rule, words string, n int) string {
	return fmt.Sprintf(format, words, Articles(n), r.Tag)
}

// PlanRule plans to do something to what a query finds, now and in future.
func PlanRule(r model.Rule, env query.Env) (Plan, error) {
	q, err := query.ParseRule(r.Query, env)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{query: q, What: query.Explain(q)}
	// Views are expanded, because a rule must not change with them.
	p.rule = model.Rule{Do: r.Do, Tag: r.Tag, Query: query.Format(q)}
	p.Mark = model.Mark{Do: model.SetRule, Tag: p.rule.String()}
	if r.Do != model.Hide { // it acts on what is hidden, too
		hidden := model.Is{State: model.IsHidden}
		p.query = Narrow(q, model.Or{hidden, model.Not{X: hidden}})
	}
	switch r.Do {
	case model.MarkRead:
		p.query = Narrow(p.query, model.Is{State: model.IsUnread})
	case model.Star:
		p.query = Narrow(p.query, model.Not{X: model.Is{State: model.IsStarred}})
	}
	return p, nil
}

// ruleQuestion asks whether to make a rule.
func (p *Plan) ruleQuestion() string {
	words := ruleWords[p.rule.Do]
	if p.N == 0 {
		return sayRule(words.Coming, p.rule, p.What, 0)
	}
	return fmt.Sprintf(words.Question, p.What, p.ofSources(Articles(p.N)), p.rule.Tag)
}

// RuleWords describes what a rule has done in one line, or why it does not parse.
func RuleWords(r model.Rule, env query.Env) string {
	q, err := query.ParseRule(r.Query, env)
	if err != nil {
		return fmt.Sprintf(message.RuleDoesNotWork, err)
	}
	return sayRule(ruleWords[r.Do].Has, r, query.Explain(q), r.Hits)
}

// RuleDone describes an act with a rule: "Rule kerry stars 3 articles".
func RuleDone(act model.Act) string {
	r, _ := model.ParseRule(act.Mark.Tag)
	words := ruleWords[r.Do]
	if act.Mark.Do == model.UnsetRule {
		return sayRule(words.Dropped, r, r.Query, act.N)
	}
	return sayRule(words.Made, r, r.Query, act.N)
}

// FindRule returns the rule of a text, or of a query alone: then the one that hides, or
// else the only one. The error is model.ErrNotFound, or names several.
func FindRule(rules []model.Rule, text string) (model.Rule, error) {
	var alike []model.Rule
	for _, r := range rules {
		if r.String() == text || r.Query == text && r.Do == model.Hide {
			return r, nil
		}
		if r.Query == text {
			alike = append(alike, r)
		}
	}
	switch len(alike) {
	case 0:
		return model.Rule{}, model.ErrNotFound
	case 1:
		return alike[0], nil
	}
	names := make([]string, len(alike))
	for i, r := range alike {
		names[i] = r.String()
	}
	return model.Rule{}, fmt.Errorf(message.SeveralRules, strings.Join(names, ", "))
}
