package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// writeArchive makes an archive of n articles, each with a word of its own.
func writeArchive(t *testing.T, n int) string {
	t.Helper()
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "{\"title\":\"Story %d\",\"url\":\"https://a.example/%d\",\"date\":\"2018-11-%02d\",\"text\":\"The council of pier%d met, and %s.\"}\n",
			i, i, 1+i%28, i, strings.Repeat("nobody knew why it had to be so early in the day ", 6))
	}
	path := filepath.Join(t.TempDir(), "archive.jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTerminalIndexing: adding much tells how it indexes; interrupted then, it says what is
// left, which the screen does where it cannot search it yet; and it is all found in the
// end, once.
func TestTerminalIndexing(t *testing.T) {
	const n = 12_000
	db := filepath.Join(t.TempDir(), "library.db")
	add := start(t, "dateline", 120, 30, "--library", db, "add", writeArchive(t, n))
	add.until("the indexing", func(s string) bool { return strings.Contains(s, "12000 added") }) // indexing follows, unless it has been done behind
	add.press("\x03")
	code := add.ended()
	said := strings.Contains(add.output(), "not searched yet: dateline goes on when the library is opened next")
	t.Logf("exit code %d, what is left was said: %t", code, said)
	if code != exitInterrupted && code != exitOK || said && code == exitOK { // it may have come to its end before
		t.Errorf("exit code %d, and said:\n%s", code, add.output())
	}
	x := start(t, "dateline", 120, 30, "--library", db)
	x.see("12,000 unread")
	x.press("/pier77")
	x.see(fmt.Sprintf("1 of %s", "12,000"), "Story 77")
	x.gone("not searched yet")
	x.press("\x15council\r")
	x.see("12,000 of 12,000")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
