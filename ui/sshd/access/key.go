package access

import (
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"dateline/model"
)

// KeyLine returns a key as model.Reader.Keys has it: its type and its bytes in base64.
func KeyLine(key gossh.PublicKey) string {
	return strings.TrimSuffix(string(gossh.MarshalAuthorizedKey(key)), "\n")
}

// ParseKey reads a line of a file of public keys: a type, the key in base64, and a comment,
// which is made one short line. The error says why nobody comes in with such a key.
func ParseKey(line string) (key gossh.PublicKey, comment string, err error) {
	kind, rest := cutField(strings.Trim(line, blanks))
	encoded, comment := cutField(rest)
	if encoded == "" {
		return nil, "", errors.New("no key stands there")
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, "", errors.New("the key is not in base64")
	}
	if key, err = gossh.ParsePublicKey(raw); err != nil {
		return nil, "", errors.New("the key cannot be read")
	}
	// The type that is written down decides nothing, but an option that is taken for one
	// would be lost.
	if key.Type() != kind {
		return nil, "", fmt.Errorf("the key is of type %s, not %q", key.Type(), clip(kind))
	}
	return key, clip(comment), CheckKey(key)
}

// keyTypes are those of keys that are let in.
var keyTypes = []string{
	gossh.KeyAlgoED25519, gossh.KeyAlgoSKED25519, gossh.KeyAlgoRSA,
	gossh.KeyAlgoECDSA256, gossh.KeyAlgoECDSA384, gossh.KeyAlgoECDSA521, gossh.KeyAlgoSKECDSA256,
}

// The sizes of RSA keys, in bits: shorter ones are too weak, longer ones take long to
// check.
const minRSA, maxRSA = 2048, 16384

// CheckKey says why nobody comes in with a key of its kind, or nothing.
func CheckKey(key gossh.PublicKey) error {
	if _, ok := key.(*gossh.Certificate); ok {
		return errors.New("certificates are not taken, only keys")
	}
	if !slices.Contains(keyTypes, key.Type()) {
		return fmt.Errorf("keys of type %s are not taken", clip(key.Type()))
	}
	if c, ok := key.(gossh.CryptoPublicKey); ok {
		if k, ok := c.CryptoPublicKey().(*rsa.PublicKey); ok && (k.N.BitLen() < minRSA || k.N.BitLen() > maxRSA) {
			return fmt.Errorf("an RSA key has %d to %d bits, not %d", minRSA, maxRSA, k.N.BitLen())
		}
	}
	return nil
}

// blanks separate the fields of a line.
const blanks = " \t"

// cutField returns the first field of a text and what follows it.
func cutField(s string) (field, rest string) {
	i := strings.IndexAny(s, blanks)
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimLeft(s[i:], blanks)
}

// maxText bounds what is shown of a text that somebody else wrote, in characters.
const maxText = 100

// clip returns a text as one line that is not too long.
func clip(s string) string {
	s = model.CleanLine(s)
	if r := []rune(s); len(r) > maxText {
		return string(r[:maxText-1]) + "…"
	}
	return s
}
