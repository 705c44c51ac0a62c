package access

import (
	"fmt"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
)

// KeyLine returns a key as model.Reader.Keys has it: its type and its bytes in base64.
func KeyLine(key gossh.PublicKey) string {
	return strings.TrimSuffix(string(gossh.MarshalAuthorizedKey(key)), "\n")
}

// ParseKey reads a key as a file of public keys has it, and its comment, which is made one
// line.
func ParseKey(line string) (key gossh.PublicKey, comment string, err error) {
	key, comment, _, _, err = gossh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return nil, "", fmt.Errorf("read the key: %w", err)
	}
	return key, model.CleanLine(comment), nil
}
