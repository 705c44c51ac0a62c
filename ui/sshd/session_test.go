package sshd_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// TestResize: the screen follows the window; what is larger than it may be is clamped.
func TestResize(t *testing.T) {
	x := serve(t, func(o *sshd.Options, _ *door) { o.Limits.Width, o.Limits.Height = 100, 30 })
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	screen := sshtest.Open(t, c, sshtest.Terminal{Width: 40, Height: 6})
	screen.See("Headline 2")
	rows := func(n int) func(string) bool {
		return func(text string) bool { return strings.Count(text, "Headline") >= n }
	}
	screen.Resize(80, 24)
	screen.Until("more rows", rows(4))
	screen.Resize(300, 100)
	screen.Still()
	if !strings.Contains(x.log.String(), "size=40x6") {
		t.Error("the log does not tell the size")
	}
	for _, row := range strings.Split(screen.Text(), "\n")[30:] {
		if strings.TrimSpace(row) != "" {
			t.Fatalf("a row below the largest window shows %q", row)
		}
	}
	screen.Press("q")
	screen.Ended()
}

// TestLineMode: a terminal that can do nothing has lines.
func TestLineMode(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	s := sshtest.Open(t, c, sshtest.Terminal{Name: "dumb"})
	s.Hear("News for ada")
	s.See("> ")
	s.Press("q\r")
	if code, _ := s.Ended(); code != 0 {
		t.Errorf("exit %d", code)
	}
	if out := s.Output(); strings.Contains(out, "\x1b") {
		t.Errorf("a control sequence in %q", out)
	}
}

func TestNoShell(t *testing.T) {
	x := serve(t, nil)
	for name, v := range map[string]access.Visitor{"no terminal asked for": {Name: "ada"}, "no terminal allowed": {Name: "bob", NoTerminal: true}} {
		t.Run(name, func(t *testing.T) {
			c := sshtest.Connect(t, x.addr, x.door.admit(t, v))
			s, err := c.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			if err := s.RequestPty("xterm", 24, 80, nil); v.NoTerminal == (err == nil) {
				t.Errorf("terminal: %v", err)
			}
			s, err = c.NewSession()
			if err != nil {
				t.Fatal(err)
			}
			stderr, err := s.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Shell(); err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(stderr)
			exit, _ := s.Wait().(*gossh.ExitError)
			if exit == nil || exit.ExitStatus() != 1 || !strings.Contains(string(text), "you may ask for: echo, cat") {
				t.Errorf("%v: %q", exit, text)
			}
		})
	}
}

func TestExec(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	for _, test := range []struct {
		line, stdin    string
		stdout, stderr string
		code           int
	}{
		{line: `echo a "b c" 'd $HOME' e\ f`, stdout: `["a" "b c" "d $HOME" "e f"]` + "\n"},
		{line: "echo `id` $(id) ; id | id > /tmp/x && id *", stdout: "[\"`id`\" \"$(id)\" \";\" \"id\" \"|\" \"id\" \">\" \"/tmp/x\" \"&&\" \"id\" \"*\"]\n"},
		{line: "cat", stdin: "what was sent", stdout: "what was sent"},
		{line: "environ", stdout: "[] false 0\n"},
		{line: "nothing", stderr: "no such command\n", code: 2},
		{line: "   ", stderr: "dateline: no command was named\nyou may ask for: echo, cat\n", code: 2},
		{line: `echo "a`, stderr: "dateline: the command cannot be split into words: No closing quotation\n", code: 2},
		{line: "echo " + strings.Repeat("x", 40000), stderr: "dateline: the command is longer than 32768 bytes\n", code: 2},
		{line: "panic", stderr: "dateline: something went wrong in the server, which has noted it\n", code: 1},
		{line: "echo still here", stdout: `["still" "here"]` + "\n"},
	} {
		got := sshtest.Run(t, c, test.line, test.stdin)
		if want := (sshtest.Result{Stdout: test.stdout, Stderr: test.stderr, Code: test.code}); got != want {
			t.Errorf("%.50q: %+v, want %+v", test.line, got, want)
		}
	}
	if log := x.log.String(); !strings.Contains(log, "of a command") || !strings.Contains(log, "server_test.go") {
		t.Error("the log has no stack of the panic")
	}
}

