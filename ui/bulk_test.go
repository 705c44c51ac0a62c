package ui_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

func TestMarkMany(t *testing.T) {
	for _, c := range []struct {
		name   string
		keys   string // before the question
		line   string // or a command
		ask    string
		unread string // afterwards
		words  string
	}{
		{"all", "A", "", "Mark all 11 unread articles in the library (6 sources) as read? y/n", "1 unread", "Marked read (11 articles); u undoes."},
		{"below", "j j M b", "", "Mark 8 unread articles below this headline (5 sources) as read? y/n", "4 unread", "Marked read (8 articles)"},
		{"above", "j j M a", "", "Mark 2 unread articles above this headline as read? y/n", "10 unread", "Marked read (2 articles)"},
		{"a day", "j j j M d", "", "Mark 2 unread articles (2 sources) as read: Sat 21 Nov 2026? y/n", "10 unread", "Marked read (2 articles)"},
		{"the undated", "G M d", "", "Mark 2 unread articles without a date as read? y/n", "10 unread", ""},
		{"a source", "M s", "", "Mark 4 unread articles from Coast Daily as read? y/n", "8 unread", ""},
		{"older", "M o 2 0 2 0 enter", "", "Mark 4 unread articles (3 sources) as read: until Tue 31 Dec 2019? y/n", "8 unread", ""},
		{"by the arrows", "M down down enter", "", "below this headline (6 sources) as read? y/n", "2 unread", ""},
		{"a query", "", "mark-read senate", `Mark 1 unread article as read: "senate"`, "11 unread", "Marked read; u undoes."},
		{"words of a date", "", "mark-read older last month", "Mark 4 unread articles (3 sources) as read: until Wed 30 Sep 2026?", "8 unread", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40)
			d.See("12 unread")
			d.Settle() // the list, too
			wantSelected(t, d, "Harbour")
			d.Press(strings.Fields(c.keys)...)
			if c.line != "" {
				command(d, c.line)
			}
			d.See(c.ask)
			d.See("12 unread")
			d.Settle() // the list, too
			d.Press("y")
			d.See(c.unread, c.words)
			d.Press("u")
			d.See("12 unread")
			d.Settle() // the list, too
		})
	}
}

func TestMarkManyIsNotDone(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Settle() // the list, too
	for _, no := range []string{"n", "esc", "q"} {
		d.Press("A")
		d.See("Mark all 11 unread articles")
		d.Press(no)
		d.Gone("Mark all 11 unread articles")
	}
	d.Press("x", "A")
	d.See("y/n")
	d.Press("j", "z")
	d.See("Mark all 11 unread articles")
	d.Press("y")
	d.See("1 unread")
	d.Press("A")
	d.See("No unread articles")
	command(d, "mark-read since:2018-13")
	d.See("2018-13")
}

// TestMarkOlderAsks: older than what is asked without offering what else could be marked.
func TestMarkOlderAsks(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Press("M")
	d.See("headlines above this one")
	d.Press("o")
	d.See("older than:", "everything published before it")
	d.Gone("headlines above this one")
}

// TestMarkManyKeepsToTheFilter: what the filter does not show stays unread,
// and what was folded away, too.
func TestMarkManyKeepsToTheFilter(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Settle() // the list, too
	command(d, "filter from:coast")
	d.See("4 of 12")
	d.Press("A")
	d.See(`Mark 4 unread articles as read: from "coast"?`)
	d.Press("y")
	d.See("Marked read (4 articles)")
	d.Press("c")
	d.See("8 unread")
}

// TestMarkBeyondPages: what is above and below is followed through as many
// pages as there are.
func TestMarkBeyondPages(t *testing.T) {
	d := open(t, hourly(2500), 120, 40)
	d.See("2,500 unread")
	command(d, "2100")
	wantSelected(t, d, "Headline 2100")
	d.Press("M", "a")
	d.See("Mark 2,099 unread articles above this headline as read?")
	d.Press("y")
	d.See("401 unread")
	d.Press("u")
	d.See("2,500 unread")
	command(d, "300")
	wantSelected(t, d, "Headline 300")
	d.Press("M", "b")
	d.See("Mark 2,200 unread articles below this headline as read?")
}

