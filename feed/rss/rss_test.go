package rss_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"dateline/feed/document"
	"dateline/feed/rss"
	"dateline/model"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden is what the tests compare of an article.
type golden struct {
	ID         string            `json:"id,omitempty"`
	Title      string            `json:"title,omitempty"`
	URL        string            `json:"url,omitempty"`
	Source     string            `json:"source,omitempty"`
	Authors    []string          `json:"authors,omitempty"`
	Tags       []string          `json:"tags,omitempty"`
	Language   string            `json:"language,omitempty"`
	Published  string            `json:"published,omitempty"`
	Updated    string            `json:"updated,omitempty"`
	Candidates []string          `json:"candidates,omitempty"`
	Summary    string            `json:"summary,omitempty"`
	Body       string            `json:"body,omitempty"`
	Enclosures []model.Enclosure `json:"enclosures,omitempty"`
	Line       int               `json:"line,omitempty"`
}

func goldenOf(a *model.Article) golden {
	g := golden{
		a.EntryID, a.Title, a.URL, a.Source, a.Authors, a.Tags, a.Language,
		a.Published.String(), a.Updated.String(), nil, a.Summary, a.Body, a.Enclosures, a.Line,
	}
	for _, d := range a.Candidates {
		g.Candidates = append(g.Candidates, d.String())
	}
	return g
}

// read reads a feed and fails on articles that are not clean.
func read(t testing.TB, d *document.Document) ([]golden, error) {
	t.Helper()
	var got []golden
	err := rss.Read(context.Background(), d, func(a *model.Article) error {
		checkClean(t, a)
		got = append(got, goldenOf(a))
		return nil
	})
	return got, err
}

// checkClean fails when something in a could harm a terminal, or is not what
// the type promises.
func checkClean(t testing.TB, a *model.Article) {
	t.Helper()
	lines := append([]string{a.EntryID, a.Title, a.URL, a.Language, a.Source}, a.Authors...)
	lines = append(lines, a.Tags...)
	for _, e := range a.Enclosures {
		lines = append(lines, e.URL, e.Type)
		if e.Length < 0 || e.URL == "" {
			t.Errorf("enclosure %+v", e)
		}
	}
	for _, s := range lines {
		if s != model.CleanLine(s) {
			t.Errorf("not a clean line: %q", s)
		}
	}
	for _, s := range []string{a.Body, a.Summary} {
		if s != model.CleanText(s) {
			t.Errorf("not clean text: %q", s)
		}
	}
	if a.URL != "" && !strings.HasPrefix(strings.ToLower(a.URL), "http") {
		t.Errorf("address %q", a.URL)
	}
	if a.Published.Dated() && a.Published.From != model.FromStated {
		t.Errorf("date from %v", a.Published.From)
	}
}

func TestFixtures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, _ := document.ToUTF8(content, "")
			if !rss.Looks(head) {
				t.Error("does not look like a feed")
			}
			articles, err := read(t, document.New(file, bytes.NewReader(content)))
			var b bytes.Buffer
			if err != nil {
				b.WriteString("error: " + err.Error() + "\n")
			}
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			for _, a := range articles {
				_ = enc.Encode(a)
			}
			compare(t, file+".golden", b.Bytes())
		})
	}
}

func compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\ngot:\n%s\nwant:\n%s", file, got, want)
	}
}

