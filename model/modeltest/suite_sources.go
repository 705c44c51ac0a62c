package modeltest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"dateline/model"
)

// renaming: the title of a source changes, and with it what is found by it.
func renaming(t *testing.T, s model.Store) {
	Fill(t, rand.New(rand.NewPCG(1, 1)), 60, s)
	count := func(source string) int {
		t.Helper()
		n, err := s.Count(t.Context(), model.Query{Now: Clock, Where: model.Match{Field: model.FromSource, Text: source}})
		if err != nil {
			t.Fatal(err)
		}
		return n.Total
	}
	before := count("Field Notes")
	notes := []model.Article{{ID: "n", Title: "N", Source: "Field Notes", Home: "/x/notes", Path: "/x/notes/n.md"}}
	if _, err := s.Save(t.Context(), notes, Clock); err != nil {
		t.Fatal(err)
	}
	found, err := s.FindSource(t.Context(), "", "/x/notes")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RenameSource(t.Context(), found.ID, "Élan vital"); err != nil {
		t.Fatal(err)
	}
	if count("elan") != 1 || count("Field Notes") != before {
		t.Errorf("%d and %d articles, want 1 and %d", count("elan"), count("Field Notes"), before)
	}
	if err := s.RenameSource(t.Context(), 1000, "x"); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("a source that is not there: %v", err)
	}
}

// findingSources: a source is found by its place or its title; one of several of a
// title only by its place.
func findingSources(t *testing.T, s model.Store) {
	var batch []model.Article
	for i, a := range []model.Article{
		{Home: "/a/news", Source: "news"},
		{Home: "/b/news", Source: "news"},
		{Home: "/b/news", Part: "The Élan", Source: "The Élan"},
		{Home: "/c.jsonl", Part: "One", Source: "One"},
		{Home: "/d.jsonl", Part: "Two", Source: "Two"},
		{Home: "/d.jsonl", Part: "Three", Source: "Three"},
		{Source: "by title"},
	} {
		a.ID, a.Title, a.Path = model.NewID("", fmt.Sprint(i), "", "", model.Date{}), "T", a.Home
		batch = append(batch, a)
	}
	if _, err := s.Save(t.Context(), batch, Clock); err != nil {
		t.Fatal(err)
	}
	if i, err := s.Info(t.Context()); err != nil || i.Sources != 7 {
		t.Errorf("info %+v, %v", i, err)
	}
	for _, tt := range []struct {
		name, place string
		want        string // title and path
		err         error
	}{
		{"news", "/x/news", "", model.ErrAmbiguous},
		{"/a/news", "/a/news", "news /a/news", nil},
		{"news", "/b/news", "news /b/news", nil},
		{"the elan", "/x/the elan", "The Élan /b/news", nil},
		{"c.jsonl", "/c.jsonl", "One /c.jsonl", nil},
		{"d.jsonl", "/d.jsonl", "", model.ErrAmbiguous},
		{"Two", "/x/Two", "Two /d.jsonl", nil},
		{"by title", "/x/by title", "by title", nil},
		{"other", "/other", "", model.ErrNotFound},
	} {
		got, err := s.FindSource(t.Context(), tt.name, tt.place)
		if title := strings.TrimSpace(got.Title + " " + got.Path); !errors.Is(err, tt.err) || title != tt.want {
			t.Errorf("%s, %s: got %s, %v, want %s", tt.name, tt.place, title, err, tt.want)
		}
	}
}
