package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

// TestFoldCopies: C leaves the copies of an article out, says how many follow it,
// and brings them back; what is selected stays so, or what follows it is.
func TestFoldCopies(t *testing.T) {
	as := news()
	for i, source := range []string{"Agency", "Evening Post", "Evening Post", "Morning Mail"} {
		title := "Ferry line to the islands closes"
		if i == 2 {
			title = strings.ToUpper(title) // and it is of the same source on the same day
		}
		p := model.AtInstant(noon.AddDate(0, 0, -4).Add(time.Duration(i)*time.Hour), model.FromStated)
		as = append(as, model.Article{ID: model.ID(fmt.Sprint("copy", i)), Title: title, Source: source, Body: "It closes.", Published: p})
	}
	d := open(t, as, 150, 40)
	d.See("Morning Mail", "16 articles")
	d.Press("C")
	d.See("Copies folded (+2 = two more)", "without copies", "13 of 16", "Ferry line to the islands closes", "+3 Agency")
	d.Gone("Evening Post")
	d.Press("C", "C")
	d.See("Nothing folded", "Morning Mail", "16 unread")
	for !strings.Contains(selected(d), "Morning") {
		d.Press("j")
		d.Settle()
	}
	d.Press("C")
	wantSelected(t, d, "+3 Agency")
}
