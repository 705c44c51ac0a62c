// Package fetch gets documents over HTTP, and only that: it knows nothing of
// feeds, articles or libraries and follows no link but redirects.
package fetch

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// Options says how a Client fetches. The zero Options have the defaults that
// the fields name.
type Options struct {
	// Timeout is how long a server may be silent: while a connection is made,
	// before its answer begins and between the parts of it. Default 30 s.
	Timeout time.Duration
	// Transfer is how long a server may take over a document in all; one that sends
	// more than a kilobyte a second may take longer. 0: two minutes.
	Transfer time.Duration
	// MaxBytes bounds the content, decompressed. Default 1 GiB.
	MaxBytes int64
	// MaxRedirects bounds the redirects of one request. Default 10.
	MaxRedirects int
	// UserAgent is how the client introduces itself. Default "dateline/VERSION".
	UserAgent string
	// PublicOnly refuses addresses of private, local and reserved networks, also when a
	// name or a redirect leads there, and uses no proxy that a Request names. A proxy
	// that the environment names looks names up itself: then only addresses that are
	// written as numbers, and names that only private networks have, are refused.
	PublicOnly bool
	// NoLogins refuses addresses with a name and a password in them.
	NoLogins bool
	// Dial connects instead of the network, for tests; nil: the network. Of PublicOnly
	// it is spared the addresses that are written as numbers.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Credentials are asked for every address that is fetched; nil: there are
	// none but those that stand in addresses.
	Credentials Credentials
	// Connections bounds what is asked at the same time; nil: NewConnections with its
	// defaults, for this Client alone.
	Connections *Connections
	// Now tells the time, for answers that name a date; nil: time.Now.
	Now func() time.Time
	// Log is told of what was fetched; nil: nobody is.
	Log *slog.Logger

	tls *tls.Config // for tests
}

// keepAlive is how long a connection that nobody uses stays open.
const keepAlive = 30 * time.Second

// Client fetches. It is safe for concurrent use.
type Client struct {
	o           Options
	known       known
	environment func(*url.URL) (*url.URL, error) // chooses its proxies
	decoders    decoders

	mu         sync.Mutex
	transports map[string]*http.Transport // by the proxy, "" none
}

// New returns a Client.
func New(o Options) *Client {
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Transfer <= 0 {
		o.Transfer = 2 * time.Minute
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 1 << 30
	}
	if o.MaxRedirects <= 0 {
		o.MaxRedirects = 10
	}
	if o.UserAgent == "" {
		o.UserAgent = introduction()
	}
	if o.Connections == nil {
		o.Connections = NewConnections(0, 0)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Client{o: o, environment: environment(), transports: make(map[string]*http.Transport)}
	o.Connections.share(c)
	return c
}

// dial has Dial connect.
func (o Options) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if at, err := netip.ParseAddrPort(address); err == nil && o.PublicOnly && !Public(at.Addr()) {
		return nil, ErrPrivate
	}
	return o.Dial(ctx, network, address)
}

// introduction is the name of the program, with its version where it has one.
func introduction() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || !strings.HasPrefix(info.Main.Version, "v") {
		return "dateline"
	}
	return "dateline/" + info.Main.Version[1:]
}

// Request says what to get. ETag and LastModified are what the last Response
// of the same address gave; with either, the server may answer that nothing
// has changed. A name and a password in URL are used (HTTP basic
// authentication), also for what is below it later, and stand in no answer.
type Request struct {
	URL          string
	ETag         string
	LastModified string
	MaxBytes     int64  // bounds the content, as Options.MaxBytes does, where it is less; 0: as for all
	UserAgent    string // how the client introduces itself; "" as for all
	// Proxy is the address of the proxy to go through (http, https, socks5 or socks5h),
	// Direct for none, or "": as the environment says. Its name and password are those
	// in it, or the Credentials for it.
	Proxy string
}

// Response is what a server answered.
type Response struct {
	URL         *url.URL // where the content came from, after redirects
	Location    *url.URL // where the server says the content is (Content-Location), resolved, or nil
	Moved       *url.URL // the new address when every redirect was permanent, or nil; never one of a private network, or that came with a password
	NotModified bool     // there is nothing new; Body is empty
	Login       bool     // a name and a password were sent
	Type        string   // media type, lower case, without parameters, or ""
	Charset     string   // as the server said, or ""
	Size        int64    // of Body in bytes; -1: not known

	ETag         string // for the next Request
	LastModified string

	Date  time.Time     // the server's clock; zero: it did not say
	Fresh time.Duration // for how long the server says that nothing newer is to be had, at most ten years; 0: it did not say, or that there may be at once

	Body io.ReadCloser // decompressed; the caller closes it
}

