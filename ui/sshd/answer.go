package sshd

import (
	"context"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/host"
)

// filter passes on the first request for a shell or a command, and answers all others.
func (ch *channel) filter(in <-chan *gossh.Request, out chan<- *gossh.Request) {
	unbegun := time.AfterFunc(ch.c.s.limits.Load().Unused, func() {
		ch.linger()
		_ = ch.Channel.Close()
	})
	defer unbegun.Stop()
	for r := range in {
		if (r.Type == "shell" || r.Type == "exec") && ch.begin(r) {
			unbegun.Stop()
			out <- r
			continue
		}
		_ = r.Reply(ch.answer(r), nil)
	}
	ch.cancel(gone)
}

// linger cuts the connection off if the client keeps the channel for long, which has
// nothing more to do.
func (ch *channel) linger() {
	cut := time.AfterFunc(ch.c.s.limits.Load().Unused, func() { ch.c.cut(lingering) })
	context.AfterFunc(ch.closed, func() { cut.Stop() })
}

// begin notes what was asked for, and reports whether it is the first time.
func (ch *channel) begin(r *gossh.Request) bool {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if ch.begun {
		return false
	}
	ch.begun, ch.exec = true, r.Type == "exec"
	return true
}

// answer does what a request asks for, if it may.
func (ch *channel) answer(r *gossh.Request) bool {
	switch r.Type {
	case "env":
		return ch.setEnv(r.Payload)
	case "pty-req":
		return ch.setTerminal(r.Payload)
	case "window-change":
		return ch.resize(r.Payload)
	case "signal":
		return ch.signal(r.Payload)
	case "break":
		ch.interrupt()
		return true
	case "subsystem":
		ch.explain(noSubsystem)
		time.Sleep(readTime)
	}
	ch.c.log.Debug("request refused", "type", printable(r.Type, maxWord))
	return false
}

func (ch *channel) setEnv(payload []byte) bool {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	return !ch.begun && ch.environ.set(payload)
}

func (ch *channel) setTerminal(payload []byte) bool {
	name, s, ok := parseTerminal(payload)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if !ok || ch.begun || ch.terminal || ch.c.current().NoTerminal {
		return false
	}
	s = ch.clamp(s)
	ch.terminal, ch.term = true, Terminal{Name: name, Width: s.Width, Height: s.Height}
	ch.events = host.NewEvents(s)
	return true
}

func (ch *channel) resize(payload []byte) bool {
	s, _, ok := parseSize(payload)
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if !ok || !ch.terminal {
		return false
	}
	ch.events.Resize(ch.clamp(s))
	return true
}

// clamp returns the size that a window counts as.
func (ch *channel) clamp(s host.Size) host.Size {
	l := ch.c.s.limits.Load()
	if s.Width <= 0 || s.Height <= 0 {
		s = host.Size{Width: 80, Height: 24}
	}
	s = host.Size{Width: min(s.Width, l.Width, maxSide), Height: min(s.Height, l.Height, maxSide)}
	s.Height = min(s.Height, max(1, maxCells/s.Width))
	return s
}

// What Bubble Tea draws at most; a screen of a million cells takes 200 MB.
const maxSide, maxCells = 4096, 1 << 20

func (ch *channel) signal(payload []byte) bool {
	name, _, ok := parseString(payload)
	switch {
	case !ok:
		return false
	case name == "INT" || name == "TERM" || name == "QUIT" || name == "HUP":
		ch.interrupt()
	}
	return true
}

// interrupt ends a command, and a screen as if its reader had left it.
func (ch *channel) interrupt() {
	ch.mu.Lock()
	defer ch.mu.Unlock()
	switch {
	case !ch.begun:
	case ch.exec:
		ch.cancel(interrupt)
	default:
		ch.events.Quit()
	}
}
