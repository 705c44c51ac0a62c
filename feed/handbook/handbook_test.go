package handbook_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"dateline/feed/handbook"
	"dateline/model"
)

var noon = time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC)

func articles(t *testing.T, program string) []model.Article {
	t.Helper()
	as, err := handbook.Articles(t.Context(), handbook.Reader{Now: noon, Program: program, Feeds: "- A feed: `https://feed.example/`\n"})
	if err != nil {
		t.Fatal(err)
	}
	return as
}

// TestArticles: every file is an article with a title, a text and a date that has been,
// and the first is the welcome.
func TestArticles(t *testing.T) {
	as := articles(t, "dateline")
	files, err := handbook.Pages.ReadDir("help")
	if err != nil {
		t.Fatal(err)
	}
	if len(as) != len(files) || handbook.Topic(&as[0]) != "welcome" {
		t.Errorf("%d articles of %d files, the first %q", len(as), len(files), as[0].Path)
	}
	for _, a := range as {
		if a.Title == "" || a.Body == "" || !a.Published.Dated() || a.Published.At.After(noon) {
			t.Errorf("%s: title %q, date %s, %d bytes", a.Path, a.Title, a.Published, len(a.Body))
		}
	}
	if !strings.Contains(as[0].Body, "- A feed: `https://feed.example/`\n") {
		t.Errorf("the welcome page does not offer the feeds:\n%s", as[0].Body)
	}
}

// TestProgram: the program is named as it was started wherever it is to be typed, and
// that is all that changes.
func TestProgram(t *testing.T) {
	code := regexp.MustCompile("```\\n(?:[^`]*\\n)?dateline\\s|`dateline[\\s`]")
	plain := articles(t, "dateline")
	for i, a := range articles(t, "./news") {
		if bad := code.FindString(a.Body); bad != "" {
			t.Errorf("%s still says %q", a.Title, bad)
		}
		if a.ID != plain[i].ID || strings.ReplaceAll(a.Body, "./news", "dateline") != plain[i].Body {
			t.Errorf("%s has become another article", a.Title)
		}
	}
}
