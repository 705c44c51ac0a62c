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
		model.AddTag: "Tag " + act.Mark.Tag, model.DropTag: "Without tag " + act.Mark.Tag,
		model.SetDate: "Date " + cmp.Or(act.Mark.Date.String(), "none"), model.ResetDate: "Date as the document states it",
		model.SetView: "View " + act.Mark.Tag, model.UnsetView: "View " + act.Mark.Tag + " dropped",
	}
	if act.N == 1 {
		return words[act.Mark.Do]
	}
	return fmt.Sprintf("%s (%s)", words[act.Mark.Do], Articles(act.N))
}
