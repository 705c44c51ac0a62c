package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
)

// quiet is the log of servers whose clients leave.
var quiet = log.New(io.Discard, "", 0)

// gauge counts what is there at the same time.
type gauge struct {
	mu        sync.Mutex
	now, most int
}

func (g *gauge) add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now += n
	g.most = max(g.most, g.now)
}

func (g *gauge) peak() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.most
}

// watched connects to a server, and counts the connections that are open.
func (g *gauge) watched(server string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dialTo(server)(ctx, network, address)
		if err != nil {
			return nil, err
		}
		g.add(1)
		return &counted{Conn: c, closed: sync.OnceFunc(func() { g.add(-1) })}, nil
	}
}

// TestConnections: no more connections are open than may be, to a host and in all, also
// of those that wait to be used again; and everybody is served.
func TestConnections(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "hello") }))
	t.Cleanup(s.Close)
	for _, tt := range []struct{ hosts, clients, perHost, all, most int }{
		{40, 2, 2, 5, 5}, {1, 1, 2, 5, 2}, {40, 1, 0, 0, ConnectionsInAll}, {1, 1, 0, 0, ConnectionsPerHost},
	} {
		var open gauge
		limits := NewConnections(tt.perHost, tt.all)
		var clients []*Client
		for range tt.clients {
			clients = append(clients, New(Options{Connections: limits, Dial: open.watched(s.URL)}))
		}
		var wg sync.WaitGroup
		for n := range 200 {
			wg.Go(func() {
				if got, err := get(clients[n%tt.clients], fmt.Sprintf("http://host%d.test/", n%tt.hosts)); err != nil || got != "hello" {
					t.Errorf("got %q, %v", got, err)
				}
			})
		}
		wg.Wait()
		if got := open.peak(); got > tt.most {
			t.Errorf("%+v: %d connections at once", tt, got)
		}
		if len(limits.hosts) > 0 || len(limits.turns) > 0 {
			t.Errorf("turns are left over: %d of hosts, %d in all", len(limits.hosts), len(limits.turns))
		}
	}
}

// TestBusyHost: who waits for a busy host keeps nobody from asking another, and may stop
// waiting.
func TestBusyHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := NewConnections(1, 2)
		done, err := limits.wait(t.Context(), "busy")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		waited := make(chan error)
		go func() {
			_, err := limits.wait(ctx, "busy")
			waited <- err
		}()
		synctest.Wait()
		other, err := limits.wait(t.Context(), "other")
		if err != nil {
			t.Fatal(err)
		}
		if cancel(); !errors.Is(<-waited, context.Canceled) {
			t.Error("it waits on")
		}
		done()
		other()
		if len(limits.hosts) > 0 || len(limits.turns) > 0 {
			t.Error("turns are left over")
		}
	})
}
