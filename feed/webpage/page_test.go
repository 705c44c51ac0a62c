package webpage

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/feed/document"
	"dateline/feed/evaluation"
	"dateline/model"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
)

var update = flag.Bool("update", false, "write the golden files")

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// document makes a Document of a page.
func documentOf(content []byte) *document.Document {
	d := document.New("page.html", bytes.NewReader(content))
	d.Now = now
	return d
}

// read reads a page and returns its articles.
func read(t testing.TB, d *document.Document) ([]*model.Article, error) {
	t.Helper()
	var all []*model.Article
	err := Read(context.Background(), d, func(a *model.Article) error {
		all = append(all, a)
		return nil
	})
	return all, err
}

func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".html"), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			articles, err := read(t, documentOf(content))
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, a := range articles {
				write(&b, a)
			}
			golden := strings.TrimSuffix(file, ".html") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got := b.String(); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// write writes all that was read of an article.
func write(b *strings.Builder, a *model.Article) {
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "%s: %s\n", name, value)
		}
	}
	line("title", a.Title)
	line("url", a.URL)
	line("authors", strings.Join(a.Authors, " / "))
	line("source", a.Source)
	line("language", a.Language)
	line("tags", strings.Join(a.Tags, " / "))
	line("published", strings.TrimSpace(a.Published.String()+" "+a.Published.From.String()))
	line("updated", strings.TrimSpace(a.Updated.String()+" "+a.Updated.From.String()))
	for _, c := range a.Candidates {
		line("rival", c.String()+" "+c.From.String())
	}
	line("summary", a.Summary)
	fmt.Fprintf(b, "\n%s\n\n========\n", a.Body)
}

func TestReadEncodings(t *testing.T) {
	body := func(charset, text string) string {
		return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + charset + `"><title>` + text + `</title></head><body><p>` +
			strings.Repeat(text+" ", 20) + `</p></body></html>`
	}
	const (
		russian  = "Новости города сегодня"
		japanese = "今日のニュースをお伝えします"
		german   = "Schöne Grüße aus Köln"
	)
	tests := []struct {
		name, meta, header string
		enc                encoding.Encoding
		text               string
	}{
		{"UTF-8", "utf-8", "", encoding.Nop, russian},
		{"UTF-8 whatever the page says", "windows-1251", "", encoding.Nop, russian},
		{"UTF-8 whatever the server says", "utf-8", "iso-8859-1", encoding.Nop, german},
		{"KOI8-R", "koi8-r", "", charmap.KOI8R, russian},
		{"KOI8-R, as the server says", "utf-8", "koi8-r", charmap.KOI8R, russian},
		{"windows-1251", "windows-1251", "", charmap.Windows1251, russian},
		{"windows-1252 called Latin 1", "iso-8859-1", "", charmap.Windows1252, german},
		{"windows-1252, called UTF-8", "utf-8", "", charmap.Windows1252, german},
		{"Shift-JIS", "Shift_JIS", "", japaneseEncoding(), japanese},
		{"UTF-16", "utf-16", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), russian},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			content, err := tt.enc.NewEncoder().String(body(tt.meta, tt.text))
			if err != nil {
				t.Fatal(err)
			}
			d := documentOf([]byte(content))
			d.Charset = tt.header
			got, err := read(t, d)
			if err != nil || len(got) != 1 || got[0].Title != tt.text || !strings.Contains(got[0].Body, tt.text) {
				t.Errorf("got %v, %v; want title %q", got, err, tt.text)
			}
		})
	}
}

func japaneseEncoding() encoding.Encoding { return japanese.ShiftJIS }

func TestReadNothing(t *testing.T) {
	for name, content := range map[string]string{
		"empty":       "",
		"no text":     "<html><body><script>x()</script></body></html>",
		"blank title": "<title> </title><body><br>",
	} {
		if got, err := read(t, documentOf([]byte(content))); !errors.Is(err, document.ErrNothing) || len(got) > 0 {
			t.Errorf("%s: got %v, %v; want ErrNothing", name, got, err)
		}
	}
}

