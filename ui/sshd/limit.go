package sshd

import "time"

// Limits bound what clients may take. A field that is 0 has its default, one below 0
// bounds nothing.
type Limits struct {
	// Before authentication; whatever is beyond them is closed without a word.
	Connections           int           // at once
	ConnectionsPerAddress int           // at once, of those that have not authenticated yet
	HandshakesPerSecond   int           // that an address may begin; an IPv6 address stands for its /64
	HandshakeBurst        int           // that it may begin at once
	Handshakes            int           // at work at once; others wait for their turn
	LoginTime             time.Duration // to authenticate

	// After it.
	Sessions              int // at once
	SessionsPerReader     int
	SessionsPerAddress    int
	SessionsPerConnection int
	Idle                  time.Duration // without a key
	Unused                time.Duration // of a connection without a session
	Stalled               time.Duration // of a client that reads nothing of what it was sent
	Unread                int           // bytes that may wait for a slow client in the server
	Width, Height         int           // of a window; a larger one counts as this large
	Memory                int64         // bytes of the process above which no session begins
}
