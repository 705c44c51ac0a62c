package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"dateline/feed"
	"dateline/model"
	"dateline/ui/session"
)

// load reads places and complains of those that fail, which it counts.
func (p *program) load(ctx context.Context, places []string, emit func(*model.Article) error) (failed int, err error) {
	opts := p.openOptions()
	omissions := omissions{places: places}
	opts.LeftOut = omissions.add
	err = feed.Load(ctx, places, opts, emit, func(err error) {
		failed++
		p.complain(err)
	})
	omissions.say(p)
	return failed, err
}

// loadInto reads a place into lib as opts says, complains of what fails in it, which it counts,
// and returns which lists of feeds are there.
func (p *program) loadInto(ctx context.Context, lib model.Saver, place string, opts feed.Options) (saved model.Saved, failed int, lists []string, err error) {
	omissions := omissions{places: []string{place}}
	opts.LeftOut = omissions.add
	defer func() { omissions.say(p) }()
	opts.List = func(path string) { lists = append(lists, path) }
	report, wipe := p.progressTo()
	defer wipe()
	saved, err = p.saveAll(ctx, lib, func(ctx context.Context, emit func(*model.Article) error) error {
		return feed.Load(ctx, []string{place}, opts, emit, func(err error) {
			failed++
			wipe()
			p.complain(err)
		})
	}, func(s model.Saved) { report("reading, "+session.Articles(s.Added+s.Changed+s.Same), -1) })
	return saved, failed, lists, err
}

// The bounds of a batch. The first batches are small, so that there is
// something to see at once; a source that drips is saved after batchWait.
const (
	firstBatch = 32
	batchLimit = 2000
	batchBytes = 8 << 20
	batchWait  = 50 * time.Millisecond
)

// saveAll runs read and saves what it emits in batches, reading and saving
// side by side; tell, if not nil, hears of what has been saved. What was emitted before an
// error is saved.
func (p *program) saveAll(ctx context.Context, lib model.Saver, read func(context.Context, func(*model.Article) error) error, tell func(model.Saved)) (model.Saved, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	articles := make(chan model.Article, 256)
	var saved model.Saved
	done := make(chan error, 1)
	go func() {
		err := p.saveBatches(ctx, lib, articles, &saved, tell)
		stop(err) // a library that fails ends the reading
		for range articles {
		}
		done <- err
	}()
	err := read(ctx, func(a *model.Article) error {
		select {
		case articles <- *a:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	close(articles)
	if e := <-done; e != nil {
		return saved, e
	}
	return saved, err
}

// saveBatches saves articles as they come, until there are no more.
func (p *program) saveBatches(ctx context.Context, lib model.Saver, articles <-chan model.Article, saved *model.Saved, tell func(model.Saved)) error {
	limit := firstBatch
	for {
		batch, more := gather(articles, limit)
		if len(batch) > 0 {
			s, err := lib.Save(ctx, batch, p.now())
			if err != nil {
				return fmt.Errorf("save articles: %w", err)
			}
			saved.Added += s.Added
			saved.Changed += s.Changed
			saved.Same += s.Same
			if tell != nil {
				tell(*saved)
			}
		}
		if !more {
			return nil
		}
		limit = min(limit*2, batchLimit)
	}
}

// gather waits for an article and returns it with those that follow at once,
// and whether there may be more.
func gather(articles <-chan model.Article, limit int) (batch []model.Article, more bool) {
	a, ok := <-articles
	if !ok {
		return nil, false
	}
	batch, size := append(batch, a), len(a.Body)
	wait := time.NewTimer(batchWait)
	defer wait.Stop()
	for len(batch) < limit && size < batchBytes {
		select {
		case a, ok := <-articles:
			if !ok {
				return batch, false
			}
			batch, size = append(batch, a), size+len(a.Body)
		case <-wait.C:
			return batch, true
		}
	}
	return batch, true
}

// omissions gathers what was left out of articles, by source.
type omissions struct {
	places []string // as the user named them
	order  []string
	by     map[string]*omitted
}

type omitted struct {
	first        string
	parts, words int
	document     string // the first that it was left out of
}

// add takes a text that was left out of an article of the document at path.
func (o *omissions) add(path, first string, words int) {
	source := path
	for _, place := range o.places {
		if p := feed.Place(place); path == p || strings.HasPrefix(path, p+string(filepath.Separator)) {
			source = place
			break
		}
	}
	if o.by == nil {
		o.by = map[string]*omitted{}
	}
	x := o.by[source]
	if x == nil {
		x = &omitted{first: first, document: path}
		o.by[source] = x
		o.order = append(o.order, source)
	}
	x.parts, x.words = x.parts+1, x.words+words
}

// say says in a line for each source what was left out. It is no failure.
func (o *omissions) say(p *program) {
	for _, source := range o.order {
		x := o.by[source]
		what := fmt.Sprintf("left out of an article: “%s” (%d words)", x.first, x.words)
		if x.parts > 1 {
			what = fmt.Sprintf("left out of articles: “%s” and more, %d passages of %d words", x.first, x.parts, x.words)
		}
		fmt.Fprintf(p.stderr, "dateline: %s\n", printable(fmt.Sprintf("%s: %s; 'dateline show --explain %s' says why", source, what, x.document)))
	}
}