// A date of metadata that lies ahead counts where the page has no other; a
// heading is the title where the page states none.
func TestReadStates(t *testing.T) {
	text := strings.Repeat("<p>Some words of text to read here, and some more of them.</p>", 5)
	meta := func(date string) string {
		return `<meta property="article:published_time" content="` + date + `">`
	}
	for _, tt := range []struct{ name, in, want string }{
		{"ahead", "<title>A page</title>" + meta("2999-01-01T00:00:00Z") + text, "A page|2999-01-01T00:00:00Z|metadata"},
		{"next week", "<title>A page</title>" + meta("2026-11-30") + text, "A page|2026-11-30|metadata"},
		{"ahead, but shown otherwise", "<title>A page</title>" + meta("2999-01-01") + "<h1>A page</h1><p>Published: 6 November 2020</p>" + text, "A page|2020-11-06|stated"},
		{"an event ahead", "<title>A page</title><h1>A page</h1><p>1 January 2999</p>" + text, "A page||"},
		{"before the web", "<title>A page</title>" + meta("1066-10-14") + text, "A page||"},
		{"the name of the site", `<title>A page | The Site</title><meta property="og:site_name" content="The Site"><h1>A page</h1>` + text, "A page||"},
		{"another name of the site", `<title>This | That</title><meta property="og:site_name" content="The Site"><h1>This</h1>` + text, "This||"},
		{"a date without its year", `<title>A page</title><h1>A page</h1><time datetime="2020-11-06">6 Nov</time>` + text, "A page|2020-11-06|stated"},
		{"no title", "<h1>A heading</h1>" + text, "A heading||"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, documentOf([]byte("<!DOCTYPE html>"+tt.in)))
			if err != nil || len(got) != 1 {
				t.Fatalf("got %d articles, %v", len(got), err)
			}
			a := got[0]
			if s := a.Title + "|" + a.Published.String() + "|" + a.Published.From.String(); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
			if !strings.HasPrefix(a.Body, "Some words") {
				t.Errorf("body %.40q", a.Body)
			}
		})
	}
}

// A page over the limit is read as far as that, and says so.
func TestReadTooLong(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"text", "<title>A long page</title>" + strings.Repeat("<p>Some words of text to read here.</p>", 1000), "A long page"},
		{"cut within a tag", "<title>A tag</title><p>Some words of text to read here.</p><img src='" + strings.Repeat("x", 20_000) + "'>", "A tag"},
		{"a script that fills it", "<script>" + strings.Repeat("x()\n", 10_000) + "</script><title>Behind</title><p>Text", ""},
		{"nothing that shows", "<!--" + strings.Repeat("x", 20_000) + "--><title>Behind</title>", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := documentOf([]byte(tt.in))
			d.Limits.Bytes = 10_000
			got, err := read(t, d)
			var limit *document.LimitError
			if !errors.As(err, &limit) || !strings.Contains(err.Error(), "9.8 KiB") {
				t.Errorf("got %v, want the limit", err)
			}
			title := ""
			for _, a := range got {
				title += a.Title
			}
			if title != tt.want {
				t.Errorf("got %q, want %q", title, tt.want)
			}
		})
	}
}

