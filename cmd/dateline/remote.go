package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"dateline/cmd/remote"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/tokenize"
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

// sourceQuery returns q for the sources of the library that places name; found: they name
// some. Over SSH whatever is not to be read as a document must.
func (p *program) sourceQuery(ctx context.Context, q model.Query, places []string) (_ model.Query, found bool, err error) {
	if p.remote == nil || len(places) == 0 {
		return q, false, nil
	}
	err = p.withLibrary(ctx, false, func(lib model.Store) error {
		sources, err := lib.Sources(ctx)
		if err != nil {
			return err
		}
		feeds, err := lib.Subscriptions(ctx)
		if err != nil {
			return err
		}
		var of model.Or
		for _, place := range places {
			if m, ok := sourceMatch(place, sources, feeds); ok {
				of = append(of, m)
			} else if err := p.notNamed(ctx, lib, place); err != nil {
				return err
			}
		}
		if found = len(of) > 0; found && len(of) < len(places) {
			return &usageError{errors.New("name sources of the library, or documents to be read, not both")}
		}
		if found && q.Where != nil {
			q.Where = model.And{q.Where, of}
		} else if found {
			q.Where = of
		}
		return nil
	})
	return q, found, err
}

// sourceMatch returns the condition for the articles of a source that a name is for.
func sourceMatch(name string, sources []model.Source, feeds []model.Subscription) (model.Match, bool) {
	clean, place := model.CleanLine(name), subscribe.Addresses(name)
	match := model.Match{Field: model.FromSource, How: model.Exact, Text: clean}
	if place != name || slices.ContainsFunc(sources, func(s model.Source) bool { return s.Path == place }) {
		match.Text = place
	}
	if slices.ContainsFunc(sources, func(s model.Source) bool { return s.Path == match.Text || tokenize.Same(s.Title, match.Text) }) {
		return match, clean != ""
	}
	_, err := subscribe.Find(feeds, name)
	return match, err == nil && clean != "" // one that has brought nothing yet
}

// notNamed returns why a name, which is none of a source, cannot be read either.
func (p *program) notNamed(ctx context.Context, lib model.Finder, name string) error {
	kind, err := p.remote.Source(name)
	switch _, address := feed.Address(name); {
	case err != nil:
		return &usageError{err}
	case kind != remote.Named:
		return nil
	case address:
		return &usageError{fmt.Errorf("%s: the library has no source of this address, and only an editor may have it fetched", name)}
	case remote.Pathlike(name):
		return &usageError{fmt.Errorf("%s: the library has no such source, and over SSH no file can be named", name)}
	}
	return fmt.Errorf("%s: %w", name, noSuchSource(ctx, lib, name, model.ErrNotFound))
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
