package ui_test

import (
	"context"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// noon is the clock of these tests.
var noon = uitest.Noon

func day(s string) model.Date { return uitest.Day(s) }

// news is a small library.
func news() []model.Article { return uitest.News() }

func long(word string, paragraphs int) string { return uitest.Long(word, paragraphs) }

// open starts a screen of w by h cells over articles.
func open(t testing.TB, as []model.Article, w, h int, change ...func(*ui.Options)) *uitest.Driver {
	t.Helper()
	lib := modeltest.NewReference(uitest.ReadRule)
	if len(as) > 0 {
		if _, err := lib.Save(t.Context(), as, noon); err != nil {
			t.Fatal(err)
		}
	}
	o := ui.Options{Session: host.Session{Library: lib, Host: host.Funcs{}, Now: func() time.Time { return noon }, Title: "fixture.txt"}}
	o.WeekStart = time.Monday
	for _, f := range change {
		f(&o)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return uitest.New(t, ui.New(ctx, o), w, h)
}

// golden compares a screen with the one kept in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	uitest.Golden(t, name, got+"\n")
}
