package main

import "testing"

// TestTerminalCalendar: a range of days is chosen in the calendar under the
// prompt for a date.
func TestTerminalCalendar(t *testing.T) {
	x := start(t, "dateline-at-noon", 80, 24, fixture)
	x.see("Lighthouse keeper", "7 unread")
	x.press("d")
	x.see("Mo      Tu", "Tab opens the calendar")
	x.press("2018-11")
	x.see("November 2018: 3, 3 unread")
	x.press("\t")
	x.see("Fri 30 Nov 2018")
	x.press("v[")
	x.see("date: 2018-10-30..2018-11-30", "4 of 7")
	x.press("\r")
	x.see("/ 2018-10-30..2018-11-30")
	x.gone("Mo      Tu")
	x.press("Q")
	if code := x.ended(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	x.restored()
}
