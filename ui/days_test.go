package ui_test

import (
	"strings"
	"testing"
	"time"

	"dateline/ui"
)

func TestCalendarGolden(t *testing.T) {
	for _, s := range []struct {
		name   string
		w, h   int
		change func(*ui.Options)
	}{
		{"80x24", 80, 24, func(*ui.Options) {}},
		{"120x40", 120, 40, func(*ui.Options) {}},
		{"ascii-30x20", 30, 20, func(o *ui.Options) { o.ASCII, o.Mono, o.WeekStart = true, true, time.Sunday }},
	} {
		t.Run(s.name, func(t *testing.T) {
			as := news()
			if strings.Contains(s.name, "ascii") {
				as = append(as[:2], as[5:]...)
			}
			d := open(t, as, s.w, s.h, s.change)
			wantSelected(t, d, "Harbour")
			d.Press("d")
			d.See("November 2026: ", "Enter applies")
			d.Press("tab", "v", "h", "h")
			d.See("date: 2026-11-21..2026-11-23")
			d.Settle()
			golden(t, "calendar-"+s.name, d.Screen())
			if !strings.Contains(s.name, "ascii") {
				return
			}
			for _, r := range d.Screen() {
				if r > 0x7e {
					t.Fatalf("%q on an ASCII screen:\n%s", r, d.Screen())
				}
			}
		})
	}
}

func TestCalendarFilters(t *testing.T) {
	for _, c := range []struct {
		name, filter, keys string
		want               string // the filter afterwards
	}{
		{"the day of the selection", "", "d tab enter", "2026-11-23"},
		{"two days before", "", "d tab h h enter", "2026-11-21"},
		{"by arrows", "", "d down left up enter", "2026-11-15"},
		{"a month before", "", "d tab [ enter", "2026-10-23"},
		{"months and a year", "", "d tab pgup pgup ] { enter", "2025-10-23"},
		{"a range", "", "d tab v h h enter", "2026-11-21..2026-11-23"},
		{"a range taken by v", "", "d tab v k v", "2026-11-16..2026-11-23"},
		{"a range that is ended", "", "d tab v v h enter", "2026-11-22"},
		{"escape ends the range first", "", "d tab v h esc enter", "2026-11-22"},
		{"escape puts the filter back", "harbour", "d tab h esc", "harbour"},
		{"where the filter is", "2018-11-24", "d tab h enter", "2018-11-23"},
		{"the rest of the filter stays", "2018-11 pier", "d tab enter", "2018-11-30 pier"},
		{"a date that is typed moves it", "", "d 2 0 1 8 - 1 2 tab k enter", "2018-12-24"},
		{"a date is typed there", "", "d tab h 2 0 1 8 - 1 1 enter", "2018-11"},
		{"one that was begun goes on", "", "d 2 0 1 8 tab - 1 1 enter", "2018-11"},
		{"an answer is typed there", "", "d tab h t enter", "today"},
		{"tab goes back to what is typed", "", "d tab h tab enter", "2026-11-22"},
		{"by its key", "", "g c h enter", "2026-11-22"},
		{"by its name", "", ": d a y - e a r l i e r space 3 enter enter", "2026-11-20"},
		{"an answer and the arrow are for the list", "", "d t down", "today"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 80, 30, func(o *ui.Options) { o.Filter = c.filter })
			d.Settle()
			for _, k := range strings.Fields(c.keys) {
				d.Press(k)
				d.Settle()
			}
			if got := d.Rows()[1]; got != "/ "+c.want {
				t.Errorf("got %q, want %q", got, "/ "+c.want)
			}
			if strings.Contains(d.Screen(), "Enter applies") {
				t.Errorf("a date is still asked for:\n%s", d.Screen())
			}
		})
	}
}

// TestCalendarGoesTo: g d has it, too, and filters nothing.
func TestCalendarGoesTo(t *testing.T) {
	d := open(t, news(), 80, 30)
	wantSelected(t, d, "Harbour")
	d.Press("g", "d")
	d.Type("2018-11")
	d.See("November 2018: 3, 3 unread")
	d.Press("tab", "k", "enter")
	wantSelected(t, d, "How to read")
	d.Gone("2018-11-23")
}

// TestCalendarFollows: it is counted again for another filter, and when the
// library moves; its counts are those of the filter without its date.
func TestCalendarFollows(t *testing.T) {
	d := open(t, news(), 80, 30)
	wantSelected(t, d, "Harbour")
	d.Press("/")
	d.Type("from:coast")
	d.Press("enter")
	d.See("4 of 12")
	d.Settle()
	d.Press("d")
	d.See("November 2026: 2, 2 unread")
	d.Type("2018-11-09")
	d.See("November 2018: 2, 2 unread", "1 of 12")
	d.Press("esc")
	d.Settle()
	d.Press("c")
	d.Settle()
	wantSelected(t, d, "Harbour")
	d.Press("m")
	d.See("11 unread")
	d.Press("d")
	d.See("November 2026: 5, 4 unread")
	d.Press("tab")
	d.See("Mon 23 Nov 2026, today: 2, 1 unread")
	d.Press("[")
	d.See("Fri 23 Oct 2026: nothing")
}

// TestCalendarClicks: a click puts the cursor on a day, another takes it.
func TestCalendarClicks(t *testing.T) {
	d := open(t, news(), 80, 30, func(o *ui.Options) { o.Mouse = true })
	wantSelected(t, d, "Harbour")
	d.Press("d")
	d.See("November 2026: 5, 5 unread")
	y := rowOf(t, d, "22▒   1")
	click(d, 49, y)
	d.See("date: 2026-11-22", "Sun 22 Nov 2026: 1, 1 unread")
	click(d, 41, y)
	click(d, 41, y)
	d.See("/ 2026-11-21", "2 of 12")
	d.Gone("Mo      Tu")
}

// TestCalendarNeedsRoom: where there is none a date is typed as ever.
func TestCalendarNeedsRoom(t *testing.T) {
	d := open(t, news(), 30, 10)
	wantSelected(t, d, "Harbour")
	d.Press("d", "tab")
	d.Type("2018")
	d.Press("enter")
	d.See("/ 2018")
	d.Press("c", "g", "c")
	d.See("no room")
}
