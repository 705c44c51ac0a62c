// Package fetch gets documents over HTTP, and only that: it knows nothing of
// feeds, articles or libraries and follows no link but redirects.
package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
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
	// UserAgent is how the client introduces itself. Default "dateline".
	UserAgent string
	// PublicOnly refuses addresses of private, local and reserved networks,
	// also when a name or a redirect leads there, and uses no proxy.
	PublicOnly bool
	// NoLogins refuses addresses with a name and a password in them.
	NoLogins bool
	// Dial connects instead of the network, for tests; nil: the network. Of PublicOnly
	// it is spared the addresses that are written as numbers.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Credentials are asked for every address that is fetched; nil: there are
	// none but those that stand in addresses.
	Credentials Credentials
	// Log is told of what was fetched; nil: nobody is.
	Log *slog.Logger
}

// Client fetches. It is safe for concurrent use.
type Client struct {
	http  *http.Client
	o     Options
	known known
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
		o.UserAgent = "dateline"
	}
	dialer := &net.Dialer{Timeout: o.Timeout, KeepAlive: 30 * time.Second}
	transport := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           32,
		IdleConnTimeout:        60 * time.Second,
		TLSHandshakeTimeout:    o.Timeout,
		ResponseHeaderTimeout:  o.Timeout,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // so that the size can be watched on both sides
	}
	if o.PublicOnly {
		dialer.ControlContext = refusePrivate
		transport.Proxy = nil
	}
	if o.Dial != nil {
		transport.DialContext = o.dial
	}
	c := &Client{o: o, http: &http.Client{Transport: transport}}
	c.http.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if len(via) > o.MaxRedirects {
			return fmt.Errorf("more than %d redirects", o.MaxRedirects)
		}
		authorizeRedirect(r, via[0])
		return checkScheme(r.URL)
	}
	return c
}

// dial has Dial connect.
func (o Options) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if at, err := netip.ParseAddrPort(address); err == nil && o.PublicOnly && !Public(at.Addr()) {
		return nil, ErrPrivate
	}
	return o.Dial(ctx, network, address)
}

// Request says what to get. ETag and LastModified are what the last Response
// of the same address gave; with either, the server may answer that nothing
// has changed. A name and a password in URL are used (HTTP basic
// authentication), also for what is below it later, and stand in no answer.
type Request struct {
	URL          string
	ETag         string
	LastModified string
}

// Response is what a server answered.
type Response struct {
	URL         *url.URL // where the content came from, after redirects
	Location    *url.URL // where the server says the content is (Content-Location), resolved, or nil
	Moved       *url.URL // the new address when every redirect was permanent, or nil
	NotModified bool     // there is nothing new; Body is empty
	Type        string   // media type, lower case, without parameters, or ""
	Charset     string   // as the server said, or ""
	Size        int64    // of Body in bytes; -1: not known

	ETag         string // for the next Request
	LastModified string

	Body io.ReadCloser // decompressed; the caller closes it
}

// StatusError is an answer that is no success.
type StatusError struct {
	Code       int
	RetryAfter time.Duration // how long the server asks to wait; 0: it did not say
}

// Error gives the code and its name.
func (e *StatusError) Error() string {
	name := http.StatusText(e.Code)
	if name == "" {
		name = "an unknown status"
	}
	return fmt.Sprintf("the server answered %d %s", e.Code, name)
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
	ctx, cancel := context.WithCancelCause(ctx)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		cancel(nil)
		return nil, errors.New("this is no address")
	}
	c.ask(request, r)
	nameless := c.authorize(request)
	response, err := c.http.Do(request)
	if err != nil {
		err = plain(ctx, err, c.o) // before cancel gives ctx a cause
		cancel(nil)
		return nil, err
	}
	answer, err := c.answer(ctx, cancel, u, response)
	if err != nil {
		_ = response.Body.Close()
		cancel(nil)
		return nil, cmp.Or(nameless, err)
	}
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
	h.Set("User-Agent", c.o.UserAgent)
	h.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html, application/xhtml+xml;q=0.9, */*;q=0.8")
	h.Set("Accept-Encoding", "gzip")
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
}

// answer makes a Response of what the server sent.
func (c *Client) answer(ctx context.Context, cancel context.CancelCauseFunc, asked *url.URL, r *http.Response) (*Response, error) {
	answer := &Response{
		URL: r.Request.URL, Location: location(r), Moved: moved(asked, r), Size: r.ContentLength,
		ETag: r.Header.Get("ETag"), LastModified: r.Header.Get("Last-Modified"),
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
		return nil, &StatusError{Code: r.StatusCode, RetryAfter: retryAfter(r.Header)}
	case r.ContentLength > c.o.MaxBytes:
		return nil, tooLarge(c.o.MaxBytes)
	}
	b := &body{ctx: ctx, cancel: cancel, conn: &transfer{ReadCloser: r.Body, limit: c.o.Transfer}, o: c.o}
	b.timer = time.AfterFunc(c.o.Timeout, func() { cancel(ErrSilent) })
	b.timer.Stop() // it runs while we wait for the server only
	b.r = b.conn
	switch encoding := strings.ToLower(r.Header.Get("Content-Encoding")); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		answer.Size = -1
		b.gzipped = true
	default:
		return nil, fmt.Errorf("the content is encoded as %q, which is not understood", encoding)
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

// moved returns where a document has gone for good: the target of redirects
// all of which are permanent (RFC 9110, 15.4.2 and 15.4.9).
func moved(asked *url.URL, r *http.Response) *url.URL {
	if r.Request.Response == nil {
		return nil
	}
	for via := r.Request.Response; via != nil; via = via.Request.Response {
		if via.StatusCode != http.StatusMovedPermanently && via.StatusCode != http.StatusPermanentRedirect {
			return nil
		}
	}
	if r.Request.URL.String() == asked.String() {
		return nil
	}
	return r.Request.URL
}

func retryAfter(h http.Header) time.Duration {
	// The form with a date would need a clock that agrees with the server's.
	seconds, err := strconv.ParseInt(strings.TrimSpace(h.Get("Retry-After")), 10, 32)
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
