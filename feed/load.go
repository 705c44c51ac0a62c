// Package feed turns places into articles: it opens what a reader names,
// recognises what it is, hands it to the reader of its kind and passes the
// articles on as a stream. It never shows and never filters.
//
// The way of a document, a file a step: load.go takes the places (place.go);
// dispatch.go gives the candidates that discover.go finds (in folders: walk.go) to
// workers; open.go opens one; unpack.go (of archives: unpack_archive.go) takes what
// lies in it out; detect.go finds its format (formats.go), or that it is none
// (refuse.go); read.go has it read by a package below; finalize.go completes its
// articles and identify.go gives them their IDs; emit.go hands them on.
package feed

import (
	"context"
	"io"
	"log/slog"
	"sync"
	"time"

	"dateline/feed/document"
	"dateline/feed/fetch"
	"dateline/model"
)

// Options says how places are loaded.
type Options struct {
	Now    time.Time // the reader's clock
	Stdin  io.Reader // what the place "-" reads
	Limits document.Limits
	// Client fetches addresses; nil: a fetch.New with its defaults.
	Client *fetch.Client
	// Command runs the command of an address (model.CommandName) that is followed, and
	// returns what it writes; nil: none is run.
	Command func(ctx context.Context, address string) (io.ReadCloser, error)
	// NoFiles refuses every place that is neither an address nor "-": no path is looked at.
	NoFiles bool
	// KeepIDs keeps the IDs and the origins of dates that documents state which this
	// program wrote ('export', 'list --format json'). It is for documents that are only
	// opened: an ID decides what an article is.
	KeepIDs bool
	// Spellings returns how the library that the articles are for has recorded what
	// lies at a place (model.Saver); nil: there is no such library. It is called from
	// several goroutines.
	Spellings func(ctx context.Context, place string) ([]string, error)
	// Explain receives why each document was read as it was; nil: nobody asked.
	Explain func(path string, n document.Note)
	// LeftOut receives the first words, and the number of words, of text that was left
	// out of an article of a document; nil: nobody asked.
	LeftOut func(path, first string, words int)
	// Progress is called as documents are opened and read, at most some ten
	// times a second, and once at the end; nil: nobody asked.
	Progress func(Progress)
	// List is told of a list of subscriptions before the sources that it stands for
	// are read; nil: nobody asked.
	List func(path string)
	// Turn is called when a feed that Check fetches begins to come, and may have its reading
	// wait; nil: it does not. await is told whenever its server is waited for, and when that
	// has sent something.
	Turn func(ctx context.Context) (await func(bool), err error)
	// Log is told what was read and what was refused; nil: nobody is.
	Log *slog.Logger
}

// SourceError is a place that failed, and why. Its text is
// "PLACE: reason", cleaned for a terminal, without a name and a password.
type SourceError struct {
	Path string
	Err  error
}

// Error returns the place and the reason on one line.
func (e *SourceError) Error() string {
	return model.StripUserinfo(model.CleanLine(e.Path)+": "+model.CleanLine(e.Err.Error()), nil)
}

// Unwrap returns the reason.
func (e *SourceError) Unwrap() error { return e.Err }

// Load reads every place in turn and hands each article to emit, complete:
// cleaned, with a title, ID, Source and Path. A place is a file, a folder
// (read recursively, in the order of names, without hidden files), a glob
// pattern, an http(s) address, or "-" for Options.Stdin; a list of
// subscriptions (OPML, newsboat's urls) stands for the sources it lists.
//
// Documents are read side by side, but emit, fail, Explain and Progress are
// called from the caller's goroutine, in the order of places and documents.
//
// A place or document that fails is passed to fail as a *SourceError and the
// rest goes on; what could be read of it has been emitted. Load itself returns
// only emit's error or ctx's.
func Load(ctx context.Context, places []string, o Options, emit document.Emit, fail func(error)) error {
	named := make([]place, len(places))
	for i, p := range places {
		named[i] = place{name: p}
	}
	return o.load(ctx, named, emit, fail)
}

func (o Options) load(ctx context.Context, places []place, emit document.Emit, fail func(error)) error {
	if o.Limits == (document.Limits{}) {
		o.Limits = document.DefaultLimits
	}
	if o.Client == nil {
		o.Client = fetch.New(fetch.Options{})
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &loader{Options: o, emit: emit, fail: fail, workingDir: sync.OnceValue(func() string { return absolute(".") })}
	err := l.run(ctx, places, 0)
	if o.Progress != nil && err == nil {
		o.Progress(l.progress())
	}
	return err
}
