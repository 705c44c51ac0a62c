package serve

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"dateline/cmd/remote"
	"dateline/model"
	"dateline/model/store"
	"dateline/ui/sshd/access"
	"dateline/ui/sshd/sshtest"
)

// output is written by a server and read by a test.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// running is a server at work.
type running struct {
	t       *testing.T
	said    output // on standard output
	log     output
	address string
	stop    context.CancelFunc
	ended   chan error
}

// serve starts the server of a home with flags.
func (h *home) serve(t *testing.T, args ...string) *running {
	t.Helper()
	r := &running{t: t, ended: make(chan error, 1)}
	p := h.program(&r.said, &r.log)
	began := make(chan struct{})
	p.Began = func() { close(began) }
	p.Exec = func(_ context.Context, c remote.Call) int {
		_, _ = c.Stdout.Write([]byte(strings.Join(c.Args, "|")))
		return 7
	}
	cmd := Command(p)
	cmd.SetArgs(append([]string{"--listen", "127.0.0.1:0"}, args...))
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	ctx, stop := context.WithCancel(t.Context())
	r.stop = stop
	go func() { r.ended <- cmd.ExecuteContext(ctx) }()
	select {
	case <-began:
	case err := <-r.ended:
		t.Fatalf("the server has not begun: %v\n%s", err, &r.log)
	case <-time.After(sshtest.Timeout):
		t.Fatal("the server does not begin")
	}
	r.address = regexp.MustCompile(`listens on (\S+)\.\n`).FindStringSubmatch(r.said.String())[1]
	t.Cleanup(r.end)
	return r
}

// end stops the server and waits for it.
func (r *running) end() {
	r.stop()
	select {
	case err := <-r.ended:
		if err != nil {
			r.t.Errorf("the server ended with %v", err)
		}
		r.ended <- nil
	case <-time.After(sshtest.Timeout):
		r.t.Error("the server does not end")
	}
}

// logged waits for a text in the log.
func (r *running) logged(text string) {
	r.t.Helper()
	for begun := time.Now(); !strings.Contains(r.log.String(), text); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > sshtest.Timeout {
			r.t.Fatalf("the log does not have %q:\n%s", text, &r.log)
		}
	}
}

// fill puts articles into the library.
func (h *home) fill(articles ...model.Article) {
	h.t.Helper()
	cat, err := store.Open(h.t.Context(), h.library(), model.OpenOptions{})
	if err == nil {
		_, err = cat.Save(h.t.Context(), articles, noon)
	}
	if err == nil {
		err = cat.Close()
	}
	if err != nil {
		h.t.Fatal(err)
	}
}

var boats = model.Article{
	ID: model.NewID("s", "1", "", "", model.Date{}), Title: "The council buys boats", Source: "Coast Daily", Home: "https://coast.example/",
	Body: "Nine cars fit on the smaller one.", Published: model.AtInstant(noon.Add(-time.Hour), model.FromStated),
}

// TestEmptyFolder: without anything there, a server makes what it needs, and says how to
// come in and how to let others in; who is let in while it runs comes in.
func TestEmptyFolder(t *testing.T) {
	h, key := newHome(t), sshtest.Key(t)
	r := h.serve(t)
	said := r.said.String()
	for _, want := range []string{"Its key was made now, in " + h.dir, "SHA256:", "ssh -p ", "localhost", "--listen :", "Nobody can come in yet", "serve readers add me", "guide serving"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	secret := filepath.Join(h.dir, ".local/state/dateline/ssh_host_ed25519_key")
	if info, err := os.Stat(secret); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the host key: %v, %v", info, err)
	}
	if c, err := sshtest.Dial(r.address, "ada", ssh.PublicKeys(key)); err == nil {
		_ = c.Close()
		t.Error("a stranger comes in")
	}
	if _, errs, code := h.run("readers", "add", "ada", access.KeyLine(key.PublicKey())); code != 0 {
		t.Fatal(errs)
	}
	var c *ssh.Client
	for begun := time.Now(); c == nil && time.Since(begun) < sshtest.Timeout; time.Sleep(10 * time.Millisecond) {
		c, _ = sshtest.Dial(r.address, "ada", ssh.PublicKeys(key))
	}
	if c == nil {
		t.Fatal("who was added does not come in")
	}
	defer func() { _ = c.Close() }()
	if got := sshtest.Run(t, c, "list --query 'since:today ferry'", ""); got.Code != 7 || got.Stdout != "list|--query|since:today ferry" {
		t.Errorf("got %+v", got)
	}
	r.end()
	again := h.serve(t)
	if said := again.said.String(); !strings.Contains(said, "Its key is in ") || strings.Contains(said, "Nobody can come in") {
		t.Errorf("the second time it says\n%s", said)
	}
}

