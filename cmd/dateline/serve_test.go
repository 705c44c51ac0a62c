package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd/sshtest"
)

// transcript is what a program that still runs has written.
type transcript struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *transcript) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *transcript) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// server is `dateline serve` in this process.
type server struct {
	t        *testing.T
	home     string
	keys     string // the file of authorized keys
	addr     string
	out, log *transcript
	stop     context.CancelFunc // as SIGTERM does
	ended    chan int
}

// listensOn finds the address in what the server says of itself.
var listensOn = regexp.MustCompile(`listens on (127\.0\.0\.1:\d+)`)

// newServer starts a server of a library with the articles of the fixture. Each line of
// keys lets somebody in.
func newServer(t *testing.T, keys string, args ...string) *server {
	t.Helper()
	return newServerAt(t, newHome(t), keys, args...)
}

// filled is a home with a library of the fixture's articles, as files.
var filled = sync.OnceValues(func() (map[string][]byte, error) {
	home, err := os.MkdirTemp("", "dateline-home-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(home)
	var out transcript
	p := &program{args: []string{"add", fixture}, now: time.Now, console: console{
		stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(name string) string { return map[string]string{"HOME": home}[name] },
	}}
	if p.run(context.Background()) != exitOK {
		return nil, errors.New(out.String())
	}
	files := make(map[string][]byte)
	return files, filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(home, path)
		files[name], err = os.ReadFile(path)
		return err
	})
})

