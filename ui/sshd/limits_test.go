package sshd_test

import (
	"errors"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// TestSessionLimits: whoever asks for a session too many is told so.
func TestSessionLimits(t *testing.T) {
	for _, test := range []struct {
		name   string
		limits sshd.Limits
		want   string
	}{
		{"in all", sshd.Limits{Sessions: 2}, "the server has as many sessions"},
		{"per reader", sshd.Limits{SessionsPerReader: 2}, "as a reader may have (2)"},
		{"per address", sshd.Limits{SessionsPerAddress: 2}, "your address has as many sessions"},
		{"memory", sshd.Limits{Memory: 1}, "no memory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := serve(t, func(o *sshd.Options, _ *door) { o.Limits = test.limits })
			defer x.SetLimits(sshd.Limits{}) // the limit of memory is one of the process
			key := x.door.admit(t, access.Visitor{Name: "ada"})
			if test.limits.Memory == 0 {
				for range 2 {
					sshtest.Open(t, sshtest.Connect(t, x.addr, key), sshtest.Terminal{}).See("Headline")
				}
			}
			if _, err := sshtest.Connect(t, x.addr, key).NewSession(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
			x.SetLimits(sshd.Limits{})
			if got := sshtest.Run(t, sshtest.Connect(t, x.addr, key), "echo", ""); got.Code != 0 {
				t.Errorf("with larger limits: %+v", got)
			}
		})
	}
}

// TestChannels: a connection has so many sessions, a second terminal in none of them, and
// nothing is forwarded.
func TestChannels(t *testing.T) {
	x := serve(t, func(o *sshd.Options, _ *door) { o.Limits.SessionsPerConnection = 2 })
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	for range 2 {
		if _, err := c.NewSession(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.NewSession(); err == nil || !strings.Contains(err.Error(), "this connection has as many sessions as it may have (2)") {
		t.Errorf("a third session: %v", err)
	}
	for _, kind := range []string{"direct-tcpip", "direct-streamlocal@openssh.com", "x11", "auth-agent@openssh.com"} {
		if _, _, err := c.OpenChannel(kind, nil); err == nil || !strings.Contains(err.Error(), "nothing is forwarded") {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if _, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		t.Error("a port is listened on")
	}
	if ok, _, err := c.SendRequest("keepalive@openssh.com", true, nil); ok || err != nil {
		t.Errorf("keepalive: %v, %v", ok, err)
	}
}

// TestInsistent: who does not stop asking for what there is not is cut off.
func TestInsistent(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	for range 200 {
		go func() { _, _, _ = c.OpenChannel("direct-tcpip", nil) }()
	}
	_ = c.Wait()
	until(t, "the log", func() bool { return strings.Contains(x.log.String(), "too many channels") })
}

// TestRequests: what a client may ask for of its session.
func TestRequests(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	go gossh.DiscardRequests(requests)
	type env struct{ Name, Value string }
	type pty struct {
		Term                        string
		Width, Height, XPixel, YPix uint32
		Modes                       string
	}
	type window struct{ Width, Height, XPixel, YPix uint32 }
	for _, r := range []struct {
		kind    string
		payload any
		ok      bool
	}{
		{"env", env{"LANG", "en_GB.UTF-8"}, true},
		{"env", env{"LC_TIME", "de_DE.UTF-8"}, true},
		{"env", env{"LD_PRELOAD", "/tmp/x.so"}, false},
		{"env", env{"LC_x", "C"}, false},
		{"env", env{"TERM_PROGRAM", strings.Repeat("x", 257)}, false},
		{"env", env{"TERM_PROGRAM", "x\x1b[2J"}, false},
		{"env", []byte("\xff\xff\xff\xff"), false},
		{"window-change", window{80, 24, 0, 0}, false},
		{"pty-req", []byte("x"), false},
		{"pty-req", pty{"xterm\x1b[2J", 80, 24, 0, 0, ""}, false},
		{"pty-req", pty{"../../etc/passwd", 80, 24, 0, 0, ""}, false},
		{"pty-req", pty{"xterm", 1 << 31, 1 << 31, 0, 0, strings.Repeat("\x01\x00\x00\x00\x00", 100)}, true},
		{"pty-req", pty{"xterm", 80, 24, 0, 0, ""}, false},
		{"window-change", window{0, 0, 0, 0}, true},
		{"window-change", []byte{1}, false},
		{"auth-agent-req@openssh.com", nil, false},
		{"x11-req", nil, false},
		{"xon-xoff", nil, false},
		{"unheard-of", nil, false},
	} {
		payload, ok := r.payload.([]byte)
		if !ok && r.payload != nil {
			payload = gossh.Marshal(r.payload)
		}
		if ok, err := ch.SendRequest(r.kind, true, payload); ok != r.ok || err != nil {
			t.Errorf("%s %q: %v, %v", r.kind, r.payload, ok, err)
		}
	}
	for range 100 {
		_, _ = ch.SendRequest("env", true, gossh.Marshal(env{"LANG", "C"}))
		_, _ = ch.SendRequest("window-change", false, gossh.Marshal(window{90, 30, 0, 0}))
	}
	if ok, err := ch.SendRequest("exec", true, gossh.Marshal(struct{ Line string }{"environ"})); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if ok, _ := ch.SendRequest("exec", true, gossh.Marshal(struct{ Line string }{"environ"})); ok {
		t.Error("a second command runs")
	}
	out, _ := io.ReadAll(ch)
	if n := strings.Count(string(out), "LANG="); n != 31 || !strings.Contains(string(out), "true 90") {
		t.Errorf("%d variables of %s", n, out)
	}
}

// TestUnused: connections and channels that are for nothing are ended, and leave nothing.
func TestUnused(t *testing.T) {
	x := serve(t, func(o *sshd.Options, _ *door) {
		o.Limits.LoginTime, o.Limits.Unused = 2*time.Second, 500*time.Millisecond
	})
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	before := runtime.NumGoroutine()
	silent, err := net.Dial("tcp", x.addr)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, silent); err != nil && !errors.Is(err, net.ErrClosed) {
		t.Logf("silent: %v", err)
	}
	_ = silent.Close()
	c := sshtest.Connect(t, x.addr, key)
	_ = c.Wait()
	for range 2 {
		c := sshtest.Connect(t, x.addr, key)
		ch, requests, err := c.OpenChannel("session", nil)
		if err != nil {
			t.Fatal(err)
		}
		type pty struct {
			Term           string
			Width, Height  uint32
			XPixel, YPixel uint32
			Modes          string
		}
		go gossh.DiscardRequests(requests)
		_, _ = ch.SendRequest("pty-req", true, gossh.Marshal(pty{"xterm", 80, 24, 0, 0, ""}))
		for range 20 {
			_, _ = ch.SendRequest("window-change", false, gossh.Marshal(struct{ W, H, X, Y uint32 }{70, 20, 0, 0}))
		}
		_ = c.Wait()
	}
	until(t, "the goroutines to end", func() bool { return runtime.NumGoroutine() <= before+2 })
	for _, want := range []string{"authentication took too long", "no session is open"} {
		if !strings.Contains(x.log.String(), want) {
			t.Errorf("the log has no %q", want)
		}
	}
}

// TestIdle: only keys count. The reader is told.
func TestIdle(t *testing.T) {
	x := serve(t, func(o *sshd.Options, _ *door) { o.Limits.Idle = 2 * time.Second })
	s := sshtest.Open(t, sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"})), sshtest.Terminal{})
	s.See("Headline")
	for range 4 {
		time.Sleep(600 * time.Millisecond)
		s.Press("j")
	}
	begun := time.Now()
	code, stderr := s.Ended()
	if code == 0 || !strings.Contains(stderr, "no key") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	if d := time.Since(begun); d < time.Second {
		t.Errorf("ended %v after a key", d)
	}
	s.Restored()
}

// TestStalled: a client that does not read is cut off, whether it leaves the window of the
// channel or of the connection full.
func TestStalled(t *testing.T) {
	x := serve(t, func(o *sshd.Options, _ *door) { o.Limits.Stalled = 50 * time.Millisecond })
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	t.Run("channel", func(t *testing.T) {
		c := sshtest.Connect(t, x.addr, key)
		ch, _, err := c.OpenChannel("session", nil)
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := ch.SendRequest("exec", true, gossh.Marshal(struct{ Line string }{"flood"})); !ok || err != nil {
			t.Fatal(ok, err)
		}
		_ = c.Wait()
	})
	t.Run("connection", func(t *testing.T) {
		dumb, err := net.Dial("tcp", x.addr)
		if err != nil {
			t.Fatal(err)
		}
		held := &held{Conn: dumb, hold: make(chan struct{})}
		conn, chans, requests, err := gossh.NewClientConn(held, x.addr, &gossh.ClientConfig{
			User: "ada", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		})
		if err != nil {
			t.Fatal(err)
		}
		c := gossh.NewClient(conn, chans, requests)
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		s.Stdout = io.Discard
		if err := s.Start("flood"); err != nil {
			t.Fatal(err)
		}
		close(held.hold)
		until(t, "the end", func() bool { return strings.Count(x.log.String(), "stalled") >= 2 })
	})
}

// held reads nothing any more once hold is closed.
type held struct {
	net.Conn
	hold chan struct{}
}

func (h *held) Read(p []byte) (int, error) {
	select {
	case <-h.hold:
		time.Sleep(time.Minute)
	default:
	}
	return h.Conn.Read(p)
}

// TestConnectionLimits: what is too much before authentication is closed at once.
func TestConnectionLimits(t *testing.T) {
	for _, test := range []struct {
		name   string
		limits sshd.Limits
		want   string
	}{
		{"in all", sshd.Limits{Connections: 3}, "too many connections"},
		{"pending", sshd.Limits{ConnectionsPerAddress: 3}, "have not authenticated"},
		{"a second", sshd.Limits{HandshakesPerSecond: 1, HandshakeBurst: 3}, "too many handshakes"},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := serve(t, func(o *sshd.Options, _ *door) { o.Limits = test.limits })
			begun := time.Now()
			for i := range 4 {
				c, err := net.Dial("tcp", x.addr)
				if err == nil {
					defer c.Close()
					_ = c.SetReadDeadline(time.Now().Add(sshtest.Timeout))
					_, err = c.Read(make([]byte, 8)) // the version of the server
				}
				if time.Since(begun) > time.Second {
					t.Skip("this machine is too busy")
				}
				if (err == nil) != (i < 3) {
					t.Errorf("connection %d: %v", i+1, err)
				}
			}
			until(t, "the log", func() bool { return strings.Contains(x.log.String(), test.want) })
		})
	}
}

// TestBurst: of many who come at once from several addresses none is lost.
func TestBurst(t *testing.T) {
	x := serve(t, nil)
	key := x.door.admit(t, access.Visitor{Name: "ada"})
	lost := make(chan error, 60)
	for i := range cap(lost) {
		go func() {
			d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, byte(2+i%10))}}
			tcp, err := d.Dial("tcp", x.addr)
			if err != nil {
				lost <- err
				return
			}
			defer tcp.Close()
			_, _, _, err = gossh.NewClientConn(tcp, x.addr, &gossh.ClientConfig{
				User: "ada", Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
			})
			lost <- err
		}()
	}
	for range cap(lost) {
		if err := <-lost; err != nil {
			t.Error(err)
		}
	}
}
