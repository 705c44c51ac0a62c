package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestTerminalMarkAll: what was marked read at once comes back at once, also
// after the program was started again.
func TestTerminalMarkAll(t *testing.T) {
	db := filepath.Join(t.TempDir(), "library.db")
	add := child(t, "--library", db, "add", fixture)
	add.Stderr = os.Stderr
	if err := add.Run(); err != nil {
		t.Fatal(err)
	}
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("7 unread")
	x.press(":filter since:2018-11 until:2018-12\r")
	x.see("4 of 7")
	x.press("A")
	x.see("Mark 4 articles read", "y/n")
	x.press("y")
	x.see("Read (4 articles); u undoes.")
	x.press("c")
	x.see("3 unread")
	x.press("Q")
	x.ended()

	x = start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("3 unread")
	x.press("u")
	x.see("Read (4 articles) undone.", "7 unread")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
