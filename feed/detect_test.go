package feed

import (
	"errors"
	"strings"
	"testing"

	"dateline/feed/document"
)

func TestDetect(t *testing.T) {
	const mail = "From: A <a@a.example>\nSubject: S\nDate: Fri, 6 Nov 2020 10:00:00 +0100\n\ntext\n"
	tests := []struct{ name, path, mediaType, text, want string }{
		{"RSS", "x", "", `<?xml version="1.0"?><rss version="2.0"><channel>`, "a feed"},
		{"RSS sent as HTML", "x", "text/html", `<rss version="2.0"><channel>`, "a feed"},
		{"RSS after a comment", "x.txt", "", "\n<!-- x -->\n" + `<rss version="2.0"><channel>`, "a feed"},
		{"Atom", "x", "", `<feed xmlns="http://www.w3.org/2005/Atom">`, "a feed"},
		{"RDF", "x", "", `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">`, "a feed"},
		{"JSON Feed", "x", "", `{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}`, "a feed"},
		{"OPML", "x.xml", "", `<?xml version="1.0"?><opml version="2.0"><head/>`, "a list of subscriptions (OPML)"},
		{"HTML", "x", "", "<!DOCTYPE html><html>", "an HTML page"},
		{"HTML 4", "x.txt", "", "\n<!doctype\nHTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\n<html>", "an HTML page"},
		{"XHTML", "x.xml", "", `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="http://www.w3.org/1999/xhtml">`, "an HTML page"},
		{"HTML sent as text", "x", "text/plain", "<html><body>", "an HTML page"},
		{"a fragment", "x", "", "<p>One</p><p>Two</p>", "an HTML page"},
		{"a page without its beginning", "x", "", strings.Repeat("text</p></div>", 10), "an HTML page"},
		{"JSON Lines", "x", "", `{"title":"A"}` + "\n", "JSON"},
		{"a JSON array", "x", "", ` [ {"title":"A"} ]`, "JSON"},
		{"CSV", "x", "", "title,date\nA,2018-11-06\n", "a table"},
		{"TSV", "x.txt", "", "headline\tpublished\nA\t2018-11-06\n", "a table"},
		{"WARC", "x", "", "WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a web archive (WARC)"},
		{"mbox", "x", "", "From a@a.example Fri Nov  6 10:00:00 2020\n" + mail, "a mailbox"},
		{"mail", "x", "", mail, "a mail"},
		{"urls", "x", "", "# mine\nhttps://a.example/feed tag \"~A\"\n\nhttp://b.example/\n\"query:x:y = \\\"z\\\"\"\n", "a list of addresses (urls)"},
		{"text", "x.txt", "", "A title\n\nA paragraph.\n", plainText},
		{"text of no name", "-", "", "A title\n\nA paragraph.\n", plainText},
		{"text with an address in it", "x", "", "Look at\nhttps://a.example/\n", plainText},
		{"text in brackets", "x", "", "[Advertisement]\nA title\n", plainText},
		{"text with commas", "x", "", "On Monday, title and date, and so on.\nMore, much more, and so on.\n", plainText},
		{"Markdown", "x.md", "", "A paragraph.\n", "Markdown"},
		{"Markdown, compressed", "x.md.gz", "", "A paragraph.\n", "Markdown"},
		{"front matter", "x.txt", "", "---\ntitle: A\ndate: 2018-11-06\n---\n\nText\n", "Markdown"},
		{"an index between dashes", "x", "", "-\nA title - November 6, 2020\n-\nB title - November 5, 2020\n", plainText},
		{"a list of articles", "x.md", "", "## Friday 6 November 2020\n\n- [A](<https://a.example/>) (B, 14:30 UTC)\n", "a list of articles (Markdown)"},
		{"UTF-16", "x", "", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "an HTML page"},
		{"a wrong name", "x.html", "", `{"title":"A"}` + "\n", "JSON"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document.New(tt.path, strings.NewReader(tt.text))
			d.Type = tt.mediaType
			s, err := newSample(d)
			if err != nil {
				t.Fatal(err)
			}
			got, err := detectFormat(s)
			if err != nil || got.kind != tt.want {
				t.Errorf("got %q, %v, want %q", got.kind, err, tt.want)
			}
		})
	}
}

func TestDetectNothing(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"PNG", png, "is a PNG image, not a document"},
		{"JPEG", "\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG image, not a document"},
		{"WebP", "RIFF\x00\x00\x00\x00WEBPVP8 ", "is a WebP image, not a document"},
		{"PDF", "%PDF-1.7\n", "is a PDF file, not a document"},
		{"SVG", `<svg xmlns="http://www.w3.org/2000/svg"/>`, "is an SVG image, not a document"},
		{"SVG, declared", `<?xml version="1.0"?><svg width="1"/>`, "is an SVG image, not a document"},
		{"a sitemap", `<?xml version="1.0"?><urlset xmlns="x">`, "is XML of a kind that is not read (<urlset>)"},
		{"ELF", "\x7fELF\x02\x01\x01", "is a program, not a document"},
		{"SQLite", "SQLite format 3\x00", "is an SQLite database, not a document"},
		{"a film", "\x00\x00\x00\x20ftypisom", "is a film, not a document"},
		{"noise", "\x8a\x01\x95\x02\xf3\x04\x11\xc0\x03\x99\x88\x07", "is binary data, not a document"},
		{"empty", "", "it is empty: no article found in it"},
		{"blank", " \t\n", "it holds nothing but white space: no article found in it"},
		{"zeros", strings.Repeat("\x00", 100), "it holds nothing but white space: no article found in it"},
		{"a byte order mark", "\xef\xbb\xbf", "it holds nothing but white space: no article found in it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := newSample(document.New("x", strings.NewReader(tt.text)))
			if err == nil {
				_, err = detectFormat(s)
			}
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestReadableText(t *testing.T) {
	for name, text := range map[string]string{
		"escape sequences":  "Title\x1b[31m red \x1b[0m\nand text \x07 with \x00 zeros \x9b here\n",
		"Shift-JIS":         "\x90\xad\x95\x7b\x82\xcd\x96\xd8\x97\x6a\x93\xfa\x81\x41\x90\x56\x82\xb5\x82\xa2",
		"KOI8-R":            "\xf0\xd2\xc1\xd7\xc9\xd4\xc5\xcc\xd8\xd3\xd4\xd7\xcf",
		"overstruck":        strings.Repeat("N\bNA\bA ", 20),
		"a damaged archive": strings.Repeat("A line of text, then \xff.\n", 10),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := newSample(document.New("x", strings.NewReader(text))); err != nil {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"<rss", "<!doctype html>", "WARC/1.0\r\n", "{\"a\":1}", "a,b\n", "From x\nA: b\n", "http://a.example\n", png, "<!-- <!", "<?xml ?><!DOCTYPE x [<!ENTITY a \"b\">]><x>"} {
		f.Add([]byte(s), "x.txt", "text/html")
	}
	f.Fuzz(func(t *testing.T, head []byte, path, mediaType string) {
		d := document.New(path, strings.NewReader(string(head)))
		d.Type = mediaType
		s, err := newSample(d)
		if err != nil {
			return
		}
		if got, err := detectFormat(s); err == nil && got.kind == "" {
			t.Error("neither a kind nor an error")
		} else if err != nil && errors.Is(err, document.ErrNothing) {
			t.Errorf("got %v for what is not empty", err)
		}
	})
}
