package ui_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/uitest"
)

var update = flag.Bool("update", false, "write the golden screens afresh")

// noon is the clock of these tests: Monday, 23 November 2026.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func day(s string) model.Date {
	d, err := model.ParseDate(s, model.FromStated)
	if err != nil {
		panic(err)
	}
	return d
}

// news is a small library: dates known to the minute and to the day, one
// inferred, one in the future, two undated; scripts of several widths.
func news() []model.Article {
	as := []model.Article{
		{Title: "Harbour reopens after the storm", Source: "Coast Daily", Published: day("2026-11-23T08:30:00Z"), Body: long("harbour", 40), URL: "https://coast.example/harbour"},
		{Title: "Council votes on the tram line", Source: "Coast Daily", Published: day("2026-11-23T07:05:00Z"), Body: "The council met on Monday.\n\n## The vote\n\nIt was **close**.\n\n- Line one: yes\n- Line two: no\n", URL: "https://coast.example/tram"},
		{Title: "選挙の結果が発表された", Source: "東京新聞", Published: day("2026-11-22T21:00:00+09:00"), Body: "結果は日曜日に発表された。" + strings.Repeat("投票率は前回を上回った。", 20)},
		{Title: "Family day 👩‍👩‍👧‍👦 at the museum ❤️", Source: "Weekend", Published: day("2026-11-21"), Body: "A day out."},
		{Title: "חדשות היום מירושלים", Source: "Haaretz", Published: day("2026-11-21"), Body: "טקסט קצר."},
		{Title: "The senate and the budget", Source: "Capital", Published: day("2018-12-02"), Body: long("senate", 12)},
		{Title: "Storm damages the old pier", Source: "Coast Daily", Published: day("2018-11-24"), Body: long("pier", 6)},
		{Title: "How to read a tide table", Source: "Coast Daily", Published: day("2018-11-09")},
		{Title: "A guide to winter birds, their songs and where to listen to them at dawn", Source: "Field Notes", Published: model.Date{At: day("2018-11-09").At, Precision: model.ToDay, From: model.FromURL}, Body: long("birds", 3)},
		{Title: "Moon base opens", Source: "Future Times", Published: day("2031-01-01"), Body: "Soon."},
		{Title: "Notes without a date", Source: "Field Notes", Body: "Nobody wrote down when."},
		{Title: "Another undated note", Source: "Field Notes", Body: "Nor here."},
	}
	for i := range as {
		as[i].ID = model.NewID(as[i].Source, "", "", as[i].Title, as[i].Published)
		as[i].Path = "fixture.txt"
	}
	return as
}

func long(word string, paragraphs int) string {
	p := "The " + word + " was quiet in the morning, and those who had come early stood about with their hands in their pockets and looked at the water, which did not look back.\n\n"
	return strings.Repeat(p, paragraphs)
}

// open starts a screen of w by h cells over articles.
func open(t testing.TB, as []model.Article, w, h int, change ...func(*ui.Options)) *uitest.Driver {
	t.Helper()
	lib := modeltest.NewReference()
	if len(as) > 0 {
		if _, err := lib.Save(t.Context(), as, noon); err != nil {
			t.Fatal(err)
		}
	}
	o := ui.Options{Library: lib, Now: func() time.Time { return noon }, WeekStart: time.Monday, Title: "fixture.txt"}
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
	got += "\n"
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}
