package main

import "testing"

// TestTerminalColumn: the column of views and sources is shown, moved in, and
// filters.
func TestTerminalColumn(t *testing.T) {
	x := start(t, "dateline-at-noon", 120, 40, fixture)
	x.see("Lighthouse keeper", "7 unread")
	x.press("L")
	x.see("All articles    7", "Sources           1", "unread          7", "Enter filter")
	x.press("jj\r")
	x.see("/ view:unread", "7 of 7", "▸ unread", "Enter open")
	x.press("hG\r")
	x.see("/ view:unread source:", "7 of 7", "Enter open")
	x.press("c")
	x.see("▸ All articles", "7 unread")
	x.press("LL")
	x.gone("All articles")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
