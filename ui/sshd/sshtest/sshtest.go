// Package sshtest drives a server over SSH in tests, the way a client with a terminal
// does: it comes with a key, presses keys, reads the screen and runs command lines.
package sshtest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hinshun/vt10x"
	gossh "golang.org/x/crypto/ssh"
)

// Timeout is how long a test waits before it fails. It does not measure speed: busy
// machines need long.
const Timeout = 30 * time.Second

// Key returns a new key.
func Key(t testing.TB) gossh.Signer {
	t.Helper()
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Line returns a line of an authorized_keys file. options may be "".
func Line(key gossh.Signer, options, comment string) string {
	line := strings.TrimSpace(string(gossh.MarshalAuthorizedKey(key.PublicKey())))
	return strings.TrimSpace(options+" "+line+" "+comment) + "\n"
}

// Dial logs in at an address.
func Dial(addr, user string, auth ...gossh.AuthMethod) (*gossh.Client, error) {
	return gossh.Dial("tcp", addr, &gossh.ClientConfig{
		User: user, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey(), Timeout: Timeout,
	})
}

// Connect logs in with a key. The connection ends with the test.
func Connect(t testing.TB, addr string, key gossh.Signer) *gossh.Client {
	t.Helper()
	c, err := Dial(addr, "reader", gossh.PublicKeys(key))
	if err != nil {
		t.Fatalf("log in: %v", err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// Result is what came of a command line.
type Result struct {
	Stdout, Stderr string
	Code           int // -1: the server told none
}

// Run runs a command line without a terminal.
func Run(t testing.TB, c *gossh.Client, line, stdin string) Result {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatalf("run %q: %v", line, err)
	}
	defer s.Close()
	var stdout, stderr bytes.Buffer
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader(stdin), &stdout, &stderr
	code, err := exitCode(s.Run(line))
	if err != nil {
		t.Fatalf("run %q: %v", line, err)
	}
	return Result{stdout.String(), stderr.String(), code}
}

// exitCode returns the exit code of a session that has ended with err.
func exitCode(err error) (int, error) {
	exit, missing := (*gossh.ExitError)(nil), (*gossh.ExitMissingError)(nil)
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit):
		return exit.ExitStatus(), nil
	case errors.As(err, &missing):
		return -1, nil
	}
	return -1, err
}

// Terminal describes the terminal of a client.
type Terminal struct {
	Name          string // TERM; "" means xterm-256color
	Width, Height int    // 0 means 80x24
	Env           map[string]string
	Mute          bool // answers no query
}

// Screen is a session with a terminal, and an emulator that shows what a reader would
// see.
type Screen struct {
	t       testing.TB
	session *gossh.Session
	keys    io.WriteCloser
	ended   chan int
	stderr  *bytes.Buffer // complete when ended is closed

	mu  sync.Mutex
	vt  vt10x.Terminal
	raw bytes.Buffer
}

// Open begins a session with a terminal.
func Open(t testing.TB, c *gossh.Client, term Terminal) *Screen {
	t.Helper()
	if term.Width == 0 {
		term.Width, term.Height = 80, 24
	}
	if term.Name == "" {
		term.Name = "xterm-256color"
	}
	s, err := c.NewSession()
	if err != nil {
		t.Fatalf("begin a session: %v", err)
	}
	for name, value := range term.Env {
		_ = s.Setenv(name, value) // the server ignores those that it does not know
	}
	x := &Screen{t: t, session: s, ended: make(chan int, 1), stderr: new(bytes.Buffer)}
	if x.keys, err = s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	options := []vt10x.TerminalOption{vt10x.WithSize(term.Width, term.Height)}
	if !term.Mute {
		options = append(options, vt10x.WithWriter(x.keys))
	}
	x.vt = vt10x.New(options...)
	s.Stdout, s.Stderr = writer(x.show), x.stderr
	if err := s.RequestPty(term.Name, term.Height, term.Width, gossh.TerminalModes{}); err != nil {
		t.Fatalf("request a terminal: %v", err)
	}
	if err := s.Shell(); err != nil {
		t.Fatalf("request a shell: %v", err)
	}
	go func() {
		defer close(x.ended)
		code, _ := exitCode(s.Wait())
		x.ended <- code
	}()
	t.Cleanup(func() { _ = s.Close() })
	return x
}

// writer makes a writer of a function.
type writer func([]byte)

// Write implements io.Writer.
func (w writer) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}

