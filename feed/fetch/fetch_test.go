package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// encoded returns content in a coding.
func encoded(coding string, content []byte) []byte {
	var b bytes.Buffer
	var z io.WriteCloser = gzip.NewWriter(&b)
	switch coding {
	case "br":
		z = brotli.NewWriter(&b)
	case "zstd":
		z, _ = zstd.NewWriter(&b, zstd.WithZeroFrames(true))
	}
	_, _ = z.Write(content)
	_ = z.Close()
	return b.Bytes()
}

// serve starts a server whose answers depend on the path.
func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/plain", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", `Text/HTML; charset="ISO-8859-1"`)
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Fri, 06 Nov 2020 10:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, "hello from "+r.UserAgent())
	})
	for _, coding := range []string{"gzip", "br", "zstd"} {
		for path, content := range map[string][]byte{
			"/": encoded(coding, []byte("hello, compressed")), "/bomb/": encoded(coding, make([]byte, 4<<20)),
			"/cut/": encoded(coding, []byte("hello, compressed"))[:12], "/nothing/": bytes.Repeat(encoded(coding, nil), 1<<17),
		} {
			mux.HandleFunc(path+coding, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Encoding", coding)
				_, _ = w.Write(content)
			})
		}
	}
	mux.HandleFunc("/compress", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Encoding", "compress") })
	mux.HandleFunc("/false", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", strings.TrimPrefix(r.URL.RawQuery, "as="))
		_, _ = io.WriteString(w, "these are words, and nothing else than words")
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/plain", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/found", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/moved", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/escape", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(302)
	})
	mux.HandleFunc("/busy", func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Retry-After", "120"); w.WriteHeader(429) })
	mux.HandleFunc("/silent", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "a beginning")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	mux.HandleFunc("/mute", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "short")
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet(t *testing.T) {
	root := serve(t)
	tests := []struct{ name, path, want, err string }{
		{"plain", "/plain", "hello from dateline", ""},
		{"gzip", "/gzip", "hello, compressed", ""},
		{"brotli", "/br", "hello, compressed", ""},
		{"zstd", "/zstd", "hello, compressed", ""},
		{"too much of gzip", "/bomb/gzip", "", "the content is over the limit of 1 MiB"},
		{"too much of brotli", "/bomb/br", "", "the content is over the limit of 1 MiB"},
		{"too much of zstd", "/bomb/zstd", "", "the content is over the limit of 1 MiB"},
		{"too much that holds nothing", "/nothing/gzip", "", "the content is over the limit of 1 MiB"},
		{"and nothing in zstd", "/nothing/zstd", "", "the content is over the limit of 1 MiB"},
		{"gzip that is cut off", "/cut/gzip", "", "the connection broke off"},
		{"brotli that is cut off", "/cut/br", "", "the connection broke off"},
		{"zstd that is cut off", "/cut/zstd", "", "the connection broke off"},
		{"an encoding nobody asked for", "/compress", "", `the content is encoded as "compress", which is not understood`},
		{"no gzip", "/false?as=gzip", "", "the content is not encoded as gzip, as the server says"},
		{"no brotli", "/false?as=br", "", "the content is not encoded as br, as the server says"},
		{"no zstd", "/false?as=zstd", "", "the content is not encoded as zstd, as the server says"},
		{"redirect", "/found", "hello from dateline", ""},
		{"redirect loop", "/loop", "", "more than 3 redirects"},
		{"redirect to a file", "/escape", "", "addresses begin with http:// or https://, not with \"file\""},
		{"not found", "/nothing", "", "the server answered 404 Not Found"},
		{"silent half way", "/silent", "", "the server fell silent for 200ms"},
		{"no answer", "/mute", "", "no answer within 200ms"},
		{"broken off", "/cut", "", "the connection broke off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := Options{MaxBytes: 1 << 20, MaxRedirects: 3}
			if strings.Contains(tt.err, "200ms") {
				o.Timeout = 200 * time.Millisecond
			}
			c := New(o)
			got, err := get(c, root+tt.path)
			if tt.err != "" {
				if err == nil || err.Error() != tt.err {
					t.Errorf("got %q, error %v, want error %s", got, err, tt.err)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func get(c *Client, address string) (string, error) {
	r, err := c.Get(context.Background(), Request{URL: address})
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Body.Close() }()
	b, err := io.ReadAll(r.Body)
	return string(b), err
}

func TestGetStates(t *testing.T) {
	to := serve(t)
	root, c := "http://news.test", New(Options{Dial: dialTo(to)})
	ctx := context.Background()

	r, err := c.Get(ctx, Request{URL: root + "/moved"})
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Body.Close()
	if r.Type != "text/html" || r.Charset != "ISO-8859-1" {
		t.Errorf("got type %q, charset %q", r.Type, r.Charset)
	}
	if r.Moved == nil || r.Moved.Path != "/plain" || r.URL.Path != "/plain" {
		t.Errorf("got moved to %v, from %v", r.Moved, r.URL)
	}
	for _, again := range []Request{{URL: root + "/plain", ETag: r.ETag}, {URL: root + "/plain", LastModified: r.LastModified}} {
		if r, err := c.Get(ctx, again); err != nil || !r.NotModified {
			t.Errorf("asked again with %+v: got %+v, %v, want not modified", again, r, err)
		}
	}
	if r, err = c.Get(ctx, Request{URL: root + "/found"}); err != nil || r.Moved != nil {
		t.Errorf("a temporary redirect: got moved to %v, %v", r.Moved, err)
	}
	var status *StatusError
	if _, err = c.Get(ctx, Request{URL: root + "/busy"}); !errors.As(err, &status) || status.RetryAfter != 2*time.Minute || status.Host != "news.test" {
		t.Errorf("got %+v", status)
	}
}

// dialTo connects every name to one server.
func dialTo(server string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, strings.TrimPrefix(server, "http://"))
	}
}

func TestGetCancelled(t *testing.T) {
	root := serve(t)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := New(Options{}).Get(ctx, Request{URL: root + "/mute"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

func TestGetUnreachable(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	tests := []struct{ name, url, want string }{
		{"refused", "http://" + address + "/", "the server refused the connection"},
		{"no host", "http:///x", "the address names no host"},
		{"another scheme", "gopher://example.org/", "addresses begin with http:// or https://, not with \"gopher\""},
		{"no address", "http://[::1", "this is no address"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := get(New(Options{Timeout: time.Second}), tt.url); err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestPublicOnly(t *testing.T) {
	root := serve(t)
	if _, err := get(New(Options{PublicOnly: true}), root+"/plain"); !errors.Is(err, ErrPrivate) {
		t.Errorf("got %v, want %v", err, ErrPrivate)
	}
	port := root[strings.LastIndexByte(root, ':'):]
	if _, err := get(New(Options{PublicOnly: true}), "http://localhost"+port+"/plain"); !errors.Is(err, ErrPrivate) {
		t.Errorf("by name: got %v, want %v", err, ErrPrivate)
	}
}

// TestPublicOnlyRedirect: a public address leads to no private one, however it is written.
func TestPublicOnlyRedirect(t *testing.T) {
	to := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }))
	t.Cleanup(s.Close)
	c := New(Options{PublicOnly: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, s.Listener.Addr().String())
	}})
	for _, to = range []string{"http://127.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[::1]:9090/", "http://10.0.0.1/", "http://169.254.169.254/", "http://①②⑦.⓪.⓪.①/"} {
		if _, err := get(c, "http://public.test/"); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: got %v, want %v", to, err, ErrPrivate)
		}
	}
}

// TestOwn: what listens on an address of this machine is none of the public network, be it
// a public address.
func TestOwn(t *testing.T) {
	own, err := net.InterfaceAddrs()
	if err != nil || len(own) == 0 {
		t.Skip("this machine has no address")
	}
	for _, a := range own {
		if p, err := netip.ParsePrefix(a.String()); err == nil && !isOwn(p.Addr()) {
			t.Errorf("%s is another's", a)
		}
	}
	if isOwn(netip.MustParseAddr("93.184.216.34")) {
		t.Error("93.184.216.34 is ours")
	}
}

// TestMaxBytes: a request may want less than the client takes, and gets no more.
func TestMaxBytes(t *testing.T) {
	root, c := serve(t), New(Options{MaxBytes: 8 << 20})
	for limit, want := range map[int64]string{0: "", 2 << 20: "the content is over the limit of 2 MiB", 16 << 20: ""} {
		r, err := c.Get(t.Context(), Request{URL: root + "/bomb/br", MaxBytes: limit})
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
		if err != nil && err.Error() != want || err == nil && want != "" {
			t.Errorf("limit %d: %v, want %q", limit, err, want)
		}
	}
}

// TestNoLogins: a name and a password in an address are refused, and not remembered.
func TestNoLogins(t *testing.T) {
	root := serve(t)
	c := New(Options{NoLogins: true})
	if _, err := get(c, strings.Replace(root, "//", "//ada:secret@", 1)+"/plain"); !errors.Is(err, ErrLogin) {
		t.Errorf("got %v, want %v", err, ErrLogin)
	}
	if len(c.known.list) > 0 {
		t.Error("it is remembered")
	}
}

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false,
		"0.0.0.0": false, "100.64.1.1": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fd00::1": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false,
	} {
		t.Run(address, func(t *testing.T) {
			if got := Public(netip.MustParseAddr(address)); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func ExampleStatusError() {
	fmt.Println(&StatusError{Code: 404})
	// Output: the server answered 404 Not Found
}

// A server that drips is left, however long it would go on; one that sends enough is
// not, however long it takes.
func TestSlow(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		part := "x"
		if r.URL.Path == "/enough" {
			part = strings.Repeat("x", 4<<10)
		}
		for range 40 {
			if _, err := io.WriteString(w, part); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	}))
	defer s.Close()
	c := New(Options{Transfer: 100 * time.Millisecond})
	for path, want := range map[string]error{"/drip": ErrSlow, "/enough": nil} {
		r, err := c.Get(context.Background(), Request{URL: s.URL + path})
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.ReadAll(r.Body)
		_ = r.Body.Close()
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
	}
}

// FuzzContent: content that is not encoded as the server says ends in an error, or in
// something within the limit; what decodes it is used again.
func FuzzContent(f *testing.F) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, "hello")
	_ = z.Close()
	f.Add(zipped.Bytes())
	f.Add([]byte("\x0b\x02\x80hello\x03"))                          // brotli
	f.Add([]byte("(\xb5/\xfd\x04\x00)\x00\x00hello"))               // zstd
	f.Add([]byte("(\xb5/\xfd\x00\x98\x01\x00\x00"))                 // of a window that is too large
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xffhello!")) // broken
	c := New(Options{MaxBytes: 64 << 10})
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, coding := range []string{"", "gzip", "br", "zstd", "identity"} {
			r := &http.Response{Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(bytes.NewReader(content))}
			ctx, cancel := context.WithCancelCause(t.Context())
			b, err := c.newBody(ctx, cancel, r, c.o.MaxBytes)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := io.ReadAll(b); err == nil && int64(len(got)) > c.o.MaxBytes {
				t.Errorf("%s: %d bytes", coding, len(got))
			}
			if err := b.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}
