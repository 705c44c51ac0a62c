//go:build unix

package sshd

import "io/fs"

// private reports whether only its owner may read and change a file.
func private(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 == 0 }
