package rss_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"dateline/feed/document"
	"dateline/feed/rss"
	"dateline/model"
)

func TestHostile(t *testing.T) {
	item := func(s string) string {
		return "<rss><channel><title>t</title><item><title>first</title></item><item>" + s + "</item></channel></rss>"
	}
	lol := `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaa">`
	for c := 'b'; c < 'z'; c++ {
		lol += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	tests := []struct {
		name, in string
		most     int // bytes in the last article
		n        int
		err      string
	}{
		{"billion laughs", lol + "]>" + item("<title>&y;</title>"), 1000, 2, ""},
		{"quadratic blow-up", `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 100_000) + `">]>` + item("<description>"+strings.Repeat("&a;", 10_000)+"</description>"), 100_000, 2, ""},
		{"external entities", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1/"> %y;]>` + item("<title>&x;</title>"), 20, 2, ""},
		{"100,000 elements, each in the one before", item(strings.Repeat("<a>", 100_000)), 100, 2, "the nesting of elements is over the limit of 512"},
		{"100,000 elements in a text", item("<description>" + strings.Repeat("<div>", 100_000) + "x" + strings.Repeat("</div>", 100_000) + "</description><title>last</title>"), 1_000_000, 2, ""},
		{"100,000 elements in escaped markup", item("<description>" + strings.Repeat("&lt;div&gt;", 100_000) + "x</description>"), 1_000_000, 2, ""},
		{"100,000 end tags", item(strings.Repeat("</a>", 100_000)), 100, 2, ""},
		{"100,000 attributes", item("<title " + strings.Repeat("a=1 ", 100_000) + ">x</title>"), 100, 2, ""},
		{"100,000 namespaces", item("<title " + strings.Repeat("xmlns:a=b ", 100_000) + ">x</title>"), 100, 2, ""},
		{"100,000 categories", item(strings.Repeat("<category>x</category>", 100_000)), 100, 2, ""},
		{"100,000 authors", item(numbered("<author>%d</author>", 100_000)), 10_000, 2, ""},
		{"a title of 10 MB", item("<title>" + strings.Repeat("x", 10<<20) + "</title>"), 100_000, 2, ""},
		{"a tag of 10 MB", item("<title a='" + strings.Repeat("x", 10<<20) + "'>y</title>"), 20 << 20, 2, ""},
		{"a comment that is not closed", item("<title>y</title>") + "<!-- " + strings.Repeat("x", 1<<20), 100, 2, ""},
		{"a section that is not closed", item("<description><![CDATA[" + strings.Repeat("x", 1<<20)), 2 << 20, 2, "the feed ends in the middle of an entry"},
		{"a document type that is not closed", "<!DOCTYPE rss [" + strings.Repeat("x", 1<<20) + item("<title>y</title>"), 100, 2, ""},
		{"NULs", strings.ReplaceAll(item("<title>a\x00b</title>"), "<title>", "<title>\x00"), 100, 2, ""},
		{"nested JSON", `{"version":"https://jsonfeed.org/version/1","x":` + strings.Repeat("[", 100_000), 100, 0, "read JSON feed: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			got, err := read(t, document.New("x", strings.NewReader(tt.in)))
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
			if len(got) != tt.n || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Fatalf("got %d articles and %v, want %d and %q", len(got), err, tt.n, tt.err)
			}
			if tt.n > 0 {
				if size := len(fmt.Sprint(got[tt.n-1])); size > tt.most+1000 {
					t.Errorf("%d bytes, want at most %d", size, tt.most)
				}
			}
		})
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestTextOverTheLimitIsCut(t *testing.T) {
	d := document.New("x", strings.NewReader("<rss><item><title>a</title><description>"+strings.Repeat("word ", 10_000)+"</description></item></rss>"))
	d.Limits.Article = 1000
	var notes []string
	d.Explain = func(n document.Note) { notes = append(notes, n.About) }
	got, err := read(t, d)
	if err != nil || len(got) != 1 || len(got[0].Body) > 4000 || !slices.Contains(notes, "cut") {
		t.Errorf("got %d articles, %v, notes %v", len(got), err, notes)
	}
}

func TestAnItemOfJSONOverTheLimit(t *testing.T) {
	in := `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2","content_text":"` + strings.Repeat("x", 1<<20) + `"}]}`
	d := document.New("x", strings.NewReader(in))
	d.Limits.Bytes = 256 << 10
	got, err := read(t, d)
	var limit *document.LimitError
	if len(got) != 1 || !errors.As(err, &limit) {
		t.Errorf("got %d articles, %v", len(got), err)
	}
}

// TestMemoryIsFlat reads a feed of 40 MB and looks at the heap on the way.
func TestMemoryIsFlat(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	for _, format := range []string{"rss", "json"} {
		data := feeds(100)[format]
		head, item, tail := parts(data, format)
		const n = 10_000
		var most uint64
		count := 0
		in := io.MultiReader(bytes.NewReader(head), &repeated{item: item, n: n}, bytes.NewReader(tail))
		err := rss.Read(context.Background(), document.New("x", in), func(*model.Article) error {
			if count++; count%2000 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
			return nil
		})
		if err != nil || count < n || most > 16<<20 {
			t.Errorf("%s: %d articles, %v, %d MiB of heap", format, count, err, most>>20)
		}
	}
}

// parts cuts a feed into what stands before the first entry, that entry, and
// the rest.
func parts(data []byte, format string) (head, item, tail []byte) {
	start, end := "<item>", "</item>\n"
	if format == "json" {
		start, end = `{"authors"`, `},`
		i := bytes.Index(data, []byte(start))
		j := i + bytes.Index(data[i:], []byte(`"},`)) + 3
		return data[:i], data[i:j], data[j:]
	}
	i := bytes.Index(data, []byte(start))
	j := i + bytes.Index(data[i:], []byte(end)) + len(end)
	return data[:i], data[i:j], data[j:]
}

// repeated is item n times over.
type repeated struct {
	item []byte
	n    int
	at   int
}

func (r *repeated) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.item[r.at:])
	if r.at += n; r.at == len(r.item) {
		r.at = 0
		r.n--
	}
	return n, nil
}

// TestAgreesWithGofeed compares what both make of feeds that are as they
// should be.
func TestAgreesWithGofeed(t *testing.T) {
	for format, data := range feeds(20) {
		want, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(t, document.New("x", bytes.NewReader(data)))
		if err != nil || len(got) != len(want.Items) {
			t.Fatalf("%s: %d articles, %v", format, len(got), err)
		}
		for i, item := range want.Items {
			published, _ := model.ParseDate(got[i].Published, model.FromStated)
			if got[i].Title != item.Title || got[i].URL != item.Link || got[i].ID != item.GUID || got[i].Source != want.Title ||
				!published.At.Equal(*item.PublishedParsed) || got[i].Authors[0] != item.Authors[0].Name {
				t.Errorf("%s: got %+v, want %+v", format, got[i], item)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.*")
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil && !strings.HasSuffix(file, ".golden") {
			f.Add(data)
		}
	}
	for _, s := range []string{
		`<rss><channel><title>a<![CDATA[<b>]]></title><item><description><p>x<br></description><link/>u`,
		`<feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:content type="xhtml" xml:base="http://x.example/"><div>&lt;<a href="y">z`,
		`<!DOCTYPE rdf [<!ENTITY e "v">]><rdf:RDF><item rdf:about="&e;"><dc:date>2020</dc:date><author><name>n</name></author></item>`,
		"<?xml encoding='utf-16'?><CHANNEL BASE=x><ITEM HREF='http://h/'/>\xff\x92", `{"items":[{"id":1,"tags":"x","attachments":[{"url":"http://x"}]},]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rss.Looks(data)
		whole, err := read(t, document.New("x", bytes.NewReader(data)))
		again, err2 := read(t, document.New("x", &trickle{data: data}))
		if fmt.Sprint(whole, err) != fmt.Sprint(again, err2) {
			t.Errorf("whole: %+v, %v\nin pieces: %+v, %v", whole, err, again, err2)
		}
	})
}

// trickle hands out its data in pieces of changing length.
type trickle struct {
	data []byte
	n    int
}

func (r *trickle) Read(p []byte) (int, error) {
	if len(r.data) == 0 {
		return 0, io.EOF
	}
	r.n = r.n%7 + 1
	n := copy(p, r.data[:min(r.n, len(r.data))])
	r.data = r.data[n:]
	return n, nil
}

// TestRepetition reads 256 KiB of one piece over and over: nothing may
// take more than time in proportion.
func TestRepetition(t *testing.T) {
	pieces := []string{
		"<", "<!", "<?", "<?a>", "<?a", "</", "</a", "</a>", "<!DOCTYPE", "<!DOCTYPE [ >", "<!DOCTYPE x '>", "<!--", "<!-->", "<![CDATA[",
		"]]>", "<a", "<a ", "<a b='", `<a b="'>`, "<a b=c", "<a b/", "<a/>", "<br>", "<p>", "<item>", "<title>", "<link>", "<author>", "<image>",
		"&", "&a", "&#", "&#x41;", "&nosuch;", "<a xmlns:b='c'>", "<a xml:base='b/'/>", "<category>a", "a\x00", "\xff", "\n",
		"<script>", "<style></x>", "<a href='x", "<td>", "<b><i>",
	}
	for _, piece := range pieces {
		t.Run(piece, func(t *testing.T) {
			text := strings.Repeat(piece, 1<<18/len(piece))
			escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(text)
			for _, in := range []string{
				text, "<rss><item>" + text, "<rss><item><title>" + text, "<rss><item><description>" + text,
				"<rss><item><title>" + escaped, "<feed><entry><summary type='html'>" + escaped + "</summary><content>" + escaped[:1000] + "</content></entry>",
			} {
				start := time.Now()
				_, _ = read(t, document.New("x", strings.NewReader(in)))
				if took := time.Since(start); took > 3*time.Second {
					t.Errorf("%.50q takes %v", in, took)
				}
			}
		})
	}
}
