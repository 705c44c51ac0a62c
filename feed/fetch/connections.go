package fetch

import (
	"context"
	"net"
	"sync"
	"time"
)

// The limits of NewConnections where none are given.
const (
	ConnectionsPerHost = 6
	ConnectionsInAll   = 64
)

// Connections bounds what is asked at the same time, by all Clients that share it:
// requests wait for their turn. It is safe for concurrent use.
type Connections struct {
	perHost int
	turns   chan struct{} // holds one for each request under way
	open    chan struct{} // and for each connection, in use or idle

	mu      sync.Mutex
	hosts   map[string]*hostTurns
	clients []*Client
}

// Limits returns how many connections there may be to a host, and in all.
func (c *Client) Limits() (perHost, all int) {
	return c.o.Connections.perHost, cap(c.o.Connections.turns)
}

// hostTurns are the turns of one host.
type hostTurns struct {
	turns chan struct{}
	users int // that have a turn or wait for one
}

// NewConnections allows so many connections to a host, and in all. What is not above 0
// means ConnectionsPerHost and ConnectionsInAll.
func NewConnections(perHost, all int) *Connections {
	if perHost <= 0 {
		perHost = ConnectionsPerHost
	}
	if all <= 0 {
		all = ConnectionsInAll
	}
	return &Connections{
		perHost: perHost, turns: make(chan struct{}, all), open: make(chan struct{}, all),
		hosts: make(map[string]*hostTurns),
	}
}

// wait waits for a turn to ask a host, and returns what ends it. Who waits for a busy
// host keeps nobody from asking another.
func (c *Connections) wait(ctx context.Context, host string) (done func(), err error) {
	h := c.join(host)
	if err := take(ctx, h.turns); err != nil {
		c.leave(host, h)
		return nil, err
	}
	if err := take(ctx, c.turns); err != nil {
		<-h.turns
		c.leave(host, h)
		return nil, err
	}
	return sync.OnceFunc(func() {
		<-c.turns
		<-h.turns
		c.leave(host, h)
	}), nil
}

func take(ctx context.Context, turns chan struct{}) error {
	select {
	case turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (c *Connections) join(host string) *hostTurns {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.hosts[host]
	if h == nil {
		h = &hostTurns{turns: make(chan struct{}, c.perHost)}
		c.hosts[host] = h
	}
	h.users++
	return h
}

func (c *Connections) leave(host string, h *hostTurns) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if h.users--; h.users == 0 {
		delete(c.hosts, host)
	}
}

// retry is how often a new connection looks for an idle one that can be closed for it.
const retry = 5 * time.Millisecond

// dial connects. Where there are as many connections as may be, those that nobody uses
// are closed for it: somebody has a turn for each of the others.
func (c *Connections) dial(ctx context.Context, dial dialer, network, address string) (net.Conn, error) {
	for waiting := true; waiting; {
		select {
		case c.open <- struct{}{}:
			waiting = false
		default:
			c.closeIdle()
			select {
			case <-time.After(retry):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
	}
	conn, err := dial(ctx, network, address)
	if err != nil {
		<-c.open
		return nil, err
	}
	return &counted{Conn: conn, closed: sync.OnceFunc(func() { <-c.open })}, nil
}

// dialer connects to an address.
type dialer func(ctx context.Context, network, address string) (net.Conn, error)

// counted is a connection that is counted.
type counted struct {
	net.Conn
	closed func()
}

// Close closes the connection.
func (c *counted) Close() error {
	defer c.closed()
	return c.Conn.Close()
}

// share adds a client, whose idle connections give way to others.
func (c *Connections) share(client *Client) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.clients = append(c.clients, client)
}

func (c *Connections) closeIdle() {
	c.mu.Lock()
	clients := c.clients
	c.mu.Unlock()
	for _, client := range clients {
		client.closeIdle()
	}
}
