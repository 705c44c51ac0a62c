package main

import (
	"context"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"dateline/model/query"
)

// TestHandbook: every file is an article with a title, a text and a date that has
// been, and the first is the welcome.
func TestHandbook(t *testing.T) {
	articles, err := handbook(context.Background(), noon)
	if err != nil {
		t.Fatal(err)
	}
	names, _ := fs.Glob(help, "help/*.md")
	if len(articles) != len(names) || topicOf(articles[0].Path) != "welcome" {
		t.Errorf("%d articles of %d files, the first %q", len(articles), len(names), articles[0].Path)
	}
	for _, a := range articles {
		if a.Title == "" || a.Body == "" || !a.Published.Dated() || a.Published.At.After(noon) {
			t.Errorf("%s: title %q, date %s, %d bytes", a.Path, a.Title, a.Published, len(a.Body))
		}
	}
}

// TestHandbookQueries: what the handbook calls a query is one.
func TestHandbookQueries(t *testing.T) {
	span := regexp.MustCompile("`([^`]+)`")
	for _, name := range []string{"help/dates.md", "help/query.md"} {
		text, err := fs.ReadFile(help, name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range span.FindAllStringSubmatch(string(text), -1) {
			q := m[1]
			if strings.HasSuffix(q, ":") || strings.HasPrefix(q, "dateline ") || !strings.ContainsAny(q, ":0123456789*\"") {
				continue // the name of a term, a command, or a key
			}
			n++
			if _, err := query.Parse(q, query.Env{Now: noon}); err != nil {
				t.Errorf("%s: %s: %v", name, q, err)
			}
		}
		if n < 8 {
			t.Errorf("%s: %d queries", name, n)
		}
	}
}
