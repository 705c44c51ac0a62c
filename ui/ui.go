// Package ui is the screen: App, the only tea.Model, routes messages to panes
// that are plain structs and draws them. It knows the model and the query
// language; it opens no file, address or database: what it may ask for beyond
// the Library is its Host's to do.
package ui

import (
	"context"
	"io"

	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/host"
)

// Options is what a screen is given.
type Options struct {
	host.Session
	// Config is what the reader has set. Changed waits for that to change and returns
	// what it is then. An error says what is wrong with it; then it stays as it is.
	// nil: it does not change.
	config.Config
	Changed func(ctx context.Context) (config.Config, error)
	Terminal
	// Renderer keeps rendered articles for all sessions of a process. nil: the screen
	// has one of its own.
	Renderer *article.Renderer
}

// Terminal is what the screen is drawn on. The zero value is the process's own, which
// shows colours and hyperlinks.
type Terminal struct {
	Remote       bool // it is elsewhere (SSH): no picture is fetched unasked
	Mono         bool // no colour at all is wanted (NO_COLOR)
	NoHyperlinks bool // it may not know hyperlinks (OSC 8)
	Tmux         bool // tmux stands between the screen and it

	// Input, Output, Environ and the size replace the process's own terminal,
	// for sessions that come from elsewhere. Zero: the process's own. What the
	// terminal holds of pictures is taken from it at the end only where there is
	// an Output.
	Input         io.Reader
	Output        io.Writer
	Environ       []string
	Width, Height int
	// FPS bounds how often the screen is drawn; 0 means 200, for a local
	// terminal.
	FPS int
}
