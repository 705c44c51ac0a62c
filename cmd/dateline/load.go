package main

import (
	"context"
	"fmt"

	"dateline/feed"
	"dateline/model"
	"dateline/ui/session"
)

// load reads places and complains of those that fail, which it counts.
func (p *program) load(ctx context.Context, places []string, emit func(*model.Article) error) (failed int, err error) {
	opts := p.openOptions()
	omissions := feed.Omissions{Places: places}
	opts.LeftOut = omissions.Add
	err = feed.Load(ctx, places, opts, emit, func(err error) {
		failed++
		p.complain(err)
	})
	p.sayOmissions(&omissions)
	return failed, err
}

// loadInto reads a place into lib as opts says, complains of what fails in it, which it counts,
// and returns which lists of feeds are there.
func (p *program) loadInto(ctx context.Context, lib model.Saver, place string, opts feed.Options) (saved model.Saved, failed int, lists []string, err error) {
	omissions := feed.Omissions{Places: []string{place}}
	opts.LeftOut = omissions.Add
	defer p.sayOmissions(&omissions)
	opts.List = func(path string) { lists = append(lists, path) }
	report, wipe := p.progressTo()
	defer wipe()
	tell := func(s model.Saved) { report("reading, "+session.Articles(s.Added+s.Changed+s.Same), -1) }
	saved, err = feed.Batcher{Library: lib, Now: p.now, Saved: tell}.Load(ctx, []string{place}, opts, func(err error) {
		failed++
		wipe()
		p.complain(err)
	})
	return saved, failed, lists, err
}

// sayOmissions says in a line for each source what was left out of articles. It is no
// failure.
func (p *program) sayOmissions(omissions *feed.Omissions) {
	for _, o := range omissions.List {
		what := fmt.Sprintf("left out of an article: “%s” (%d words)", o.First, o.Words)
		if o.Passages > 1 {
			what = fmt.Sprintf("left out of articles: “%s” and more, %d passages of %d words", o.First, o.Passages, o.Words)
		}
		fmt.Fprintf(p.stderr, "dateline: %s\n", printable(fmt.Sprintf("%s: %s; 'dateline show --explain %s' says why", o.Source, what, o.Document)))
	}
}
