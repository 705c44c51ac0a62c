package main

import (
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/store"
)

// TestTerminalVisit: the screen shows where the last visit ended and what has
// arrived since.
func TestTerminalVisit(t *testing.T) {
	db := filepath.Join(t.TempDir(), "library.db")
	lib, err := store.OpenLocal(t.Context(), db, model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	save := func(title string, ago time.Duration) {
		a := model.Article{Title: title, Source: "Coast", Published: model.AtInstant(noon.Add(-ago), model.FromStated), Body: "Text."}
		a.ID = model.NewID("coast", "", "", title, a.Published)
		if _, err := lib.Save(t.Context(), []model.Article{a}, noon.Add(-ago)); err != nil {
			t.Fatal(err)
		}
	}
	save("The old pier", 30*time.Hour)
	if _, err := lib.Visit(t.Context(), noon.Add(-20*time.Hour)); err != nil {
		t.Fatal(err)
	}
	save("The new tram", time.Hour)
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}

	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("The new tram", "last visit: Sun 22 Nov 16:00", "The old pier")
	x.press("w")
	x.see("1 of 2", "Your last visit ended on Sunday 22 November 2026, 16:00.")
	x.gone("The old pier")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
