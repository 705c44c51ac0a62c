package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

// asks waits until the last line is a prompt and the one above ends with a
// text.
func (x *terminal) asks(text string) {
	x.t.Helper()
	x.until("a prompt after «"+text+"»", func(s string) bool {
		lines := strings.Split(strings.TrimRight(s, " \n"), "\n")
		n := len(lines)
		return n > 1 && lines[n-1] == ">" && strings.HasSuffix(strings.TrimRight(lines[n-2], " "), text)
	})
}

// TestTerminalPlain reads a document line by line: pages, a filter, an article,
// state and undo, with nothing sent to the terminal but text.
func TestTerminalPlain(t *testing.T) {
	x := startWith(t, []string{"NO_COLOR=1"}, "dateline-at-noon", 60, 14, "--plain", fixture)
	x.see("Lighthouse keeper")
	x.asks("q quits.")
	x.press("\r")
	x.asks("to 7 of 7. That is the end.")
	x.press("p\r")
	x.asks("to 4 of 7.")
	x.press("/since:2018-11 until:2018-12\r")
	x.see("Thu 1 Nov 2018 – Mon 31 Dec 2018 · 4 of 7")
	x.asks("1 to 3 of 4.")
	x.press("/nonsense:x\r")
	x.see("Not understood: there is no field")
	x.asks("as text")
	x.press("/keeper\r")
	x.see("· 1 of 7")
	x.asks("headline only)")
	x.press("1\r")
	x.asks("The document holds only this headline.")
	x.press("star; toggle-read\r")
	x.see("Starred: ")
	x.asks("undoes.")
	x.press("undo 2\r")
	x.see("Undone: starred “Lighthouse")
	x.asks("winters”")
	x.press("quit\r")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if out := x.output(); strings.ContainsAny(out, "\x1b\x07") {
		t.Errorf("more than text is sent: %q", out)
	}
}

// TestTerminalDumb: a terminal that cannot move its cursor is not asked to; one
// with colours gets nothing but these.
func TestTerminalDumb(t *testing.T) {
	for _, c := range []struct {
		name, env string
		args      []string
		escapes   bool
	}{
		{"dumb", "TERM=dumb", []string{fixture}, false},
		{"colours", "TERM=xterm-256color", []string{"--plain", fixture}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := startWith(t, []string{c.env}, "dateline-at-noon", 80, 24, c.args...)
			x.asks("q quits.")
			x.press("q\r")
			if code := x.ended(); code != exitOK {
				t.Errorf("exit code %d", code)
			}
			out := x.output()
			if strings.Contains(out, "\x1b") != c.escapes {
				t.Errorf("escape sequences: %q", out)
			}
			if rest := regexp.MustCompile(`\x1b\[[0-9;]*m`).ReplaceAllString(out, ""); strings.Contains(rest, "\x1b") {
				t.Errorf("more than colours are sent: %q", rest)
			}
		})
	}
}

// TestTerminalPlainInterrupt: an interrupt ends what is under way, and at the
// prompt the program.
func TestTerminalPlainInterrupt(t *testing.T) {
	begun := filepath.Join(t.TempDir(), "begun")
	x := start(t, "dateline-at-noon", 80, 24, "--plain", fixture)
	x.asks("q quits.")
	x.press("1\r")
	x.asks("The document holds only this headline.")
	x.press("pipe touch " + begun + " && sleep 1000\r")
	x.until("the command to begin", func(string) bool { _, err := os.Stat(begun); return err == nil })
	x.press("\x03")
	x.asks("Stopped.")
	if err := x.cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := x.ended(); code != exitInterrupted {
		t.Errorf("exit code %d", code)
	}
}
