package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"dateline/ui/sshd/sshtest"
)

// openssh is OpenSSH's client with a key of its own.
type openssh struct {
	t    *testing.T
	path string
	file string // of the key
	key  gossh.Signer
}

// newOpenSSH returns OpenSSH's client, or skips the test where there is none.
func newOpenSSH(t *testing.T) *openssh {
	t.Helper()
	path, err := exec.LookPath("ssh")
	if err != nil {
		t.Skip("OpenSSH's client is not installed: the server is not tested with it")
	}
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := gossh.MarshalPrivateKey(secret, "")
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.NewSignerFromKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	return &openssh{t, path, file, key}
}

// args are what it is called with to come to an address, with more options and a command
// line.
func (o *openssh) args(addr string, more ...string) []string {
	host, port, _ := net.SplitHostPort(addr)
	options := more[:max(0, slices.Index(more, "--"))]
	return slices.Concat([]string{"-F", "none"}, options, []string{
		"-i", o.file, "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "StrictHostKeyChecking=no",
		"-o", "UserKnownHostsFile=" + o.file + ".hosts", "-o", "LogLevel=ERROR", "-p", port, "-l", "reader",
	}, []string{host}, more[slices.Index(more, "--")+1:])
}

// run runs a command line and returns what it prints.
func (o *openssh) run(addr, stdin string, args ...string) sshtest.Result {
	o.t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(o.t.Context(), o.path, o.args(addr, args...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		o.t.Fatal(err)
	}
	return sshtest.Result{Stdout: stdout.String(), Stderr: stderr.String(), Code: cmd.ProcessState.ExitCode()}
}

// TestOpenSSH reads with OpenSSH's client in a terminal, and in scripts.
func TestOpenSSH(t *testing.T) {
	t.Parallel()
	o := newOpenSSH(t)
	s := newServer(t, named(o.key, "ada"))

	x := start(t, o.path, 80, 24, o.args(s.addr, "--")...)
	x.see("Lighthouse keeper", "7 articles")
	x.resize(120, 40)
	x.see("The document holds only this headline")
	x.press("f")
	x.see("★")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()

	got := o.run(s.addr, "", "--", "list", "--format", "json", "--query", "is:starred")
	var row struct{ Title string }
	if err := json.Unmarshal([]byte(got.Stdout), &row); err != nil || !strings.HasPrefix(row.Title, "Lighthouse") || got.Code != exitOK || got.Stderr != "" {
		t.Errorf("%+v (%v)", got, err)
	}
	for _, c := range []struct {
		name string
		args []string
		code int
		says string // on standard error
	}{
		{"no terminal", []string{"-T", "--"}, exitFailed, "list"},
		{"unknown", []string{"--", "nonsense"}, exitUsage, "nonsense"},
		{"subsystem", []string{"-s", "--", "sftp"}, -1, ""},
		{"an old key exchange", []string{"-oLogLevel=INFO", "-oKexAlgorithms=diffie-hellman-group14-sha1", "--", "list"}, 255, "no matching key exchange"},
		{"an old cipher", []string{"-oLogLevel=INFO", "-oCiphers=aes128-cbc", "--", "list"}, 255, "no matching cipher"},
		{"an old code", []string{"-oLogLevel=INFO", "-oCiphers=aes128-ctr", "-oMACs=hmac-sha1", "--", "list"}, 255, "no matching"},
		{"a forwarded port", []string{"-oLogLevel=INFO", "-oExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "--", "list"}, 255, "forward"},
		{"an agent", []string{"-A", "--", "list", "--limit", "1"}, exitOK, ""},
		{"X11", []string{"-X", "--", "list", "--limit", "1"}, exitOK, ""},
	} {
		got := o.run(s.addr, "", c.args...)
		if c.code == -1 && got.Code == exitOK || c.code >= 0 && got.Code != c.code || !strings.Contains(got.Stderr, c.says) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}

	// A terminal asked for a command, as `ssh -t` does.
	y := start(t, o.path, 80, 24, o.args(s.addr, "-t", "--", "list", "--limit", "2")...)
	if code := y.ended(); code != exitOK || !strings.Contains(y.output(), "Lighthouse keeper") || strings.Contains(strings.ReplaceAll(y.output(), "\r\n", ""), "\n") {
		t.Errorf("exit code %d: %q", code, y.output())
	}
}

// modern are the algorithms that the server may offer.
var modern = map[string][]string{
	"KEX algorithms":      {"mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org", "kex-strict-s-v00@openssh.com", "ext-info-s"},
	"host key algorithms": {"ssh-ed25519"},
	"ciphers stoc":        {"chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com"},
	"ciphers ctos":        {"chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com"},
	"MACs stoc":           {"hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"},
	"MACs ctos":           {"hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"},
	"compression stoc":    {"none"},
	"compression ctos":    {"none"},
}

// TestOpenSSHAlgorithms: OpenSSH's client is offered modern algorithms, and no others.
func TestOpenSSHAlgorithms(t *testing.T) {
	t.Parallel()
	o := newOpenSSH(t)
	s := newServer(t, named(o.key, "ada"))
	got := o.run(s.addr, "", "-vv", "-oLogLevel=DEBUG2", "--", "list", "--limit", "1")
	_, offer, ok := strings.Cut(got.Stderr, "peer server KEXINIT proposal")
	if !ok || got.Code != exitOK {
		t.Fatalf("%+v", got)
	}
	seen := 0
	for _, line := range strings.Split(offer, "\n") {
		name, list, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "debug2: ")), ": ")
		allowed, ok := modern[name]
		if !ok {
			if strings.Contains(line, "debug1") && seen > 0 {
				break
			}
			continue
		}
		seen++
		for _, a := range strings.Split(strings.TrimSpace(list), ",") {
			if !slices.Contains(allowed, a) {
				t.Errorf("%s: %s is offered", name, a)
			}
		}
	}
	if seen != len(modern) {
		t.Errorf("%d of %d lists were found in:\n%s", seen, len(modern), offer)
	}
}

