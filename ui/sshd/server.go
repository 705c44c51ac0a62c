package sshd

import (
	"context"
	"net"
	"net/netip"

	"charm.land/ssh"
	"charm.land/wish/v2"
)

// Server serves readers over SSH. New makes one.
type Server struct {
	o   Options
	ssh *ssh.Server
}

// New returns a server.
func New(o Options) (*Server, error) {
	s := &Server{o: o}
	srv, err := wish.NewServer(
		wish.WithVersion("dateline"),
		wish.WithPublicKeyAuth(func(ctx ssh.Context, key ssh.PublicKey) bool {
			_, err := o.Access.Key(ctx, key, netip.Addr{})
			return err == nil
		}),
		wish.WithMiddleware(func(ssh.Handler) ssh.Handler {
			return s.handle
		}),
		func(srv *ssh.Server) error { srv.HostSigners = signers(o); return nil },
	)
	s.ssh = srv
	return s, err
}

func signers(o Options) []ssh.Signer {
	var all []ssh.Signer
	for _, k := range o.HostKeys {
		all = append(all, k)
	}
	return all
}

// Serve admits clients of l until Shutdown, and returns nil then.
func (s *Server) Serve(l net.Listener) error { return s.ssh.Serve(l) }

// Shutdown ends all sessions.
func (s *Server) Shutdown(ctx context.Context) error { return s.ssh.Shutdown(ctx) }

// SetLimits changes the limits, for what comes from now on.
func (s *Server) SetLimits(l Limits) { s.o.Limits = l }
