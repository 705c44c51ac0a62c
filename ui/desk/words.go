package desk

import (
	"cmp"
	"fmt"

	"dateline/model"
)

// Done says what an act did: "Read", "Favourite (3 articles)".
func Done(act model.Act) string {
	words := map[model.Doing]string{
		model.MarkRead: "Read", model.MarkUnread: "Unread",
		model.Star: "Favourite", model.Unstar: "No favourite",
		model.AddTag: fmt.Sprintf("Tag %s", act.Mark.Tag), model.DropTag: fmt.Sprintf("Without tag %s", act.Mark.Tag),
		model.SetDate: fmt.Sprintf("Date %s", cmp.Or(act.Mark.Date.String(), "none")), model.ResetDate: "Date as the document states it",
		model.SetView: fmt.Sprintf("View %s", act.Mark.Tag), model.UnsetView: fmt.Sprintf("View %s dropped", act.Mark.Tag),
	}
	if act.N == 1 {
		return words[act.Mark.Do]
	}
	return fmt.Sprintf("%s (%s)", words[act.Mark.Do], Articles(act.N))
}
