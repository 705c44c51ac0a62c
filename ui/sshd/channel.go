package sshd

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/host"
	"dateline/ui/sshd/access"
)

// channel is a session of a client: one screen, line mode or command.
type channel struct {
	gossh.Channel // once it is accepted
	c             *connection
	ctx           context.Context
	cancel        context.CancelCauseFunc
	closed        context.Context // ends when the client has closed it, too

	library *access.Library // guarded by the connection
	lastKey atomic.Int64    // when the client sent something, in nanoseconds

	mu       sync.Mutex
	terminal bool
	term     Terminal
	environ  environ
	exec     bool
	begun    bool
	events   *host.Events // of the terminal
	why      farewell     // it was asked to end
}

// openChannel is the ssh.ChannelHandler of sessions. The session of package ssh gets a
// channel that passes on only what it may ask for: by itself it keeps whatever a client
// sends, and waits for good when a window changes that nobody watches.
func (s *Server) openChannel(srv *ssh.Server, conn *gossh.ServerConn, asked gossh.NewChannel, ctx ssh.Context) {
	c, ok := ctx.Value(connectionKey{}).(*connection)
	if !ok {
		_ = asked.Reject(gossh.Prohibited, noForwarding)
		return
	}
	ch := &channel{c: c, events: host.NewEvents(host.Size{})}
	ch.ctx, ch.cancel = context.WithCancelCause(context.Background())
	defer ch.cancel(gone)
	var shut context.CancelFunc
	ch.closed, shut = context.WithCancel(context.Background())
	defer shut()
	if why := s.open(ch); why != "" {
		s.reject(c, asked, gossh.ResourceShortage, why)
		return
	}
	defer s.shut(ch)
	ssh.DefaultSessionHandler(srv, conn, pending{asked, ch}, channelContext{ctx, ch})
}

// rejectChannel is the ssh.ChannelHandler of everything else.
func (s *Server) rejectChannel(_ *ssh.Server, _ *gossh.ServerConn, asked gossh.NewChannel, ctx ssh.Context) {
	c, _ := ctx.Value(connectionKey{}).(*connection)
	s.reject(c, asked, gossh.Prohibited, noForwarding)
}

func (s *Server) reject(c *connection, asked gossh.NewChannel, reason gossh.RejectionReason, why string) {
	s.counts.refusedChannels.Add(1)
	if c != nil {
		c.note("channel refused", "type", printable(asked.ChannelType(), maxWord), "reason", why)
		c.inVain()
	}
	_ = asked.Reject(reason, why)
}

// pending is a channel that a client asks for.
type pending struct {
	gossh.NewChannel
	ch *channel
}

// Accept implements gossh.NewChannel: of the requests only those arrive that may be made.
func (p pending) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	raw, requests, err := p.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	ch := p.ch
	ch.Channel = raw
	ch.lastKey.Store(time.Now().UnixNano())
	filtered := make(chan *gossh.Request)
	go func() {
		defer close(filtered)
		defer ch.c.s.contain(ch.c)
		ch.filter(requests, filtered)
	}()
	return ch, filtered, nil
}

// Read implements io.Reader and notes when something came.
func (ch *channel) Read(p []byte) (int, error) {
	n, err := ch.Channel.Read(p)
	if n > 0 {
		ch.lastKey.Store(time.Now().UnixNano())
	}
	return n, err
}

// Write implements io.Writer: see outbox.
func (ch *channel) Write(p []byte) (int, error) { return outbox{ch, ch.Channel}.Write(p) }

// Stderr implements gossh.Channel.
func (ch *channel) Stderr() io.ReadWriter {
	raw := ch.Channel.Stderr()
	return struct {
		io.Reader
		io.Writer
	}{raw, outbox{ch, raw}}
}

// terminalNow returns the terminal as it is now, and whether there is one.
func (ch *channel) terminalNow() (Terminal, bool) {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	t := ch.term
	if ch.terminal {
		now := ch.events.Size()
		t.Width, t.Height = now.Width, now.Height
	}
	t.Environ = ch.environ.list
	if ch.terminal {
		t.Environ = append(t.Environ[:len(t.Environ):len(t.Environ)], "TERM="+t.Name)
	}
	return t, ch.terminal
}

// ask has a session end by itself, as if its reader had left it, so that all is kept. It
// is ended after a moment if it does not.
func (ch *channel) ask(why farewell) {
	ch.mu.Lock()
	ch.why = why
	ch.mu.Unlock()
	ch.events.Quit()
	time.AfterFunc(bye, func() { ch.cancel(why) })
}

// reason returns why the session has ended; nil: its reader has left it.
func (ch *channel) reason() error {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.why != "" {
		return ch.why
	}
	return context.Cause(ch.ctx)
}

// say tells the client something about what it asked for.
func (ch *channel) say(what string) { ch.line("dateline: " + what) }

// line writes a line to the client, beside what it may have asked for.
func (ch *channel) line(text string) {
	end := "\n"
	if _, terminal := ch.terminalNow(); terminal {
		end = "\r\n"
	}
	_, _ = io.WriteString(ch.Stderr(), text+end)
}

// explain says what there is not, and what may be asked for.
func (ch *channel) explain(what string) {
	ch.say(what)
	if offer := ch.c.s.o.Offer; offer != nil {
		ch.line(offer(ch.c.current()))
	}
}

// readTime is what OpenSSH gets to show a text before a refusal that it ends with.
const readTime = 100 * time.Millisecond

// channelKey is that of the channel in the context of its session.
type channelKey struct{}

// channelContext is the context of one session. That of its connection would keep the
// last session for as long as the connection lasts.
type channelContext struct {
	ssh.Context
	ch *channel
}

// Value implements context.Context.
func (c channelContext) Value(key any) any {
	if key == (channelKey{}) {
		return c.ch
	}
	return c.Context.Value(key)
}

// SetValue implements ssh.Context.
func (channelContext) SetValue(any, any) {}

// Done implements context.Context.
func (c channelContext) Done() <-chan struct{} { return c.ch.ctx.Done() }

// Err implements context.Context.
func (c channelContext) Err() error { return c.ch.ctx.Err() }
