package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"dateline/feed"
	"dateline/model"
	"dateline/model/modeltest"
)

// TestNewsboat: the cache that newsboat made of a feed gives the articles that
// dateline reads in it, with what newsboat knew of them.
func TestNewsboat(t *testing.T) {
	// In it, One was read, Two is flagged "as", Four was deleted, and there is an
	// article of a program that sends escape sequences.
	cache, err := os.ReadFile("testdata/newsboat/cache.db")
	if err != nil {
		t.Fatal(err)
	}
	const address = "http://127.0.0.1:8765/f.xml" // where newsboat read it
	site, stop := serve(t, "testdata/newsboat", "")
	defer stop()
	here := site + "/feed.xml"

	lib := openTest(t)
	if i := importText(t, lib, string(cache)); i.did() != "4 added" {
		t.Errorf("got %s", i.did())
	}
	records := make(map[string]model.Record)
	for _, r := range modeltest.Records(t, lib) {
		records[r.Title] = r
	}
	hostile := records["A title[2J"]
	if hostile.URL != "" || hostile.Body != "Text]0;t" || !slices.Equal(hostile.Authors, []string{"Auth or"}) || hostile.Published.Dated() {
		t.Errorf("got %+v", hostile)
	}
	two := records["Two"].State
	if two.Read || !two.Starred || !slices.Equal(two.Tags, []string{"flag-a", "flag-s"}) {
		t.Errorf("got %+v", two)
	}
	if one := records["One bold tide"].State; !one.Read || one.Starred || len(one.Tags) > 0 {
		t.Errorf("got %+v", one)
	}
	known := 0
	err = feed.Load(t.Context(), []string{here}, feed.Options{Now: noon}, func(a *model.Article) error {
		r, ok := records[a.Title]
		switch {
		case a.Title == "Three": // newsboat gave it the time of fetching
			if !ok || r.Published.From != model.FromSeen || r.EntryID != "" || r.URL != a.URL {
				t.Errorf("got %+v", r)
			}
		case a.Title == "Four" && ok:
			t.Error("a deleted article came back")
		case a.Title == "Four":
		case !ok || r.ID != model.NewID(address, a.EntryID, a.URL, a.Title, a.Published):
			t.Errorf("%q is not known again: %+v", a.Title, r)
		case strings.ReplaceAll(r.Body, "http://127.0.0.1:8765", site) != a.Body || r.Source != a.Source || !r.Published.Equal(a.Published):
			t.Errorf("got %+v\nwant %+v", r.Article, a)
		default:
			known++
		}
		return nil
	}, func(err error) { t.Error(err) })
	if err != nil || known != 2 {
		t.Errorf("%d known again, %v", known, err)
	}
}
