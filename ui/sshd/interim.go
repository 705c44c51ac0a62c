package sshd

import (
	"context"
	"errors"
	"fmt"
	"net/netip"

	"charm.land/ssh"

	"dateline/ui"
)

// handle serves a session, until the server has a body of its own.
func (s *Server) handle(sess ssh.Session) {
	err := s.present(sess.Context(), sess)
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(sess.Stderr(), err)
		_ = sess.Exit(1)
	}
}

func (s *Server) present(ctx context.Context, sess ssh.Session) error {
	v, err := s.o.Access.Key(ctx, sess.PublicKey(), netip.Addr{})
	if err != nil {
		return err
	}
	lib, err := s.o.Access.Library(ctx, v)
	if err != nil {
		return err
	}
	pty, windows, ok := sess.Pty()
	environ := append(sess.Environ(), "TERM="+pty.Term)
	if !ok || len(sess.Command()) > 0 {
		return sess.Exit(s.o.Exec(ctx, Command{
			Visitor: v, Library: lib, Args: sess.Command(), Environ: environ,
			Stdin: sess, Stdout: sess, Stderr: sess.Stderr(), Terminal: ok, Width: pty.Window.Width,
		}))
	}
	go func() {
		for range windows { // nobody listens to them yet
		}
	}()
	t := Terminal{Name: pty.Term, Environ: environ, Width: min(pty.Window.Width, 500), Height: min(pty.Window.Height, 200)}
	screen, err := s.o.Session(ctx, v, lib, t)
	if err != nil {
		return err
	}
	return ui.Run(ctx, ui.Options{
		Session: screen.Session, Config: screen.Config, Renderer: s.o.Renderer,
		Terminal: ui.Terminal{Remote: true, Input: sess, Output: sess, Environ: environ, Width: t.Width, Height: t.Height, FPS: 30},
	})
}
