package corpus

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"dateline/feed/document"
	"dateline/feed/header"
	"dateline/model"
)

// firstLine reads a document as its first line, which it takes for the title.
func firstLine(_ context.Context, d *document.Document, emit document.Emit) error {
	l := document.NewLines(d)
	if !l.Next() || len(l.Text()) == 0 {
		return document.ErrNothing
	}
	return emit(&model.Article{Title: model.CleanLine(string(l.Text()))})
}

func warcRecord(kind, target, mediaType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, target, mediaType, len(block), block)
}

func response(fields, body string) string { return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body }

func gzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.String()
}

func TestWARC(t *testing.T) {
	const at = "https://a.example/2018/11/06/story"
	page := func(block string) string {
		return warcRecord("response", at, "application/http; msgtype=response", block)
	}
	for _, c := range []struct{ name, in, want, err string }{
		{"info only", warcRecord("warcinfo", "", "application/warc-fields", "software: x\r\n"), "", ""},
		{"response", page(response("Content-Type: text/html; charset=iso-8859-1\r\n", "Gr\xfc\xdfe")), "Grüße|" + at + "|a.example|2018-11-06", ""},
		{"chunked", page(response("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "3\r\nOne\r\n2\r\n!!\r\n0\r\n\r\n")), "One!!|" + at + "|a.example|2018-11-06", ""},
		{"said to be chunked", page(response("Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n", "One more")), "One more|" + at + "|a.example|2018-11-06", ""},
		{"gzip", page(response("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", gzipped("Squeezed"))), "Squeezed|" + at + "|a.example|2018-11-06", ""},
		{"chunked gzip", page(response("Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", func() string {
			z := gzipped("Both")
			return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(z), z)
		}())), "Both|" + at + "|a.example|2018-11-06", ""},
		{"a picture", page(response("Content-Type: image/png\r\n", "x")), "", ""},
		{"not found", page("HTTP/1.1 404 Not Found\r\n\r\nno"), "", ""},
		{"request", warcRecord("request", at, "application/http", "GET / HTTP/1.1\r\n\r\n"), "", ""},
		{"WET", warcRecord("conversion", "http://b.example/x", "text/plain", "A title\nand text"), "A title|http://b.example/x|b.example|", ""},
		{"resource", warcRecord("resource", "http://b.example/x", "text/html", "Saved"), "Saved|http://b.example/x|b.example|", ""},
		{
			"several", warcRecord("warcinfo", "", "x/y", "i") + page(response("Content-Type: text/html\r\n", "One")) + page(response("", "Two")),
			"One|" + at + "|a.example|2018-11-06;Two|" + at + "|a.example|2018-11-06", "",
		},
		{"cut off", page(response("", "One")) + "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 100\r\n\r\nshort", "One|" + at + "|a.example|2018-11-06;short||a.example|", "unexpected EOF"},
		{"cut off in the header", page(response("", "One")) + "WARC/1.0\r\nWARC-Type: res", "One|" + at + "|a.example|2018-11-06", "unexpected EOF"},
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n", "", "does not say how long"},
		{"an endless header", "WARC/1.0\r\n" + strings.Repeat("X: y\r\n", header.MaxSize/6+1), "", "over the limit"},
		{"a record too large", "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999\r\n\r\nx", "", "unexpected EOF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			as, err := read(t, WARC(firstLine), c.in)
			var got []string
			for _, a := range as {
				got = append(got, strings.Join([]string{a.Title, a.URL, a.Source, a.Published.String()}, "|"))
			}
			want := strings.ReplaceAll(c.want, "short||a.example|", "short|||")
			if s := strings.Join(got, ";"); s != want {
				t.Errorf("got  %s\nwant %s", s, want)
			}
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Errorf("got error %v, want %q", err, c.err)
			}
		})
	}
}

func TestWARCCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	d := document.New("x", strings.NewReader(strings.Repeat(warcRecord("conversion", "http://a.example/", "text/plain", "x"), 1000)))
	n := 0
	err := WARC(firstLine)(ctx, d, func(*model.Article) error {
		n++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || n > 10 {
		t.Errorf("got %d articles, %v", n, err)
	}
}

func FuzzWARC(f *testing.F) {
	f.Add(warcRecord("response", "http://a.example/", "application/http", response("Content-Type: text/html\r\nContent-Encoding: deflate\r\n", "One")))
	f.Add(warcRecord("conversion", "http://a.example/", "text/plain", "A title\ntext"))
	f.Add(warcRecord("response", "http://a.example/", "application/http", response("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n0\r\n\r\n")))
	f.Fuzz(func(t *testing.T, s string) {
		as, _ := read(t, WARC(firstLine), s)
		clean(t, as)
	})
}

func BenchmarkWARC(b *testing.B) {
	text := strings.Repeat(warcRecord("conversion", "http://a.example/x", "text/plain", strings.Repeat("A line of text.\n", 300)), 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d := document.New("bench", strings.NewReader(text))
		if err := WARC(firstLine)(context.Background(), d, func(*model.Article) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
