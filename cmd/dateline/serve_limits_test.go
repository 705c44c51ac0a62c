package main

import (
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd/sshtest"
)

// TestServeLimits: who is beyond a limit is told so, in a line, and is let in again once
// there is room.
func TestServeLimits(t *testing.T) {
	t.Parallel()
	ada, ben := sshtest.Key(t), sshtest.Key(t)
	for _, c := range []struct {
		name, limit string
		other       gossh.Signer // whose session is one too many
		sameClient  bool
	}{
		{"of all", "sessions=1", ben, false},
		{"of a reader", "sessions-per-reader=1", ada, false},
		{"of an address", "sessions-per-address=1", ben, false},
		{"of a connection", "sessions-per-connection=1", ada, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t, named(ada, "ada")+named(ben, "ben"), "--limit", c.limit)
			client := sshtest.Connect(t, s.addr, ada)
			first := sshtest.Open(t, client, sshtest.Terminal{})
			first.See("7 articles")
			if !c.sameClient {
				client = sshtest.Connect(t, s.addr, c.other)
			}
			session, err := client.NewSession()
			switch {
			case err != nil && !strings.Contains(err.Error(), "session"):
				t.Errorf("the refusal says %v", err)
			case err == nil:
				var said transcript
				session.Stdout, session.Stderr = &said, &said
				if err := session.Run("list"); err == nil || !strings.Contains(said.String(), "session") {
					t.Errorf("one too many ends with %v and is told %q", err, said.String())
				}
			}
			first.Press("Q")
			first.Ended()
			s.until("room for another", func() bool { return s.lists(c.other) })
		})
	}
}

// lists reports whether a key is given a session, and a list in it.
func (s *server) lists(key gossh.Signer) bool {
	c := sshtest.Connect(s.t, s.addr, key)
	defer c.Close()
	session, err := c.NewSession()
	if err != nil {
		return false
	}
	defer session.Close()
	return session.Run("list") == nil
}

// TestServeTimes: who presses no key for long, opens no session, or asks for a terminal
// and no more, is cut off.
func TestServeTimes(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"), "--limit", "idle=1s", "--limit", "unused=1s", "--limit", "login-time=1s")
	x := s.screen(key, sshtest.Terminal{})
	x.See("7 articles")
	unused := sshtest.Connect(t, s.addr, key)
	half := sshtest.Connect(t, s.addr, key)
	session, err := half.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.RequestPty("xterm", 24, 80, gossh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	ended := make(chan string, 2)
	go func() { _ = unused.Wait(); ended <- "unused" }()
	go func() { _ = half.Wait(); ended <- "half" }()
	code, said := x.Ended()
	x.Restored()
	if code == exitOK || !strings.Contains(said, "no key was pressed") {
		t.Errorf("who presses no key ends with %d and is told %q", code, said)
	}
	for range 2 {
		select {
		case <-ended:
		case <-time.After(sshtest.Timeout):
			t.Fatal("a connection without a session stays")
		}
	}
}

// TestServeWindow: a window that is too large counts as large as is allowed, and one of
// no size as some size.
func TestServeWindow(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"), "--limit", "window=100x30")
	for _, c := range []struct{ w, h int }{{4000, 2500}, {100_000, 100_000}, {4294960000, 2}, {1, 1}} {
		x := s.screen(key, sshtest.Terminal{Width: min(c.w, 300), Height: min(c.h, 100)})
		if err := x.Claim(c.w, c.h); err != nil {
			t.Fatal(err)
		}
		x.Resize(100, 30)
		x.See("7 articles")
		x.Resize(200, 60)
		x.Press("\x1b[8;1000;1000t\x1b[48;50;120;0;0t") // as answers of the terminal
		x.Still()
		for i, row := range strings.Split(x.Text(), "\n") {
			if text := strings.TrimRight(row, " "); len([]rune(text)) > 100 || i >= 30 && text != "" {
				t.Errorf("%dx%d: row %d is drawn beyond the limit: %q", c.w, c.h, i, text)
			}
		}
		x.Close()
	}
}

// TestServeHandshakes: an address that begins too many connections is closed out, with a
// line in the log, and comes in again later; who is in notices nothing.
func TestServeHandshakes(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"), "--limit", "handshakes-per-second=2", "--limit", "handshake-burst=3")
	x := s.screen(key, sshtest.Terminal{})
	x.See("7 articles")
	refused := 0
	for range 10 {
		if s.refused(key) {
			refused++
		}
	}
	if refused < 5 {
		t.Errorf("%d of 10 connections are refused", refused)
	}
	s.logs("too many handshakes")
	x.Press("f")
	x.See("★")
	s.until("the address to come in again", func() bool {
		time.Sleep(100 * time.Millisecond)
		return !s.refused(key)
	})
}

// TestServeUnread: what a client sends and nobody reads is bounded, over all connections
// of a reader.
func TestServeUnread(t *testing.T) {
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before, channels := heap(), 0
	chunk := make([]byte, 32<<10)
	for range 8 {
		c := sshtest.Connect(t, s.addr, key)
		for range 12 {
			ch, reqs, err := c.OpenChannel("session", nil)
			if err != nil {
				break
			}
			channels++
			go gossh.DiscardRequests(reqs)
			go func() { // until the window is full
				for {
					if _, err := ch.Write(chunk); err != nil {
						return
					}
				}
			}()
		}
	}
	time.Sleep(300 * time.Millisecond)
	if channels > 20 {
		t.Errorf("one reader opens %d channels", channels)
	}
	if grown := int64(heap()-before) >> 20; grown > 64 {
		t.Errorf("one reader takes %d MiB without a session", grown)
	}
}
