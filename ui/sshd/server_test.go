package sshd

import (
	"crypto/ed25519"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestNewServer(t *testing.T) {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := newServer([]gossh.Signer{key})
	if err != nil || len(srv.HostSigners) != 1 {
		t.Errorf("%d keys, %v", len(srv.HostSigners), err)
	}
}
