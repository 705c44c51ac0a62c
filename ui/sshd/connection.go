package sshd

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"slices"
	"sync"
	"time"

	"dateline/ui/sshd/access"
)

// connection is one client, from the moment it connects.
type connection struct {
	net.Conn
	s     *Server
	addr  netip.Addr
	begun time.Time
	done  chan struct{} // closed at the end
	log   *slog.Logger

	greeted bool // the client has said something; only the reader of the connection knows

	mu       sync.Mutex
	closed   bool
	inside   bool // it has authenticated
	working  bool // it has a slot of the gate
	visitor  access.Visitor
	refused  string // the last key that was, and why
	channels map[*channel]struct{}
	asked    int         // channels in vain
	timer    *time.Timer // ends it unless it authenticates, or opens a session
}

// maxInVain is how many channels beyond its limits a client may ask for.
const maxInVain = 100

func newConnection(s *Server, c net.Conn, a netip.Addr) *connection {
	conn := &connection{
		Conn: c, s: s, addr: a, begun: time.Now(), done: make(chan struct{}),
		log: s.log.With("address", a.String()), channels: make(map[*channel]struct{}),
	}
	conn.mu.Lock()
	defer conn.mu.Unlock()
	conn.timer = time.AfterFunc(s.limits.Load().LoginTime, func() { conn.cut(unfinished) })
	return conn
}

// Read waits for a slot once the client has said something: one that is silent takes none.
func (c *connection) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if !c.greeted && err == nil {
		c.greeted = true
		c.work()
	}
	return n, err
}

func (c *connection) work() {
	if !c.s.gate.enter(c.s.limits.Load().Handshakes, c.done) {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		c.s.gate.leave()
		return
	}
	c.working = true
	time.AfterFunc(slotTime, c.rest)
}

func (c *connection) rest() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.working {
		c.working = false
		c.s.gate.leave()
	}
}

// Write cuts off a client that takes nothing for a while.
func (c *connection) Write(p []byte) (int, error) {
	_ = c.SetWriteDeadline(time.Now().Add(min(c.s.limits.Load().Stalled, maxDeadline)))
	n, err := c.Conn.Write(p)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		c.cut(stalled)
	case err != nil:
		_ = c.Close()
	}
	return n, err
}

// maxDeadline is later than anything ends, and can be added to a time.
const maxDeadline = 100 * 365 * 24 * time.Hour

// enter has a visitor come in, unless he may not any more.
func (c *connection) enter(ctx context.Context, v access.Visitor, method string) bool {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return false
	}
	c.inside, c.visitor = true, v
	c.timer.Stop()
	c.timer = time.AfterFunc(c.s.limits.Load().Unused, c.cutUnused)
	c.mu.Unlock()
	c.s.addresses.authenticated(c.addr)
	c.rest()
	c.s.counts.logins.Add(1)
	if !c.follow(ctx) { // what has changed since he was asked for his key
		return false
	}
	c.note("login", "key", v.Fingerprint, "comment", v.Comment, "role", v.Role.String(), "method", method)
	return true
}

// follow takes over what the visitor may do now, and cuts him off where he may not stay.
func (c *connection) follow(ctx context.Context) bool {
	c.mu.Lock()
	before := c.visitor
	c.mu.Unlock()
	v, ok := c.s.o.Access.Still(ctx, before)
	if !ok {
		c.note("shut out", "key", before.Fingerprint)
		c.end(shutOut)
		return false
	}
	c.mu.Lock()
	c.visitor = v
	for ch := range c.channels {
		if ch.library != nil {
			ch.library.SetRole(v.Role)
		}
	}
	c.mu.Unlock()
	if v.Role != before.Role {
		c.note("another role", "role", v.Role)
	}
	return true
}

func (c *connection) cutUnused() {
	c.mu.Lock()
	idle := len(c.channels) == 0
	c.mu.Unlock()
	if idle {
		c.cut(unused)
	}
}

// open counts a channel, or reports that it is one too many.
func (c *connection) open(ch *channel) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || len(c.channels) >= c.s.limits.Load().SessionsPerConnection {
		return false
	}
	c.channels[ch] = struct{}{}
	c.timer.Stop()
	return true
}

// inVain notes that a channel was refused, and ends a connection that does not stop
// asking: every answer waits until the client takes it.
func (c *connection) inVain() {
	c.mu.Lock()
	c.asked++
	tooMany := c.asked > maxInVain
	c.mu.Unlock()
	if tooMany {
		c.cut(insistent)
	}
}

// shut takes a channel away.
func (c *connection) shut(ch *channel) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.channels, ch)
	if len(c.channels) == 0 && !c.closed {
		c.timer.Reset(c.s.limits.Load().Unused)
	}
}

// bye is how long a session that is ended may take to say so and restore the terminal.
const bye = time.Second

// end has all sessions end, each with a word, and then the connection.
func (c *connection) end(why farewell) {
	c.mu.Lock()
	for ch := range c.channels {
		ch.cancel(why)
	}
	none := len(c.channels) == 0
	c.mu.Unlock()
	if none {
		c.cut(why)
		return
	}
	time.AfterFunc(bye, func() { c.cut(why) })
}

// cut ends the connection at once.
func (c *connection) cut(why farewell) {
	c.mu.Lock()
	closed := c.closed
	c.mu.Unlock()
	if !closed {
		c.note("cut off", "reason", string(why))
		_ = c.Close()
	}
}

// Close implements net.Conn, and gives back what the connection takes.
func (c *connection) Close() error {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return nil
	}
	c.closed = true
	c.timer.Stop()
	inside, refused := c.inside, c.refused
	c.mu.Unlock()
	close(c.done)
	c.rest()
	err := c.Conn.Close()
	c.s.addresses.disconnect(c.addr, !inside)
	c.s.leave(c)
	switch {
	case inside:
		c.note("logout", "after", time.Since(c.begun).Round(time.Second))
	case refused != "":
		c.s.counts.refusedLogins.Add(1)
		c.note("refused", "reason", refused)
	}
	return err
}

// note logs what has happened to the connection. Values that are "" say nothing.
func (c *connection) note(what string, args ...any) {
	args = append([]any{"reader", c.current().Name}, args...)
	said := args[:0]
	for pair := range slices.Chunk(args, 2) {
		if pair[1] != "" {
			said = append(said, pair...)
		}
	}
	c.log.Info(what, said...)
}

// entered reports whether anybody has come in.
func (c *connection) entered() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.inside
}

// current returns who has come in, as he is now.
func (c *connection) current() access.Visitor {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.visitor
}
