package sshd

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestHostKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "host_key")
	first, made, err := HostKey(path)
	if err != nil || !made || first.PublicKey().Type() != "ssh-ed25519" {
		t.Fatalf("made %v, %v", made, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	again, made, err := HostKey(path)
	if err != nil || made || !bytes.Equal(again.PublicKey().Marshal(), first.PublicKey().Marshal()) {
		t.Errorf("another key the second time: made %v, %v", made, err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, _, err := HostKey(path); err == nil {
		t.Error("a key that others can read is used")
	}
	if err := os.WriteFile(path, []byte("no key"), 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Chmod(path, 0o600)
	if _, made, err := HostKey(path); err == nil || made {
		t.Errorf("no key is one, or is replaced: made %v, %v", made, err)
	}
}
