package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"charm.land/ssh"
	"charm.land/wish/v2"
	"github.com/charmbracelet/colorprofile"

	"dateline/ui"
	"dateline/ui/linemode"
	"dateline/ui/lines"
	"dateline/ui/sshd/access"
	"dateline/ui/termtype"
)

// recoverPanic is the wish.Middleware that has a panic end its own session and no other.
func (s *Server) recoverPanic(next ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		ch := channelOf(sess)
		defer func() {
			if p := recover(); p != nil {
				s.panicked(ch.c, p, debug.Stack())
				ch.say(string(failed))
				_ = sess.Exit(1)
			}
		}()
		next(sess)
	}
}

// serve is the wish.Middleware that is the session itself.
func (s *Server) serve(ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		ch := channelOf(sess)
		if !s.begin(ch) {
			ch.say(string(stopping))
			_ = sess.Exit(1)
			return
		}
		defer s.end(ch)
		defer ch.linger()
		_ = sess.Exit(s.run(ch, ch.c.current(), sess.RawCommand()))
	}
}

// channelOf returns the channel of a session.
func channelOf(sess ssh.Session) *channel {
	ch, _ := sess.Context().Value(channelKey{}).(*channel)
	return ch
}

var _ = []wish.Middleware{(*Server)(nil).serve} // they are of that type

// run runs a session and returns its exit status.
func (s *Server) run(ch *channel, v access.Visitor, command string) int {
	t, terminal := ch.terminalNow()
	if !ch.exec && !terminal {
		why := noShell
		if v.NoTerminal {
			why = noTerminal
		}
		s.counts.refusedShells.Add(1)
		ch.explain(why)
		return 1
	}
	lib, err := s.o.Access.Library(ch.ctx, v)
	if err != nil {
		return s.fail(ch, err)
	}
	ch.c.lend(ch, lib)
	if ch.exec {
		return s.command(ch, v, lib, command)
	}
	screen, err := s.o.Session(ch.ctx, v, lib, t)
	if err != nil {
		return s.fail(ch, err)
	}
	idle := s.watchKeys(ch)
	defer idle()
	kind := "screen"
	if termtype.Dumb(t.Name) {
		kind = "lines"
	}
	begun := time.Now()
	ch.c.note("session", "kind", kind, "term", t.Name, "size", fmt.Sprintf("%dx%d", t.Width, t.Height))
	if kind == "lines" {
		err = s.lines(ch, screen, t)
	} else {
		err = s.screen(ch, screen, t)
	}
	why := ch.reason()
	ch.c.note("session ended", "kind", kind, "after", time.Since(begun).Round(time.Second), "reason", reasonOf(why))
	var died *ui.PanicError
	switch {
	case errors.As(err, &died):
		s.panicked(ch.c, died.Value, died.Stack)
		ch.say(string(failed))
		return 1
	case why != nil:
		ch.farewell(why)
		return 1
	case err != nil && !errors.Is(err, context.Canceled):
		return s.fail(ch, err)
	}
	return 0
}

// screen shows the screen until the reader quits or the context of the channel ends.
func (s *Server) screen(ch *channel, what Screen, t Terminal) error {
	s.counts.screens.Add(1)
	return ui.Run(ch.ctx, ui.Options{
		Session: what.Session, Config: what.Config, Changed: what.Changed, Remember: what.Remember,
		Terminal: ui.RemoteTerminal(ch, ch, t.Environ, ch.events),
		Renderer: s.o.Renderer,
	})
}

// lines answers lines until the reader quits or the context of the channel ends.
func (s *Server) lines(ch *channel, what Screen, t Terminal) error {
	s.counts.lineModes.Add(1)
	return linemode.New(linemode.Options{
		Session: what.Session, Config: what.Config, Remember: what.Remember, Events: ch.events,
		Options: lines.Options{
			Input: ch, Output: ch, Raw: true, Colour: termtype.Profile(t.Environ) > colorprofile.ASCII,
		},
		Renderer: s.o.Renderer,
	}).Run(ch.ctx)
}

// watchKeys ends a session whose reader has pressed no key for a long time. The function
// it returns stops that.
func (s *Server) watchKeys(ch *channel) func() {
	most := s.limits.Load().Idle
	check, stop := context.WithCancel(ch.ctx)
	var again func(time.Duration)
	again = func(d time.Duration) {
		timer := time.AfterFunc(d, func() {
			left := most - time.Since(time.Unix(0, ch.lastKey.Load()))
			switch {
			case check.Err() != nil:
			case left <= 0:
				ch.ask(idle)
			default:
				again(left)
			}
		})
		context.AfterFunc(check, func() { timer.Stop() })
	}
	again(most)
	return stop
}

// fail tells a reader that something went wrong, and returns the exit status.
func (s *Server) fail(ch *channel, err error) int {
	if ch.ctx.Err() == nil {
		ch.c.log.Error("session failed", "error", err)
		ch.say(string(failed))
	}
	return 1
}

// reasonOf returns an error in words; "" of none.
func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// farewell tells a reader why his session has ended.
func (ch *channel) farewell(why error) {
	var f farewell
	if errors.As(why, &f) && f != gone {
		ch.say(string(f))
	}
}

// lend notes the library of a session, for a change of role while it lasts.
func (c *connection) lend(ch *channel, lib *access.Library) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch.library = lib
	lib.SetRole(c.visitor.Role)
}

// contain is deferred by goroutines: what panics in one ends its connection.
func (s *Server) contain(c *connection) {
	if p := recover(); p != nil {
		s.panicked(c, p, debug.Stack())
		c.cut(failed)
	}
}

func (s *Server) panicked(c *connection, value any, stack []byte) {
	s.counts.panics.Add(1)
	c.log.Error("panic", "reader", c.current().Name, "panic", fmt.Sprint(value), "stack", string(stack))
}

var _ io.ReadWriter = (*channel)(nil)
