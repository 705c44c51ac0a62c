package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/model"
	"dateline/ui"
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
	tasks := &screenTasks{p: p, lib: lib}
	defer tasks.running.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	return p.present(ctx, nil, p.libraryScreen(ctx, tasks))
}

// libraryScreen returns the screen of the reader's library.
func (p *program) libraryScreen(ctx context.Context, tasks *screenTasks) ui.Options {
	o := p.screen(tasks.lib)
	o.Title, o.Offers = "library", offersOf(ctx, tasks.lib)
	tasks.offer(&o)
	return o
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
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	o := p.screen(lib)
	o.Title, o.Query = "handbook", ""
	l.offer(&o)
	return p.present(ctx, nil, o)
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
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var failures []error
	o := p.screen(lib)
	o.Title = feed.Title(places)
	o.Export = p.exporter(lib, &reading)
	o.Load = func(ctx context.Context, report func(ui.Progress)) error {
		reading.Add(1)
		defer reading.Done()
		if err := ctx.Err(); err != nil {
			return err // begun after the screen had ended
		}
		opts := p.openOptions()
		opts.Progress = func(f feed.Progress) { report(progress(f)) }
		_, err := feed.Batcher{Library: lib, Now: p.now}.Load(ctx, places, opts, func(err error) {
			failures = append(failures, err)
			report(ui.Progress{Failed: err})
		})
		return err
	}
	if err := p.present(ctx, places, o); err != nil {
		return err
	}
	stop()
	reading.Wait()
	if p.plainly(places) {
		return reported(len(failures)) // it has said them
	}
	for _, err := range failures {
		p.reportError(err)
	}
	return reported(len(failures))
}

// progress says for the screen how far the reading is.
func progress(f feed.Progress) ui.Progress {
	u := ui.Progress{Reading: f.Path, Articles: f.Articles}
	if f.Total > 0 {
		u.Percent = int(min(100, f.Bytes*100/f.Total))
	}
	return u
}

// screen returns what every screen of this program is given.
func (p *program) screen(lib model.Store) ui.Options {
	o := ui.Options{Library: lib, Now: p.now, Config: p.config}
	o.Remote = p.getenv("SSH_CONNECTION") != "" || p.getenv("SSH_TTY") != ""
	if p.misread != nil {
		o.Notice = p.misread.Brief()
	}
	o.Changed = p.configChanges()
	o.Mono = p.getenv("NO_COLOR") != ""
	m := p.machine()
	o.OpenURL, o.OpenPage, o.Picture = m.Browse, p.openPage, fetch.Pictures(p.privatePictures)
	o.Save, o.Folder, o.Pipe, o.Pager = m.Save, m.MakeFolder, m.Pipe, m.Pager
	o.NoHyperlinks = m.Linkless()
	o.Tmux = p.getenv("TMUX") != ""
	return o
}

// openable returns an error when it is plain before the screen opens that
// there is nothing to show on it.
func (p *program) openable(ctx context.Context, places []string) error {
	gone := 0
	for _, place := range places {
		if f, ok := p.stdin.(*os.File); place == "-" && ok && isTerminal(f) {
			return &usageError{errors.New("-: standard input is this terminal; pipe a document into it")}
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
	return reported(failed)
}
