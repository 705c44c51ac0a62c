// Package access decides who comes in over SSH, as which reader and with which role, and
// hands out the reader's Library limited by that role. It knows keys and the file that
// lists them, but no connections, sessions or screens.
package access

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
)

// Visitor is who has come in with a key, or without one.
type Visitor struct {
	// Name is one line: that of the reader, or the fingerprint of the key, or "guest".
	Name string
	// Fingerprint is that of the key (SHA256:…); "" of a guest.
	Fingerprint string
	// Comment is that of the key in the file, one line. It is shown, never trusted.
	Comment string
	// ID is that of the reader; "" as long as nothing is stored of him.
	ID    model.ReaderID
	Role  model.Role
	Guest bool
	// NoTerminal says that he may run commands but have no screen (no-pty in the file).
	NoTerminal bool

	from netip.Addr
	key  string // as KeyLine has it
	who  identity
}

// identity is whom a key stands for: a reader of an ID, or, before there is one, of a
// name.
type identity struct {
	id   model.ReaderID
	name string
}

// Settings say who is let in. Reload takes others.
type Settings struct {
	// AuthorizedKeys is a file of keys as sshd(8) has it; "" none.
	AuthorizedKeys string
	// Open lets any key in as a reader, Guest visitors without a key.
	Open, Guest bool
	// NewPerHour and MaxReaders bound the readers that are made of keys which only Open
	// lets in: in an hour, and of all that there are. 0 stands for DefaultNewPerHour and
	// DefaultMaxReaders.
	NewPerHour, MaxReaders int
}

// Options are what a Control works with.
type Options struct {
	Settings
	Catalog model.Catalog
	// Now is the clock; nil is the system's.
	Now func() time.Time
	// Log is told what is wrong with the file, and which readers are new or have changed;
	// nil: nobody.
	Log *slog.Logger
}

// The bounds of Settings where none are set.
const (
	DefaultNewPerHour = 60
	DefaultMaxReaders = 10_000
)

// Control decides who comes in. Its methods are safe for concurrent use.
type Control struct {
	o       Options
	changed chan struct{}
}

// New returns a Control that follows the file and the readers of the catalogue until ctx
// ends. The error says why the file cannot be read.
func New(ctx context.Context, o Options) (*Control, error) {
	return &Control{o: o, changed: make(chan struct{}, 1)}, ctx.Err()
}

// Key returns who comes in with a key from an address, or why he does not, for the log.
func (c *Control) Key(ctx context.Context, key gossh.PublicKey, from netip.Addr) (Visitor, error) {
	v := Visitor{Fingerprint: gossh.FingerprintSHA256(key), from: from, key: KeyLine(key)}
	r, err := c.o.Catalog.ReaderOfKey(ctx, v.key)
	if err != nil {
		return Visitor{}, err
	}
	v.Name, v.ID, v.Role, v.who = r.Name, r.ID, r.Role, identity{id: r.ID}
	return v, nil
}

// Anonymous returns who comes in without a key, and whether anybody does.
func (c *Control) Anonymous() (Visitor, bool) {
	return Visitor{Name: "guest", Guest: true}, c.o.Guest
}

// Still returns the visitor as he is after a change of keys, readers or roles, and whether
// he may stay. It asks the catalogue for nothing.
func (c *Control) Still(ctx context.Context, v Visitor) (Visitor, bool) { return v, ctx.Err() == nil }

// Library returns the library of a visitor as his role lets him use it.
func (c *Control) Library(ctx context.Context, v Visitor) (*Library, error) {
	id := v.ID
	if v.Guest || id == "" {
		id = model.GuestReader
	}
	view, err := c.o.Catalog.Reader(ctx, id)
	if err != nil {
		return nil, err
	}
	l := &Library{Library: view}
	l.SetRole(v.Role)
	return l, nil
}

// Changed receives a value after who may come in, or with which role, may have changed:
// Still tells. It holds one signal, for one receiver.
func (c *Control) Changed() <-chan struct{} { return c.changed }

// KeysPossible reports whether anybody may come in with a key: by the file, by the
// catalogue, or by Open.
func (c *Control) KeysPossible() bool { return true }

// Reload takes other settings and reads the file again. The error says why it cannot be
// read; then what was read of the same file before stays in force.
func (c *Control) Reload(ctx context.Context, s Settings) error {
	c.o.Settings = s
	return ctx.Err()
}
