package listing

import (
	"bufio"
	"context"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/feed/markdown"
	"dateline/model"
)

// FuzzArticleMarkdown: what show writes as Markdown reads back as one article
// of the same title and date, whatever the text holds.
func FuzzArticleMarkdown(f *testing.F) {
	f.Add("A title", "An author", "A body\n\nof two paragraphs")
	f.Add(`Quotes " and \ backslashes: # not a comment`, "- item", "---\ntitle: other\n---\n")
	f.Add("[a, b]", "{x: y}", "# Heading\n\ntext")
	f.Add("null", "true", "~")
	f.Fuzz(func(t *testing.T, title, author, body string) {
		a := model.Article{
			Title: model.CleanLine(title), Authors: model.CleanLines([]string{author}), Body: strings.TrimSpace(model.CleanText(body)),
			Published: model.OnDay(18000, model.FromMetadata),
		}
		if a.Title == "" || a.Body == "" {
			t.Skip("an article has a title, and this one text")
		}
		text := ArticleMarkdown(&a)
		d := &document.Document{Path: "a.md", Now: noon, Body: bufio.NewReaderSize(strings.NewReader(text), document.Sniff), Limits: document.DefaultLimits}
		var got []model.Article
		err := markdown.Read(context.Background(), d, func(a *model.Article) error { got = append(got, *a); return nil })
		if err != nil || len(got) != 1 {
			t.Fatalf("%d articles, error %v, from\n%s", len(got), err, text)
		}
		if got[0].Title != a.Title || !got[0].Published.Equal(a.Published) {
			t.Errorf("got title %q, date %s; want %q, %s; from\n%s", got[0].Title, got[0].Published, a.Title, a.Published, text)
		}
	})
}

// FuzzEscapeMarkdown: what is escaped shows as it is.
func FuzzEscapeMarkdown(f *testing.F) {
	for _, s := range []string{"plain", "a *b* _c_ `d` [e](f)", "<b>&amp;</b>", "![x](y)", "~~gone~~", `\*`, "a | b", "# no heading", "1. no list", "- no item"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = model.CleanLine(s)
		// In a list of headlines, the title stands within a line.
		got := model.PlainText("x " + model.EscapeMarkdown(s))
		if want := strings.TrimSpace("x " + s); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// TestClaimedOrigin: front matter can make a date less trusted, and no more than
// that.
func TestClaimedOrigin(t *testing.T) {
	for claim, want := range map[string]model.Origin{
		"first-seen": model.FromSeen, "url": model.FromURL, "stated": model.FromMetadata, "hand": model.FromMetadata, "metadata": model.FromMetadata, "x": model.FromMetadata,
	} {
		d := document.New("a.md", strings.NewReader("---\ntitle: A\ndate: 2026-06-04\ndate_from: "+claim+"\n---\n\nText\n"))
		err := markdown.Read(t.Context(), d, func(a *model.Article) error {
			if a.Published.From != want || !a.Published.Dated() {
				t.Errorf("%s: got %s from %s", claim, a.Published, a.Published.From)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
