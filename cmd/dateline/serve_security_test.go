package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd/sshtest"
)

// TestServeHostile: no byte of a hostile document is obeyed by the terminal of a client,
// on the screen, in line mode and in what commands print there.
func TestServeHostile(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	run(t, home, append([]string{"add", "testdata/terminal/hostile.md", "testdata/terminal/hostile.txt"}, hostile(t)...)...)
	key := sshtest.Key(t)
	evil := sshtest.Key(t)
	s := newServerAt(t, home, named(key, "ada")+sshtest.Line(evil, "environment=\"DATELINE_NAME=ev\x1b]0;such\x07il\"", "comm\x1b]52;c;AAAA\x07ent \u009b2J"))
	if !s.refused(evil) {
		t.Error("a name of control characters is one")
	}

	x := s.screen(key, sshtest.Terminal{Width: 120, Height: 40})
	x.See("Pwned", "Raw")
	x.Press("gg\r")
	x.See("%")
	for range 12 {
		x.Press("J")
		x.Still()
	}
	x.Press("q/\x1b[200~nonsense:\x1b]0;typed\x07\x1b[201~")
	x.Still()
	x.Press("\x1b")
	x.Still()
	x.Press("i")
	x.Still()
	x.Press("qQ")
	x.Ended()
	unobeyed(t, "the screen", x.Output())

	l := s.screen(key, sshtest.Terminal{Name: "dumb"})
	l.See("Pwned")
	for n := range 9 {
		l.Press(fmt.Sprintf("%d\r", n+1))
		l.Still()
	}
	l.Press("nonsense:\x1b]0;typed\x07\rquit\r")
	l.Ended()
	if out := strings.ReplaceAll(l.Output(), "\a", ""); strings.Contains(out, "\x1b") {
		t.Errorf("line mode sends sequences: %q", out)
	}
	unobeyed(t, "line mode", l.Output())

	unobeyed(t, "the log", s.log.String())
	for _, line := range []string{
		"list", "list --format markdown", "list --format tsv", "sources", "show Pwned", "nonsense\x1b]0;typed\x07", "list --query 'x:\x1b]0;typed\x07'",
		"list 'no\x1b]0;such\x07source'", "list --\x1b]0;typed\x07", "export --format markdown",
	} {
		got := s.run(key, line, "")
		unobeyed(t, line, got.Stdout)
		unobeyed(t, line, got.Stderr)
	}
}

// unobeyed reports what of a document a terminal would obey.
func unobeyed(t *testing.T, where, out string) {
	t.Helper()
	rest := obeyed.ReplaceAllString(out, "")
	for _, bad := range []string{"\x1b", "\u009b", "\u0090", "\u009d", "\x07", "\u202e", "\x9b2J"} {
		if i := strings.Index(rest, bad); i >= 0 {
			t.Errorf("%s: %q reaches the terminal: %q", where, bad, rest[max(0, i-40):min(len(rest), i+40)])
		}
	}
	if strings.Contains(out, "\x1b]52") {
		t.Errorf("%s: a document writes the clipboard", where)
	}
	for _, m := range regexp.MustCompile(`\x1b\](?:0|2);([^\x07\x1b]*)`).FindAllStringSubmatch(out, -1) {
		if !strings.HasPrefix(m[1], "dateline") && m[1] != "" {
			t.Errorf("%s: a document sets the title: %q", where, m[1])
		}
	}
}

