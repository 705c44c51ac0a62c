package fetch

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptrace"
	"net/netip"
	"net/url"
)

// exchange is one request with the redirects that it meets. It is for one goroutine.
type exchange struct {
	c      *Client
	proxy  *url.URL // that the request names, or nil
	direct bool     // the request uses none

	cookies *cookiejar.Jar // of this exchange alone; nil: there are none
	login   bool           // a redirect named somebody
	private bool           // the last server is on a private network
}

// do sends a request and follows redirects.
func (x *exchange) do(r *http.Request) (*http.Response, error) {
	client := http.Client{Transport: x, CheckRedirect: x.redirect, Jar: x}
	return client.Do(r)
}

func (x *exchange) redirect(r *http.Request, via []*http.Request) error {
	if len(via) > x.c.o.MaxRedirects {
		return fmt.Errorf("more than %d redirects", x.c.o.MaxRedirects)
	}
	x.login = x.login || r.URL.User != nil
	authorizeRedirect(r, via[0])
	return checkScheme(r.URL)
}

// RoundTrip asks one server, when it is its turn.
func (x *exchange) RoundTrip(r *http.Request) (*http.Response, error) {
	proxy, err := x.proxyFor(r.URL)
	if err != nil {
		return nil, err
	}
	x.private = false
	if proxy != nil || x.c.o.Dial != nil {
		x.private = namesPrivate(r.URL.Hostname())
	}
	if proxy != nil && x.private && x.c.o.PublicOnly {
		return nil, ErrPrivate
	}
	done, err := x.c.o.Connections.wait(r.Context(), r.URL.Host)
	if err != nil {
		return nil, err
	}
	response, err := x.c.transport(proxy).RoundTrip(x.watch(r, proxy))
	if err != nil {
		done()
		return nil, err
	}
	response.Body = &turn{response.Body, done}
	return response, nil
}

// watch has a redirected request tell whether it leads to a private network.
func (x *exchange) watch(r *http.Request, proxy *url.URL) *http.Request {
	if r.Response == nil || proxy != nil || x.c.o.Dial != nil {
		return r
	}
	return r.WithContext(httptrace.WithClientTrace(r.Context(), &httptrace.ClientTrace{GotConn: func(i httptrace.GotConnInfo) {
		at, err := netip.ParseAddrPort(i.Conn.RemoteAddr().String())
		x.private = err != nil || !Public(at.Addr())
	}}))
}

// turn is a body whose end gives the turn to the next.
type turn struct {
	io.ReadCloser
	done func()
}

// Close ends the turn.
func (t *turn) Close() error {
	defer t.done()
	return t.ReadCloser.Close()
}

// Cookies returns those that servers gave in this exchange: some lead in circles without.
func (x *exchange) Cookies(u *url.URL) []*http.Cookie {
	if x.cookies == nil {
		return nil
	}
	return x.cookies.Cookies(u)
}

// SetCookies keeps cookies until the exchange ends.
func (x *exchange) SetCookies(u *url.URL, cookies []*http.Cookie) {
	if x.cookies == nil {
		x.cookies, _ = cookiejar.New(nil) // it has no errors
	}
	x.cookies.SetCookies(u, cookies)
}

// moved returns where a document has gone for good: the target of redirects all of
// which are permanent (RFC 9110, 15.4.2 and 15.4.9). A private network and a name with
// a password are no such place.
func (x *exchange) moved(asked *url.URL, r *http.Response) *url.URL {
	if r.Request.Response == nil || x.private || x.login || r.Request.URL.String() == asked.String() {
		return nil
	}
	for via := r.Request.Response; via != nil; via = via.Request.Response {
		if via.StatusCode != http.StatusMovedPermanently && via.StatusCode != http.StatusPermanentRedirect {
			return nil
		}
	}
	return r.Request.URL
}

// newTransport returns what connects through a proxy; nil: without one.
func (c *Client) newTransport(proxy *url.URL) *http.Transport {
	network := &net.Dialer{Timeout: c.o.Timeout, KeepAlive: keepAlive}
	dial, perHost := dialer(network.DialContext), c.o.Connections.perHost
	switch {
	case c.o.Dial != nil:
		dial = c.o.dial
	case proxy != nil: // the administrator's, wherever it stands; all hosts are behind it
	case c.o.PublicOnly:
		network.ControlContext = refusePrivate
	}
	t := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return c.o.Connections.dial(ctx, dial, network, address)
		},
		TLSClientConfig:        c.o.tls,
		ForceAttemptHTTP2:      true,
		MaxConnsPerHost:        perHost,
		MaxIdleConnsPerHost:    perHost,
		IdleConnTimeout:        keepAlive,
		TLSHandshakeTimeout:    c.o.Timeout,
		ResponseHeaderTimeout:  c.o.Timeout,
		MaxResponseHeaderBytes: 256 << 10,
		ReadBufferSize:         32 << 10,
		DisableCompression:     true, // so that the size can be watched on both sides
	}
	if proxy != nil {
		t.Proxy, t.OnProxyConnectResponse = http.ProxyURL(proxy), proxyAnswered
		t.MaxConnsPerHost, t.MaxIdleConnsPerHost = 0, cap(c.o.Connections.turns)
	}
	return t
}

// proxyAnswered says in plain words why a proxy makes no connection.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, r *http.Response) error {
	if r.StatusCode == http.StatusOK {
		return nil
	}
	return fmt.Errorf("the proxy answered %s", statusName(r.StatusCode))
}
