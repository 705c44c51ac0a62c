package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/model"
)

// event is news among which five articles of four sources tell of one event.
func event() []model.Article {
	as := news()
	for i, c := range []struct{ source, title string }{
		{"Agency", "Ferry runs aground off islands"},
		{"Evening Post", "Islands ferry still aground, passengers taken off"},
		{"Evening Post", "What the aground ferry means for the islands"},
		{"Morning Mail", "Aground: islands ferry met rock"},
		{"Agency", "Islands ferry aground no longer"},
		{"Morning Mail", "Ten recipes for the islands' apples"},
	} {
		p := model.AtInstant(noon.AddDate(0, 0, -4).Add(time.Duration(i)*time.Hour), model.FromStated)
		as = append(as, model.Article{ID: model.NewID("event", fmt.Sprint(i), "", "", p), Title: c.title, Source: c.source, Body: "It lies there.", Published: p})
	}
	return as
}

// TestFoldStories: C, again, lists an event once, under its newest headline; m marks
// all of it, n passes over what is folded, counts stay those of articles, and gC
// lists the story by time and goes back.
func TestFoldStories(t *testing.T) {
	d := open(t, event(), 150, 40)
	d.See("Morning Mail", "18 articles")
	d.Press("C", "C")
	d.See("Stories folded (+2 = two more", "fold:stories", "Islands ferry aground no longer", "+4 Agency", "Ten recipes", "18 of 18")
	d.Gone("runs aground")
	d.Gone("met rock")
	for !strings.Contains(selected(d), "no longer") {
		d.Press("j")
		d.Settle()
	}
	d.Press("m")
	d.See("Marked read (5 articles); u undoes.", "1 unread of 6")
	d.Press("u")
	d.See("Undone: marked read, 5 articles")

	d.Press("g", "C")
	d.See("Story · 5 articles · 3 sources · first 19 Nov 2026 12:00, Agency", "sort:oldest", "5 of 18")
	d.Settle()
	var order []string
	for _, row := range d.Rows() {
		for _, word := range []string{"runs aground", "still aground", "means for", "met rock", "no longer  "} {
			if strings.Contains(row, word) && len(order) < 5 {
				order = append(order, strings.TrimSpace(word))
			}
		}
	}
	if got := strings.Join(order, ","); got != "runs aground,still aground,means for,met rock,no longer" {
		t.Errorf("the story is listed as %s", got)
	}
	d.Press("g", "C")
	d.See("fold:stories", "18 of 18", "+4 Agency")
	wantSelected(t, d, "no longer")
	d.Press("C")
	d.See("Nothing folded", "met rock", "18 articles")

	d.Press("g", "g")
	d.Settle()
	d.Press("g", "C")
	d.See("No other source tells this story within three days.")
}

// TestUnreadBeyondStories: N goes to the next unread headline of the list, not to
// one that is folded.
func TestUnreadBeyondStories(t *testing.T) {
	d := open(t, event(), 150, 40)
	d.See("Morning Mail", "18 articles")
	d.Press("C", "C")
	d.See("Stories folded")
	for !strings.Contains(selected(d), "no longer") {
		d.Press("j")
		d.Settle()
	}
	d.Press("n")
	d.Settle()
	if got := selected(d); strings.Contains(got, "erry") {
		t.Errorf("n went to %q", got)
	}
}
