package sqlite

import "syscall"

// mayWrite reports whether this program may write to a file or folder. It asks
// without opening it: closing a file that SQLite has open as well would end
// the locks on it (fcntl(2)).
func mayWrite(path string) bool {
	const write = 2 // W_OK
	return syscall.Access(path, write) == nil
}
