// Package access decides who comes in over SSH, as which reader and with which role, and
// hands out the reader's Library limited by that role. It knows keys and the file that
// lists them, but no connections, sessions or screens.
package access

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
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

	from     netip.Addr
	key      string // as KeyLine has it
	who      identity
	stranger bool // only Open lets him in
}

// Settings say who is let in. Reload takes others.
type Settings struct {
	// AuthorizedKeys is a file of keys as sshd(8) has it; "" none.
	AuthorizedKeys string
	// Open lets any key in as a reader, Guest visitors without a key.
	Open, Guest bool
	// NewPerHour and MaxReaders bound the readers that are made of keys which only Open
	// lets in: in an hour, and of all that there are. 0 stands for DefaultNewPerHour and
	// DefaultMaxReaders, less for no bound.
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
	catalog model.Catalog
	now     func() time.Time
	log     *slog.Logger
	changed chan struct{}
	refile  chan struct{} // the file is another, or may expire otherwise

	state   atomic.Pointer[state]
	setting sync.Mutex // held while another state is made
	making  sync.Mutex // held while a reader is made, or the readers are listed
	waiting waiting
}

// New returns a Control that follows the file and the readers of the catalogue until ctx
// ends. The error says why the file, or the catalogue, cannot be read.
func New(ctx context.Context, o Options) (*Control, error) {
	c := &Control{catalog: o.Catalog, now: o.Now, log: o.Log, changed: make(chan struct{}, 1), refile: make(chan struct{}, 1)}
	if c.now == nil {
		c.now = time.Now
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	c.state.Store(&state{readers: newReaderSet(nil)})
	watch := o.Catalog.WatchReaders(ctx)
	if err := c.listReaders(ctx); err != nil {
		return nil, err
	}
	if err := c.Reload(ctx, o.Settings); err != nil {
		return nil, err
	}
	go c.followReaders(ctx, watch)
	go c.followFile(ctx)
	return c, nil
}

// replace puts another state in force, which change makes of a copy, and reports whether
// it did: change tells whether it has changed anything.
func (c *Control) replace(change func(*state) bool) bool {
	c.setting.Lock()
	defer c.setting.Unlock()
	now := *c.state.Load()
	if !change(&now) {
		return false
	}
	c.state.Store(&now)
	c.signal()
	return true
}

// signal says that Still may have other answers.
func (c *Control) signal() {
	select {
	case c.changed <- struct{}{}:
	default: // a signal is waiting already
	}
}

// Key returns who comes in with a key from an address, or why he does not, for the log.
// After a visitor has been entered among those who are asked Still, ask it once more: what
// changed in between would be missed.
func (c *Control) Key(ctx context.Context, key gossh.PublicKey, from netip.Addr) (Visitor, error) {
	v := Visitor{Fingerprint: gossh.FingerprintSHA256(key), from: from, key: KeyLine(key)}
	if err := CheckKey(key); err != nil {
		return v, err
	}
	// Another program may have changed the readers just now.
	r, err := c.catalog.ReaderOfKey(ctx, v.key)
	if err != nil && !errors.Is(err, model.ErrNotFound) {
		return v, err
	}
	if known := c.state.Load().readers.byKey[v.key]; (known == nil) != (err != nil) || known != nil && !sameReader(*known, r) {
		if err := c.listReaders(ctx); err != nil {
			return v, err
		}
	}
	return c.state.Load().decide(v, c.now())
}

// Anonymous returns who comes in without a key, and whether anybody does.
func (c *Control) Anonymous() (Visitor, bool) {
	return Visitor{Name: string(model.GuestReader), Guest: true}, c.state.Load().Guest
}

// KeysPossible reports whether anybody may come in with a key: by the file, by the
// catalogue, or by Open.
func (c *Control) KeysPossible() bool { return c.state.Load().keysPossible() }

// Still returns the visitor as he is after a change of keys, readers or roles, and whether
// he may stay: he may not when he is not let in any more, or as somebody else. It asks the
// catalogue for nothing.
func (c *Control) Still(_ context.Context, v Visitor) (Visitor, bool) {
	return c.state.Load().still(v, c.now())
}

// still is Still.
func (s *state) still(v Visitor, at time.Time) (Visitor, bool) {
	if v.Guest {
		return v, s.Guest
	}
	now, err := s.decide(Visitor{Fingerprint: v.Fingerprint, from: v.from, key: v.key}, at)
	if v.ID != "" {
		return now, err == nil && now.ID == v.ID
	}
	return now, err == nil && (now.who == v.who || now.ID != "" && now.ID == v.who.id)
}

// Changed receives a value after who may come in, or with which role, may have changed:
// Still tells. It holds one signal, for one receiver.
func (c *Control) Changed() <-chan struct{} { return c.changed }

// Reload takes other settings and reads the file again. The error says why it cannot be
// read; then everything stays as it was.
func (c *Control) Reload(_ context.Context, s Settings) error {
	if s.NewPerHour == 0 {
		s.NewPerHour = DefaultNewPerHour
	}
	if s.MaxReaders == 0 {
		s.MaxReaders = DefaultMaxReaders
	}
	var text string
	var keys keyList
	if s.AuthorizedKeys != "" {
		var err error
		if text, err = readKeys(s.AuthorizedKeys); err != nil {
			return err
		}
		keys = c.parse(s.AuthorizedKeys, text)
	}
	c.replace(func(now *state) bool {
		now.Settings, now.text, now.keys = s, text, keys
		return true
	})
	select {
	case c.refile <- struct{}{}:
	default:
	}
	return nil
}