func TestMenuIsLeft(t *testing.T) {
	d := open(t, news(), 80, 24)
	wantSelected(t, d, "Harbour")
	d.Press("S")
	d.See("oldest")
	d.Press("j", "esc", "j")
	wantSelected(t, d, "Council")
}

func TestOrder(t *testing.T) {
	for _, c := range []struct{ name, keys, filter, first string }{
		{"oldest", "S o g g", "sort:oldest", "How to read a tide"},
		{"title", "S t g g", "sort:title", "A guide to winter"},
		{"newest again", "S t S n g g", "", "Harbour"},
		{"by name", ": s o r t space o l d tab enter g g", "sort:oldest", "How to read a tide"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40)
			wantSelected(t, d, "Harbour")
			for _, k := range strings.Fields(c.keys) {
				d.Press(k)
				d.Settle()
			}
			wantSelected(t, d, c.first)
			if c.filter != "" {
				d.See("/ " + c.filter)
			} else {
				d.Gone("sort:")
			}
		})
	}
}

func TestShowInTurn(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	wantSelected(t, d, "Harbour")
	d.Press("m", "f", "U")
	d.See("/ is:unread", "11 of 12")
	d.Press("U")
	d.See("/ is:starred", "1 of 12")
	wantSelected(t, d, "Harbour")
	d.Press("U")
	d.Gone("is:starred")
	wantSelected(t, d, "Harbour")
	command(d, "show nothing")
	d.See("all, unread or starred")
}

func TestViews(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Settle() // the list, too
	d.Press("'", "t")
	d.See("/ today")
	d.Press("'", "u")
	d.See("/ is:unread")
	d.Press("c")
	command(d, "save-view Nothing")
	d.See("there is no filter to save")
	d.Press("esc")
	command(d, "filter from:coast since:2018")
	d.See("4 of 12")
	command(d, "save-view Coast")
	d.See("View Coast saved; u undoes.")
	d.Settle()
	command(d, "filter senate")
	d.See("1 of 12")
	d.Press("'")
	d.Until("the view in the menu", func(d *uitest.Driver) bool { return strings.Contains(d.Screen(), "c  Coast") })
	d.Press("c")
	d.See("/ from:coast since:2018")
	command(d, "filter view:Coast pier")
	d.See("1 of 12", "Storm damages")
	d.Press("u")
	d.See("Undone: view Coast saved")
	d.Settle()
	command(d, "view Coast")
	d.See(`there is no view "Coast"`)
	d.Press("esc", "ctrl+r")
	d.See("Redone: view Coast saved")
	d.Settle()
	command(d, "drop-view Coast")
	d.See("View Coast removed; u undoes.")
	d.Settle()
	command(d, "view coast")
	d.See("there is no view")
}

// TestQuitWaits: what was asked for is done before the program ends, unless
// the reader insists.
func TestQuitWaits(t *testing.T) {
	lib := &slowMarking{stall: make(chan struct{})}
	d := open(t, news(), 100, 30, func(o *ui.Options) { lib.Library, o.Library = o.Library, lib })
	wantSelected(t, d, "Harbour")
	d.Press("A")
	d.See("Mark all 11 unread articles")
	d.Press("y", "j")
	d.See("Marking 11 articles")
	d.Press("Q")
	d.See("Finishing what is under way")
	d.Drain()
	if d.Quit {
		t.Fatal("the program ended before the articles were marked")
	}
	close(lib.stall)
	d.Until("the end", func(d *uitest.Driver) bool { return d.Quit })

	lib.stall = make(chan struct{})
	defer close(lib.stall)
	d = open(t, nil, 100, 30, func(o *ui.Options) { o.Library = lib })
	wantSelected(t, d, "Harbour")
	d.Press("m", "Q", "Q")
	d.Until("the end", func(d *uitest.Driver) bool { return d.Quit })
}

// slowMarking is a library that changes nothing until stall is closed.
type slowMarking struct {
	model.Library
	stall chan struct{}
}

func (s *slowMarking) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	<-s.stall
	return s.Library.Mark(ctx, ids, m, at)
}

func (s *slowMarking) MarkWhere(ctx context.Context, q model.Query, m model.Mark, at time.Time) (model.Act, error) {
	<-s.stall
	return s.Library.MarkWhere(ctx, q, m, at)
}
