package sshd

import (
	"errors"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd/access"
)

// connectionKey is that of the connection in its context, visitorKey that of the visitor
// in what was found out about a key.
type (
	connectionKey struct{}
	visitorKey    struct{}
)

// guestName is the name of a user who wants to be a guest.
const guestName = "guest"

var errGuests = errors.New("no guests, or not before the keys were tried")

// authentication returns how a connection is authenticated: with a key, or as a guest.
//
// Who has come in is what was found out about the key that was verified: it comes with
// the key's permissions. What a client has only offered leaves no trace.
func (s *Server) authentication(ctx ssh.Context) *gossh.ServerConfig {
	c, ok := ctx.Value(connectionKey{}).(*connection)
	config := algorithms()
	config.MaxAuthTries = 6
	if !ok {
		return &config
	}
	config.PublicKeyCallback = func(_ gossh.ConnMetadata, key gossh.PublicKey) (*gossh.Permissions, error) {
		v, err := s.o.Access.Key(ctx, key, c.addr)
		if err != nil {
			c.refuse(gossh.FingerprintSHA256(key) + ": " + err.Error())
			return nil, err
		}
		return &gossh.Permissions{ExtraData: map[any]any{visitorKey{}: v}}, nil
	}
	config.VerifiedPublicKeyCallback = func(_ gossh.ConnMetadata, _ gossh.PublicKey, p *gossh.Permissions, _ string) (*gossh.Permissions, error) {
		v, ok := p.ExtraData[visitorKey{}].(access.Visitor)
		if !ok || !c.enter(ctx, v, "publickey") {
			return nil, ssh.ErrPermissionDenied
		}
		return p, nil
	}
	if _, guests := s.o.Access.Anonymous(); !guests {
		return &config
	}
	// Clients try "none" first, to learn what else there is, and would never show a key if
	// it let them in. So only who calls himself a guest comes in at once; others come in
	// as guests by keyboard-interactive, which asks nothing, after their keys were refused.
	// Where there are no keys to be let in with, everybody is a guest.
	config.NoClientAuth = true
	config.NoClientAuthCallback = func(m gossh.ConnMetadata) (*gossh.Permissions, error) {
		if m.User() != guestName && m.User() != "" && s.o.Access.KeysPossible() {
			return nil, errGuests
		}
		return s.guest(ctx, c, "none")
	}
	config.KeyboardInteractiveCallback = func(gossh.ConnMetadata, gossh.KeyboardInteractiveChallenge) (*gossh.Permissions, error) {
		return s.guest(ctx, c, "keyboard-interactive")
	}
	return &config
}

// guest has a visitor without a key come in.
func (s *Server) guest(ctx ssh.Context, c *connection, method string) (*gossh.Permissions, error) {
	v, ok := s.o.Access.Anonymous()
	if !ok || !c.enter(ctx, v, method) {
		return nil, errGuests
	}
	return nil, nil
}

// refuse notes why a key was refused, for the log.
func (c *connection) refuse(why string) {
	c.log.Debug("key refused", "key", why)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused = why
}
