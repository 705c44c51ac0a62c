package sources_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui/config"
	"dateline/ui/input"
	"dateline/ui/keys"
	"dateline/ui/shared"
	"dateline/ui/sidebar"
	"dateline/ui/sources"
	"dateline/ui/uitest"
)

// column is a column of sources without a screen.
func column(t *testing.T) (*sources.Controller, *modeltest.Reference) {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	if _, err := lib.Save(t.Context(), uitest.News(), uitest.Noon); err != nil {
		t.Fatal(err)
	}
	s := &shared.State{Library: lib, Ctx: t.Context(), Now: func() time.Time { return uitest.Noon }, Config: &config.Config{}, Line: input.New()}
	return sources.New(s), lib
}

// TestCount: the column is counted where it is seen, the saved views with it.
func TestCount(t *testing.T) {
	c, lib := column(t)
	if c.Count() != nil || c.CountLater() != nil {
		t.Error("it is counted where it is not seen")
	}
	if _, err := lib.SaveView(t.Context(), model.View{Name: "sea", Query: "harbour"}, uitest.Noon); err != nil {
		t.Fatal(err)
	}
	uitest.Finish(c.ReadViews())
	if h := c.Happened(); !h.Views || c.Happened().Views || !slices.ContainsFunc(c.Views, func(v model.View) bool { return v.Name == "sea" }) {
		t.Errorf("the views are not told once: %+v, %v", h, c.Views)
	}
	uitest.Finish(c.Resize(30, 20))
	if len(c.Sources()) == 0 {
		t.Fatal("there are no sources")
	}
	for c.Go(keys.Top, 1); c.Selected().Name != "sea"; c.Go(keys.Down, 1) {
		if c.Selected().Kind == sidebar.Source {
			t.Fatal("the view is not there")
		}
	}
	if it := c.Selected(); !it.Known || it.Total == 0 {
		t.Errorf("the view: %+v", it)
	}
	if c.Reset(); len(c.Sources()) > 0 || !c.Empty() {
		t.Error("another library has the sources of the one before")
	}
}

// TestCountLater: a library that moves often is counted once after a rest.
func TestCountLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, lib := column(t)
		uitest.Finish(c.Resize(30, 20))
		more := uitest.News()[:1]
		more[0].ID, more[0].Source = "0000000000000001", "Another"
		if _, err := lib.Save(t.Context(), more, uitest.Noon); err != nil {
			t.Fatal(err)
		}
		before := len(c.Sources())
		cmd := c.CountLater()
		if c.CountLater() != nil {
			t.Error("it is going to be counted twice")
		}
		began := time.Now()
		if uitest.Finish(cmd); len(c.Sources()) != before+1 || time.Since(began) < time.Second {
			t.Errorf("%d sources after %s, %d before", len(c.Sources()), time.Since(began), before)
		}
	})
}

// TestChoose: a source takes the place of the filter's source, a view that of its view.
func TestChoose(t *testing.T) {
	c, _ := column(t)
	uitest.Finish(c.Resize(30, 20))
	uitest.Finish(c.ReadViews())
	set := func(text string) {
		if !c.Filter.Set(text, c.Env(false)) {
			t.Fatal(c.Filter.Err)
		}
		c.MarkActive()
		c.Happened()
	}
	chosen := func() string {
		h := c.Happened()
		if !h.Chosen {
			t.Fatal("nothing is chosen")
		}
		return h.Filter
	}
	set("senate")
	c.Go(keys.Bottom, 1)
	c.Choose()
	of := chosen()
	set(of)
	if c.Go(keys.Top, 1); c.Selected().Kind != sidebar.All {
		t.Fatalf("at the top: %+v", c.Selected())
	}
	c.Go(keys.Down, 1)
	c.Choose()
	today := chosen()
	set(today)
	c.Go(keys.Down, 1)
	c.Choose()
	if got := chosen(); today != of+" view:today" || got != of+" view:unread" {
		t.Errorf("chosen: %q, then %q", today, got)
	}
	set("")
	uitest.Finish(c.Next(1))
	first := chosen()
	set("")
	one, two := c.Next(2), c.Next(-1)
	uitest.Finish(one)
	if uitest.Finish(two); chosen() != first {
		t.Error("keys that come fast do not add up")
	}
	set("")
	c.Next(1)
	if uitest.Finish(c.Next(-1)); c.Happened().Chosen {
		t.Error("there and back goes somewhere")
	}
}
