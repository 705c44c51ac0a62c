package feed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
)

// IsLocal reports whether an address that is followed is that of a file or a folder of
// this machine.
func IsLocal(address string) bool { return filepath.IsAbs(address) }

// Exists reports whether a place is a file or a folder that is there, and not an address
// or a pattern.
func Exists(name string) bool {
	if u, ok := addressOf(name); ok {
		name = filepath.FromSlash(u.Path)
		if u.Scheme != "file" {
			return false
		}
	}
	_, err := os.Stat(name)
	return err == nil && name != "-"
}

// Signature tells the documents at a place from what they were: it is made of their
// names, sizes and times, and no document is opened.
func Signature(ctx context.Context, name string, o Options) string {
	h := sha256.New()
	discoverOne(ctx, place{name: name}, o, func(c candidate) bool {
		fmt.Fprintf(h, "%q %d %d\n", c.path, c.size, c.modified.UnixNano())
		return ctx.Err() == nil
	})
	return hex.EncodeToString(h.Sum(nil)[:16])
}
