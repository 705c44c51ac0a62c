package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dateline/cmd/remote"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
)

// remoteCommand runs a command line that a reader asks for over SSH and returns its exit
// code. It is a run of the same program with another console, library and reader; nothing
// of this one is used but its clock.
func (p *program) remoteCommand(ctx context.Context, c remote.Call) int {
	ctx, in, out, errs, stop := c.Streams(ctx)
	defer stop()
	zone := c.Zone(p.now().Location())
	session := &program{
		started: "dateline", args: c.Args, config: c.Config, remote: &c,
		now:     func() time.Time { return p.now().In(zone) },
		console: console{in, out, errs, c.Terminal, c.Getenv, c.Width},
	}
	code := session.run(ctx)
	if ctx.Err() != nil && code != exitOK {
		return exitInterrupted
	}
	return code
}

// remoteStore is what a command over SSH has opened: others go on using it.
type remoteStore struct{ model.Store }

// Close implements model.Catalog.
func (remoteStore) Close() error { return nil }

// remoteService follows feeds for a command over SSH.
func (p *program) remoteService(lib subscribe.Library) *subscribe.Service {
	s := *p.remote.Subscriber
	s.Library, s.Now, s.Feeds = lib, p.now, p.feedOptions()
	return &s
}

// places says where a name may lie: over SSH nowhere on this machine.
func (p *program) places() subscribe.Places {
	if p.remote != nil {
		return subscribe.Addresses
	}
	return feed.Place
}

// sourceQuery returns q for the sources of the library that places name, over SSH; named:
// they name some, otherwise they are documents to be read.
func (p *program) sourceQuery(ctx context.Context, q model.Query, places []string) (_ model.Query, named bool, err error) {
	if p.remote == nil || len(places) == 0 {
		return q, false, nil
	}
	where, err := p.remote.Sources(ctx, places)
	switch {
	case err != nil || where == nil:
		return q, false, err
	case q.Where != nil:
		where = model.And{q.Where, where}
	}
	q.Where = where
	return q, true, nil
}

// remoteArticle returns the article that args name: by its ID, of a source of the library,
// or of a document that is read for it.
func (p *program) remoteArticle(ctx context.Context, args []string) (a model.Article, err error) {
	if len(args) == 1 && isID(args[0]) {
		if a, err = p.remote.Store.Article(ctx, model.ID(args[0])); !errors.Is(err, model.ErrNotFound) {
			return a, err
		}
	}
	q, found, err := p.sourceQuery(ctx, model.Query{Now: p.now()}, args[:1])
	switch {
	case err != nil:
		return a, err
	case !found:
		return p.within(ctx, args)
	case len(args) == 2:
		return find(ctx, p.remote.Store, model.ID(args[1]), args[0])
	}
	id, err := p.firstOf(ctx, p.remote.Store, q)
	if err != nil {
		return a, fmt.Errorf("%s: %w", args[0], err)
	}
	return p.remote.Store.Article(ctx, id)
}
