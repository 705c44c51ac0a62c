package sshd

import (
	"net"
	"net/netip"
	"sync"
	"time"
)

// addresses counts what each address takes, before anything is computed for it.
type addresses struct {
	mu    sync.Mutex
	all   int // connections
	new   int // of them, not authenticated
	of    map[netip.Prefix]*address
	swept time.Time
}

// address is what one address takes.
type address struct {
	connections int
	pending     int // of them, not authenticated
	sessions    int

	tokens float64 // handshakes that it may begin now
	at     time.Time

	refused  int // connections since the last time that was logged
	reported time.Time
}

// maxAddresses bounds the table, maxSweeps how often it is searched for what can go.
const (
	maxAddresses = 1 << 16
	maxSweeps    = time.Second
)

// addressOf returns the address of the other side; the zero Addr where there is none.
func addressOf(c net.Conn) netip.Addr {
	if tcp, ok := c.RemoteAddr().(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap().WithZone("")
	}
	return netip.Addr{}
}

// client returns what stands for the owner of an address: who has one of IPv6 has its /64.
func client(a netip.Addr) netip.Prefix {
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	p, _ := a.Prefix(bits)
	return p
}

// connect counts a connection from a, unless it is one too many; then it returns why.
func (t *addresses) connect(a netip.Addr, l *Limits, now time.Time) refusal {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.all >= l.Connections:
		return tooManyConnections
	case t.new >= max(l.ConnectionsPerAddress, l.Connections/4): // the others are for those who are in
		return tooManyNew
	}
	e := t.entry(a, l, now)
	if e == nil {
		return tooManyAddresses
	}
	e.refill(l, now)
	switch {
	case e.pending >= l.ConnectionsPerAddress:
		return tooManyPending
	case e.tokens < 1:
		return tooFast
	}
	e.tokens--
	e.connections++
	e.pending++
	t.all++
	t.new++
	return ""
}

// entry returns the entry of a, or nil where the table is full.
func (t *addresses) entry(a netip.Addr, l *Limits, now time.Time) *address {
	who := client(a)
	e := t.of[who]
	if e != nil {
		return e
	}
	if len(t.of) >= maxAddresses {
		t.sweep(l, now)
		if len(t.of) >= maxAddresses {
			return nil
		}
	}
	if t.of == nil {
		t.of = make(map[netip.Prefix]*address)
	}
	e = &address{tokens: float64(l.HandshakeBurst), at: now}
	t.of[who] = e
	return e
}

// sweep forgets addresses of which there is nothing to know.
func (t *addresses) sweep(l *Limits, now time.Time) {
	if now.Sub(t.swept) < maxSweeps {
		return
	}
	t.swept = now
	for who, e := range t.of {
		if e.refill(l, now); e.connections == 0 && e.tokens >= float64(l.HandshakeBurst) {
			delete(t.of, who)
		}
	}
}

func (e *address) refill(l *Limits, now time.Time) {
	e.tokens = min(float64(l.HandshakeBurst), e.tokens+max(0, now.Sub(e.at).Seconds())*float64(l.HandshakesPerSecond))
	e.at = now
}

// authenticated says that a connection from a is no longer pending.
func (t *addresses) authenticated(a netip.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.new--
	if e := t.of[client(a)]; e != nil { // it may have ended in the meantime
		e.pending--
	}
}

// disconnect takes back a connection from a.
func (t *addresses) disconnect(a netip.Addr, pending bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.of[client(a)]
	e.connections--
	if pending {
		e.pending--
		t.new--
	}
	t.all--
}

// begin counts a session of a connection from a, unless it is one too many.
func (t *addresses) begin(a netip.Addr, most int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.of[client(a)]
	if e == nil || e.sessions >= most {
		return false
	}
	e.sessions++
	return true
}

// end takes back a session of a connection from a.
func (t *addresses) end(a netip.Addr) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if e := t.of[client(a)]; e != nil && e.sessions > 0 { // its connection may have ended before it
		e.sessions--
	}
}

// connections returns how many there are.
func (t *addresses) connections() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all
}

// report returns how many connections of a were refused since that was reported, and 0
// where it is too early to report it again.
func (t *addresses) report(a netip.Addr, now time.Time) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.of[client(a)]
	if e == nil {
		return 1
	}
	e.refused++
	if now.Sub(e.reported) < reportEvery {
		return 0
	}
	n := e.refused
	e.refused, e.reported = 0, now
	return n
}

// reportEvery keeps a flood out of the log.
const reportEvery = 10 * time.Second