// TestExecTerminal: with a terminal Ctrl-C interrupts, and lines begin at the left.
func TestExecTerminal(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Setenv("LC_ALL", "C")
	_ = s.Setenv("LD_PRELOAD", "/tmp/x.so")
	if err := s.RequestPty("vt100", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if out, err := s.Output("environ"); err != nil || string(out) != `["LC_ALL=C" "TERM=vt100"] true 80`+"\r\n" {
		t.Errorf("%q, %v", out, err)
	}
	for name, stop := range map[string]func(*gossh.Session, io.Writer){
		"Ctrl-C": func(_ *gossh.Session, keys io.Writer) { _, _ = io.WriteString(keys, "\x03") },
		"signal": func(s *gossh.Session, _ io.Writer) { _ = s.Signal(gossh.SIGINT) },
	} {
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RequestPty("vt100", 24, 80, nil); err != nil {
			t.Fatal(err)
		}
		keys, _ := s.StdinPipe()
		stdout, _ := s.StdoutPipe()
		if err := s.Start("wait"); err != nil {
			t.Fatal(err)
		}
		_, _ = io.ReadFull(stdout, make([]byte, len("waiting")))
		stop(s, keys)
		if exit, _ := s.Wait().(*gossh.ExitError); exit == nil || exit.ExitStatus() != 130 {
			t.Errorf("%s: %v", name, exit)
		}
	}
}

// TestClosed: a command ends when its client has gone.
func TestClosed(t *testing.T) {
	ended := make(chan struct{})
	x := serve(t, func(o *sshd.Options, _ *door) {
		o.Exec = func(ctx context.Context, c sshd.Command) int {
			_, _ = io.WriteString(c.Stdout, "waiting")
			<-ctx.Done()
			close(ended)
			return 0
		}
	})
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	stdout, _ := s.StdoutPipe()
	if err := s.Start("wait"); err != nil {
		t.Fatal(err)
	}
	_, _ = io.ReadFull(stdout, make([]byte, len("waiting")))
	_ = s.Close()
	select {
	case <-ended:
	case <-time.After(sshtest.Timeout):
		t.Error("the command goes on")
	}
}

// TestPanicInSession: what fails in one session ends that one.
func TestPanicInSession(t *testing.T) {
	x := serve(t, func(o *sshd.Options, _ *door) {
		session := o.Session
		o.Session = func(ctx context.Context, v access.Visitor, lib *access.Library, t sshd.Terminal) (sshd.Screen, error) {
			s, err := session(ctx, v, lib, t)
			if v.Name == "eve" {
				s.Now = func() time.Time { panic("of a clock") }
			}
			return s, err
		}
	})
	ada := sshtest.Open(t, sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"})), sshtest.Terminal{})
	ada.See("Headline")
	eve := sshtest.Open(t, sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "eve"})), sshtest.Terminal{})
	if code, stderr := eve.Ended(); code != 1 || !strings.Contains(stderr, "something went wrong") {
		t.Errorf("exit %d, %q", code, stderr)
	}
	eve.Restored()
	if log := x.log.String(); !strings.Contains(log, "of a clock") || !strings.Contains(log, "session_test.go") {
		t.Error("the log has no stack of the panic")
	}
	ada.Press("j")
	ada.Press("q")
	if code, _ := ada.Ended(); code != 0 {
		t.Errorf("the other session ended with %d", code)
	}
}

func TestSubsystem(t *testing.T) {
	x := serve(t, nil)
	c := sshtest.Connect(t, x.addr, x.door.admit(t, access.Visitor{Name: "ada"}))
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	stderr, _ := s.StderrPipe()
	if err := s.RequestSubsystem("sftp"); err == nil {
		t.Error("there is a subsystem")
	}
	text := make([]byte, 60)
	if _, err := io.ReadFull(stderr, text); err != nil || !strings.Contains(string(text), "subsystem") {
		t.Errorf("%q, %v", text, err)
	}
}
