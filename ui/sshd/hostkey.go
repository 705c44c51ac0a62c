package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model/atomicfile"
)

// HostKey reads the key by which clients know the server, and makes an ed25519 key where
// there is no file; made reports that. Only its owner may read the file.
func HostKey(path string) (key gossh.Signer, made bool, err error) {
	text, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = makeHostKey(path)
		made = true
	}
	if err != nil {
		return nil, false, fmt.Errorf("host key: %w", err)
	}
	key, err = gossh.ParsePrivateKey(text)
	if err != nil {
		return nil, false, fmt.Errorf("host key %s: %w", path, err)
	}
	return key, made, nil
}

// readPrivate reads a file that others may not read.
func readPrivate(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !private(info) {
		return nil, fmt.Errorf("%s: others can read or change it: chmod 600 %s", path, path)
	}
	return os.ReadFile(path)
}

// makeHostKey writes a new key.
func makeHostKey(path string) ([]byte, error) {
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	block, err := gossh.MarshalPrivateKey(secret, "dateline")
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(block)
	return text, atomicfile.Write(path, false, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}
