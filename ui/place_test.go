package ui_test

import (
	"testing"

	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/uitest"
)

// TestPlaceIsKept: an article that was left is gone on with where it was, at
// another width too; one that was read to its end begins afresh.
func TestPlaceIsKept(t *testing.T) {
	as := news()
	as[0].Body = long("harbour", 20) + "The gulls were waiting for it.\n\n" + long("harbour", 20)
	lib := modeltest.NewReference(nil)
	if _, err := lib.Save(t.Context(), as, noon); err != nil {
		t.Fatal(err)
	}
	here := func(o *ui.Options) { o.Library = lib }
	d := open(t, nil, 120, 30, here)
	d.See("The harbour was quiet")
	d.Press("enter", "/")
	d.Type("gulls")
	d.See("The gulls")
	d.Press("enter", "J")
	d.See("The council met")
	d.Press("K")
	d.See("The gulls")
	d.Press("j", "j", "Q")
	d.Until("the end", func(*uitest.Driver) bool { return d.Quit })

	// Looking at it elsewhere, without moving in it, does not change the place.
	kept, err := lib.Article(t.Context(), as[0].ID)
	if err != nil || kept.State.Position == 0 {
		t.Fatalf("position %d, %v", kept.State.Position, err)
	}
	d = open(t, nil, 120, 200, here)
	d.See("The gulls")
	d.Settle()
	d.Press("J", "Q")
	d.Until("the end", func(*uitest.Driver) bool { return d.Quit })
	if again, _ := lib.Article(t.Context(), as[0].ID); again.State.Position != kept.State.Position {
		t.Errorf("position %d after looking, was %d", again.State.Position, kept.State.Position)
	}

	d = open(t, nil, 60, 40, here)
	d.Press("K")
	d.See("The gulls")
	d.Press("enter")
	d.Settle()
	d.Press("G")
	d.Press("J")
	d.See("The council met")
	d.Press("K")
	d.See("Harbour reopens after the storm", "3 hours ago")
	d.Settle()
	if a, err := lib.Article(t.Context(), as[0].ID); err != nil || a.State.Position != 0 {
		t.Errorf("position %d, %v after the end", a.State.Position, err)
	}
}
