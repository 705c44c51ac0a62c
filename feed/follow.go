package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"dateline/feed/discover"
	"dateline/feed/document"
	"dateline/feed/fetch"
	"dateline/feed/webpage"
	"dateline/model"
)

// Feed is a feed that is asked for, and what its server said the last time (HTTP
// validators), "" if nothing.
type Feed struct {
	Address            string // what its articles are known by
	At                 string // where it is fetched; "" Address
	ETag, LastModified string
	UserAgent, Proxy   string // of this feed alone (fetch.Request); "" as of all
	// Page says that it is a page whose dated headlines are its entries.
	Page bool
	Only bool // nothing but a feed is wanted; Check wants nothing else
}

// Fetched is what came of fetching an address.
type Fetched struct {
	Feed                      // with what the server said now
	Followed  bool            // it is a feed, so that it can be followed
	Unchanged bool            // there is nothing newer
	Hints     document.Hints  // what the document says; the zero Hints if it was not read
	Fresh     time.Duration   // for how long its server says that it is good; 0: it did not say
	Moved     string          // its address from now on, as permanent redirects say, or ""
	Login     bool            // a name and a password were sent
	Offers    []discover.Feed // it is a page, and offers these feeds; it was not read then
	Err       error           // a *SourceError; what could be read was emitted
}

// Fetch reads what is at an address, as Load does, unless it is a page that
// offers feeds. Entries of a feed that have no date take the time of Now, as
// the one when they were first seen. emit is also told whether this is a feed, or a page
// whose dated headlines can be followed as if it were one. The error is emit's or ctx's.
func Fetch(ctx context.Context, f Feed, o Options, emit func(a *model.Article, followed bool) error) (Fetched, error) {
	x := &conditionalRequest{Feed: f}
	return follow(ctx, x, o, func(a *model.Article) error { return emit(a, x.got.Followed || x.headlines()) })
}

// Check fetches a feed that is followed, and returns its articles. What is no feed is an
// error of that address. Check itself returns only ctx's error.
func Check(ctx context.Context, f Feed, o Options) (got Fetched, articles []model.Article, err error) {
	o.Progress = nil
	f.Only = true
	x := &conditionalRequest{Feed: f, turn: o.Turn}
	got, err = follow(ctx, x, o, func(a *model.Article) error {
		articles = append(articles, *a)
		return nil
	})
	if f.Page && !got.Followed && !got.Unchanged && got.Err == nil {
		got.Err, articles = &SourceError{f.Address, errNoHeadlines}, nil
	}
	return got, articles, err
}

// errNoHeadlines is why a page cannot be followed.
var errNoHeadlines = errors.New("there are no dated headlines on this page any more")

// conditionalRequest is what is asked of an address, and what came of it.
type conditionalRequest struct {
	Feed
	page bool                                      // whatever it is, it is not followed
	turn func(context.Context) (func(bool), error) // Options.Turn
	got  Fetched
	doc  *document.Document // that is read, or nil
}

// headlines reports whether what was read is a page that lists dated headlines.
func (x *conditionalRequest) headlines() bool { return x.doc != nil && x.doc.Headlines }

// ErrPage: there is a page where a feed was wanted.
var ErrPage = fmt.Errorf("it is %s, no feed", pageKind)

// errUnchanged is why there is nothing to read.
var errUnchanged = errors.New("there is nothing newer")

func follow(ctx context.Context, x *conditionalRequest, o Options, emit document.Emit) (Fetched, error) {
	if _, ok := Address(x.Address); !ok && model.CommandName(x.Address) == "" { // least of all a file of this machine
		return Fetched{Feed: x.Feed, Err: &SourceError{x.Address, errors.New("this is no http or https address")}}, ctx.Err()
	}
	var failed error
	err := o.load(ctx, []place{{name: x.Address, conditional: x}}, func(a *model.Article) error {
		if x.got.Followed {
			a.Line = 0 // where it stands changes with what comes before it
			if !a.Published.Dated() {
				a.Published = model.AtInstant(o.Now, model.FromSeen)
			}
		}
		return emit(a)
	}, func(err error) {
		if failed == nil && !errors.Is(err, errUnchanged) {
			failed = err
		}
	})
	x.got.Feed, x.got.Only, x.got.Err = x.Feed, false, failed
	if x.doc != nil {
		x.got.Hints = x.doc.Hints
	}
	if x.headlines() {
		x.got.Followed, x.got.Page = true, true
	}
	return x.got, err
}

// request is what to ask the server.
func (x *conditionalRequest) request(address string) fetch.Request {
	if x == nil {
		return fetch.Request{URL: address}
	}
	r := fetch.Request{URL: cmp.Or(x.At, address), ETag: x.ETag, LastModified: x.LastModified, UserAgent: x.UserAgent, Proxy: x.Proxy}
	if x.Only || x.page {
		r.MaxBytes = maxFollowed
	}
	return r
}

// maxFollowed bounds what is fetched unasked, in bytes: of feeds and pages of articles.
const maxFollowed = 64 << 20

// answered keeps what the server said.
func (x *conditionalRequest) answered(r *fetch.Response) error {
	if x == nil {
		return nil
	}
	x.got.Fresh, x.got.Login = r.Fresh, r.Login
	if r.Moved != nil {
		x.got.Moved, _ = Address(r.Moved.String())
	}
	if r.NotModified {
		x.got.Unchanged = true
		return errUnchanged
	}
	x.ETag, x.LastModified = model.CleanLine(r.ETag), model.CleanLine(r.LastModified)
	return nil
}

// begin waits until the document in body may be read, and returns what to read.
func (x *conditionalRequest) begin(ctx context.Context, body io.ReadCloser) (io.ReadCloser, error) {
	if x == nil || x.turn == nil {
		return body, nil
	}
	await, err := x.turn(ctx)
	return &awaitedBody{body, await}, err
}

// awaitedBody tells await when it waits for a server.
type awaitedBody struct {
	io.ReadCloser
	await func(bool)
}

func (b *awaitedBody) Read(p []byte) (int, error) {
	b.await(true)
	defer b.await(false)
	return b.ReadCloser.Read(p)
}

// recognised is told what kind of document there is, and says whether it should
// be read.
func (x *conditionalRequest) recognised(f format, d *document.Document, text []byte) (read bool, err error) {
	if x == nil || x.page {
		return true, nil
	}
	x.doc = d
	command, page := model.CommandName(x.Address) != "", f.kind == pageKind
	switch {
	case command && f.list != nil, x.Only && !command && f.kind != feedKind && !(x.Page && page):
		if page {
			x.got.Offers = offers(string(text), d.URL)
			return false, ErrPage
		}
		return false, fmt.Errorf("it is %s, no feed", f.kind)
	case command, f.kind == feedKind:
		x.got.Followed = true
	case page && !x.Page:
		x.got.Offers = offers(string(text), d.URL)
	}
	return len(x.got.Offers) == 0, nil
}

// offers returns the feeds that a page offers.
func offers(text string, page *url.URL) []discover.Feed {
	var feeds []discover.Feed
	for _, f := range webpage.Feeds(text, page) {
		if address, ok := Address(f.Address); ok {
			feeds = append(feeds, discover.Feed{Title: f.Title, Address: address})
		}
	}
	return feeds
}