func (x *Screen) show(p []byte) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.raw.Write(p)
	_, _ = x.vt.Write(p)
}

// Press sends keys as a terminal does.
func (x *Screen) Press(keys string) {
	x.t.Helper()
	if err := x.TryPress(keys); err != nil {
		x.t.Fatalf("press %q: %v", keys, err)
	}
}

// TryPress is Press of a session that may have ended. It waits while the server takes
// nothing.
func (x *Screen) TryPress(keys string) error {
	_, err := io.WriteString(x.keys, keys)
	return err
}

// Resize changes the size of the terminal.
func (x *Screen) Resize(w, h int) {
	x.t.Helper()
	if err := x.TryResize(w, h); err != nil {
		x.t.Fatalf("resize: %v", err)
	}
}

// TryResize is Resize of a connection that may have ended.
func (x *Screen) TryResize(w, h int) error {
	x.mu.Lock()
	x.vt.Resize(w, h)
	x.mu.Unlock()
	return x.session.WindowChange(h, w)
}

// Claim says that the terminal has a size that it does not have.
func (x *Screen) Claim(w, h int) error { return x.session.WindowChange(h, w) }

// Text returns the rows of the screen.
func (x *Screen) Text() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.vt.String()
}

// Output returns every byte that has come.
func (x *Screen) Output() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.raw.String()
}

// Until waits for the screen to be as ok wants it.
func (x *Screen) Until(what string, ok func(text string) bool) {
	x.t.Helper()
	for late := time.Now().Add(Timeout); ; time.Sleep(10 * time.Millisecond) {
		text := x.Text()
		if ok(text) {
			return
		}
		if time.Now().After(late) {
			x.t.Fatalf("waited in vain for %s; the screen shows:\n%s", what, text)
		}
	}
}

// See waits for texts to be on the screen.
func (x *Screen) See(texts ...string) {
	x.t.Helper()
	for _, text := range texts {
		x.Until(fmt.Sprintf("%q", text), func(s string) bool { return strings.Contains(s, text) })
	}
}

// Gone waits for a text to leave the screen.
func (x *Screen) Gone(text string) {
	x.t.Helper()
	x.Until(fmt.Sprintf("%q to go", text), func(s string) bool { return !strings.Contains(s, text) })
}

// Hear waits for a text to be sent, on the screen or not.
func (x *Screen) Hear(text string) {
	x.t.Helper()
	x.Until(fmt.Sprintf("%q to be sent", text), func(string) bool { return strings.Contains(x.Output(), text) })
}

// Still waits until nothing has come for a while.
func (x *Screen) Still() {
	x.t.Helper()
	last, since := -1, time.Now()
	for time.Since(since) < 150*time.Millisecond {
		if n := len(x.Output()); n != last {
			last, since = n, time.Now()
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Close hangs up.
func (x *Screen) Close() { _ = x.session.Close() }

// Ended waits for the session to end and returns its exit code, -1 if the server told
// none, and what it wrote to standard error.
func (x *Screen) Ended() (code int, stderr string) {
	x.t.Helper()
	select {
	case code = <-x.ended:
		<-x.ended
		return code, x.stderr.String()
	case <-time.After(Timeout):
		x.t.Fatalf("the session does not end; the screen shows:\n%s", x.Text())
	}
	return 0, ""
}

// Restored checks that the session has left the terminal as it was: main screen, cursor
// shown, nothing reported.
func (x *Screen) Restored() {
	x.t.Helper()
	out := x.Output()
	for _, m := range []struct{ name, on, off string }{
		{"the alternate screen", "\x1b[?1049h", "\x1b[?1049l"},
		{"the hidden cursor", "\x1b[?25l", "\x1b[?25h"},
		{"bracketed paste", "\x1b[?2004h", "\x1b[?2004l"},
		{"the mouse", "\x1b[?1002h", "\x1b[?1002l"},
	} {
		if strings.LastIndex(out, m.on) > strings.LastIndex(out, m.off) {
			x.t.Errorf("%s is left on", m.name)
		}
	}
}
