package sshd

import (
	"net/netip"
	"testing"
	"time"
)

func TestAddresses(t *testing.T) {
	l := Limits{Connections: 100, ConnectionsPerAddress: 4, HandshakesPerSecond: 2, HandshakeBurst: 3}.complete()
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	one, neighbour, other := netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::ffff:2"), netip.MustParseAddr("192.0.2.1")
	var table addresses
	for _, step := range []struct {
		after time.Duration
		from  netip.Addr
		want  refusal
	}{
		{0, one, ""},
		{0, one, ""},
		{0, neighbour, ""}, // of the same /64
		{0, one, tooFast},
		{0, other, ""},
		{400 * time.Millisecond, one, tooFast},
		{100 * time.Millisecond, one, ""},
		{time.Hour, one, tooManyPending},
		{0, other, ""},
	} {
		now = now.Add(step.after)
		if got := table.connect(step.from, &l, now); got != step.want {
			t.Errorf("%v at %v: %q, want %q", step.from, now.Format(time.TimeOnly), got, step.want)
		}
	}
	if n := table.connections(); n != 6 {
		t.Errorf("%d connections", n)
	}
	table.authenticated(one)
	if got := table.connect(one, &l, now); got != "" {
		t.Errorf("after one has authenticated: %q", got)
	}
	table.disconnect(one, false)
	for range 4 {
		table.disconnect(neighbour, true)
	}
	for range 2 {
		table.disconnect(other, true)
	}
	if table.all != 0 || table.new != 0 {
		t.Errorf("%d connections, %d new", table.all, table.new)
	}
	table.sweep(&l, now.Add(time.Hour))
	if len(table.of) != 0 {
		t.Errorf("%d addresses are kept", len(table.of))
	}
	table.end(one) // of an address that is forgotten
	if table.begin(one, 5) {
		t.Error("a session of a connection that has gone")
	}
}

// TestFullTable: a table of addresses that are all in use takes no other.
func TestFullTable(t *testing.T) {
	l := Limits{Connections: -1, HandshakesPerSecond: 1, HandshakeBurst: 2}.complete()
	now := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	var table addresses
	address := func(i int) netip.Addr {
		return netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)})
	}
	for i := range maxAddresses {
		if why := table.connect(address(i), &l, now); why != "" {
			t.Fatalf("address %d: %s", i, why)
		}
		table.disconnect(address(i), true)
	}
	if why := table.connect(address(maxAddresses), &l, now); why != tooManyAddresses {
		t.Errorf("one more: %q", why)
	}
	if why := table.connect(address(maxAddresses), &l, now.Add(2*time.Second)); why != "" || len(table.of) != 1 {
		t.Errorf("later: %q, %d addresses", why, len(table.of))
	}
}

func TestRefusalsAreReportedNowAndThen(t *testing.T) {
	l := DefaultLimits()
	now, a := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC), netip.MustParseAddr("192.0.2.1")
	var table addresses
	_ = table.connect(a, &l, now)
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 1}, {time.Second, 0}, {time.Second, 0}, {reportEvery, 3}} {
		now = now.Add(step.after)
		if got := table.report(a, now); got != step.want {
			t.Errorf("after %v: %d, want %d", step.after, got, step.want)
		}
	}
}
