package sshd

import (
	"context"
	"io"
	"log/slog"
	"net/netip"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/article"
	"dateline/ui/config"
	"dateline/ui/host"
	"dateline/ui/sshd/access"
)

// Options is what a server is given.
type Options struct {
	Access   Access
	HostKeys []gossh.Signer // at least one
	Limits   Limits
	Log      *slog.Logger // nil: nothing is logged

	// Session says what a visitor reads, when a screen or line mode begins.
	Session func(ctx context.Context, v access.Visitor, lib *access.Library, t Terminal) (Screen, error)
	// Offer says in one line what a visitor may ask for, to one who asked for what there
	// is not.
	Offer func(v access.Visitor) string
	// Exec runs a command line and returns its exit code. It ends soon after ctx does.
	Exec func(ctx context.Context, c Command) int
	// Renderer keeps the rendered articles of all sessions.
	Renderer *article.Renderer
}

// Access says who may come in. *access.Control is one.
type Access interface {
	// Key returns who has the key, or why its owner is refused. The server calls it for
	// keys that a client offers, too: nobody has come in by being asked for.
	Key(ctx context.Context, key gossh.PublicKey, from netip.Addr) (access.Visitor, error)
	// Anonymous returns the visitor without a key, and whether one may come in.
	Anonymous() (access.Visitor, bool)
	// KeysPossible reports whether any key may be let in; otherwise all who come are guests.
	KeysPossible() bool
	// Still returns a visitor as he is now, and whether he may stay.
	Still(ctx context.Context, v access.Visitor) (access.Visitor, bool)
	// Library returns what the visitor sees of the catalogue.
	Library(ctx context.Context, v access.Visitor) (*access.Library, error)
	// Changed receives a value when what Still says may have changed.
	Changed() <-chan struct{}
}

// Screen is what a visitor reads, and how he has set it.
type Screen struct {
	host.Session
	config.Config
	// Changed and Remember are those of ui.Options.
	Changed  func(ctx context.Context) (config.Config, error)
	Remember func(ctx context.Context, name, value string) error
}

// Terminal is the client's.
type Terminal struct {
	Name          string   // TERM; "" without a terminal
	Environ       []string // what the client sent of it, and TERM
	Width, Height int
}

// Command is a command line of `ssh host WORDS`.
type Command struct {
	Visitor        access.Visitor
	Library        *access.Library
	Args           []string // its words; no shell has seen them
	Environ        []string // what the client sent; TERM with a terminal
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Terminal       bool // the client shows Stdout on a terminal
	Width          int  // of that; 0 without one
}
