package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"dateline/cmd/cli"
	"dateline/feed"
	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/session"
)

// read opens the screen on places, on the library, or on the handbook while
// the library is empty. Where output is no terminal it lists instead, unless
// plain mode was asked for.
func (p *program) read(ctx context.Context, places []string) error {
	if !p.terminal && !p.config.Plain {
		return p.list(ctx, places, listOptions{query: p.config.Query, format: "text"})
	}
	if len(places) > 0 {
		return p.readPlaces(ctx, places)
	}
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return err
	}
	defer lib.Close()
	empty, err := session.Untouched(ctx, lib)
	if err != nil {
		return fmt.Errorf("read the library: %w", err)
	}
	if empty {
		return p.readHandbook(ctx)
	}
	roomForScreen()
	tasks := &screenTasks{p: p, lib: lib}
	defer tasks.running.Wait()
	return p.present(ctx, nil, p.librarySession(ctx, tasks))
}

// librarySession returns the session of the reader's library.
func (p *program) librarySession(ctx context.Context, tasks *screenTasks) host.Session {
	s := p.session(tasks.lib, "library", tasks.host())
	s.Offers, s.Follow = offersOf(ctx, tasks.lib), tasks.follow
	return s
}

// readHandbook opens the screen on the handbook, in a library of its own. What
// is added there goes to the reader's library, which then takes its place.
func (p *program) readHandbook(ctx context.Context) error {
	lib, err := p.memory(ctx)
	if err != nil {
		return err
	}
	defer lib.Close()
	articles, err := p.handbook(ctx)
	if err != nil {
		return err
	}
	if _, err := lib.Save(ctx, articles, p.now()); err != nil {
		return fmt.Errorf("open the handbook: %w", err)
	}
	l := &lazyLibrary{p: p}
	defer func() { _ = l.close() }()
	s := p.session(lib, "handbook", l.host())
	s.Filter, s.Offers, s.Begun = "", offers, l.begun
	return p.present(ctx, nil, s)
}

// readPlaces opens the screen on documents, which are read while it is in use.
func (p *program) readPlaces(ctx context.Context, places []string) error {
	if err := p.openable(ctx, places); err != nil {
		return err
	}
	lib, err := p.memory(ctx)
	if err != nil {
		return err
	}
	defer lib.Close()
	// The screen may end before the reading does; the library must not.
	var reading sync.WaitGroup
	defer reading.Wait()
	var failures []error
	h := p.localHost()
	h.OnExport = p.exporter(lib, &reading)
	s := p.session(lib, feed.Title(places), h)
	s.Load = func(ctx context.Context, report func(host.Progress)) error {
		reading.Add(1)
		defer reading.Done()
		if err := ctx.Err(); err != nil {
			return err // begun after the screen had ended
		}
		opts := p.openOptions()
		opts.Progress = func(f feed.Progress) { report(progress(f)) }
		_, err := feed.Batcher{Library: lib, Now: p.now}.Load(ctx, places, opts, func(err error) {
			failures = append(failures, err)
			report(host.Progress{Failed: err})
		})
		return err
	}
	if err := p.present(ctx, places, s); err != nil {
		return err
	}
	reading.Wait()
	if p.plainly(places) {
		return cli.Reported(len(failures)) // it has said them
	}
	for _, err := range failures {
		p.reportError(err)
	}
	return cli.Reported(len(failures))
}

// progress says for the screen how far the reading is.
func progress(f feed.Progress) host.Progress {
	u := host.Progress{Reading: f.Path, Articles: f.Articles}
	if f.Total > 0 {
		u.Percent = int(min(100, f.Bytes*100/f.Total))
	}
	return u
}

// session returns a session of this program, on a library of a title.
func (p *program) session(lib model.Store, title string, h *host.Funcs) host.Session {
	s := host.Session{Library: lib, Host: h, Now: p.now, Title: title, Filter: p.config.Query}
	if p.misread != nil {
		s.Notice = p.misread.Brief()
	}
	return s
}

// openable returns an error when it is plain before the screen opens that
// there is nothing to show on it.
func (p *program) openable(ctx context.Context, places []string) error {
	gone := 0
	for _, place := range places {
		if place == "-" && cli.IsTerminal(p.stdin) {
			return &usageError{Err: errors.New("-: standard input is this terminal; pipe a document into it")}
		}
		if place != "-" && !strings.Contains(place, ":") && !strings.ContainsAny(place, "*?[") && missing(place) {
			gone++
		}
	}
	if gone < len(places) {
		return nil
	}
	failed, err := p.load(ctx, places, func(*model.Article) error { return nil })
	if err != nil {
		return err
	}
	return cli.Reported(failed)
}
