package sshd

import (
	"math"
	"time"
)

// Limits bound what clients may take. A field that is 0 has its default; one below 0
// bounds nothing.
type Limits struct {
	// Before authentication a client can be told nothing: what is too much is closed,
	// and logged.
	Connections           int           // at once
	ConnectionsPerAddress int           // at once of those that have not authenticated
	HandshakesPerSecond   int           // of an address, or of the /64 of an IPv6 address
	HandshakeBurst        int           // that an address may begin at once
	Handshakes            int           // at work at once; the others wait
	LoginTime             time.Duration // to authenticate

	Sessions              int // at once: screens, line modes and commands
	SessionsPerReader     int // does not count for guests, who are nobody
	SessionsPerAddress    int
	SessionsPerConnection int
	Idle                  time.Duration // without a key
	Unused                time.Duration // of a connection without a session
	Stalled               time.Duration // of a client that takes nothing of what it is sent
	Unread                int           // bytes that wait in the server for a slow client, at most about twice as many
	Width, Height         int           // of a window; a larger one counts as this large
	Memory                int64         // bytes of the process above which no session begins
}

// DefaultLimits returns the limits of a server that is told nothing else. They let a team
// behind one address in, and a thousand readers on a machine with 4 GiB to spare.
func DefaultLimits() Limits {
	return Limits{
		Connections:           2000,
		ConnectionsPerAddress: 32,
		HandshakesPerSecond:   10,
		HandshakeBurst:        30,
		Handshakes:            16,
		LoginTime:             18 * time.Second,
		Sessions:              1000,
		SessionsPerReader:     10,
		SessionsPerAddress:    100,
		SessionsPerConnection: 10,
		Idle:                  12 * time.Hour,
		Unused:                15 * time.Second,
		Stalled:               15 * time.Second,
		Unread:                16 << 10,
		Width:                 500,
		Height:                200,
		Memory:                4 << 30,
	}
}

// maxDuration stands for no bound.
const maxDuration = time.Duration(math.MaxInt64)

// complete returns the limits with the defaults of fields that are 0, and the largest
// value in place of one below 0.
func (l Limits) complete() Limits {
	d := DefaultLimits()
	for _, f := range []struct {
		of       *int
		standard int
	}{
		{&l.Connections, d.Connections},
		{&l.ConnectionsPerAddress, d.ConnectionsPerAddress},
		{&l.HandshakesPerSecond, d.HandshakesPerSecond},
		{&l.HandshakeBurst, d.HandshakeBurst},
		{&l.Handshakes, d.Handshakes},
		{&l.Sessions, d.Sessions},
		{&l.SessionsPerReader, d.SessionsPerReader},
		{&l.SessionsPerAddress, d.SessionsPerAddress},
		{&l.SessionsPerConnection, d.SessionsPerConnection},
		{&l.Unread, d.Unread},
		{&l.Width, d.Width},
		{&l.Height, d.Height},
	} {
		*f.of = bound(*f.of, f.standard, math.MaxInt32)
	}
	for _, f := range []struct {
		of       *time.Duration
		standard time.Duration
	}{
		{&l.LoginTime, d.LoginTime},
		{&l.Idle, d.Idle},
		{&l.Unused, d.Unused},
		{&l.Stalled, d.Stalled},
	} {
		*f.of = bound(*f.of, f.standard, maxDuration)
	}
	l.Memory = bound(l.Memory, d.Memory, math.MaxInt64)
	return l
}

// bound returns a limit as it holds.
func bound[T int | int64 | time.Duration](v, standard, most T) T {
	switch {
	case v == 0:
		return standard
	case v < 0:
		return most
	}
	return v
}
