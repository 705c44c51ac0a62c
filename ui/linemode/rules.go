package linemode

import (
	"context"
	"errors"
	"fmt"

	"dateline/model"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// kill makes a rule that hides, once the reader agrees to what it finds.
func (s *Session) kill(ctx context.Context, text string) error {
	p, err := session.PlanRule(text, s.env(ctx))
	if err != nil {
		return err
	}
	if err := p.Count(ctx, s.lib); err != nil {
		return fmt.Errorf("%s: %w", message.CountArticles, err)
	}
	if ok, err := s.agree(ctx, p.Question()); !ok {
		return err
	}
	act, err := p.Do(ctx, s.lib, s.o.Now())
	return s.done(act, err, "")
}

// unkill lists the rules and drops one.
func (s *Session) unkill(ctx context.Context, c keys.Call) error {
	text := c.Arg
	if text == "" {
		rules, err := s.lib.Rules(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", message.ReadRules, err)
		}
		if len(rules) == 0 {
			s.say(message.NoRulesPlain)
			return nil
		}
		var lines []string
		for _, r := range rules {
			lines = append(lines, s.wrap(r.Query+": "+session.RuleWords(r, s.env(ctx)), 2)...)
		}
		s.sheet(lines)
		if text, err = s.ask(ctx, message.UnkillLabelPlain); err != nil || text == "" {
			return err
		}
	}
	act, err := s.lib.DropRule(ctx, text, s.o.Now())
	if errors.Is(err, model.ErrNotFound) {
		return fmt.Errorf(message.NoRule, text)
	}
	return s.done(act, err, "")
}