// TestServeExec: a command line over SSH prints what the command prints, with its exit
// code.
func TestServeExec(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	local := func(args ...string) string {
		var out, errs transcript
		p := &program{args: args, now: time.Now, console: console{
			stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
			getenv: func(name string) string { return map[string]string{"HOME": s.home}[name] },
		}}
		p.run(t.Context())
		return out.String()
	}
	for _, c := range []struct {
		line  string
		local []string
		code  int
	}{
		{"list", []string{"list"}, exitOK},
		{"list --format json", []string{"list", "--format", "json"}, exitOK},
		{`list --query "since:2018-11 until:2018-12" --format tsv`, []string{"list", "--query", "since:2018-11 until:2018-12", "--format", "tsv"}, exitOK},
		{"show 'Island council votes to keep the last ferry' --format json", nil, exitFailed},
		{"sources", []string{"sources"}, exitOK},
		{"guide keys", []string{"guide", "keys"}, exitOK},
		{"export --format jsonl", nil, exitOK},
		{"nonsense", nil, exitUsage},
		{"list --nonsense", nil, exitUsage},
		{"list 'unclosed", nil, exitUsage},
		{"   ", nil, exitUsage},
		{"list --query nonsense:", nil, exitUsage},
	} {
		got := s.run(key, c.line, "")
		if got.Code != c.code {
			t.Errorf("%s: exit code %d, want %d; %s", c.line, got.Code, c.code, got.Stderr)
		}
		if c.code != exitOK && (got.Stderr == "" || got.Stdout != "") {
			t.Errorf("%s: says %+v", c.line, got)
		}
		if want := local(c.local...); c.local != nil && got.Stdout != want {
			t.Errorf("%s prints\n%s\nthe command prints\n%s", c.line, got.Stdout, want)
		}
	}
}

// TestServeExecArguments: no word of a command line reaches a shell, or a file.
func TestServeExecArguments(t *testing.T) {
	t.Parallel()
	reader, editor := sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, named(reader, "ada")+sshtest.Line(editor, `environment="DATELINE_NAME=ben",environment="DATELINE_ROLE=editor"`, ""))
	canary := filepath.Join(t.TempDir(), "canary")
	secret := filepath.Join(s.home, "secret.txt")
	if err := os.WriteFile(secret, []byte("-\nThe secret of the house - December 5, 2018\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]gossh.Signer{"reader": reader, "editor": editor} {
		c := sshtest.Connect(t, s.addr, key)
		for _, line := range []string{
			"list; touch CANARY", "list && touch CANARY", "list | touch CANARY", "list $(touch CANARY)", "list `touch CANARY`", "list\ntouch CANARY",
			"sh -c 'touch CANARY'", "touch CANARY", "list > CANARY", "'; touch CANARY; '", "scp -f SECRET", "scp -t CANARY", "rsync --server . CANARY",
			"git-upload-pack /", "list SECRET", "show SECRET", "add SECRET", "export CANARY", "import SECRET", "list file://SECRET", "add file://SECRET",
			"--library CANARY list", "list --library CANARY", "list --config SECRET", "list --log CANARY", "--log=CANARY list", "list --log=CANARY",
			"add 'cat SECRET|'", "add 'exec:touch CANARY'", "add http://127.0.0.1:1/", "add http://localhost/", "add http://[::1]/", "add http://10.0.0.1/",
			"show http://127.0.0.1:1/", "config edit", "config", "library info", "library backup CANARY", "serve --listen :0", "view", "open", "completion bash",
			"mark --query lighthouse pipe 'touch CANARY'", "serve readers add x SECRET", "add -- SECRET", "list -- -",
		} {
			line = strings.NewReplacer("CANARY", canary, "SECRET", secret).Replace(line)
			got := sshtest.Run(t, c, line, "")
			if strings.Contains(got.Stdout+got.Stderr, "secret of the house") {
				t.Errorf("%s: %q shows a file: %+v", name, line, got)
			}
			if got.Code == exitOK && !strings.Contains(line, "list -- -") {
				t.Errorf("%s: %q succeeds: %+v", name, line, got)
			}
			if _, err := os.Stat(canary); err == nil {
				t.Fatalf("%s: %q makes a file", name, line)
			}
		}
	}
}

