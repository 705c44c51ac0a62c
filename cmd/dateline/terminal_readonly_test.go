package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalReadOnly: a library that cannot be written to says so in the top
// line, and its articles open without errors.
func TestTerminalReadOnly(t *testing.T) {
	setpriv, err := exec.LookPath("setpriv")
	if err != nil && os.Getuid() == 0 {
		t.Skip("root may write everywhere, and there is no setpriv(1)")
	}
	shelf := t.TempDir()
	db := filepath.Join(shelf, "library.db")
	addTo(t, db, writeHeadlines(t, "news.txt", "Ferry sails - November 6, 2018", "Harbour opens - November 5, 2018"))
	if err := os.Chmod(shelf, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(shelf, 0o700) })
	run := func(args ...string) *terminal {
		if os.Getuid() != 0 {
			return start(t, "dateline-at-noon", 100, 30, args...)
		}
		return start(t, setpriv, 100, 30, append([]string{"--bounding-set=-dac_override,-dac_read_search", "dateline-at-noon"}, args...)...)
	}

	refused := func(x *terminal) { // the message is broken where the name of the folder ends
		t.Helper()
		x.until("a refusal", func(s string) bool {
			return strings.Contains(strings.Join(strings.Fields(s), " "), "the library is read-only")
		})
	}

	x := run("--library", db)
	x.see("dateline · library (read-only)", "2 unread", "Ferry sails")
	x.press("\r")
	x.see("100%")
	x.press("n")
	x.see("Monday 5 November 2018")
	x.still()
	x.see("2 unread", "n unread", "? help") // nothing is said of it again
	x.press("f")
	x.see("Could not change the state")
	refused(x)
	x.press("qR")
	refused(x)
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()

	x = run("--plain", "--library", db)
	x.see("dateline: library (read-only)")
	x.asks("q quits.")
	x.press("1\r")
	x.asks("only this headline.")
	x.press("star\r")
	refused(x)
	x.press("q\r")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