// StatusError is an answer that is no success.
type StatusError struct {
	Code       int
	Host       string        // that answered, with the port where one is named
	RetryAfter time.Duration // how long the server asks to wait, at most ten years; 0: it did not say
}

// Error gives the code and its name.
func (e *StatusError) Error() string {
	who := "the server"
	if e.Code == http.StatusProxyAuthRequired {
		who = "the proxy"
	}
	return who + " answered " + statusName(e.Code)
}

func statusName(code int) string {
	return fmt.Sprintf("%d %s", code, cmp.Or(http.StatusText(code), "an unknown status"))
}

// Get asks for a document. Errors fit on one line and say what was wrong in
// plain words: a *StatusError, ErrPrivate, ErrSilent, or why there was no
// connection.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil {
		return nil, errors.New("this is no address")
	}
	if u.User != nil && c.o.NoLogins {
		return nil, ErrLogin
	}
	c.known.learn(u)
	began := time.Now()
	answer, err := c.get(ctx, u, r)
	if err == nil && c.o.Log != nil {
		c.log(u, answer, time.Since(began))
	}
	return answer, err
}

func (c *Client) get(ctx context.Context, u *url.URL, r Request) (*Response, error) {
	if err := checkScheme(u); err != nil {
		return nil, err
	}
	x := &exchange{c: c, direct: r.Proxy == Direct}
	var err error
	if x.proxy, err = c.proxy(ctx, r.Proxy); err != nil {
		return nil, err
	}
	limit := c.o.MaxBytes
	if r.MaxBytes > 0 {
		limit = min(limit, r.MaxBytes)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		cancel(nil)
		return nil, errors.New("this is no address")
	}
	c.ask(request, r)
	nameless := c.authorize(request)
	response, err := x.do(request)
	if err != nil {
		err = plain(ctx, err, c.o) // before cancel gives ctx a cause
		cancel(nil)
		return nil, err
	}
	answer, err := c.answer(ctx, cancel, response, limit)
	if err != nil {
		_ = response.Body.Close()
		cancel(nil)
		return nil, cmp.Or(nameless, err)
	}
	answer.Moved, answer.Login = x.moved(u, response), request.Header.Get("Authorization") != ""
	return answer, nil
}

// log says what was fetched.
func (c *Client) log(u *url.URL, r *Response, took time.Duration) {
	what, about := "fetched", []any{"address", u.String(), "took", took.Round(time.Millisecond).String()}
	if from := r.URL.String(); from != u.String() {
		about = append(about, "from", from)
	}
	if r.NotModified {
		what = "unchanged"
	} else {
		about = append(about, "type", r.Type)
	}
	c.o.Log.Info(what, about...)
}

func (c *Client) ask(request *http.Request, r Request) {
	h := request.Header
	h.Set("User-Agent", cmp.Or(r.UserAgent, c.o.UserAgent))
	h.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml;q=0.9, */*;q=0.8")
	h.Set("Accept-Encoding", "gzip, br, zstd")
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
}

// answer makes a Response of what the server sent.
func (c *Client) answer(ctx context.Context, cancel context.CancelCauseFunc, r *http.Response, limit int64) (*Response, error) {
	answer := &Response{
		URL: r.Request.URL, Location: location(r), Size: r.ContentLength,
		ETag: r.Header.Get("ETag"), LastModified: r.Header.Get("Last-Modified"),
		Date: date(r.Header), Fresh: fresh(r.Header, c.o.Now()),
	}
	mediaType, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil || mediaType != "" {
		answer.Type, answer.Charset = mediaType, parameters["charset"]
	}
	switch {
	case r.StatusCode == http.StatusNotModified:
		answer.NotModified, answer.Size, answer.Body = true, 0, http.NoBody
		_ = r.Body.Close()
		cancel(nil)
		return answer, nil
	case r.StatusCode < 200 || r.StatusCode > 299:
		return nil, &StatusError{Code: r.StatusCode, Host: r.Request.URL.Host, RetryAfter: retryAfter(r.Header, c.o.Now())}
	case r.ContentLength > limit:
		return nil, tooLarge(limit)
	}
	b, err := c.newBody(ctx, cancel, r, limit)
	if err != nil {
		return nil, err
	}
	if b.coding != "" {
		answer.Size = -1
	}
	answer.Body = b
	return answer, nil
}

// location returns the address that the server says the content has, or nil.
func location(r *http.Response) *url.URL {
	stated := r.Header.Get("Content-Location")
	if stated == "" {
		return nil
	}
	u, err := r.Request.URL.Parse(stated)
	if err != nil || checkScheme(u) != nil {
		return nil
	}
	u.User = nil
	return u
}
