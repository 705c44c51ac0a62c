package feed

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"

	"dateline/feed/document"
	"dateline/feed/fetch"
	"dateline/feed/webpage"
	"dateline/model"
)

// Feed is the address of a feed, and what its server said the last time (HTTP
// validators), "" if nothing.
type Feed struct{ Address, ETag, LastModified string }

// Fetched is what came of fetching an address.
type Fetched struct {
	Feed             // with what the server said now
	Followed  bool   // it is a feed, so that it can be followed
	Unchanged bool   // there is nothing newer
	Offers    []Feed // it is a page, and offers these feeds; it was not read then
	Err       error  // a *SourceError; what could be read was emitted
}

// Fetch reads what is at an address, as Load does, unless it is a page that
// offers feeds. Entries of a feed that have no date take the time of Now, as
// the one when they were first seen. emit is also told whether this is a feed.
// The error is emit's or ctx's.
func Fetch(ctx context.Context, f Feed, o Options, emit func(a *model.Article, followed bool) error) (Fetched, error) {
	x := &conditionalRequest{Feed: f}
	return follow(ctx, x, o, func(a *model.Article) error { return emit(a, x.followed) })
}

// Refresh fetches feeds, several at once but only one of each host. It calls
// done with the index of each, what came of it and its articles, from the
// caller's goroutine, in the order in which they come. What is no feed is an
// error of that address. Refresh itself returns only done's error or ctx's.
func Refresh(ctx context.Context, feeds []Feed, o Options, done func(int, Fetched, []model.Article) error) error {
	if o.Client == nil {
		o.Client = fetch.New(fetch.Options{})
	}
	o.Progress = nil
	ctx, cancel := context.WithCancel(ctx)
	type result struct {
		n        int
		fetched  Fetched
		articles []model.Article
	}
	results := make(chan result)
	hosts := make(chan []int)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()
	for range remoteAtOnce {
		workers.Go(func() {
			for host := range hosts {
				for _, n := range host {
					r := result{n: n}
					var err error
					r.fetched, err = follow(ctx, &conditionalRequest{Feed: feeds[n], only: true}, o, func(a *model.Article) error {
						r.articles = append(r.articles, *a)
						return nil
					})
					if err != nil {
						return // ctx is done
					}
					select {
					case results <- r:
					case <-ctx.Done():
						return
					}
				}
			}
		})
	}
	workers.Go(func() {
		defer close(hosts)
		for _, host := range byHost(feeds) {
			select {
			case hosts <- host:
			case <-ctx.Done():
				return
			}
		}
	})
	for range feeds {
		select {
		case r := <-results:
			if err := done(r.n, r.fetched, r.articles); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// byHost returns the indexes of feeds of each host, in their order.
func byHost(feeds []Feed) [][]int {
	var groups [][]int
	known := make(map[string]int)
	for n, f := range feeds {
		host := f.Address
		if u, err := url.Parse(f.Address); err == nil {
			host = u.Host
		}
		i, ok := known[host]
		if !ok {
			i, known[host] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], n)
	}
	return groups
}

// conditionalRequest is what is asked of an address, and what came of it.
type conditionalRequest struct {
	Feed
	only      bool // nothing but a feed is wanted
	followed  bool
	unchanged bool
	offers    []Feed
}

// errUnchanged is why there is nothing to read.
var errUnchanged = errors.New("there is nothing newer")

func follow(ctx context.Context, x *conditionalRequest, o Options, emit document.Emit) (Fetched, error) {
	if _, ok := Address(x.Address); !ok { // least of all a file of this machine
		return Fetched{Feed: x.Feed, Err: &SourceError{x.Address, errors.New("this is no http or https address")}}, ctx.Err()
	}
	var failed error
	err := o.load(ctx, []place{{name: x.Address, conditional: x}}, func(a *model.Article) error {
		if x.followed {
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
	return Fetched{Feed: x.Feed, Followed: x.followed, Unchanged: x.unchanged, Offers: x.offers, Err: failed}, err
}

// request is what to ask the server.
func (x *conditionalRequest) request(address string) fetch.Request {
	if x == nil {
		return fetch.Request{URL: address}
	}
	return fetch.Request{URL: address, ETag: x.ETag, LastModified: x.LastModified}
}

// answered keeps what the server said.
func (x *conditionalRequest) answered(r *fetch.Response) error {
	if x == nil {
		return nil
	}
	if r.NotModified {
		x.unchanged = true
		return errUnchanged
	}
	x.ETag, x.LastModified = model.CleanLine(r.ETag), model.CleanLine(r.LastModified)
	return nil
}

// recognised is told what kind of document there is, and says whether it should
// be read.
func (x *conditionalRequest) recognised(f format, d *document.Document, text []byte) (read bool, err error) {
	if x == nil {
		return true, nil
	}
	x.followed = f.kind == feedKind
	if f.kind == pageKind {
		for _, address := range webpage.Feeds(string(text), d.URL) {
			if address, ok := Address(address); ok {
				x.offers = append(x.offers, Feed{Address: address})
			}
		}
	}
	if x.only && !x.followed {
		return false, fmt.Errorf("it is %s, no feed", f.kind)
	}
	return len(x.offers) == 0, nil
}