func TestLooks(t *testing.T) {
	tests := []struct {
		name, head string
		want       bool
	}{
		{"RSS", `<?xml version="1.0"?><rss version="2.0">`, true},
		{"after a comment and a style sheet", "\ufeff<?xml version='1.0'?>\n<?xml-stylesheet href='x'?>\n<!-- <html> -->\n<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<RSS>", true},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom">`, true},
		{"Atom with a prefix", `<a:feed xmlns:a="http://www.w3.org/2005/Atom">`, true},
		{"an Atom entry", `<entry xmlns="http://www.w3.org/2005/Atom">`, true},
		{"RDF Site Summary", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">`, true},
		{"other RDF", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/"><foaf:Person/>`, false},
		{"after a warning of PHP", "\nWarning: something in line 3\n<rss version='2.0'>", true},
		{"CDF", `<CHANNEL HREF="x">`, true},
		{"JSON Feed", "{\n \"version\": \"https://jsonfeed.org/version/1\"", true},
		{"JSON Feed, escaped", `{"version": "https:\/\/jsonfeed.org\/version\/1.1"`, true},
		{"JSON Feed without a version", `{"title":"x","home_page_url":"y","items":[`, true},
		{"other JSON", `{"items": []}`, false},
		{"HTML", "<!DOCTYPE html><html><body><rss>", false},
		{"OPML", "<opml version='2.0'>", false},
		{"SVG", "<svg xmlns='http://www.w3.org/2000/svg'>", false},
		{"text about feeds", strings.Repeat("A long text.\n", 50) + "<rss>", false},
		{"text", "Dear reader", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := rss.Looks([]byte(tt.head)); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("the line is dead")
	tests := []struct {
		name string
		in   io.Reader
		n    int
		err  string
	}{
		{"a feed without entries", strings.NewReader("<rss><channel><title>x</title></channel></rss>"), 0, ""},
		{"a JSON feed without entries", strings.NewReader(`{"version":"https://jsonfeed.org/version/1","items":[]}`), 0, ""},
		{"empty", strings.NewReader(""), 0, document.ErrNothing.Error()},
		{"no feed", strings.NewReader("<html><p>x"), 0, document.ErrNothing.Error()},
		{"missing end tags", strings.NewReader("<rss><channel><item><title>a</title></item>"), 1, ""},
		{"cut off", strings.NewReader("<rss><channel><item><title>a</title></item><item><title>b"), 2, "the feed ends in the middle of an entry"},
		{"an item alone", strings.NewReader("<item><title>a</title></item>"), 1, ""},
		{"a broken connection", io.MultiReader(strings.NewReader("<rss><channel><item><title>a</title></item>"), iotest.ErrReader(broken)), 1, "read feed: the line is dead"},
		{"broken JSON", strings.NewReader(`{"items":[{"id":"1","content_text":"x"},{"id":`), 1, "the feed ends in the middle of an entry"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(t, document.New("x", tt.in))
			if len(got) != tt.n || (err == nil) != (tt.err == "") || err != nil && err.Error() != tt.err {
				t.Errorf("got %d articles and %v, want %d and %q", len(got), err, tt.n, tt.err)
			}
		})
	}
}

func TestEmitEndsTheReading(t *testing.T) {
	stop := &document.LimitError{What: "x", Limit: "1"}
	for _, in := range []string{"<rss><title>t</title><item><title>a</title></item><item><title>b</title></item></rss>", `{"title":"t","items":[{"id":"1"},{"id":"2"}]}`} {
		n := 0
		err := rss.Read(context.Background(), document.New("x", strings.NewReader(in)), func(*model.Article) error {
			n++
			return stop
		})
		if err != stop || n != 1 {
			t.Errorf("%.5s: got %v after %d articles", in, err, n)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := rss.Read(ctx, document.New("x", strings.NewReader("<rss><item><title>a</title></item>")), func(*model.Article) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestAddressesAreResolved(t *testing.T) {
	parse := func(s string) *url.URL {
		u, err := url.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	const in = "<rss><channel><title>t</title><link>https://stated.example/home/</link><item><link>../a b</link></item></channel></rss>"
	tests := []struct {
		name          string
		url, location *url.URL
		in, want      string
	}{
		{"against the feed's own link, in a file", nil, nil, in, "https://stated.example/a%20b"},
		{"against the document's address", parse("http://d.example/x/y"), nil, in, "http://d.example/a%20b"},
		{"against Content-Location", parse("http://d.example/x/y"), parse("http://c.example/1/2/3"), in, "http://c.example/1/a%20b"},
		{"against xml:base", parse("http://d.example/"), nil, `<feed xml:base="/f/"><entry xml:base="e/"><link href="x" xml:base="l/"/></entry></feed>`, "http://d.example/f/e/l/x"},
		{"an unsafe base does not count", parse("http://d.example/"), nil, `<feed xml:base="file:///etc/"><entry><link href="x"/></entry></feed>`, "http://d.example/x"},
		{"without a base", nil, nil, `<feed><entry><link href="x"/></entry></feed>`, ""},
		{"against the scheme", parse("https://d.example/"), nil, `<feed><entry><link href="//e.example/x"/></entry></feed>`, "https://e.example/x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document.New("x", strings.NewReader(tt.in))
			d.URL, d.Location = tt.url, tt.location
			got, err := read(t, d)
			if err != nil || len(got) != 1 || got[0].URL != tt.want {
				t.Errorf("got %+v, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const title = "Grüße – „你好“"
	feed := func(decl, title string) string {
		return "<?xml version=\"1.0\"" + decl + "?><rss><channel><item><title>" + title + "</title></item></channel></rss>"
	}
	pad := "<!--" + strings.Repeat(" ", 2*document.Sniff) + "-->"
	tests := []struct{ name, in, charset, want string }{
		{"UTF-8", feed("", title), "", title},
		{"UTF-8, and both lie", feed(" encoding='iso-8859-1'", title), "windows-1251", title},
		{"declared", feed(" encoding='ISO-8859-1'", "Gr\xfc\xdfe"), "", "Grüße"},
		{"declared, after the first characters", strings.Replace(feed(" encoding='ISO-8859-2'", "\xb1"), "<rss>", pad+"<rss>", 1), "", "ą"},
		{"the server knows", feed("", "\xd0\xd2\xc9\xd7\xc5\xd4"), "koi8-r", "привет"},
		{"the server claims what servers claim", feed(" encoding='koi8-r'", "\xd0\xd2\xc9\xd7\xc5\xd4"), "iso-8859-1", "привет"},
		{"the server overrides", feed(" encoding='utf-8'", "\xd0\xd2\xc9\xd7\xc5\xd4"), "koi8-r", "привет"},
		{"windows-1252 in a document of UTF-8", feed("", "It\x92s") + "<item><title>ä</title></item>", "utf-8", "It’s"},
		{"C1 controls", feed("", "It\u0092s &#146;x&#x93;"), "", "It’s ’x“"},
		{"UTF-16", "\xff\xfe" + utf16le(feed(" encoding='utf-16'", title)), "", title},
		{"UTF-16 without a mark", utf16le(feed("", title)), "utf-8", title},
		{"unknown", feed(" encoding='klingon'", "Gr\xfc\xdfe aus K\xf6ln"), "", "Grüße aus Köln"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document.New("x", strings.NewReader(tt.in))
			d.Charset = tt.charset
			got, err := read(t, d)
			if err != nil || len(got) == 0 || got[0].Title != tt.want {
				t.Errorf("got %+v, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func utf16le(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestPiecesMakeNoDifference(t *testing.T) {
	for _, format := range []string{"rss", "atom", "json"} {
		data := feeds(3)[format]
		whole, err := read(t, document.New("x", bytes.NewReader(data)))
		if err != nil || len(whole) != 3 {
			t.Fatalf("%s: %d articles, %v", format, len(whole), err)
		}
		pieces, err := read(t, document.New("x", iotest.HalfReader(iotest.OneByteReader(bytes.NewReader(data)))))
		if err != nil || !reflect.DeepEqual(pieces, whole) {
			t.Errorf("%s: read in pieces: %v, %+v", format, err, pieces)
		}
	}
}
