package main

import (
	"context"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/model/query"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// TestHandbook: every file is an article with a title, a text and a date that has
// been, and the first is the welcome.
func TestHandbook(t *testing.T) {
	articles, err := (&program{now: func() time.Time { return noon }}).handbook(context.Background())
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
			if _, err := query.Parse(q, query.Env{Now: noon, View: func(string) (string, bool) { return "", true }}); err != nil {
				t.Errorf("%s: %s: %v", name, q, err)
			}
		}
		if n < 8 {
			t.Errorf("%s: %d queries", name, n)
		}
	}
}

// TestHandbookTerms: the pages on queries and dates have every term there is.
func TestHandbookTerms(t *testing.T) {
	pages := ""
	for _, name := range []string{"help/dates.md", "help/query.md"} {
		text, err := fs.ReadFile(help, name)
		if err != nil {
			t.Fatal(err)
		}
		pages += string(text)
	}
	for _, term := range query.Terms() {
		if !strings.Contains(pages, "`"+term) {
			t.Errorf("%s is not told of", term)
		}
	}
	for _, word := range query.DateWords() {
		form := regexp.MustCompile(`\d+`).ReplaceAllString(word, `\d+`)                             // 7d as any number of days
		form = regexp.MustCompile(`^(this|last|next)-`).ReplaceAllString(form, "(this|last|next)-") // last-year as next-year
		if !regexp.MustCompile("`" + form + "`").MatchString(pages) {
			t.Errorf("%s is not told of", word)
		}
	}
}

// TestHandbookConfig: what the handbook shows of a configuration is one, and the
// page tells of every setting and role.
func TestHandbookConfig(t *testing.T) {
	page, err := fs.ReadFile(help, "help/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		n++
		if _, err := configOf(m[1], nil); err != nil {
			t.Errorf("%v", err)
		}
	}
	if n < 3 {
		t.Errorf("%d examples", n)
	}
	for _, words := range [][]string{settingNames(), theme.Roles(), theme.Names(), keys.ScopeNames()} {
		for _, w := range words {
			if !strings.Contains(string(page), w) {
				t.Errorf("%s is not told of", w)
			}
		}
	}
}
