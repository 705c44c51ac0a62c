package ui_test

import (
	"strings"
	"testing"

	"dateline/model"
	"dateline/ui"
)

func TestSourcesGolden(t *testing.T) {
	for _, s := range []struct {
		name   string
		w, h   int
		change func(*ui.Options)
	}{
		{"80x24", 80, 24, func(*ui.Options) {}},
		{"120x40", 120, 40, func(*ui.Options) {}},
		{"mono-40x20", 40, 20, func(o *ui.Options) { o.Mono = true }},
	} {
		t.Run(s.name, func(t *testing.T) {
			d := open(t, news(), s.w, s.h, s.change)
			wantSelected(t, d, "Harbour")
			d.Settle()
			d.Press("L")
			d.See("Weekend", "starred")
			d.Settle()
			d.Press("j", "j")
			golden(t, "sources-"+s.name, d.Screen())
		})
	}
}

func TestSourcesFilter(t *testing.T) {
	for _, c := range []struct {
		name, filter, keys string
		want               string // the filter afterwards, "" is none
		see                string
	}{
		{"a source", "", "L G enter", "source:東京新聞", "1 of 12"},
		{"by h", "", "h G k enter", "source:Weekend", "1 of 12"},
		{"words in its name", "2018", "L G k k k k k enter", `2018 source:"Coast Daily"`, "2 of 12"},
		{"another source", "from:coast storm", "L G enter", "source:東京新聞 storm", ""},
		{"a view", "source:Weekend", "L g g j j enter", "source:Weekend view:unread", "1 of 12"},
		{"another view", "view:unread harbour", "L g g j enter", "view:today harbour", "1 of 12"},
		{"all", "harbour", "L g g enter", "", "12 unread"},
		{"nothing", "harbour", "L j q", "harbour", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40, func(o *ui.Options) { o.Filter = c.filter })
			d.Settle()
			for _, k := range strings.Fields(c.keys) {
				d.Press(k)
				d.Settle()
			}
			d.See(c.see)
			if got := d.Rows()[1]; c.want != "" && got != "/ "+c.want {
				t.Errorf("got %q, want %q", got, "/ "+c.want)
			}
			if x, _ := d.Cursor(); x >= 0 && x != 20 {
				t.Errorf("the list does not have the keys:\n%s", d.Screen())
			}
		})
	}
}

// TestSourcesNamedAlike: a source whose name is part of another's is found
// alone.
func TestSourcesNamedAlike(t *testing.T) {
	as := news()[:3]
	for i, name := range []string{"Courier 1", "Courier 10", "Courier 11"} {
		as[i].Source = name
	}
	d := open(t, as, 120, 40)
	wantSelected(t, d, "Harbour")
	d.Settle()
	d.Press("L")
	d.See("Courier 10")
	d.Settle()
	d.Press("G", "k", "k", "enter")
	d.See(`/ source:="Courier 1"`, "1 of 3", "▸ Courier 1")
}

// TestSourcesFollow: the column is counted again when the library moves, and
// Tab goes round to it.
func TestSourcesFollow(t *testing.T) {
	d := open(t, news(), 170, 40)
	wantSelected(t, d, "Harbour")
	d.See("All articles     12/12", "Coast Daily        4/4")
	d.Press("m")
	d.See("All articles     11/12", "Coast Daily        3/4")
	d.Press("u")
	d.See("All articles     12/12")
	d.Press("/")
	d.Type("from:coast")
	d.Press("enter")
	d.See("4 of 12")
	d.Press(":")
	d.Type("save-view seaside")
	d.Press("enter")
	d.See("  seaside            4/4")
	d.Press("shift+tab")
	d.See("Enter filter")
	d.Press("tab")
	d.See("} day")
	d.Press("L", "L")
	d.Gone("All articles")
}

// TestFirstViews: two views are there from the start; what is dropped of them
// stays away.
func TestFirstViews(t *testing.T) {
	as := news()
	as[7].Published = day("2018-11-23")
	d := open(t, as, 170, 40)
	wantSelected(t, d, "Harbour")
	d.See("  on-this-day", "  a-year-ago")
	d.Press("'", "o")
	d.See("/ on:anniversary", "3 of 12", "▸ on-this-day        3/3", "How to read a tide table")
	d.Settle()
	d.Press("'", "a")
	d.See(`/ as-of:"1 year ago"`, "▸ a-year-ago", "4 of 12")
	d.Press("c", ":")
	d.Type("drop-view on-this-day")
	d.Press("enter")
	d.Gone("  on-this-day")
	d.Press("u")
	d.See("  on-this-day")
}

// TestSourcesClicked: a click goes there, another filters.
func TestSourcesClicked(t *testing.T) {
	d := open(t, news(), 170, 40, func(o *ui.Options) { o.Mouse = true })
	wantSelected(t, d, "Harbour")
	d.See("Coast Daily        4/4")
	d.Settle()
	y := rowOf(t, d, "Coast Daily        4/4")
	click(d, 5, y)
	d.See("Enter filter")
	click(d, 5, y)
	d.See(`/ source:"Coast Daily"`, "4 of 12")
}

// TestManySources: the column of a library with very many sources has what is
// seen of it.
func TestManySources(t *testing.T) {
	as := make([]model.Article, 0, 2000)
	for _, a := range many(2000) {
		a.Source = a.Title
		as = append(as, a)
	}
	d := open(t, as, 170, 40)
	wantSelected(t, d, "Headline 0")
	d.See("Sources             2000")
	d.Press("L", "G", "enter")
	d.See("1 of 2,000", "▸ Headline 999")
}