// TestServeRefuses: nothing but screens and command lines is to be had, and others are
// still served after it was asked for.
func TestServeRefuses(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	c := sshtest.Connect(t, s.addr, key)

	if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = l.Close()
		t.Error("a port is forwarded from the server")
	}
	if l, err := c.ListenUnix(filepath.Join(t.TempDir(), "socket")); err == nil {
		_ = l.Close()
		t.Error("a socket is forwarded from the server")
	}
	if to, err := c.Dial("tcp", s.addr); err == nil {
		_ = to.Close()
		t.Error("a port of the server's network is reached")
	}
	for _, kind := range []string{"direct-streamlocal@openssh.com", "x11", "auth-agent@openssh.com", "tun@openssh.com", "forwarded-tcpip", "nonsense"} {
		if ch, _, err := c.OpenChannel(kind, []byte("\x00\x00\x00\x04/tmp\x00\x00\x00\x00\x00\x00\x00\x00")); err == nil {
			_ = ch.Close()
			t.Errorf("a channel %s is opened", kind)
		}
	}
	for _, kind := range []string{"tcpip-forward", "streamlocal-forward@openssh.com", "hostkeys-prove-00@openssh.com", "nonsense"} {
		if ok, _, err := c.SendRequest(kind, true, []byte("nonsense")); ok || err != nil {
			t.Errorf("a request %s: %v, %v", kind, ok, err)
		}
	}

	for _, kind := range []string{"subsystem", "auth-agent-req@openssh.com", "x11-req", "xon-xoff", "nonsense"} {
		ch, reqs, err := c.OpenChannel("session", nil)
		if err != nil {
			t.Fatal(err)
		}
		go gossh.DiscardRequests(reqs)
		said := make(chan string, 1)
		go func() {
			out, _ := io.ReadAll(ch.Stderr())
			said <- string(out)
		}()
		if ok, err := ch.SendRequest(kind, true, gossh.Marshal(struct{ Name string }{"sftp"})); ok || kind != "subsystem" && err != nil {
			t.Errorf("the request %s is granted (%v, %v)", kind, ok, err)
		}
		_ = ch.Close()
		if text := <-said; kind == "subsystem" && !strings.Contains(text, "list") {
			t.Errorf("a subsystem is refused with %q", text)
		}
	}

	plain, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	var said transcript
	plain.Stderr = &said
	if err := plain.Shell(); err == nil {
		err = plain.Wait()
		if code := exitOf(err); code != exitFailed || !strings.Contains(said.String(), "list") {
			t.Errorf("a shell without a terminal ends with %d (%v) and %q", code, err, said.String())
		}
	} else {
		t.Errorf("a shell without a terminal is not told why: %v", err)
	}
	s.screen(key, sshtest.Terminal{}).See("7 articles")
}

// exitOf returns the exit code of an SSH session, or -1.
func exitOf(err error) int {
	if exit, ok := err.(*gossh.ExitError); ok {
		return exit.ExitStatus()
	}
	return -1
}

// TestServeMalformed: packets and requests that are none harm nobody.
func TestServeMalformed(t *testing.T) {
	t.Parallel()
	key := sshtest.Key(t)
	s := newServer(t, named(key, "ada"))
	x := s.screen(key, sshtest.Terminal{})
	x.See("7 articles")

	for _, first := range []string{
		"", "GET / HTTP/1.1\r\n\r\n", "SSH-2.0-\r\n", "SSH-1.5-old\r\n", "SSH-2.0-x\r\n\xff\xff\xff\xff\x00", "SSH-2.0-x\r\n\x00\x00\x00\x0c\x0a\x15AAAAAAAAAA",
		"SSH-2.0-x\r\n\x00\x00\x01\x0c\x0a\x14" + strings.Repeat("\xff", 262), strings.Repeat("A", 70_000), "SSH-2.0-" + strings.Repeat("B", 70_000),
	} {
		conn, err := net.Dial("tcp", s.addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, first)
		_ = conn.Close()
	}

	c := sshtest.Connect(t, s.addr, key)
	for _, payload := range []string{"", "\x00", "\xff\xff\xff\xff", "\x00\x00\x00\x05xterm", "\x00\x00\x00\x05xterm\x00\x00\x00\x50", strings.Repeat("\xff", 5000)} {
		for _, kind := range []string{"pty-req", "window-change", "env", "exec", "shell", "subsystem", "signal", "exit-status", "break"} {
			ch, reqs, err := c.OpenChannel("session", nil)
			if err != nil { // too much nonsense ends the connection
				c = sshtest.Connect(t, s.addr, key)
				continue
			}
			go gossh.DiscardRequests(reqs)
			done := make(chan struct{})
			go func() {
				defer close(done)
				_, _ = ch.SendRequest(kind, kind != "window-change", []byte(payload))
			}()
			select {
			case <-done:
			case <-time.After(5 * time.Second):
				t.Errorf("no answer to a malformed %s %q", kind, payload)
			}
			_ = ch.Close()
		}
	}
	x.Press("f")
	x.See("★")
}

