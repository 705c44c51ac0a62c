//go:build !linux

package sshd

import "net"

// boundUnread bounds the bytes of a connection that were not acknowledged.
func boundUnread(c *net.TCPConn, n int) { _ = c.SetWriteBuffer(4 * min(n, 1<<28)) }
