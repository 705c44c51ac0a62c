package listing

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feed"
	"dateline/model"
)

// TestMarkdownListIsADocument: a list in Markdown gives the titles, addresses,
// sources and dates again, these to the minute, and what was inferred of them.
func TestMarkdownListIsADocument(t *testing.T) {
	titles := []string{"Plain", "[Brackets] (and more)", "*Stars* _and_ `code` <b> & #5 ~x~ | !", "1. Number", "- dash", "+ plus", "12) x", "# hash", `back\slash\`, "(all)", "日本語 — ü", "14:30", "a (b, 14:30 UTC)"}
	sources := []string{"Weekly", "Daily (UK)", "A, B & C", "14:30, x", "[x]", "~", "Sad :("}
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 5))
		articles := someArticles(r, 40)
		for i := range articles {
			a := &articles[i]
			a.Title, a.Source = titles[r.IntN(len(titles))], sources[r.IntN(len(sources))]
			if r.IntN(2) == 0 {
				a.URL = fmt.Sprintf([]string{"https://a.example/_%d_(1)", "http://b.example/?q=%d&b=*"}[r.IntN(2)], i)
			}
			switch d := &a.Published; {
			case d.Precision == model.ToDay && r.IntN(3) == 0:
				d.From = model.FromURL
			case d.Precision == model.ToInstant && r.IntN(3) == 0:
				d.From = model.FromSeen
			}
			a.Published.At = a.Published.At.Truncate(time.Minute)
		}
		q := model.Query{Now: noon.In(time.FixedZone("", (r.IntN(25)-12)*3600))}
		text := found(t, library(t, articles), q, "markdown")
		name := filepath.Join(t.TempDir(), "list.md")
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var again []model.Article
		err := feed.Load(t.Context(), []string{name}, feed.Options{Now: noon}, func(a *model.Article) error {
			again = append(again, *a)
			return nil
		}, func(err error) { t.Error(err) })
		if err != nil {
			t.Fatal(err)
		}
		if len(again) != len(articles) {
			t.Fatalf("seed %d: %d articles of %d\n%s", seed, len(again), len(articles), text)
		}
		if got := found(t, library(t, again), q, "markdown"); got != text {
			t.Errorf("seed %d: got\n%s\nwant\n%s", seed, got, text)
		}
		got, want := make(map[string]int), make(map[string]int)
		key := func(a *model.Article) string {
			d := a.Published
			if d.Dated() {
				d.At = d.At.UTC()
			}
			return strings.Join([]string{a.Title, a.URL, a.Source, d.String(), d.From.String()}, "|")
		}
		for i := range articles {
			want[key(&articles[i])]++
			got[key(&again[i])]++
		}
		for k, n := range want {
			if got[k] != n {
				t.Errorf("seed %d: %s: %d times, want %d", seed, k, got[k], n)
			}
		}
	}
}
