package sshd

import (
	"net"
	"testing"
	"time"
)

// TestBoundUnread: little waits in the server for a client that reads nothing.
func TestBoundUnread(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	c, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_ = client.(*net.TCPConn).SetReadBuffer(4 << 10) // what it takes counts for little
	boundUnread(c.(*net.TCPConn), 16<<10)
	taken := 0
	for p := make([]byte, 1<<10); taken < 4<<20; taken += len(p) {
		_ = c.SetWriteDeadline(time.Now().Add(200 * time.Millisecond))
		if _, err := c.Write(p); err != nil {
			break
		}
	}
	if taken > 256<<10 {
		t.Errorf("%d bytes wait", taken)
	}
}
