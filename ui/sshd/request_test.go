package sshd

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/anmitsu/go-shlex"
	gossh "golang.org/x/crypto/ssh"
)

// FuzzRequest: whatever a client sends is refused, or within bounds and harmless in a log
// and on a terminal.
func FuzzRequest(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\xff\xff\xff\xff"))
	f.Add(gossh.Marshal(struct{ Name, Value string }{"LANG", "en_GB.UTF-8"}))
	f.Add(gossh.Marshal(struct {
		Term       string
		W, H, X, Y uint32
		Modes      string
	}{"xterm-256color", 80, 24, 640, 480, "\x01\x00\x00\x00\x01\x00"}))
	f.Fuzz(func(t *testing.T, payload []byte) {
		harmless := func(s string, n int) {
			if len(s) > n || !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\x1b\n\r\x7f\u009b") {
				t.Errorf("%q is let through", s)
			}
		}
		if name, size, ok := parseTerminal(payload); ok {
			harmless(name, maxWord)
			if size.Width < 0 || size.Height < 0 {
				t.Errorf("a size of %v", size)
			}
		}
		var e environ
		for range 2 * maxEnviron {
			e.set(payload)
		}
		if len(e.list) > maxEnviron {
			t.Errorf("%d variables", len(e.list))
		}
		for _, v := range e.list {
			harmless(v, len("LC_=")+maxWord+maxValue)
		}
		harmless(printable(string(payload), maxWord), maxWord)
	})
}

// FuzzSplit: no command line is too much for what splits it.
func FuzzSplit(f *testing.F) {
	for _, line := range []string{"", "list --query 'since:today'", `a "b`, `a\`, "\x00", "a\u2028b"} {
		f.Add(line)
	}
	f.Fuzz(func(_ *testing.T, line string) { _, _ = shlex.Split(line, true) })
}
