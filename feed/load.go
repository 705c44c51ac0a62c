// Package feed turns places into articles: it opens what a reader names,
// recognises what it is, hands it to the reader of its kind and passes the
// articles on as a stream. It never shows and never filters.
package feed

import (
	"context"
	"io"
	"time"

	"dateline/feed/doc"
	"dateline/model"
)

// Options says how places are loaded.
type Options struct {
	Now    time.Time // the reader's clock
	Stdin  io.Reader // what the place "-" reads
	Limits doc.Limits
	// Explain receives why each document was read as it was; nil: nobody asked.
	Explain func(path string, n doc.Note)
	// Progress is called as documents are opened and read; nil: nobody asked.
	Progress func(Progress)
}

// Progress tells how far a Load has come.
type Progress struct {
	Path     string // the document being read
	Articles int    // handed on so far
	Bytes    int64  // read so far
	Total    int64  // of how many, 0 while unknown
	Done     int    // documents finished
}

// SourceError is a place that failed, and why. Its text is
// "PLACE: reason", cleaned for a terminal.
type SourceError struct {
	Path string
	Err  error
}

// Error returns the place and the reason on one line.
func (e *SourceError) Error() string {
	return model.CleanLine(e.Path) + ": " + model.CleanLine(e.Err.Error())
}

// Unwrap returns the reason.
func (e *SourceError) Unwrap() error { return e.Err }

// Load reads every place in turn (a file, a folder, a glob, "-", later an
// address) and hands each article to emit, complete: cleaned, with ID, Source
// and Path. A place or document that fails is passed to fail as a *SourceError
// and the rest goes on. Load itself returns only emit's error or ctx's.
func Load(ctx context.Context, places []string, o Options, emit doc.Emit, fail func(error)) error {
	panic("replaced by the loader")
}
