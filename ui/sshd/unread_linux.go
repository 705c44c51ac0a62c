package sshd

import (
	"net"

	"golang.org/x/sys/unix"
)

// boundUnread bounds the bytes of a connection that wait to be sent.
func boundUnread(c *net.TCPConn, n int) {
	raw, err := c.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, n)
	})
}
