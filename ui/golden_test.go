package ui_test

import (
	"testing"

	"dateline/ui"
)

// TestGolden looks at whole screens.
func TestGolden(t *testing.T) {
	sizes := []struct {
		name string
		w, h int
	}{{"120x40", 120, 40}, {"80x24", 80, 24}, {"50x20", 50, 20}}
	for _, s := range sizes {
		t.Run(s.name, func(t *testing.T) {
			d := open(t, news(), s.w, s.h)
			d.See("Harbour reopens", "12 unread", "Today, Mon 23 Nov")
			if s.w >= 60 {
				d.See("The harbour was quiet")
			}
			d.Settle()
			golden(t, "list-"+s.name, d.Screen())

			d.Press("j", "enter")
			d.See("The council met on Monday.", "Line two", "11 unread")
			d.Settle()
			golden(t, "article-"+s.name, d.Screen())

			d.Press("q", "?")
			golden(t, "help-"+s.name, d.Screen())

			d.Press("q", "/")
			d.Type("senate since:2018-13")
			d.See("The senate")
			d.Settle()
			golden(t, "filter-error-"+s.name, d.Screen())
		})
	}
	t.Run("empty", func(t *testing.T) {
		d := open(t, nil, 80, 24)
		d.See("There is nothing here yet.", "0 articles")
		golden(t, "empty-80x24", d.Screen())
	})
	t.Run("nothing found", func(t *testing.T) {
		d := open(t, news(), 80, 24)
		d.See("Harbour")
		d.Press("/")
		d.Type("senate since:2026 ")
		d.See("without since:2026")
		golden(t, "nothing-found-80x24", d.Screen())
	})
	t.Run("ascii", func(t *testing.T) {
		d := open(t, news()[:2], 80, 24, func(o *ui.Options) { o.ASCII = true })
		d.See("The harbour was quiet", "2 unread")
		d.Settle()
		golden(t, "ascii-80x24", d.Screen())
		for _, r := range d.Screen() {
			if r > 0x7e {
				t.Fatalf("%q on an ASCII screen:\n%s", r, d.Screen())
			}
		}
	})
}
