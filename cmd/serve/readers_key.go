package serve

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/crypto/ssh"

	"dateline/model"
	"dateline/ui/sshd/access"
)

// readKey returns the key that the words of a command line are, or that is in the file
// which they name.
func (c *command) readKey(words []string) (ssh.PublicKey, error) {
	text, of := strings.Join(words, " "), ""
	if key, err := parseKey(text); err == nil || c.p.Remote || len(words) > 1 {
		return key, err
	}
	f, err := os.Open(text)
	if err != nil {
		if strings.ContainsAny(strings.TrimSpace(text), " \t") || strings.HasPrefix(text, "ssh-") {
			_, err := parseKey(text)
			return nil, err
		}
		return nil, fmt.Errorf("KEY is neither a public key nor a file: %w", model.FileReason(err))
	}
	defer f.Close()
	of = model.CleanLine(text) + ": "
	head := make([]byte, maxKeyFile+1)
	n, _ := f.Read(head) // what is wrong with it shows in what it is not
	if n > maxKeyFile {
		return nil, errors.New(of + "that is no file of a public key")
	}
	key, err := parseKey(string(head[:n]))
	if err != nil {
		return nil, fmt.Errorf("%s%w", of, err)
	}
	return key, nil
}

// maxKeyFile bounds the file of a public key, in bytes.
const maxKeyFile = 64 << 10

// parseKey reads the line of one public key, as ssh-keygen writes it.
func parseKey(text string) (ssh.PublicKey, error) {
	if strings.Contains(text, "PRIVATE KEY-----") {
		return nil, errors.New("that is a private key, which nobody else should see; name the public one, whose file ends in .pub")
	}
	key, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(text))
	switch {
	case err != nil:
		return nil, errors.New("that is not a public key: want a line such as 'ssh-ed25519 AAAA... ada@laptop'")
	case len(options) > 0:
		return nil, errors.New("options before a key have no meaning here; leave them out")
	case len(bytes.TrimSpace(rest)) > 0:
		return nil, errors.New("there is more than one key: add them one by one")
	}
	if err := access.CheckKey(key); err != nil {
		return nil, fmt.Errorf("%w; 'ssh-keygen -t ed25519' makes one that is taken", err)
	}
	return key, nil
}

// fingerprint returns that of a key that the library keeps.
func fingerprint(line string) string {
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return model.CleanLine(line)
	}
	return ssh.FingerprintSHA256(key)
}
