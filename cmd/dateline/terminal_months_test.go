package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestTerminalMonths: an index by month is a list of months: under their headings,
// without a day that nobody has said, out of the bars of days, which say so.
func TestTerminalMonths(t *testing.T) {
	file := filepath.Join(t.TempDir(), "index.txt")
	text := "Harbour reopens - June 2013\n\nTram line voted - June 2013\n\nStorm warning lifted - June 20, 2013\n\nPier damaged in storm - June 3, 2013\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	x := start(t, "dateline", 120, 40, file)
	x.see("June 2013", "Harbour reopens", "Tram line voted", "Thu 20", "June 2013 · 13 years ago")
	x.press("T")
	x.see("by day · 2 of no known day")
	x.press("\x1b")
	x.gone("0 all")
	x.press("/since:2013-06-15")
	x.see("1 of 4")
	x.press("\r")
	x.see("Storm warning lifted")
	x.gone("Harbour reopens")
	x.press("D")
	x.see("Harbour reopens")
	x.press("/-2013-06-20")
	x.see("3 of 4")
	x.press("\r")
	x.gone("Storm warning lifted")
	x.see("Harbour reopens", "Pier damaged")
	x.press("D")
	x.see("Storm warning lifted")
	x.press("gg")
	x.press("i")
	x.see("to the month: it stands at its end")
	x.press("q")
	x.press("q")
	if code := x.ended(); code != 0 {
		t.Errorf("exit status %d", code)
	}
}
