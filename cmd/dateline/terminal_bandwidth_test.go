package main

import "testing"

// TestTerminalWithinSSH: within somebody's SSH session the terminal is still one: it is
// resized and restored, and little is sent to it where that is set.
func TestTerminalWithinSSH(t *testing.T) {
	x := startWith(t, []string{"SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22", "SSH_TTY=/dev/pts/0"}, "dateline-at-noon", 80, 24, fixture)
	x.see("Lighthouse keeper", "7 articles")
	x.resize(100, 30)
	x.press(":set bandwidth low\r")
	x.see("low bandwidth")
	x.press("jj")
	x.see("The document holds only this headline")
	x.press(":set bandwidth full\r")
	x.gone("low bandwidth")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