// TestServeKeys: who tries many keys is cut off before the right one, and others come in
// meanwhile.
func TestServeKeys(t *testing.T) {
	t.Parallel()
	ada := sshtest.Key(t)
	s := newServer(t, named(ada, "ada"))
	var many []gossh.Signer
	for range 30 {
		many = append(many, sshtest.Key(t))
	}
	if c, err := sshtest.Dial(s.addr, "ada", gossh.PublicKeys(append(many, ada)...)); err == nil {
		_ = c.Close()
		t.Error("the key after thirty wrong ones is let in")
	}
	for name, auth := range map[string]gossh.AuthMethod{
		"a password":           gossh.Password("ada"),
		"nothing":              gossh.PasswordCallback(func() (string, error) { return "", io.EOF }),
		"keyboard-interactive": gossh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil }),
	} {
		if c, err := sshtest.Dial(s.addr, "ada", auth); err == nil {
			_ = c.Close()
			t.Errorf("%s lets in", name)
		}
	}
	// A key that is offered but not owned makes nobody its owner.
	stolen := &offered{Signer: ada, with: many[0]}
	if c, err := sshtest.Dial(s.addr, "ada", gossh.PublicKeys(stolen)); err == nil {
		_ = c.Close()
		t.Error("a key that is not owned lets in")
	}
	s.screen(ada, sshtest.Terminal{}).See("7 articles")
}

// offered is a public key with a signature of another.
type offered struct {
	gossh.Signer
	with gossh.Signer
}

// Sign implements gossh.Signer.
func (o *offered) Sign(r io.Reader, data []byte) (*gossh.Signature, error) {
	return o.with.Sign(r, data)
}

// stuck is a connection whose client stops reading.
type stuck struct {
	net.Conn
	stop, end chan struct{}
}

// Read implements net.Conn.
func (c *stuck) Read(p []byte) (int, error) {
	select {
	case <-c.stop:
		<-c.end
		return 0, io.EOF
	default:
		return c.Conn.Read(p)
	}
}

// TestServeSlow: a client that stops reading is cut off, and nobody waits for it.
func TestServeSlow(t *testing.T) {
	t.Parallel()
	ada, ben := sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, named(ada, "ada")+named(ben, "ben"), "--limit", "stalled=1s")
	conn, err := net.Dial("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.(*net.TCPConn).SetReadBuffer(4096)
	c := &stuck{conn, make(chan struct{}), make(chan struct{})}
	t.Cleanup(func() { close(c.end) })
	client, chans, reqs, err := gossh.NewClientConn(c, s.addr, &gossh.ClientConfig{
		User: "ada", Auth: []gossh.AuthMethod{gossh.PublicKeys(ada)}, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	a := sshtest.Open(t, gossh.NewClient(client, chans, reqs), sshtest.Terminal{Width: 200, Height: 60})
	a.See("7 articles")
	b := s.screen(ben, sshtest.Terminal{})
	b.See("7 articles")
	close(c.stop)
	cut := make(chan struct{})
	go func() {
		defer close(cut)
		for i := 0; ; i++ {
			w := 120 + 80*(i%2)
			if _, err := conn.Write(nil); err != nil || a.TryResize(w, 60) != nil {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	b.Press("f")
	b.See("★")
	s.logs("stalled")
	select {
	case <-cut:
	case <-time.After(sshtest.Timeout):
		t.Error("who does not read is not cut off")
	}
	b.Press("j")
	b.Press("f")
	b.Until("a second star", func(text string) bool { return strings.Count(text, "★") >= 2 })
}
