package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// years is an archive of ten years: so many articles a month, of which some are
// read, and some of this week.
func years() []model.Article {
	var as []model.Article
	add := func(date model.Date) {
		a := model.Article{Title: fmt.Sprintf("Headline %d", len(as)), Source: "Coast Daily", Published: date, Body: "Text.", Path: "archive.txt"}
		a.ID = model.NewID("years", fmt.Sprint(len(as)), "", "", model.Date{})
		as = append(as, a)
	}
	for i := range 120 {
		for j := range 1 + (i*i)%7 + i%5 {
			add(model.OnDay(model.NewDay(2009, time.Month(i+1), 1+2*j), model.FromStated))
		}
	}
	add(day("2031-01-01"))
	add(model.Date{})
	add(model.Date{})
	return as
}

func TestTimelineGolden(t *testing.T) {
	for _, s := range []struct {
		name   string
		w, h   int
		change func(*ui.Options)
	}{
		{"80x24", 80, 24, func(*ui.Options) {}},
		{"120x40", 120, 40, func(*ui.Options) {}},
		{"ascii-80x50", 80, 50, func(o *ui.Options) { o.ASCII, o.Mono = true, true }},
	} {
		t.Run(s.name, func(t *testing.T) {
			d := open(t, years(), s.w, s.h, s.change)
			wantSelected(t, d, "Headline")
			d.Press(":")
			d.Type("mark-read before:2014")
			d.Press("enter")
			d.See("y/n")
			d.Press("y")
			d.See("u undoes")
			d.Press("T")
			d.See("2 undated", "1 ahead")
			d.Press("h", "h")
			d.See("by ")
			d.Settle()
			golden(t, "timeline-"+s.name, d.Screen())
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

func TestTimelineFilters(t *testing.T) {
	for _, c := range []struct {
		name, filter, keys string
		want               string
		see                []string
	}{
		{"the bar of the selection", "", "T enter", "2018-q4", []string{"Dec 2018"}},
		{"an earlier bar", "", "T h h enter", "2018-q2", nil},
		{"a count", "", "T 4 h enter", "2017-q4", nil},
		{"not before the first", "", "T 9 0 0 h enter", "2009-q1", nil},
		{"not after the last", "", "T 9 0 0 l enter", "2018-q4", nil},
		{"a range", "", "T v h h enter", "2018-q2..2018-q4", nil},
		{"a range from the left", "", "T 4 h v l enter", "2017-q4..2018-q1", nil},
		{"a range that is ended", "", "T h v h v enter", "2018-q2", nil},
		{"escape ends the range first", "", "T h v h esc enter", "2018-q2", nil},
		{"finer", "", "T h + enter", "2018-08", nil},
		{"finer and finer", "", "T + + h enter", "", []string{"Nov 2018"}},
		{"coarser", "", "T - h enter", "2017", nil},
		{"and back to the whole", "", "T - h 0 enter", "2017-q3", nil},
		{"the date of the filter is replaced", "2012 headline", "T enter", "2012-q4 headline", nil},
		{"by its name", "", ": t i m e l i n e enter : t a k e - p e r i o d enter", "2018-q4", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, years(), 80, 30, func(o *ui.Options) { o.Filter = c.filter })
			wantSelected(t, d, "Headline")
			d.Settle()
			for _, k := range strings.Fields(c.keys) {
				d.Press(k)
				d.Settle()
			}
			d.See(c.see...)
			if c.want != "" {
				d.See("/ " + c.want)
				if x, _ := d.Cursor(); x != 0 {
					t.Errorf("the list does not have the keys:\n%s", d.Screen())
				}
				d.Press("c")
				d.Gone("/ " + c.want)
			}
		})
	}
}

// TestTimelineFocus: Tab goes round the panes, T and Escape leave.
func TestTimelineFocus(t *testing.T) {
	d := open(t, years(), 130, 40)
	wantSelected(t, d, "Headline")
	d.Press("T")
	d.See("by month", "l bar")
	d.Press("tab")
	d.See("} day")
	d.Press("tab")
	d.See("h back")
	d.Press("tab")
	d.See("l bar")
	d.Press("shift+tab")
	d.See("h back")
	d.Press("T")
	d.See("l bar")
	d.Press("esc")
	d.See("} day", "by month")
	d.Press("T", "/")
	d.Type("2012")
	d.Press("enter")
	d.See("/ 2012", "l bar", "Jan 2009")
	d.Press("c")
	d.Gone("/ 2012")
	d.Press("T")
	d.Gone("by month")
	d.See("} day")
	d.Press("tab", "tab")
	d.See("} day")
}

// TestTimelineFollows: it is counted again for another filter, and when the
// library moves.
func TestTimelineFollows(t *testing.T) {
	d := open(t, news(), 120, 40)
	wantSelected(t, d, "Harbour")
	d.Press("T", "esc")
	d.See("Nov 2018 – Nov 2026: 9, 9 unread", "2 undated", "1 ahead")
	d.Press("m")
	d.See("9, 8 unread")
	d.Press("u")
	d.See("9, 9 unread")
	d.Press("/")
	d.Type("from:coast 2018 ")
	d.Press("enter")
	d.See("Nov 2018 – Nov 2026: 4, 4 unread")
	d.Press("c", "/")
	d.Type("is:undated")
	d.Press("enter")
	d.See("Nov 2018 – Nov 2026: 9, 9 unread")
	d.Press("c", "/")
	d.Type("moon")
	d.Press("enter")
	d.See("Nothing here is dated in the past.", "1 ahead")
	d.Press("T", "h", "enter", "+", "v", "0", "G")
	d.See("Nothing here is dated in the past.")
}

// TestTimelineOfOneDay: what all falls on a day is counted by the hour, unless
// nobody knows more than the day.
func TestTimelineOfOneDay(t *testing.T) {
	d := open(t, many(20), 120, 40)
	wantSelected(t, d, "Headline 0")
	d.Press("T")
	d.See("by hour")
	d.Press("h")
	d.See("Mon 23 Nov 2026, 11:00 – 12:00: 1, 1 unread")
	d.Press("enter")
	d.See("/ 2026-11-23T11")
	as := news()[5:9]
	for i := range as {
		as[i].Published = day("2018-11-09")
	}
	d = open(t, as, 120, 40)
	wantSelected(t, d, "The senate")
	d.Press("T")
	d.See("Fri 9 Nov 2018: 4, 4 unread", "by day")
}

// TestTimelineNeedsRoom: on a tiny screen its words are left, at last nothing.
func TestTimelineNeedsRoom(t *testing.T) {
	d := open(t, years(), 30, 8)
	wantSelected(t, d, "Headline")
	d.Press("T")
	d.Until("the words", func(d *uitest.Driver) bool { return strings.Contains(d.Screen(), "2018: 62, 62 unread") })
	d.Resize(30, 3)
	d.Press("j")
	wantSelected(t, d, "Headline")
	d.Press("T")
	d.See("no room")
}