// TestOpenSSHSignals: the program serves as a process of its own; SIGHUP drops nobody,
// SIGTERM tells everybody and ends it.
func TestOpenSSHSignals(t *testing.T) {
	t.Parallel()
	o := newOpenSSH(t)
	home := newHome(t)
	keys := filepath.Join(home, "keys")
	if err := os.WriteFile(keys, []byte(named(o.key, "ada")), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, log transcript
	cmd := exec.Command(os.Args[0], "serve", "--listen", "127.0.0.1:0", "--authorized-keys", keys)
	cmd.Args[0], cmd.Stdout, cmd.Stderr = "dateline", &out, &log
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "TZ=UTC", "LC_ALL=C.UTF-8", endAtOnce}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	addr := ""
	for late := time.Now().Add(sshtest.Timeout); addr == ""; time.Sleep(10 * time.Millisecond) {
		if m := listensOn.FindStringSubmatch(out.String()); m != nil {
			addr = m[1]
		}
		if time.Now().After(late) {
			t.Fatalf("it does not listen:\n%s%s", out.String(), log.String())
		}
	}
	x := start(t, o.path, 80, 24, o.args(addr, "--")...)
	x.see("7 articles")
	if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	for late := time.Now().Add(sshtest.Timeout); !strings.Contains(log.String(), "read again"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("SIGHUP does nothing:\n%s", log.String())
		}
	}
	x.press("f")
	x.see("★")
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if code := cmd.ProcessState.ExitCode(); code != exitOK {
			t.Errorf("the server ends with %v:\n%s", err, log.String())
		}
	case <-time.After(sshtest.Timeout):
		t.Fatalf("the server does not end:\n%s", log.String())
	}
	x.ended()
	x.restored()
	if !strings.Contains(x.output(), "stopping") {
		t.Errorf("the reader is not told: %q", x.output())
	}
	if strings.Contains(log.String(), "Lighthouse") {
		t.Errorf("the log says what is read:\n%s", log.String())
	}
}
