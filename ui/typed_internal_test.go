package ui

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// passed returns what typed passes on of what a client sends.
func passed(t testing.TB, sent string) string {
	t.Helper()
	got, err := io.ReadAll(newTyped(strings.NewReader(sent)))
	if err != nil {
		t.Fatal(err)
	}
	parts, err := io.ReadAll(newTyped(iotest.OneByteReader(strings.NewReader(sent))))
	if err != nil || !bytes.Equal(parts, got) {
		t.Fatalf("byte by byte it is something else: %v", err)
	}
	return string(got)
}

// TestTyped: what keys and terminals send is passed on as it is; what is too long in one
// piece is cut, with its end.
func TestTyped(t *testing.T) {
	for _, s := range []string{
		"", "jk\r", "京都é👩‍👧", "\x1b", "\x1b\x1b", "\x1bj", "\x1b[A", "\x1b[1;5D", "\x1bOA", "\x1b[<65;100;20M", "\x1b[M !!",
		"\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]11;?\x07", "\x1b[?2026;2$y", "\x1bP1+r524742\x1b\\", "\x1b_Gi=1;OK\x1b\\",
		"\x1b[200~a\nb\x1b[31mc\x1b[201~d", "\xff\xfe", "\x9b1;5Dj", "\x9d11;?\x9cj",
	} {
		if got := passed(t, s); got != s {
			t.Errorf("%q becomes %q", s, got)
		}
	}
	long := strings.Repeat("1", 1<<20)
	for _, c := range []struct{ name, sent, after string }{
		{"paste", "\x1b[200~" + long + "\x1b[201", "~j"},
		{"paste with what is not its end", "\x1b[200~" + strings.Repeat("\x1b[201", 1<<18), "\x1b[201~j"},
		{"control sequence", "\x1b[" + long, "mj"},
		{"command", "\x1b]52;c;" + long, "\x07j"},
		{"device control", "\x1bP" + long, "\x1b\\j"},
		{"without an end", "\x1b_" + long, ""},
	} {
		got := passed(t, c.sent+c.after)
		if len(got) > maxPaste+100 || !strings.HasSuffix(got, c.after) || strings.HasPrefix(c.name, "paste") && !strings.HasSuffix(got, "\x1b[201~j") {
			t.Errorf("%s: %d bytes passed on, at the end %q", c.name, len(got), got[max(0, len(got)-20):])
		}
	}
}
