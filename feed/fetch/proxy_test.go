package fetch

import (
	"bufio"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// httpProxy starts a proxy whose answers tell what it was asked for and by whom. It
// connects nobody to other ports than 443.
func httpProxy(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("Proxy-Authorization"), "Basic "))
		switch to, ok := strings.CutPrefix(r.URL.Path, "/to/"); {
		case r.Method == http.MethodConnect:
			w.WriteHeader(http.StatusForbidden)
		case string(who) == "eve:wrong":
			w.WriteHeader(http.StatusProxyAuthRequired)
		case ok:
			w.Header().Set("Location", to)
			w.WriteHeader(http.StatusMovedPermanently)
		default:
			_, _ = fmt.Fprintf(w, "%s for %q", r.URL, who)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// socksProxy starts a proxy that speaks SOCKS5 (RFC 1928) without passwords, and answers
// every connection itself with the host that it was asked for.
func socksProxy(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go answerSocks(c)
		}
	}()
	return l.Addr().String()
}

func answerSocks(c net.Conn) {
	defer func() { _ = c.Close() }()
	r := bufio.NewReader(c)
	hello := make([]byte, 2)
	if _, err := io.ReadFull(r, hello); err != nil {
		return
	}
	_, _ = r.Discard(int(hello[1]))
	_, _ = c.Write([]byte{5, 0})
	ask := make([]byte, 5) // version, command, 0, kind of address (3: a name), length
	if _, err := io.ReadFull(r, ask); err != nil || ask[3] != 3 {
		return
	}
	name := make([]byte, ask[4])
	_, _ = io.ReadFull(r, name)
	_, _ = r.Discard(2)
	_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	if _, err := http.ReadRequest(r); err == nil {
		_, _ = fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%s by SOCKS", name)
	}
}

// TestProxy: requests go through the proxy that they name, or the environment names, with
// the name and password that belong to it.
func TestProxy(t *testing.T) {
	web, socks, plain := httpProxy(t), socksProxy(t), serve(t)
	known := func(_ context.Context, u *url.URL) (*url.Userinfo, error) {
		if u.Host == strings.TrimPrefix(web, "http://") {
			return url.UserPassword("ada", "pw"), nil
		}
		return nil, nil
	}
	for _, tt := range []struct {
		name           string
		environment    [2]string
		address, proxy string
		want, err      string
	}{
		{"named", [2]string{}, "http://news.test/a", web, `http://news.test/a for "ada:pw"`, ""},
		{"with a password in it", [2]string{}, "http://news.test/a", strings.Replace(web, "//", "//eve:x@", 1), `http://news.test/a for "eve:x"`, ""},
		{"SOCKS5", [2]string{}, "http://news.test/a", "socks5://" + socks, "news.test by SOCKS", ""},
		{"SOCKS5, names looked up there", [2]string{}, "http://news.test/a", "socks5h://" + socks, "news.test by SOCKS", ""},
		{"of this machine, if named", [2]string{}, plain + "/plain", web, plain + `/plain for "ada:pw"`, ""},
		{"HTTP_PROXY", [2]string{"HTTP_PROXY", web}, "http://news.test/a", "", `http://news.test/a for ""`, ""},
		{"ALL_PROXY", [2]string{"ALL_PROXY", "socks5://" + socks}, "http://news.test/a", "", "news.test by SOCKS", ""},
		{"the request's wins", [2]string{"HTTP_PROXY", web}, "http://news.test/a", "socks5://" + socks, "news.test by SOCKS", ""},
		{"the environment's is not for this machine", [2]string{"HTTP_PROXY", web}, plain + "/plain", "", "hello from dateline", ""},
		{"none", [2]string{"HTTP_PROXY", web}, "http://127.0.0.1:1/", Direct, "", "the server refused the connection"},
		{"it is not there", [2]string{}, "http://news.test/a", "http://127.0.0.1:1", "", "the proxy: the server refused the connection"},
		{"no SOCKS5 is there", [2]string{}, "http://news.test/a", "socks5://127.0.0.1:1", "", "the proxy: the server refused the connection"},
		{"it wants another password", [2]string{}, "http://news.test/a", strings.Replace(web, "//", "//eve:wrong@", 1), "", "the proxy answered 407 Proxy Authentication Required"},
		{"it refuses", [2]string{}, "https://news.test/a", web, "", "the proxy answered 403 Forbidden"},
		{"of another kind", [2]string{}, "http://news.test/a", "ftp://127.0.0.1:1", "", `addresses of proxies begin with http, https, socks5 or socks5h, not with "ftp"`},
		{"no address", [2]string{}, "http://news.test/a", "127.0.0.1:1", "", "a proxy is an address as socks5://host:port or http://host:port"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"} {
				t.Setenv(name, "")
				t.Setenv(strings.ToLower(name), "")
			}
			if tt.environment[0] != "" {
				t.Setenv(tt.environment[0], tt.environment[1])
			}
			r, err := New(Options{Credentials: known}).Get(t.Context(), Request{URL: tt.address, Proxy: tt.proxy})
			if err != nil {
				if err.Error() != tt.err {
					t.Errorf("got %v, want %q", err, tt.err)
				}
				return
			}
			b, _ := io.ReadAll(r.Body)
			_ = r.Body.Close()
			if string(b) != tt.want {
				t.Errorf("got %q, want %q", b, tt.want)
			}
		})
	}
}

// TestPublicProxy: who fetches for others goes through the proxy of the environment only,
// and asks it for nothing that is private as it is written.
func TestPublicProxy(t *testing.T) {
	web, socks := httpProxy(t), socksProxy(t)
	t.Setenv("HTTP_PROXY", web)
	c := New(Options{PublicOnly: true})
	r, err := c.Get(t.Context(), Request{URL: "http://news.test/a", Proxy: "socks5://" + socks})
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(r.Body)
	_ = r.Body.Close()
	if string(b) != `http://news.test/a for ""` {
		t.Errorf("got %q, want the environment's proxy", b)
	}
	for _, host := range []string{
		"10.0.0.1", "[::1]:8080", "[fe80::1]", "169.254.169.254", "①②⑦.⓪.⓪.①", "127.1", "0x7f.1", "2130706433", "017700000001", "10.0.0.1.",
		"localhost", "localhost.", "intranet", "printer.local", "db.INTERNAL", "a.localhost", "127.0.0.1", "router.home.arpa",
	} {
		if _, err := get(c, "http://"+host+"/"); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: got %v, want %v", host, err, ErrPrivate)
		}
		if _, err := get(c, "http://news.test/to/http://"+host+"/"); !errors.Is(err, ErrPrivate) {
			t.Errorf("a redirect to %s: got %v, want %v", host, err, ErrPrivate)
		}
	}
}

// TestProxiesAreForgotten: a client keeps connections for some proxies, not for all that
// there ever were.
func TestProxiesAreForgotten(t *testing.T) {
	c := New(Options{})
	for n := range 3 * maxProxies {
		c.transport(&url.URL{Scheme: "http", Host: fmt.Sprintf("proxy%d.test", n)})
	}
	if len(c.transports) > maxProxies+1 {
		t.Errorf("%d are kept", len(c.transports))
	}
}
