package main

import (
	"path/filepath"
	"testing"
)

// addedLibrary is the path of a library that holds the fixture.
func addedLibrary(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "library.db")
	addTo(t, db, fixture)
	return db
}

// TestTerminalTagsAndDates: a selection is tagged, a date is corrected, and
// both are there, and can be undone, when the program is started again.
func TestTerminalTagsAndDates(t *testing.T) {
	db := addedLibrary(t)
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("7 unread")
	x.press("ggvjj")
	x.see("3 selected")
	x.press("tlater\r")
	x.see("Tagged #later (3 articles); u undoes.")
	x.press("\x1b")
	x.gone("3 selected")
	x.press("G:redate 2018-11-06\r")
	x.see("Date set to 2018-11-06; u undoes.", "November 2018", "Tue 6")
	x.press("i")
	x.see("About this article", "set by hand", "fixture.txt:")
	x.press("qQ")
	x.ended()

	x = start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("November 2018", "Tue 6")
	x.press(":filter #la\t\r")
	x.see("3 of 7", "Sunday 2 December 2018")
	x.gone("Island council") // the count may come before the list
	x.press("uu")
	x.see("Undone: tagged #later, 3 articles", "0 of 7", "◦Lighthouse keeper") // the one in the pane stays
	x.press("c")
	x.gone("Tue 6")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}

// TestTerminalMarkAll: what was marked read at once comes back at once, also
// after the program was started again.
func TestTerminalMarkAll(t *testing.T) {
	db := addedLibrary(t)
	x := start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("7 unread")
	x.press(":filter since:2018-11 until:2018-12\r")
	x.see("4 of 7")
	x.press("A")
	x.see("Mark 4 unread articles", "y/n")
	x.press("y")
	x.see("Marked read (4 articles); u undoes.")
	x.press("c")
	x.see("3 unread")
	x.press("Q")
	x.ended()

	x = start(t, "dateline-at-noon", 100, 30, "--library", db)
	x.see("3 unread")
	x.press("u")
	x.see("Undone: marked read, 4 articles", "7 unread")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
