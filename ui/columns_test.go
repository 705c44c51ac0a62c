package ui_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestColumns: titles and sources share a row by what is on the screen.
func TestColumns(t *testing.T) {
	as := news()
	as[1].Source = "The Proceedings of the Island Council"
	as[5].Source = "Capital Letters, Weekend Edition"
	for _, w := range []int{80, 100, 120, 160, 200, 300} {
		h := 16
		if w < 100 {
			h = 24
		}
		name := fmt.Sprintf("columns-%dx%d", w, h)
		t.Run(name, func(t *testing.T) {
			d := open(t, as, w, h)
			d.See("Harbour reopens", "12 unread", "The harbour was quiet")
			d.Settle()
			golden(t, name, d.Screen())
		})
	}
	t.Run("one source", func(t *testing.T) {
		d := open(t, as, 160, 24)
		d.See("Harbour reopens", "12 unread", "Coast Daily     ")
		d.Press("/")
		d.Type("from:coast ")
		d.Press("enter")
		d.See("3 of 12")
		d.Settle()
		for _, line := range strings.Split(d.Screen(), "\n") {
			if strings.Contains(line, "tide table") && strings.Count(line, "Coast Daily") > 0 {
				t.Errorf("a row names the only source there is: %q", line)
			}
		}
	})
}
