package action

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/message"
	"dateline/ui/session"
)

// state are the actions that change the state of articles.
var state = group("State", []Spec{
	{Action: keys.Select, Keys: []string{"v"}, In: keys.List, Help: "begin a selection that follows the cursor, or end it; what changes a state then changes all of it", Needs: Headline},
	{Action: keys.ToggleRead, Keys: []string{"m"}, Help: "mark read or unread", Needs: Headline, Do: toggle(model.MarkRead)},
	{Action: keys.Star, Keys: []string{"f"}, Help: "star the article, or remove its star", Hint: "star", Needs: Headline, Do: toggle(model.Star)},
	{Action: "hide", Keys: []string{"X"}, Help: "hide the article; it is kept: is:hidden shows it, and the same key brings it back", Needs: Headline, Do: toggle(model.Hide)},
	{
		Action: "kill", Arg: "QUERY", Help: "hide what a query finds, now and later, by a rule; asks first",
		Ask:     Question{Label: message.KillLabel, Help: message.KillPrompt, Line: message.KillLabelPlain, Reads: Tags},
		Prepare: askKill,
		Choices: queries,
		Do:      kill,
	},
	{
		Action: "rule", Arg: "WHAT QUERY", Help: "hide, mark read, star, tag or highlight what a query finds, now and later: rule star kerry, rule tag economy title:prices; asks first",
		Ask:     Question{Label: message.RuleLabel, Help: message.RulePrompt, Line: message.RuleLabelPlain, Reads: Tags},
		Choices: ruleParts,
		Do:      rule,
	},
	{
		Action: keys.Unkill, Arg: "RULE", Help: "list the rules, and remove one: what it hid is shown again, what it marked stays so",
		Ask:     Question{Label: message.UnkillLabel, Help: message.UnkillPrompt, Line: message.UnkillLabelPlain, Reads: Rules},
		Choices: rules,
		Do:      unkill,
	},
	{
		Action: keys.Tag, Keys: []string{"t"}, Arg: "TAGS", Help: "add tags, or remove one with -tag", Needs: Headline,
		Ask:     Question{Label: message.TagLabel, Help: message.TagPrompt, Line: message.TagLabelPlain, Reads: Tags},
		Choices: tags,
		Do:      tag,
	},
	{Action: "mark-all-read", Keys: []string{"A"}, Help: "mark everything the filter shows as read; asks first", Do: markAll},
	{
		Action: keys.MarkMany, Keys: []string{"M"}, Arg: "WHAT", Help: "mark many as read: a above, b below, d this day, s this source, o older than a date, or a query", Plain: "mark many read: all, above, below, day, source, older DATE, or a query",
		Ask:     Question{Menu: message.MarkMenu, Line: message.MarkLabelPlain},
		Choices: toMark,
		Do:      markMany,
	},
	{Action: keys.Info, Keys: []string{"i"}, In: keys.Panes | keys.Overlay, Help: "everything known about the article, and where its date comes from", Needs: Headline},
	{Action: keys.Versions, Keys: []string{"g v"}, Help: "how the article has changed since it arrived, word by word", Needs: Headline},
	{
		Action: keys.Redate, Arg: "DATE", Help: "correct the date by hand", Needs: Headline,
		Ask:     Question{Label: message.RedateLabel, Help: message.RedatePrompt, Line: message.RedateLabelPlain},
		Choices: rightDates,
		Do:      redate,
	},
	{Action: keys.Redate, Keys: []string{"d"}, In: keys.Overlay, Help: "correct the date by hand, on the page about an article"},
	{Action: keys.Undo, Keys: []string{"u"}, Help: "undo", Plain: "undo the last change", Do: turn(false)},
	{Action: "redo", Keys: []string{"ctrl+r"}, Help: "redo", Plain: "redo it", Do: turn(true)},
})

// askKill asks what to hide, beginning with what the filter shows.
func askKill(f Front, q Question, ask func(Question) error) error {
	q.Text = query.Condition(f.Filter().Text)
	return ask(q)
}

// toggle sets a mark, or removes it if all articles have it.
func toggle(mark model.ActionKind) Do {
	return func(f Front, c Call) error {
		return f.Selected(c, func(hs []model.Headline) error {
			return f.Mark(hs, model.Mark{Do: session.Toggle(mark, hs)})
		})
	}
}

// tag adds tags and removes them.
func tag(f Front, c Call) error {
	changes, err := session.Retags(c.Arg, f.Tags())
	if err != nil || len(changes) == 0 {
		return err
	}
	return f.Selected(c, func(hs []model.Headline) error {
		return f.Change(hs, func(ctx context.Context, at time.Time) (model.Act, error) {
			return session.Retag(ctx, f.Library(), session.IDs(hs), changes, at)
		})
	})
}

// redate corrects the date.
func redate(f Front, c Call) error {
	m, err := session.Redate(c.Arg, f.Here(), f.Env())
	if err != nil {
		return err
	}
	return f.Selected(c, func(hs []model.Headline) error {
		return f.Change(hs, func(ctx context.Context, at time.Time) (model.Act, error) {
			return f.Library().Mark(ctx, session.IDs(hs), m, at)
		})
	})
}

// markMany marks many articles read, after telling the reader how many they are.
func markMany(f Front, c Call) error {
	if c.Arg == "older" {
		q := Question{Label: message.OlderLabel, Help: message.OlderPrompt, Line: message.OlderLabelPlain}
		return f.Ask(q, func(text string) error {
			if text == "" {
				return nil
			}
			c.Arg = "older " + text
			return markMany(f, c)
		})
	}
	shown := ""
	if f.Filter().Text != "" {
		shown = f.Filter().Words()
	}
	p, err := session.PlanRead(c.Arg, f.Filter().Listed(f.Env()), shown, f.Here(), f.Env())
	if err != nil {
		return err
	}
	return f.Propose(p)
}

// markAll marks everything that the filter shows.
func markAll(f Front, c Call) error {
	c.Arg = "all"
	return markMany(f, c)
}

// rule adds a rule, after telling the reader what it finds.
func rule(f Front, c Call) error {
	r, err := model.ParseRule(c.Arg)
	if err != nil {
		return err
	}
	return addRule(f, r)
}

// kill adds a rule that hides.
func kill(f Front, c Call) error { return addRule(f, model.Rule{Do: model.Hide, Query: c.Arg}) }

func addRule(f Front, r model.Rule) error {
	p, err := session.PlanRule(r, f.Env())
	if err != nil {
		return err
	}
	return f.Propose(p)
}

// unkill removes a rule.
func unkill(f Front, c Call) error {
	return f.Change(nil, func(ctx context.Context, at time.Time) (model.Act, error) {
		rules, err := f.Library().Rules(ctx)
		if err != nil {
			return model.Act{}, err
		}
		r, err := session.FindRule(rules, c.Arg)
		switch {
		case errors.Is(err, model.ErrNotFound):
			return model.Act{}, Refusal(fmt.Sprintf(message.NoRule, c.Arg))
		case err != nil:
			return model.Act{}, Refusal(err.Error())
		}
		return f.Library().DropRule(ctx, r, at)
	})
}

// turn undoes changes, or redoes them.
func turn(redo bool) Do {
	return func(f Front, c Call) error { return f.Turn(redo, max(1, c.Count)) }
}
