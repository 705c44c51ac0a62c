package sshd

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"

	"dateline/ui/article"
)

// Server serves readers over SSH. Its methods are safe for concurrent use.
type Server struct {
	o         Options
	log       *slog.Logger
	ssh       *ssh.Server
	limits    atomic.Pointer[Limits]
	addresses addresses
	gate      gate
	counts    counters
	follow    sync.Once
	stopped   chan struct{} // closed when it stops
	stop      sync.Once

	mu       sync.Mutex
	here     map[*connection]struct{} // authenticated or not
	sessions map[*channel]string      // with whom they count for, begun or not
	begun    map[*channel]struct{}    // at work
	ended    chan struct{}            // closed when the last one has ended; nil: nobody waits
}

// New returns a server. It begins with Serve.
func New(o Options) (*Server, error) {
	if len(o.HostKeys) == 0 {
		return nil, errors.New("a server needs a host key")
	}
	s := &Server{
		o: o, log: o.Log, stopped: make(chan struct{}),
		here: make(map[*connection]struct{}), sessions: make(map[*channel]string), begun: make(map[*channel]struct{}),
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.o.Renderer == nil {
		s.o.Renderer = article.NewRenderer()
	}
	s.SetLimits(o.Limits)
	var err error
	s.ssh, err = wish.NewServer(
		wish.WithVersion("dateline"),
		wish.WithMiddleware(s.serve, s.recoverPanic),
		s.configure,
	)
	return s, err
}

// configure is an ssh.Option.
func (s *Server) configure(srv *ssh.Server) error {
	for _, k := range s.o.HostKeys {
		srv.AddHostKey(k)
	}
	srv.ServerConfigCallback = s.authentication
	srv.ConnCallback = func(ctx ssh.Context, c net.Conn) net.Conn {
		ctx.SetValue(connectionKey{}, c)
		return c
	}
	srv.ConnectionFailedCallback = func(c net.Conn, err error) {
		s.log.Debug("connection failed", "address", addressOf(c).String(), "error", err)
	}
	srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.openChannel, "default": s.rejectChannel}
	return nil
}

// heapGrowth is by how many percent the heap of a server may grow before it is collected,
// unless GOGC says so: of a thousand screens, which live long, two fifths more are room
// enough.
const heapGrowth = 40

// SetLimits sets the limits of what begins from now on.
func (s *Server) SetLimits(l Limits) {
	l = l.complete()
	s.limits.Store(&l)
	debug.SetMemoryLimit(l.Memory)
}

// Serve admits the clients of l until Shutdown; then it returns nil.
func (s *Server) Serve(l net.Listener) error {
	s.follow.Do(func() {
		if set := debug.SetGCPercent(heapGrowth); set != 100 {
			debug.SetGCPercent(set)
		}
		go s.followChanges()
	})
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-s.stopped:
			_ = l.Close()
		case <-done:
		}
	}()
	err := s.ssh.Serve(listener{l, s})
	if errors.Is(err, ssh.ErrServerClosed) || errors.Is(err, net.ErrClosed) && s.isStopped() {
		return nil
	}
	return err
}

// listener admits clients, and closes those that are too many before they cost more.
type listener struct {
	net.Listener
	s *Server
}

// Accept implements net.Listener.
func (l listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if admitted := l.s.admit(c); admitted != nil {
			return admitted, nil
		}
	}
}

// admit returns the connection of a client, or nil after closing it.
func (s *Server) admit(c net.Conn) net.Conn {
	a, now, l := addressOf(c), time.Now(), s.limits.Load()
	if why := s.addresses.connect(a, l, now); why != "" {
		s.counts.refusedConnections.Add(1)
		if n := s.addresses.report(a, now); n > 0 {
			s.log.Warn("connection refused", "address", a.String(), "reason", string(why), "times", n)
		}
		abort(c)
		return nil
	}
	s.counts.connections.Add(1)
	if tcp, ok := c.(*net.TCPConn); ok {
		boundUnread(tcp, l.Unread)
	}
	admitted := newConnection(s, c, a)
	s.join(admitted)
	return admitted
}

// abort closes a connection and leaves nothing of it in the system.
func abort(c net.Conn) {
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = c.Close()
}

// followChanges has those who are here checked whenever it may have changed who may be.
func (s *Server) followChanges() {
	for {
		select {
		case <-s.stopped:
			return
		case <-s.o.Access.Changed():
			for _, c := range s.connections() {
				s.check(c)
			}
		}
	}
}

// check has a visitor checked, if anybody has come in.
func (s *Server) check(c *connection) {
	defer s.contain(c)
	if c.entered() {
		c.follow(context.Background())
	}
}

func (s *Server) connections() []*connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.here))
}

func (s *Server) join(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.here[c] = struct{}{}
}

func (s *Server) leave(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.here, c)
}

func (s *Server) isStopped() bool {
	select {
	case <-s.stopped:
		return true
	default:
		return false
	}
}
