package feed

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"dateline/model"
)

// evil is text that would harm a terminal, in every way that kinds may carry
// it: raw, as C1, as entities, with marks that turn text around.
const evil = "Ev\x1b]0;pwned\x07\x1b]52;c;QUJD\x07\x1bP1$q\x1b\\\x1b_Gx\x1b\\\x9b31m\u009b31m\u202eil\u2066 \u200bti\x00tle\rX\x08&#27;]0;x&#7;&#x9b;31m"

// TestLoadHostile loads each kind full of escape sequences.
func TestLoadHostile(t *testing.T) {
	quoted, err := json.Marshal(evil)
	if err != nil {
		t.Fatal(err)
	}
	response := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><title>" + evil + "</title><p>" + evil + " and a sentence that is long enough to be text, with a comma.</p>"
	files := map[string]string{
		"json":     fmt.Sprintf(`{"title":%s,"text":%s,"authors":[%s],"tags":[%s],"source":%s,"url":"https://a.example/","description":%s,"language":%s,"id":%s}`, quoted, quoted, quoted, quoted, quoted, quoted, quoted, quoted),
		"table":    "title,text,author\n\"" + evil + "\",\"" + evil + "\",\"" + evil + "\"\n",
		"text":     evil + "\n\nBy " + evil + "\n\n" + strings.Repeat("A paragraph with "+evil+" in it, and more. ", 5) + "\n\nAnother paragraph, with " + evil + ".\n",
		"index":    "-\n" + evil + " - November 6, 2020\n-\nB " + evil + " - November 5, 2020\n-\n",
		"markdown": "---\ntitle: \"" + evil + "\"\ntags: [" + "x" + evil + "]\n---\n\n# " + evil + "\n\n" + evil + "\n",
		"html":     "<!DOCTYPE html><html><head><title>" + evil + "</title><meta name=author content=\"" + evil + "\"></head><body><article><h1>" + evil + "</h1><p>" + strings.Repeat("A sentence with "+evil+" in it. ", 10) + "</p></article></body></html>",
		"rss":      `<rss version="2.0"><channel><title>` + evil + `</title><item><title>` + evil + `</title><guid>` + evil + `</guid><link>https://a.example/` + evil + `</link><author>` + evil + `</author><category>` + evil + `</category><description>` + evil + `</description></item></channel></rss>`,
		"atom":     `<feed xmlns="http://www.w3.org/2005/Atom"><title>` + evil + `</title><entry><id>` + evil + `</id><title type="html">&lt;b&gt;` + evil + `</title><content type="html">` + evil + `</content></entry></feed>`,
		"jsonfeed": fmt.Sprintf(`{"version":"https://jsonfeed.org/version/1.1","title":%s,"items":[{"id":%s,"title":%s,"content_html":%s}]}`, quoted, quoted, quoted, quoted),
		"mail":     "From: " + evil + " <a@a.example>\nSubject: " + strings.ReplaceAll(evil, "\r", "") + "\nDate: Fri, 6 Nov 2020 10:00:00 +0100\nMessage-ID: <" + strings.ReplaceAll(evil, "\r", "") + ">\n\n" + evil + "\n",
		"warc":     fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\x1b]0;x\x07\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(response), response),
	}
	for name, text := range files {
		t.Run(name, func(t *testing.T) {
			tree(t, map[string]string{name: text})
			got := load(t, Options{}, name)
			if len(got.articles) == 0 {
				t.Fatalf("got nothing: %q", got.errs)
			}
			for _, a := range got.articles {
				for _, s := range append([]string{a.Title, a.URL, a.EntryID, a.Source, a.Language, a.Path}, append(a.Authors, a.Tags...)...) {
					if s != model.CleanLine(s) {
						t.Errorf("%q is not clean", s)
					}
				}
				for _, s := range []string{a.Body, a.Summary} {
					if s != model.CleanText(s) {
						t.Errorf("%q is not clean", s)
					}
				}
				if a.Title == "" || a.ID == "" || a.Source == "" {
					t.Errorf("incomplete: %+v", a)
				}
			}
			for _, e := range got.errs {
				if e != model.CleanLine(e) {
					t.Errorf("%q is not clean", e)
				}
			}
		})
	}
}

// TestLoadKinds loads a small document of each kind.
func TestLoadKinds(t *testing.T) {
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			tree(t, map[string]string{"f": k.make(3)})
			got := load(t, Options{}, "f")
			want := 3
			switch k.name {
			case "text", "markdown", "html":
				want = 1
			}
			if len(got.articles) != want || len(got.errs) > 0 {
				t.Fatalf("got %d articles, %q, want %d", len(got.articles), got.errs, want)
			}
			seen := map[model.ID]bool{}
			for _, a := range got.articles {
				if seen[a.ID] || a.Title == "" {
					t.Errorf("got %+v", a)
				}
				seen[a.ID] = true
				if k.name != "index" && !strings.Contains(model.PlainText(a.Body), "Fishermen had threatened") {
					t.Errorf("without its text: %q", a.Body)
				}
			}
		})
	}
}

// TestLoadWARC loads an archive as they are stored: each record compressed by
// itself.
func TestLoadWARC(t *testing.T) {
	record := func(target, mediaType, body string) string {
		answer := "HTTP/1.1 200 OK\r\nContent-Type: " + mediaType + "\r\n\r\n" + body
		return gz(fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", target, len(answer), answer))
	}
	page := kinds[6].make(1)
	feed := kinds[5].make(2)
	tree(t, map[string]string{"crawl.warc.gz": gz("WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n") +
		record("https://a.example/2018/11/06/harbour", "text/html", page) + record("https://b.example/feed", "text/xml", feed) + record("https://b.example/x.png", "image/png", png)})
	got := load(t, Options{}, "crawl.warc.gz")
	if got.titles() != "A title,"+title(0)+","+title(1) || len(got.errs) > 0 {
		t.Fatalf("got %q, %q, %q", got.titles(), got.errs, got.notes)
	}
	a := got.articles[0]
	if a.URL != "https://a.example/2018/11/06/harbour" || a.Source != "a.example" || a.Published.String() != "2018-11-06" || a.Published.From != model.FromURL || a.Path != filePlace("crawl.warc.gz") {
		t.Errorf("got %+v", a)
	}
	if got.articles[1].Source != "F" {
		t.Errorf("got %+v", got.articles[1])
	}
}
