package main

import "testing"

// TestTerminalTimeline: a period is chosen in the timeline and becomes the
// filter; the terminal is as it was afterwards.
func TestTerminalTimeline(t *testing.T) {
	x := start(t, "dateline-at-noon", 100, 30, fixture)
	x.see("Lighthouse keeper", "7 unread")
	x.press("T")
	x.see("Dec 2018: 1, 1 unread", "by month", "1 undated")
	x.press("vh")
	x.see("Nov 2018 – Dec 2018: 4, 4 unread")
	x.press("\r")
	x.see("/ 2018-11..2018-12", "4 of 7", "Sun 2 Dec 2018", "Feb 2016 – Dec 2018: 6, 6 unread")
	x.press("cTT")
	x.gone("by month")
	x.see("7 unread")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
