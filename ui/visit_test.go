package ui_test

import (
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/uitest"
)

// visited is a library that was left on 21 November at noon and has had news
// since.
func visited(t *testing.T) *modeltest.Reference {
	lib := modeltest.NewReference(nil)
	left := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	if _, err := lib.Save(t.Context(), news()[3:], left.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Visit(t.Context(), left); err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Save(t.Context(), news()[:3], noon.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	return lib
}

func openVisited(t *testing.T) *uitest.Driver {
	lib := visited(t)
	return open(t, nil, 80, 30, func(o *ui.Options) { o.Library = lib })
}

func TestLastVisit(t *testing.T) {
	d := openVisited(t)
	wantSelected(t, d, "Harbour")
	d.See("── last visit: Sat 21 Nov 12:00 ──")
	d.Settle()
	golden(t, "visit-80x30", d.Screen())
	d.Press("j", "j", "j")
	wantSelected(t, d, "Family day")
	d.Press("k")
	wantSelected(t, d, "選挙")
	d.Press("w")
	d.See("/ is:new", "3 of 12", "Your last visit ended on Saturday 21 November 2026, 12:00.")
	d.Gone("Family day")
	d.Press("c", "S", "t")
	d.Gone("last visit:")
	d.Press("S", "n")
	d.See("last visit:")
}

func TestFirstVisit(t *testing.T) {
	d := open(t, news(), 80, 30)
	wantSelected(t, d, "Harbour")
	d.Settle()
	d.Press("w")
	d.See("This is your first visit")
	d.Gone("last visit:")
}

// TestVisitGoesOn: keys tell the library that the reader is still there, so
// that a long visit is one.
func TestVisitGoesOn(t *testing.T) {
	lib := visited(t)
	now := noon
	d := open(t, nil, 80, 30, func(o *ui.Options) { o.Library = lib; o.Now = func() time.Time { return now } })
	d.See("last visit: Sat 21 Nov 12:00")
	for range 10 {
		now = now.Add(20 * time.Minute)
		d.Press("j")
		d.Settle()
	}
	d.Press("g", "g")
	d.See("last visit: Sat 21 Nov 12:00")
	ended, err := lib.Visit(t.Context(), now.Add(model.VisitGap+time.Minute))
	if err != nil || !ended.Equal(now) {
		t.Errorf("the visit ended %v, %v; want %v", ended, err, now)
	}
}
