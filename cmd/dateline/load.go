package main

import (
	"cmp"
	"context"

	"dateline/cmd/feeds"
	"dateline/cmd/task"
	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
)

// feedOptions says how this run of the program reads documents.
func (p *program) feedOptions() feed.Options {
	if p.remote != nil {
		o := p.remote.Subscriber.Feeds
		o.Now, o.Stdin, o.NoFiles = p.now(), p.stdin, true
		return o
	}
	p.once.client.Do(func() { p.once.fetcher = fetch.New(p.fetchOptions()) })
	return feed.Options{Now: p.now(), Stdin: p.stdin, Client: p.once.fetcher, Log: p.log}
}

// fetchOptions says how this run of the program fetches.
func (p *program) fetchOptions() fetch.Options {
	p.once.fetching.Do(func() {
		p.once.fetch = task.FetchOptions(p.config.Settings, p.log)
		p.once.fetch.Credentials = p.credentials().Find
	})
	return p.once.fetch
}

// openOptions says how it reads documents that are only opened.
func (p *program) openOptions() feed.Options {
	o := p.feedOptions()
	o.KeepIDs = true
	if p.remote != nil {
		o.Client, o.Log = cmp.Or(p.remote.Pages, o.Client), nil
	}
	return o
}

// subscriber returns what follows feeds for a library.
func (p *program) subscriber(lib subscribe.Library) *subscribe.Service {
	if p.remote != nil {
		return p.remoteService(lib)
	}
	return &subscribe.Service{Library: lib, Logins: p.credentials(), Now: p.now, Feeds: p.feedOptions(), Commands: p.commands()}
}

// load reads places and reports those that fail, which it counts.
func (p *program) load(ctx context.Context, places []string, emit func(*model.Article) error) (failed int, err error) {
	r := feeds.NewReading(p.output(), places...)
	defer r.End()
	opts := p.openOptions()
	opts.LeftOut = r.LeftOut
	err = feed.Load(ctx, places, opts, emit, r.Fail)
	return r.Failed, err
}

// loadInto reads a place into lib and reports what fails in it, which it counts.
func (p *program) loadInto(ctx context.Context, lib model.Saver, place string) (failed int, err error) {
	r := feeds.NewReading(p.output(), place)
	defer r.End()
	opts := p.openOptions()
	opts.LeftOut = r.LeftOut
	_, err = feed.Batcher{Library: lib, Now: p.now, Saved: r.Saved}.Load(ctx, []string{place}, opts, r.Fail)
	return r.Failed, err
}
