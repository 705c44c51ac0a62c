package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/feed"
	"dateline/model"
)

// TestSavedArticle: what s saves reads back as an article of the same title, address
// and date, and with what is known of the date; a file's front matter is metadata.
func TestSavedArticle(t *testing.T) {
	day, instant := model.OnDay(20608, model.FromStated), model.AtInstant(noon.Add(-50*time.Hour).In(time.FixedZone("", -4*3600)), model.FromStated)
	p := &program{console: console{getenv: func(string) string { return "" }}, now: func() time.Time { return noon.In(time.FixedZone("", 2*3600)) }}
	for _, d := range []model.Date{day, instant, model.InMonth(2026, 6, model.FromStated), model.InYear(2025, model.FromStated), {}} {
		for _, from := range []model.Origin{model.FromStated, model.FromURL, model.FromSeen} {
			for _, body := range []string{"", "A text.", "A first paragraph of some words, which says what there is to say.\n\nAnd a second one, which says it again in other words."} {
				for _, name := range []string{"a.md", "a.txt"} {
					a := model.Article{Title: "The harbour reopens", Source: "the coast, daily and weekly", Authors: []string{"Ann Author", "Bo de la Cruz"}, URL: "https://a.example/1", Body: body, Published: d}
					if d.Dated() {
						a.Published.From = from
					}
					name = filepath.Join(t.TempDir(), name)
					if _, err := p.machine().Save(t.Context(), a, name); err != nil {
						t.Fatal(err)
					}
					var got []model.Article
					err := feed.Load(t.Context(), []string{name}, feed.Options{Now: noon}, func(a *model.Article) error {
						got = append(got, *a)
						return nil
					}, func(err error) { t.Error(err) })
					want := a.Published
					if want.From == model.FromStated && filepath.Ext(name) == ".md" {
						want.From = model.FromMetadata
					}
					if err != nil || len(got) != 1 || got[0].Title != a.Title || got[0].URL != a.URL && d.Dated() || !got[0].Published.Equal(want) || got[0].Published.From != want.From {
						text, _ := os.ReadFile(name)
						t.Errorf("%s: got %+v, %v, want %s %s, from\n%s", name, got, err, want, want.From, text)
					}
				}
			}
		}
	}
}