// newHome returns a home with a library of the fixture's articles.
func newHome(t *testing.T) string {
	t.Helper()
	files, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	for name, content := range files {
		path := filepath.Join(home, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, content, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return home
}

// busy lets a test begin more connections in a second than a reader does.
var busy = []string{"--limit", "handshakes-per-second=1000", "--limit", "handshake-burst=1000", "--limit", "connections-per-address=1000"}

func newServerAt(t *testing.T, home, keys string, args ...string) *server {
	t.Helper()
	s := &server{t: t, home: home, keys: filepath.Join(home, "authorized_keys"), out: new(transcript), log: new(transcript), ended: make(chan int, 1)}
	s.letIn(keys)
	ctx, stop := context.WithCancel(t.Context())
	s.stop = stop
	p := &program{
		args: slices.Concat([]string{"serve", "--listen", "127.0.0.1:0", "--authorized-keys", s.keys}, busy, args), now: time.Now,
		console: console{
			stdin: strings.NewReader(""), stdout: s.out, stderr: s.log,
			getenv: func(name string) string { return map[string]string{"HOME": home, "LANG": "C.UTF-8"}[name] },
		},
	}
	go func() { s.ended <- p.run(ctx) }()
	t.Cleanup(func() {
		stop()
		select {
		case <-s.ended:
		case <-time.After(sshtest.Timeout):
			t.Errorf("the server does not end:\n%s", s.log)
		}
		if t.Failed() {
			t.Logf("the server's log:\n%s", s.log)
		}
	})
	s.until("it to listen", func() bool {
		m := listensOn.FindStringSubmatch(s.out.String())
		if m != nil {
			s.addr = m[1]
		}
		return m != nil
	})
	return s
}

// in is the server as a part of the test uses it.
func (s *server) in(t *testing.T) *server {
	part := *s
	part.t = t
	return &part
}

// letIn writes the file of authorized keys.
func (s *server) letIn(keys string) {
	s.t.Helper()
	if err := os.WriteFile(s.keys, []byte(keys), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

func (s *server) until(what string, ok func() bool) {
	s.t.Helper()
	for late := time.Now().Add(sshtest.Timeout); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			s.t.Fatalf("waited in vain for %s; the server says:\n%s%s", what, s.out, s.log)
		}
	}
}

// logs waits for a text in the log.
func (s *server) logs(text string) {
	s.t.Helper()
	s.until("the log to have "+text, func() bool { return strings.Contains(s.log.String(), text) })
}

// hangUp ends the server and returns its exit code.
func (s *server) hangUp() int {
	s.t.Helper()
	s.stop()
	select {
	case code := <-s.ended:
		s.ended <- code // for the clean-up
		return code
	case <-time.After(sshtest.Timeout):
		s.t.Fatalf("the server does not end:\n%s", s.log)
		return 0
	}
}

// screen logs in with a key and opens the screen.
func (s *server) screen(key gossh.Signer, term sshtest.Terminal) *sshtest.Screen {
	s.t.Helper()
	return sshtest.Open(s.t, sshtest.Connect(s.t, s.addr, key), term)
}

// run logs in with a key and runs a command line.
func (s *server) run(key gossh.Signer, line, stdin string) sshtest.Result {
	s.t.Helper()
	c := sshtest.Connect(s.t, s.addr, key)
	defer c.Close()
	return sshtest.Run(s.t, c, line, stdin)
}

// refused reports whether a key is not let in.
func (s *server) refused(key gossh.Signer) bool {
	c, err := sshtest.Dial(s.addr, "reader", gossh.PublicKeys(key))
	if err == nil {
		_ = c.Close()
	}
	return err != nil
}

// host runs a command in the shell of the server's machine.
func (s *server) host(args ...string) {
	s.t.Helper()
	run(s.t, s.home, args...)
}

// named is a line of the file of keys that names a reader.
func named(key gossh.Signer, name string) string {
	return sshtest.Line(key, `environment="DATELINE_NAME=`+name+`"`, "laptop of somebody")
}

// TestServeReaders: two readers and a second session of one of them, at once. Marks are
// their reader's own, and what is new comes to all.
func TestServeReaders(t *testing.T) {
	t.Parallel()
	ada, home, ben := sshtest.Key(t), sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, named(ada, "ada")+named(home, "ada")+named(ben, "ben"))
	a, b, again := s.screen(ada, sshtest.Terminal{}), s.screen(ben, sshtest.Terminal{Width: 120, Height: 40}), s.screen(home, sshtest.Terminal{})
	for _, x := range []*sshtest.Screen{a, b, again} {
		x.See("Lighthouse keeper", "7 articles", "7 unread")
	}

	a.Press("f")
	a.See("★")
	again.See("★") // another key, the same reader
	b.Press("jj")
	b.Still()
	if strings.Contains(b.Text(), "★") {
		t.Errorf("the star of one reader is on the screen of another:\n%s", b.Text())
	}
	b.Press("\r")
	b.See("6 unread")
	b.Press("hkf")
	b.See("★")
	for who, x := range map[string]*sshtest.Screen{"ada": a, "ada, elsewhere": again} {
		if text := x.Text(); strings.Count(text, "★") != 1 || !strings.Contains(text, "7 unread") {
			t.Errorf("what ben does is on the screen of %s:\n%s", who, text)
		}
	}

	news := filepath.Join(s.home, "news.txt")
	if err := os.WriteFile(news, []byte("-\nA whale in the harbour - December 5, 2018\n-\nThe whale is gone - December 6, 2018\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.host("add", news)
	for _, x := range []*sshtest.Screen{a, b, again} {
		x.See("A whale in the harbour", "The whale is gone", "9 articles")
	}

	const stars = "list --query is:starred"
	for _, c := range []struct {
		who  string
		key  gossh.Signer
		want string
	}{{"ada", ada, "Lighthouse keeper"}, {"ada, elsewhere", home, "Lighthouse keeper"}, {"ben", ben, "Six quiet harbours"}} {
		if got := s.run(c.key, stars+" --format tsv", ""); got.Code != exitOK || strings.Count(got.Stdout, "\n") != 1 || !strings.Contains(got.Stdout, c.want) {
			t.Errorf("%s: %s gives %+v", c.who, stars, got)
		}
	}

	for _, x := range []*sshtest.Screen{a, b} {
		x.Press("Q")
		if code, _ := x.Ended(); code != exitOK {
			t.Errorf("exit code %d", code)
		}
		x.Restored()
	}
	again.See("★") // the others have gone, he stays
	again.Press("Q")
	again.Ended()
}

// TestServeKeyRemoved: who is no longer let in is cut off at once, with a line; others
// stay.
func TestServeKeyRemoved(t *testing.T) {
	t.Parallel()
	ada, ben, cleo := sshtest.Key(t), sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, named(ada, "ada")+named(ben, "ben"))
	s.host("serve", "readers", "add", "cleo", strings.TrimSpace(sshtest.Line(cleo, "", "")))
	a, b := s.screen(ada, sshtest.Terminal{}), s.screen(ben, sshtest.Terminal{})
	a.See("7 articles")
	b.See("7 articles")
	c := s.screen(cleo, sshtest.Terminal{})
	c.See("7 articles")

	s.letIn(named(ben, "ben"))
	code, said := a.Ended()
	if code == exitOK || !strings.Contains(said, "no longer") || !s.refused(ada) {
		t.Errorf("the key that was removed ends with %d and %q, or comes in again", code, said)
	}
	a.Restored()
	s.host("serve", "readers", "remove", "cleo", "--yes")
	if code, said := c.Ended(); code == exitOK || !strings.Contains(said, "no longer") || !s.refused(cleo) {
		t.Errorf("the reader who was removed ends with %d and %q, or comes in again", code, said)
	}
	c.Restored()
	b.Press("f")
	b.See("★")
}

// TestServeRole: a role holds from the moment that it is given.
func TestServeRole(t *testing.T) {
	t.Parallel()
	ada, mallory := sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, sshtest.Line(mallory, `environment="DATELINE_NAME=mallory",environment="DATELINE_ROLE=admin"`, "admin"))
	s.host("serve", "readers", "add", "ada", strings.TrimSpace(sshtest.Line(ada, "", "")))
	a := s.screen(ada, sshtest.Terminal{})
	a.See("7 articles")

	const news = "-\nA whale in the harbour - December 5, 2018\n"
	if got := s.run(ada, "add -", news); got.Code == exitOK || !strings.Contains(got.Stderr, "editor") {
		t.Errorf("a reader adds: %+v", got)
	}
	a.Press(":redate 2001\r") // a date is everybody's
	a.See("only an editor")
	s.host("serve", "readers", "role", "ada", "editor")
	var got sshtest.Result
	s.until("ada to be an editor", func() bool {
		got = s.run(ada, "add -", news)
		return !strings.Contains(got.Stderr, "editor")
	})
	if got.Code != exitOK {
		t.Errorf("an editor adds: %+v", got)
	}
	a.See("A whale in the harbour")

	for _, line := range []string{"serve readers list", "library retain --older-than 1", "import -", "serve readers role mallory admin"} {
		if got := s.run(mallory, line, ""); got.Code == exitOK || got.Stdout != "" {
			t.Errorf("the file makes an admin, who can %s: %+v", line, got)
		}
	}
}

// TestServeDrained: the end of the server is said on every screen, and what was marked
// last is kept.
func TestServeDrained(t *testing.T) {
	t.Parallel()
	ada, ben := sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, named(ada, "ada")+named(ben, "ben"))
	a, b := s.screen(ada, sshtest.Terminal{}), s.screen(ben, sshtest.Terminal{})
	a.See("7 articles")
	b.See("7 articles")
	a.Press("f")
	a.See("★")
	began := time.Now()
	if code := s.hangUp(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %v", took)
	}
	for _, x := range []*sshtest.Screen{a, b} {
		x.Ended()
		x.Hear("stopping")
		x.Restored()
	}
	again := newServerAt(t, s.home, named(ada, "ada"))
	if got := again.run(ada, "list --query is:starred", ""); !strings.Contains(got.Stdout, "Lighthouse keeper") {
		t.Errorf("the mark is lost: %+v", got)
	}
}

