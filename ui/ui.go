// Package ui is the screen. App, the only tea.Model, routes messages to panes, which are
// plain structs, and draws them. The package knows the model and the query language. It
// opens no file, address or database: its Host does all that goes beyond the Library.
package ui

import (
	"context"
	"io"

	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/termtype"
)

// Options configures a screen.
type Options struct {
	host.Session
	// Config holds the reader's settings. Changed waits for a change and returns the new
	// settings, or an error if they are wrong; then the old ones stay. A nil Changed means
	// that they do not change.
	config.Config
	Changed func(ctx context.Context) (config.Config, error)
	// Remember keeps what :set has changed, as text, and returns why it cannot. nil: a
	// change lasts until the session ends.
	Remember func(ctx context.Context, name, value string) error
	Terminal
	// Renderer shares rendered articles among the sessions of a process. nil: the screen
	// has its own.
	Renderer *article.Renderer
}

// Terminal describes where the screen is drawn. The zero value is the terminal of the
// process, with colours and hyperlinks.
type Terminal struct {
	Remote       bool // elsewhere (SSH): pictures are fetched on request only
	Mono         bool // no colours (NO_COLOR)
	NoHyperlinks bool // hyperlinks (OSC 8) and other such commands may be unknown
	Tmux         bool // the screen runs inside tmux

	// Input, Output, Environ and the size replace the terminal of the process for
	// sessions from elsewhere. Pictures are deleted from the terminal at the end only if
	// Output is set.
	Input         io.Reader
	Output        io.Writer
	Environ       []string
	Width, Height int
	// FPS limits how often the screen is drawn; 0 means 200, for a local terminal.
	FPS int
	// Events are what the session is told of its window and by its host. nil: nothing.
	Events *host.Events
}

// remoteFPS is how often a screen that is elsewhere is drawn at most.
const remoteFPS = 60

// RemoteTerminal returns the terminal at the other end of a connection: in is what comes
// from it, out takes what it shows. Both are raw: nothing on the way maps line ends. All
// that is known of it stands in its environment, TERM in any case; the environment of the
// process counts for nothing.
func RemoteTerminal(in io.Reader, out io.Writer, environ []string, events *host.Events) Terminal {
	size := events.Size()
	return Terminal{
		Remote: true, Mono: termtype.Getenv(environ, "NO_COLOR") != "",
		NoHyperlinks: termtype.Linkless(termtype.Getenv(environ, "TERM")),
		Tmux:         termtype.Tmux(environ),
		Input:        in, Output: out, Environ: environ, Width: size.Width, Height: size.Height,
		FPS: remoteFPS, Events: events,
	}
}
