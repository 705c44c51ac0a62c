// Package sshd serves the screen, line mode and command lines to readers over SSH. It
// knows connections, channels and limits. Who comes in is decided by package access; what
// a session shows, and what a command line does, by those who make the server.
//
// Of Wish (charm.land/wish/v2) it uses the server with its options and the chain of
// middleware that each session passes; of charm.land/ssh below it the loop that accepts,
// the handshakes, the context of a connection and the session. Panics in their goroutines
// are contained there. The rest is its own, because the ready parts do too little or too
// late, as measured with Wish v2.0.4 and ssh v0.4.3:
//
//   - ratelimiter counts after the handshake, and nothing counts channels: address.go and
//     gate.go bound what a client costs before anything is computed for it, connection.go
//     its channels;
//   - a session keeps all that a client sends of its environment, takes any window, says
//     yes to agents, and leaves a goroutine for good with a window that changes unwatched:
//     channel.go answers such requests before the session sees them;
//   - no timeout cuts off a client that does not read, or that opens no session, and the
//     idle timeout counts what is written: outbox.go, connection.go and session.go do;
//   - the authorized_keys are read for each key that is offered, and who has come in is
//     not told apart from who was asked for: authenticate.go takes the key that was
//     verified;
//   - the middleware for Bubble Tea makes the program, which here is package ui's;
//   - Shutdown waits for readers to leave: drain.go asks them to.
package sshd