// TestHostKeyOthersRead: a host key that others can read is refused, with what to do.
func TestHostKeyOthersRead(t *testing.T) {
	h := newHome(t)
	h.serve(t).end()
	secret := filepath.Join(h.dir, ".local/state/dateline/ssh_host_ed25519_key")
	if err := os.Chmod(secret, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := h.run("--listen", "127.0.0.1:0"); code != 1 || !strings.Contains(errs, "chmod 600") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestWrongFlags: what is wrong is said before anything is made.
func TestWrongFlags(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"--listen|here", 2, "--listen here: want an address and a port"},
		{"--limit|idle=soon", 2, "--limit idle soon: want a time"},
		{"--limit|idle=soon|--log-format|xml", 2, "--log-format xml"},
		{"--monitor|0.0.0.0:1", 2, "this machine alone"},
		{"something", 2, `there is no command "something"`},
		{"--listen|" + taken.Addr().String(), 1, "another program listens there already"},
		{"--listen|127.0.0.1:0|--monitor|" + taken.Addr().String(), 1, "--monitor " + taken.Addr().String() + ": another program"},
		{"--listen|192.0.2.1:2222", 1, "--listen 192.0.2.1:2222"},
		{"--listen|127.0.0.1:0|--authorized-keys|missing", 1, "missing"},
		{"--listen|127.0.0.1:0|--host-key|.", 1, "host key"},
	} {
		h := newHome(t)
		if _, errs, code := h.run(strings.Split(c.args, "|")...); code != c.code || !strings.Contains(errs, c.want) {
			t.Errorf("%s: exit %d, want %d with %q: %s", c.args, code, c.code, c.want, errs)
		}
		if all, _ := os.ReadDir(h.dir); c.code == 2 && len(all) > 0 {
			t.Errorf("%s: made %v", c.args, all)
		}
	}
}

// TestReload: SIGHUP has keys and settings read again, and drops nobody.
func TestReload(t *testing.T) {
	h, ada, bob := newHome(t), sshtest.Key(t), sshtest.Key(t)
	h.fill(boats)
	put := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	adas := sshtest.Line(ada, `environment="DATELINE_NAME=ada"`, "") + "\n"
	keys := filepath.Join(filepath.Dir(h.config()), "keys")
	put(keys, adas)
	put(h.config(), "[serve]\nauthorized-keys = 'keys'\nsessions-per-reader = 9\n")
	r := h.serve(t)
	screen := sshtest.Open(t, sshtest.Connect(t, r.address, ada), sshtest.Terminal{})
	screen.See("The council buys boats")

	put(h.config(), "[serve]\nauthorized-keys = 'others'\nsessions-per-reader = 1\nlog-level = 'debug'\nlisten = ':1'\n")
	put(filepath.Join(filepath.Dir(keys), "others"), adas+sshtest.Line(bob, "", "")+"\n")
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	r.logged("keys and settings read again")
	screen.Press("?")
	screen.See("Here, in the headlines")
	sshtest.Connect(t, r.address, bob)

	put(h.config(), "[serve]\nsessions-per-reader = 0\n")
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	r.logged("want a number, 1 at least, or none")
	sshtest.Connect(t, r.address, bob)
}

