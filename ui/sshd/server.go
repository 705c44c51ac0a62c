package sshd

import (
	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"
)

// newServer returns a server of the library with the keys by which clients know it.
func newServer(keys []gossh.Signer) (*ssh.Server, error) {
	return wish.NewServer(wish.WithVersion("dateline"), func(srv *ssh.Server) error {
		for _, k := range keys {
			srv.AddHostKey(k)
		}
		return nil
	})
}
