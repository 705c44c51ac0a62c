package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalFullText: x fetches the text of an article's page and keeps it, so that it is
// there when the program is started again, and found; gv compares it with that of the feed,
// and x again takes it away. A page that cannot be had leaves the article as it is.
func TestTerminalFullText(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Coast</title>
				<item><title>Pier opens</title><guid>1</guid><link>http://%[1]s/pier</link><description>A teaser about the pier.</description><pubDate>Tue, 06 Nov 2018 12:00:00 GMT</pubDate></item>
				<item><title>Gone page</title><guid>2</guid><link>http://%[1]s/gone</link><description>Its page is lost.</description><pubDate>Mon, 05 Nov 2018 12:00:00 GMT</pubDate></item></channel></rss>`, r.Host)
		case "/pier":
			_, _ = w.Write([]byte("<!DOCTYPE html><html><body><article><h1>Pier opens</h1>" + strings.Repeat("<p>The harbourmaster cut a ribbon while gulls looked on, and those who had come early stood about.</p>", 3) + "</article></body></html>"))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	db := filepath.Join(t.TempDir(), "library.db")
	addTo(t, db, site.URL+"/feed")
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("2 articles", "A teaser about the pier.")
	x.press("x")
	x.see("The full text of its page is there", "The harbourmaster cut a ribbon")
	x.press("jx")
	x.see("Could not fetch the full text", "404", "Its page is lost.")
	x.press("Q")
	x.ended()

	x = start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("2 articles")
	x.press("/gulls\r")
	x.see("1 of 2", "The harbourmaster cut a ribbon")
	x.press("gv")
	x.see("The text of its page, beside that of the feed", "A teaser about the pier.")
	x.press("q")
	x.gone("How it has changed")
	x.press("x")
	x.see("Only the document's own text is kept", "A teaser about the pier.")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