// TestLog: the log has who came in and what was changed for all, and nothing of what was
// read.
func TestLog(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		t.Run(format, func(t *testing.T) {
			h, ada := newHome(t), sshtest.Key(t)
			h.fill(boats)
			if _, errs, code := h.run("readers", "add", "ada", access.KeyLine(ada.PublicKey()), "--role", "editor"); code != 0 {
				t.Fatal(errs)
			}
			r := h.serve(t, "--log-format", format, "--log-level", "debug")
			c := sshtest.Connect(t, r.address, ada)
			screen := sshtest.Open(t, c, sshtest.Terminal{})
			screen.See("The council buys boats")
			screen.Press("/zeppelin\r")
			screen.See("zeppelin")
			screen.Press("c")
			screen.Gone("zeppelin")
			screen.Press("\r")
			screen.Close()
			_ = sshtest.Run(t, c, "show "+string(boats.ID)+" --query secrets", "")
			_ = c.Close()
			stranger, err := sshtest.Dial(r.address, "eve", ssh.PublicKeys(sshtest.Key(t)))
			if err == nil {
				_ = stranger.Close()
				t.Error("a stranger comes in")
			}
			r.logged(ssh.FingerprintSHA256(ada.PublicKey()))
			r.logged("logout")
			r.end()
			text := r.log.String()
			for _, secret := range []string{"council", "boats", "zeppelin", "secrets", string(boats.ID), "Coast"} {
				if strings.Contains(text, secret) {
					t.Errorf("the log has %q:\n%s", secret, text)
				}
			}
			for _, want := range []string{"serving", "login", "ada", "editor", "refused", "stopped"} {
				if !strings.Contains(text, want) {
					t.Errorf("the log does not have %q:\n%s", want, text)
				}
			}
		})
	}
}

// TestStop: who is reading is told, the session ends as it should, and the library is
// closed.
func TestStop(t *testing.T) {
	h, ada := newHome(t), sshtest.Key(t)
	h.fill(boats)
	if _, errs, code := h.run("readers", "add", "ada", access.KeyLine(ada.PublicKey())); code != 0 {
		t.Fatal(errs)
	}
	r := h.serve(t, "--monitor", "127.0.0.1:0")
	screen := sshtest.Open(t, sshtest.Connect(t, r.address, ada), sshtest.Terminal{})
	screen.See("The council buys boats")
	r.stop()
	screen.Hear("stopping")
	screen.Ended()
	screen.Restored()
	r.end()
	if _, err := os.Stat(h.library() + "-wal"); err == nil {
		t.Error("the library was not closed")
	}
	if _, err := net.Dial("tcp", r.address); err == nil {
		t.Error("it still listens")
	}
}

// TestBackup: the library is copied by another program while readers mark articles.
func TestBackup(t *testing.T) {
	h, ada := newHome(t), sshtest.Key(t)
	h.fill(boats)
	if _, errs, code := h.run("readers", "add", "ada", access.KeyLine(ada.PublicKey())); code != 0 {
		t.Fatal(errs)
	}
	r := h.serve(t)
	screen := sshtest.Open(t, sshtest.Connect(t, r.address, ada), sshtest.Terminal{})
	screen.See("The council buys boats")
	screen.Press("f")
	screen.See("★")
	other, err := h.program(nil, nil).Open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	copied := filepath.Join(h.dir, "backup.db")
	screen.Press("fffff")
	if err := other.Backup(t.Context(), copied, false, func(string, int) {}); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), copied, model.OpenOptions{Existing: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if faults, err := c.Check(t.Context(), func(string, int) {}); err != nil || len(faults) > 0 {
		t.Errorf("the copy has %v, %v", faults, err)
	}
	if who, err := c.ReaderOfKey(t.Context(), access.KeyLine(ada.PublicKey())); err != nil || who.Name != "ada" {
		t.Errorf("in the copy the key is %+v's, %v", who, err)
	}
}

// TestSettingsKept: what a reader sets is his, and is there when he comes again.
func TestSettingsKept(t *testing.T) {
	h, ada := newHome(t), sshtest.Key(t)
	h.fill(boats)
	if _, errs, code := h.run("readers", "add", "ada", access.KeyLine(ada.PublicKey())); code != 0 {
		t.Fatal(errs)
	}
	r := h.serve(t, "--title", "The Coast Desk")
	for _, want := range []string{"auto", "none"} {
		screen := sshtest.Open(t, sshtest.Connect(t, r.address, ada), sshtest.Terminal{})
		screen.See("The council buys boats", "The Coast Desk")
		screen.Press(":set headings\r")
		screen.See("headings = " + want)
		screen.Press(":set headings none\r")
		screen.See("headings = none")
		screen.Press(":quit\r")
		screen.Ended()
	}
}
