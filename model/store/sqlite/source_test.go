package sqlite

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestRenameSource(t *testing.T) {
	s, err := Memory(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 1)), 60, s)
	count := func(source string) int {
		t.Helper()
		n, err := s.Count(t.Context(), model.Query{Now: modeltest.Clock, Where: model.Match{Field: model.FromSource, Text: source}})
		if err != nil {
			t.Fatal(err)
		}
		return n.Total
	}
	before := count("Field Notes")
	notes := []model.Article{{ID: "n", Title: "N", Source: "Field Notes", Home: "/x/notes", Path: "/x/notes/n.md"}}
	if _, err := s.Save(t.Context(), notes, started); err != nil {
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

// TestFindSource: a source is found by its place or its title; one of several of a
// title only by its place.
func TestFindSource(t *testing.T) {
	s, err := Memory(t.Context(), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
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
	if _, err := s.Save(t.Context(), batch, started); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, place string
		want        int64 // ID
		err         error
	}{
		{"news", "/x/news", 0, model.ErrAmbiguous},
		{"/a/news", "/a/news", 1, nil},
		{"news", "/b/news", 2, nil},
		{"the elan", "/x/the elan", 3, nil},
		{"c.jsonl", "/c.jsonl", 4, nil},
		{"d.jsonl", "/d.jsonl", 0, model.ErrAmbiguous},
		{"Two", "/x/Two", 5, nil},
		{"by title", "/x/by title", 7, nil},
		{"other", "/other", 0, model.ErrNotFound},
	} {
		got, err := s.FindSource(t.Context(), tt.name, tt.place)
		if !errors.Is(err, tt.err) || got.ID != tt.want {
			t.Errorf("%s, %s: got %d, %v, want %d", tt.name, tt.place, got.ID, err, tt.want)
		}
	}
}
