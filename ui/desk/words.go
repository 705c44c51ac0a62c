package desk

import (
	"cmp"
	"fmt"

	"dateline/model"
	"dateline/ui/message"
)

// Done says what an act did: "Marked read", "Starred (3 articles)".
func Done(act model.Act) string {
	words := map[model.Doing]string{
		model.MarkRead: message.WordMarkedRead, model.MarkUnread: message.WordUnread,
		model.Star: message.WordStarred, model.Unstar: message.WordUnstarred,
		model.Hide: message.WordHidden, model.Unhide: message.WordShown,
		model.AddTag: fmt.Sprintf(message.TagAdded, act.Mark.Tag), model.DropTag: fmt.Sprintf(message.TagDropped, act.Mark.Tag),
		model.SetDate: fmt.Sprintf(message.DateSet, cmp.Or(act.Mark.Date.String(), message.NoneWord)), model.ResetDate: message.DateReset,
		model.SetView: fmt.Sprintf(message.ViewSaved, act.Mark.Tag), model.UnsetView: fmt.Sprintf(message.ViewDropped, act.Mark.Tag),
		model.SetRule: message.RuleMade, model.UnsetRule: message.RuleDropped,
	}
	if d := act.Mark.Do; d == model.SetRule || d == model.UnsetRule {
		return fmt.Sprintf(words[d], act.Mark.Tag, Articles(act.N))
	}
	if act.N == 1 {
		return words[act.Mark.Do]
	}
	return fmt.Sprintf("%s (%s)", words[act.Mark.Do], Articles(act.N))
}
