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

// FuzzDecodeLine: no line brings the importer down, and what it takes is clean.
func FuzzDecodeLine(f *testing.F) {
	for _, s := range []string{
		`{"kind":"library","version":1}`,
		`{"kind":"library","version":1,"dropped_views":["on-this-day","a\u001b[31m"]}`,
		`{"kind":"view","name":"weekly","query":"since:7d"}`,
		`{"kind":"subscription","address":"https://a.example/","name":"A","folders":["x","x",""]}`,
		`{"id":"sfwq1qh8nenkkem308fc","title":"a\u001b[31mb","published":"2018-11-06","stated":{},"text":[1],"markdown":"a\r\nb\u202e","user_tags":["\u0007"],"read":true,"read_at":"2018-11-06T00:00:00Z"}`,
		`{"id":"sfwq1qh8nenkkem308fc","markdown":"words","candidates":[{"date":"2018-11-06","from":"url"}],"revisions":[{"replaced":"2018-11-06T00:00:00Z","markdown":"x"}],"enclosures":[{"url":"javascript:x"}],"position":-4}`,
		`null`, `[]`, `{"title":"foreign"}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := decodeLine(line)
		if err != nil {
			return
		}
		lines := slices.Clone(got.dropped)
		if v := got.view; v != nil {
			lines = append(lines, v.Name, v.Query)
		}
		if s := got.subscription; s != nil {
			lines = append(append(lines, s.Address, s.Title, s.Page), s.Tags...)
		}
		if r := got.article; r != nil {
			lines = append(lines, r.EntryID, r.Title, r.URL, r.Source, r.Path, r.Home, r.Language, string(r.ID))
			lines = append(append(append(lines, r.Authors...), r.Tags...), r.State.Tags...)
			texts := []string{r.Body, r.Summary}
			for _, e := range r.Revisions {
				lines, texts = append(lines, e.Title), append(texts, e.Body, e.Summary)
			}
			for _, e := range r.Enclosures {
				lines = append(lines, e.URL, e.Type)
			}
			for _, s := range texts {
				if s != model.CleanText(s) {
					t.Errorf("not clean: %q", s)
				}
			}
			if r.Title == "" || r.State.Position < 0 || r.Line < 0 {
				t.Errorf("a record that cannot be: %+v", r)
			}
			again, err := decodeLine(appendRecord(nil, r))
			if err != nil || again.article == nil || again.article.Published != r.Published && !again.article.Published.Equal(r.Published) {
				t.Errorf("written and read again: %v", err)
			}
		}
		for _, s := range lines {
			if s != model.CleanLine(s) || strings.ContainsRune(s, '\x1b') {
				t.Errorf("not clean: %q", s)
			}
		}
	})
}

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