// TestServeReload: SIGHUP has settings and keys read again, and drops nobody.
func TestServeReload(t *testing.T) {
	t.Parallel()
	ada, ben := sshtest.Key(t), sshtest.Key(t)
	s := newServer(t, named(ada, "ada"))
	a := s.screen(ada, sshtest.Terminal{})
	a.See("7 articles")
	if !s.refused(ben) {
		t.Fatal("an unknown key is let in")
	}
	s.letIn(named(ada, "ada") + named(ben, "ben"))
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.logs("read again")
	s.screen(ben, sshtest.Terminal{}).See("7 articles")
	a.Press("f")
	a.See("★")
}

// TestServeGuest: guests read, keep nothing and change nothing; keys still name readers.
func TestServeGuest(t *testing.T) {
	t.Parallel()
	ada := sshtest.Key(t)
	s := newServer(t, named(ada, "ada"), "--guest")
	guest := func(user string, auth ...gossh.AuthMethod) *gossh.Client {
		c, err := sshtest.Dial(s.addr, user, auth...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	asked := func(_, _ string, questions []string, _ []bool) ([]string, error) {
		if len(questions) > 0 {
			t.Errorf("a guest is asked %q", questions)
		}
		return nil, nil
	}
	x := sshtest.Open(t, guest("guest"), sshtest.Terminal{})
	x.See("7 articles")
	x.Press("f")
	x.See("guests change nothing")
	x.Gone("★")
	other := guest("somebody", gossh.PublicKeys(sshtest.Key(t)), gossh.KeyboardInteractive(asked))
	for _, line := range []string{"mark --query 'lighthouse' star", "add -", "views add mine lighthouse", "rename fixture.txt x", "refresh"} {
		if got := sshtest.Run(t, other, line, ""); got.Code == exitOK {
			t.Errorf("a guest can %s: %+v", line, got)
		}
	}
	if got := sshtest.Run(t, other, "list --format json", ""); got.Code != exitOK || strings.Count(got.Stdout, "\n") != 7 {
		t.Errorf("a guest reads %+v", got)
	}
	if got := s.run(ada, "mark --query lighthouse star", ""); got.Code != exitOK {
		t.Errorf("where there are guests a reader marks: %+v", got)
	}
}

// TestServeOpen: any key is a reader of its own, and who does nothing leaves nothing.
func TestServeOpen(t *testing.T) {
	t.Parallel()
	s := newServer(t, "", "--open", "--limit", "new-readers=2")
	ada, ben, cleo, dora := sshtest.Key(t), sshtest.Key(t), sshtest.Key(t), sshtest.Key(t)
	readers := func() string {
		var out bytes.Buffer
		p := &program{args: []string{"serve", "readers", "list"}, now: time.Now, console: console{
			stdout: &out, stderr: &out, getenv: func(name string) string { return map[string]string{"HOME": s.home}[name] },
		}}
		p.run(t.Context())
		return out.String()
	}
	s.screen(dora, sshtest.Terminal{}).See("7 articles")
	if out := readers(); strings.Contains(out, gossh.FingerprintSHA256(dora.PublicKey())) {
		t.Errorf("who has done nothing is kept:\n%s", out)
	}
	for _, key := range []gossh.Signer{ada, ben} {
		if got := s.run(key, "mark --query lighthouse star", ""); got.Code != exitOK {
			t.Errorf("%+v", got)
		}
	}
	if got := s.run(cleo, "list --query is:starred", ""); got.Stdout != "" {
		t.Errorf("a stranger has the stars of another: %+v", got)
	}
	if got := s.run(cleo, "mark --query lighthouse star", ""); got.Code == exitOK || got.Stderr == "" {
		t.Errorf("a third new reader in an hour: %+v", got)
	}
	if out := readers(); !strings.Contains(out, gossh.FingerprintSHA256(ada.PublicKey())) || strings.Contains(out, gossh.FingerprintSHA256(cleo.PublicKey())) {
		t.Errorf("readers:\n%s", out)
	}
}
