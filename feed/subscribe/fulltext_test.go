package subscribe_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
)

// teasers is a feed of articles with a page each.
func teasers(address string, names ...string) string {
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "<item><title>%s</title><guid>%[1]s</guid><link>%s/%[1]s.html</link><description>A teaser of %[1]s.</description></item>", n, address)
	}
	return "<rss version='2.0'><channel><title>Coast</title>" + b.String() + "</channel></rss>"
}

// story is a page with an article that tells of a word.
func story(word string) string {
	return "<!DOCTYPE html><html><head><title>A story</title></head><body><nav><a href=/>Front</a></nav><article><h1>A story</h1>" +
		strings.Repeat("<p>The harbour was quiet in the morning, and those who had come early stood about and talked of the "+word+", which nobody had seen before.</p>", 3) +
		"</article></body></html>"
}

// texts returns what is read of each article, by title: "full" or "teaser".
func texts(t *testing.T, lib model.Store) map[string]string {
	t.Helper()
	p, err := lib.Find(t.Context(), model.Query{Now: noon}, model.Window{After: 100})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string]string)
	for _, h := range p.Headlines {
		a, err := lib.Article(t.Context(), h.ID)
		if err != nil || strings.Contains(a.Body, "Front") {
			t.Errorf("%q: %q, %v", h.Title, a.Body, err)
		}
		if got[h.Title] = "teaser"; a.FullText && strings.Contains(a.Body, "lighthouse") && strings.HasPrefix(a.DocumentBody, "A teaser") {
			got[h.Title] = "full"
		}
	}
	return got
}

// TestFullTextsAhead: of a feed of which the whole text is wanted, the pages of articles
// are fetched as they arrive, once, as the feed itself is; of others nothing is. What
// fails leaves the article as it is.
func TestFullTextsAhead(t *testing.T) {
	site := serve(t, map[string]string{"/one.html": story("lighthouse"), "/three.html": "<html><body><p>No.</p></body></html>", "/four.html": story("lighthouse")})
	agents := make(chan string, 9)
	site.handle("/five.html", func(w http.ResponseWriter, r *http.Request) {
		agents <- r.UserAgent()
		_, _ = fmt.Fprint(w, story("lighthouse"))
	})
	site.put("/feed", teasers(site.address, "one", "two", "three"))
	site.put("/other", teasers(site.address, "four"))
	s, lib, _ := service(t)
	_, err := lib.Subscribe(t.Context(), []model.Subscription{{Address: site.at("/feed", ""), FullText: true, UserAgent: "reader/1"}, {Address: site.at("/other", "")}}, noon)
	if err != nil {
		t.Fatal(err)
	}
	refresh(t, s)
	if got, want := site.log(), "200 /feed, 200 /one.html, 200 /other, 200 /three.html, 404 /two.html"; got != want {
		t.Errorf("answered %s, want %s", got, want)
	}
	site.put("/feed", teasers(site.address, "five", "one", "two", "three"))
	refresh(t, s)
	if got, want := site.log(), "200 /feed, 304 /other"; got != want {
		t.Errorf("then answered %s, want %s", got, want)
	}
	if got := <-agents; got != "reader/1" {
		t.Errorf("the page was asked for by %s", got)
	}
	want := map[string]string{"one": "full", "two": "teaser", "three": "teaser", "four": "teaser", "five": "full"}
	if got := texts(t, lib); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestFullText: the page of one article is fetched when a reader asks for it; what is
// wrong is said, and the article stays as it was.
func TestFullText(t *testing.T) {
	site := serve(t, map[string]string{
		"/one.html": story("lighthouse"), "/short.html": "<html><body><article><p>No.</p></article></body></html>",
		"/list.html": "<rss version='2.0'><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>", "/empty.html": "",
	})
	site.put("/feed", teasers(site.address, "one", "short", "list", "empty", "gone"))
	s, lib, _ := service(t)
	if _, err := lib.Subscribe(t.Context(), []model.Subscription{{Address: site.at("/feed", "")}}, noon); err != nil {
		t.Fatal(err)
	}
	refresh(t, s)
	var status *fetch.StatusError
	for title, wrong := range map[string]func(error) bool{
		"one":   func(err error) bool { return err != nil },
		"short": func(err error) bool { return !errors.Is(err, subscribe.ErrNoMore) },
		"list":  func(err error) bool { return err == nil },
		"empty": func(err error) bool { return err == nil },
		"gone":  func(err error) bool { return !errors.As(err, &status) },
	} {
		p, err := lib.Find(t.Context(), model.Query{Now: noon, Where: model.Match{Field: model.Title, Text: title}}, model.Window{After: 1})
		if err != nil || len(p.Headlines) != 1 {
			t.Fatal(err, len(p.Headlines))
		}
		a, err := lib.Article(t.Context(), p.Headlines[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.FullText(t.Context(), a); wrong(err) {
			t.Errorf("%s: %v", title, err)
		}
	}
	want := map[string]string{"one": "full", "short": "teaser", "list": "teaser", "empty": "teaser", "gone": "teaser"}
	if got := texts(t, lib); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if err := s.FullText(t.Context(), model.Article{ID: "x", URL: "file:///etc/passwd"}); !errors.Is(err, subscribe.ErrNoPage) {
		t.Errorf("a file: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.FullText(ctx, model.Article{ID: "x", URL: site.at("/one.html", "")}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
