//go:build !linux && !darwin && !freebsd && !dragonfly

package sqlite

// diskFree returns the bytes that are free to this program on the disk of a
// folder, and whether that is known.
func diskFree(string) (int64, bool) { return 0, false }

// sameDisk reports whether two folders are on one disk.
func sameDisk(string, string) bool { return false }
