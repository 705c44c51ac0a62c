package main

import (
	"cmp"
	"context"
	"fmt"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/session"
)

// feedOptions says how this run of the program reads documents.
func (p *program) feedOptions() feed.Options {
	if p.remote != nil {
		o := p.remote.Subscriber.Feeds
		o.Now, o.Stdin, o.NoFiles = p.now(), p.stdin, true
		return o
	}
	p.once.client.Do(func() {
		p.once.fetcher = fetch.New(fetch.Options{Credentials: p.credentials().Find, Log: p.log})
	})
	return feed.Options{Now: p.now(), Stdin: p.stdin, Client: p.once.fetcher, Log: p.log}
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
	return &subscribe.Service{Library: lib, Logins: p.credentials(), Now: p.now, Feeds: p.feedOptions()}
}

// load reads places and reports those that fail, which it counts.
func (p *program) load(ctx context.Context, places []string, emit func(*model.Article) error) (failed int, err error) {
	r := p.reading(places...)
	defer r.end()
	opts := p.openOptions()
	opts.LeftOut = r.omissions.Add
	err = feed.Load(ctx, places, opts, emit, r.fail)
	return r.failed, err
}

// loadInto reads a place into lib and reports what fails in it, which it counts.
func (p *program) loadInto(ctx context.Context, lib model.Saver, place string) (failed int, err error) {
	r := p.reading(place)
	defer r.end()
	opts := p.openOptions()
	opts.LeftOut = r.omissions.Add
	_, err = feed.Batcher{Library: lib, Now: p.now, Saved: r.saved}.Load(ctx, []string{place}, opts, r.fail)
	return r.failed, err
}

// reading tells on standard error how a command reads places.
type reading struct {
	p         *program
	omissions feed.Omissions
	report    func(string, int)
	clear     func()
	failed    int
}

func (p *program) reading(places ...string) *reading {
	r := &reading{p: p, omissions: feed.Omissions{Places: places}}
	r.report, r.clear = p.progressTo()
	return r
}

func (r *reading) saved(s model.Saved) {
	r.report("reading, "+session.Articles(s.Total()), -1)
}

func (r *reading) fail(err error) {
	r.failed++
	r.clear()
	r.p.reportError(err)
}

// end says in a line for each source what was left out of articles, which is no
// failure.
func (r *reading) end() {
	r.clear()
	for _, o := range r.omissions.List {
		what := fmt.Sprintf("left out of an article: “%s” (%d words)", o.First, o.Words)
		if o.Passages > 1 {
			what = fmt.Sprintf("left out of articles: “%s” and more, %d passages of %d words", o.First, o.Passages, o.Words)
		}
		fmt.Fprintf(r.p.stderr, "dateline: %s\n", model.Printable(fmt.Sprintf("%s: %s; 'dateline show --explain %s' says why", o.Source, what, o.Document)))
	}
}
