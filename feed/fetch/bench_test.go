package fetch

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// BenchmarkGet asks for a feed that is unchanged, as it is, and compressed; raw is
// net/http without anything around it. The server shares the processor.
//
//	go test ./feed/fetch -run '^$' -bench Get -benchmem
func BenchmarkGet(b *testing.B) {
	text := strings.Repeat("<item><title>Something has happened</title></item>", 1000)
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, text)
	_ = z.Close()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/unchanged":
			w.WriteHeader(http.StatusNotModified)
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(zipped.Bytes())
		default:
			_, _ = io.WriteString(w, text)
		}
	}))
	b.Cleanup(s.Close)
	c := New(Options{})
	for _, path := range []string{"/unchanged", "/plain", "/gzip"} {
		b.Run(path[1:], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, err := c.Get(b.Context(), Request{URL: s.URL + path, ETag: `"1"`})
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, r.Body)
				_ = r.Body.Close()
			}
		})
	}
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r, err := http.Get(s.URL + "/unchanged")
			if err != nil {
				b.Fatal(err)
			}
			_ = r.Body.Close()
		}
	})
}
