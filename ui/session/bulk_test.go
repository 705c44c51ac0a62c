package session_test

import (
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/session"
	"dateline/ui/uitest"
)

// TestPlanRead: what is planned is counted, done as one act, and taken back.
func TestPlanRead(t *testing.T) {
	for _, c := range []struct {
		what, words string
		n           int // -1: it cannot be planned
	}{
		{"all", "the list", 12},
		{"above", "above this headline", 5},
		{"below", "below this headline", 5},
		{"day", "Sun 2 Dec 2018", 1},
		{"source", "from Capital", 1},
		{"older 2018-12", "until Fri 30 Nov 2018", 3},
		{"from:coast", `from "coast"`, 4},
		{"senate since:2027", `since Fri 1 Jan 2027, "senate" anywhere`, 0},
		{"since:2018-13", "", -1},
	} {
		t.Run(c.what, func(t *testing.T) {
			ctx, lib := t.Context(), modeltest.NewReference(nil)
			if _, err := lib.Save(ctx, uitest.News(), uitest.Noon); err != nil {
				t.Fatal(err)
			}
			q := model.Query{Now: uitest.Noon}
			listed := session.Narrow(q, model.Not{X: model.Is{State: model.IsFuture}})
			page, err := lib.Find(ctx, listed, model.Window{After: 6})
			if err != nil {
				t.Fatal(err)
			}
			if c.what != "all" {
				q = listed
			}
			p, err := session.PlanRead(c.what, q, "the list", &page.Headlines[5], env)
			if (err != nil) != (c.n < 0) {
				t.Fatalf("got %v", err)
			}
			if err != nil {
				return
			}
			if err := p.Count(ctx, lib); err != nil || p.N != c.n || p.What != c.words {
				t.Errorf("got %d, %q, %v; want %d, %q", p.N, p.What, err, c.n, c.words)
			}
			act, err := p.Do(ctx, lib, uitest.Noon)
			if err != nil || act.N != c.n {
				t.Errorf("it did %d, %v", act.N, err)
			}
			if _, err := lib.Undo(ctx); c.n > 0 && err != nil {
				t.Error(err)
			}
			if all, err := lib.Count(ctx, model.Query{Now: uitest.Noon}); err != nil || all.Unread != 12 {
				t.Errorf("undo leaves %d unread, %v", all.Unread, err)
			}
		})
	}
	if _, err := session.PlanRead("above", model.Query{}, "", nil, env); err == nil {
		t.Error("above what?")
	}
}