func TestReadStops(t *testing.T) {
	stop := errors.New("stop")
	content, err := os.ReadFile("testdata/pages/archive-list.html")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = Read(context.Background(), documentOf(content), func(*model.Article) error {
		n++
		return stop
	})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("got %v after %d articles", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Read(ctx, documentOf(content), func(*model.Article) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

// Pages made to be slow or deep are read in time that grows with their size.
func TestReadHostile(t *testing.T) {
	const n = 100_000
	tests := map[string]string{
		"deep":           strings.Repeat("<div>", n) + "text",
		"deep, closed":   strings.Repeat("<section><p>words, and more words to read.", n/4),
		"formatting":     strings.Repeat("<b><i>", n/2) + "text",
		"tables":         strings.Repeat("<table><tr><td>", n/4) + "text",
		"lists":          strings.Repeat("<ul><li>", n/4) + "text",
		"links":          strings.Repeat("<a href=/x>a word</a> ", n/4),
		"breaks":         strings.Repeat("a<br><br>", n/2),
		"dates":          strings.Repeat("<p>January 1, 2020</p>", n/4),
		"times":          strings.Repeat("<time datetime=2020-01-01>x</time>", n/4),
		"entries":        strings.Repeat("<article><h2><a href=/x>A title of words</a></h2><time>2020-01-01</time></article>", n/10),
		"metadata":       strings.Repeat("<meta name=date content=2020-01-01>", n/4),
		"linked data":    `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, n) + "</script><p>text",
		"unended":        "<p>text" + strings.Repeat("<!--", n) + strings.Repeat("<a ", n),
		"character data": "<p>text" + strings.Repeat("&amp", n) + strings.Repeat("&#x1b;", n),
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			got, err := read(t, documentOf([]byte("<title>A title</title><body>"+body)))
			if err != nil || len(got) == 0 {
				t.Errorf("got %d articles, %v", len(got), err)
			}
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// What comes out is clean, whatever goes in, and nothing panics.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	for _, file := range files {
		if content, err := os.ReadFile(file); err == nil {
			f.Add(content)
		}
	}
	// Pages of other people's sites, where they are at hand: one of sixteen to begin a
	// search with, one of eighty as tests.
	pages, _ := filepath.Glob(evaluationDir + "/pages2/*/html/*.html.gz")
	step := 80
	if search := flag.Lookup("test.fuzz"); search != nil && search.Value.String() != "" {
		step = 16
	}
	for i := 0; i < len(pages); i += step {
		if packed, err := os.Open(pages[i]); err == nil {
			f.Add(unzip(f, packed))
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		articles, err := read(t, documentOf(content))
		if err == nil && len(articles) == 0 {
			t.Error("no article and no error")
		}
		for _, a := range articles {
			for _, s := range append([]string{a.Title, a.URL, a.Source, a.Language, a.Summary}, append(a.Authors, a.Tags...)...) {
				if s != model.CleanLine(s) {
					t.Errorf("unclean: %q", s)
				}
			}
			if a.Body != model.CleanText(a.Body) {
				t.Errorf("unclean body: %q", a.Body)
			}
			if u, err := url.Parse(a.URL); a.URL != "" && (err != nil || !web(u)) {
				t.Errorf("no web address: %q", a.URL)
			}
		}
	})
}

func TestFeeds(t *testing.T) {
	content, err := os.ReadFile("testdata/pages/news.html")
	if err != nil {
		t.Fatal(err)
	}
	base, _ := url.Parse("https://lock.example/nature/x.html")
	if got := Feeds(string(content), base); len(got) != 1 || got[0].Address != "https://lock.example/feed.xml" {
		t.Errorf("got %q", got)
	}
}

// BenchmarkRead compares the reading of a page, dates and Markdown included,
// with its extraction by the library alone.
func BenchmarkRead(b *testing.B) {
	content, err := os.ReadFile("testdata/pages/news.html")
	if err != nil {
		b.Fatal(err)
	}
	// As long as pages are, with all they carry besides their text.
	menu := bytes.Repeat([]byte(`<ul class="menu"><li><a href="/a/long/way">Some place</a></li></ul>`), 100)
	prose := bytes.Repeat([]byte("<p>The trust asks walkers to keep dogs on the lead, and to shut the gates, between the two locks.</p>\n"), 60)
	content = bytes.Replace(content, []byte("</nav>"), append(menu, "</nav>"...), 1)
	content = bytes.Replace(content, []byte("<h2>What"), append(prose, "<h2>What"...), 1)
	base, _ := url.Parse("https://lock.example/")
	b.Run("dateline", func(b *testing.B) {
		b.SetBytes(int64(len(content)))
		for b.Loop() {
			if _, err := read(b, documentOf(content)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("go-readability", func(b *testing.B) {
		b.SetBytes(int64(len(content)))
		for b.Loop() {
			if _, err := readability.FromReader(bytes.NewReader(content), base); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Pages as the web has them: every sixth of those with known answers.
func BenchmarkReadPages(b *testing.B) {
	pages, err := evaluation.Load(evaluationDir, "fundus", "dragnet", "wcxb")
	if err != nil {
		b.Skip(err)
	}
	base, _ := url.Parse("https://lock.example/")
	for name, each := range map[string]func(page []byte){
		"dateline":       func(page []byte) { _, _ = read(b, documentOf(page)) },
		"go-readability": func(page []byte) { _, _ = readability.FromReader(bytes.NewReader(page), base) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for i := 0; i < len(pages); i += 6 {
					each(pages[i].HTML)
				}
			}
		})
	}
}
