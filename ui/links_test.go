package ui_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// browser notes the addresses it is asked to show.
type browser struct {
	mu    sync.Mutex
	shown []string
}

func (b *browser) open(_ context.Context, url string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shown = append(b.shown, url)
	return nil
}

func (b *browser) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.shown, " ")
}

// linked is a library of one article with links, and pages that they lead to.
func linked() []model.Article {
	as := news()[:2]
	as[0].Body = "See [the chart](https://sea.example/chart), [the pilot](/pilot) and [mail](mailto:port@coast.example).\n\n" +
		strings.Repeat("Nothing here.\n\n", 40) + "Last, [the tower](https://sea.example/tower)."
	return as
}

func page(_ context.Context, url string) (model.Article, error) {
	if strings.HasSuffix(url, "/tower") {
		return model.Article{}, errors.New("the server says 404")
	}
	return model.Article{
		ID: "p", Title: "Page of " + url, URL: url,
		Body: "On to [the next](" + url + "x).",
	}, nil
}

func openLinked(t *testing.T, w, h int) (*uitest.Driver, *browser) {
	b := &browser{}
	d := open(t, linked(), w, h, func(o *ui.Options) { uitest.Allow(&o.Session).OnBrowse, uitest.Allow(&o.Session).OnPage = b.open, page })
	d.See("See the chart")
	d.Settle()
	return d, b
}

func TestBrowserByCount(t *testing.T) {
	d, b := openLinked(t, 120, 30)
	for _, c := range []struct{ keys, want, says string }{
		{"o", "https://coast.example/harbour", "Opened"},
		{"3 o", "mailto:port@coast.example", "Opened mailto"},
		{"2 o", "https://coast.example/pilot", "Opened https://coast.example/pilot"},
		{"9 o", "", "The article has only 5 links."},
	} {
		d.Press(strings.Fields(c.keys)...)
		d.See(c.says)
		if got := b.String(); !strings.HasSuffix(got, c.want) {
			t.Errorf("%s: the browser shows %q", c.keys, got)
		}
	}
}

func TestHints(t *testing.T) {
	d, b := openLinked(t, 120, 30)
	d.Press(";")
	d.See("See ahe chart, she pilot and dail.", "capitals copy it")
	d.Press("s")
	d.See("Opened https://coast.example/pilot", "See the chart")
	d.Press(";", "D")
	d.See("Copied mailto:port@coast.example", "See the chart")
	d.Press(";", "esc")
	d.Gone("a capital copies")
	d.Press(";", ";")
	d.See("open a link here")
	d.Press("a")
	d.See("Page of https://sea.example/chart")
	if got := b.String(); got != "https://coast.example/pilot" {
		t.Errorf("the browser shows %q", got)
	}
}

// TestManyHints: where there are more links than letters, two are typed.
func TestManyHints(t *testing.T) {
	as := news()[:1]
	as[0].Body = ""
	for i := range 12 {
		as[0].Body += fmt.Sprintf("[link number %d](https://sea.example/%d)\n\n", i, i)
	}
	b := &browser{}
	d := open(t, as, 120, 60, func(o *ui.Options) { uitest.Allow(&o.Session).OnBrowse = b.open })
	d.See("link number 11")
	d.Settle()
	d.Press(";")
	d.See("aank number 0", "ssnk number 10")
	d.Press("s")
	d.See("sink number 10", "link number 0")
	d.Press("s")
	d.See("Opened https://sea.example/10")
}

// TestFollowLinks: links lead on within the reader, and back to the very place.
func TestFollowLinks(t *testing.T) {
	for _, size := range [][2]int{{120, 24}, {50, 20}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			d, _ := openLinked(t, 120, 24)
			d.Resize(size[0], size[1])
			d.Press("enter")
			d.See("See the chart")
			d.Settle()
			d.Press("enter")
			d.See("No link is highlighted")
			d.Press(")")
			d.See("1 https://sea.example/chart")
			d.Press(")", "enter")
			d.See("Page of https://coast.example/pilot")
			d.Settle()
			d.Press(")", "enter")
			d.See("Page of https://coast.example/pilotx")
			d.Settle()
			d.Press("y")
			d.See("Copied https://coast.")
			d.Press("backspace")
			d.Gone("pilotxx")
			d.Press("h")
			d.See("See the chart")
			d.Settle()
			d.Press("4", "enter")
			d.See("Could not open the link: the server says", "404", "See the chart")
			d.Press("h", "G")
			d.See("Council votes")
		})
	}
}

// TestPageEnds: what is opened next takes the place of a page, with all that
// lies behind it.
func TestPageEnds(t *testing.T) {
	d, _ := openLinked(t, 120, 24)
	d.Press("enter", "1", "enter")
	d.See("Page of https://sea.example/chart")
	d.Resize(100, 30) // asks what is selected to be shown: it is, by its page
	d.See("Page of https://sea.example/chart")
	d.Press("J")
	d.See("The council met")
	d.Press("h", "k")
	d.See("See the chart")
}

// TestLinksOffered: where the host opens nothing, the address is shown and copied.
func TestLinksOffered(t *testing.T) {
	copied := ""
	d := open(t, linked(), 120, 30)
	d.Watch = func(m tea.Msg) {
		if s := fmt.Sprintf("%T %v", m, m); strings.Contains(s, "lipboard") {
			copied = s
		}
	}
	d.See("See the chart")
	d.Settle()
	for keys, want := range map[string]string{"o": "https://coast.example/harbour", "enter 1 enter": "https://sea.example/chart"} {
		d.Press(strings.Fields(keys)...)
		d.See("Nothing can be opened here. Copied " + want)
		d.Settle()
		if !strings.Contains(copied, want) {
			t.Errorf("%s: copied %q, want %s", keys, copied, want)
		}
		d.Press("esc")
	}
	d = open(t, linked(), 120, 30, func(o *ui.Options) { o.NoHyperlinks = true })
	d.See("See the chart")
	d.Press("o")
	d.See("Nothing can be opened here: https://coast.example")
}

func TestCopy(t *testing.T) {
	var sent []string
	note := func(m tea.Msg) {
		if s := fmt.Sprintf("%T %v", m, m); strings.Contains(s, "lipboard") || strings.Contains(s, "Raw") {
			sent = append(sent, s)
		}
	}
	d := open(t, news(), 120, 30, func(o *ui.Options) { o.Tmux = true })
	d.Watch = note
	d.See("The harbour was quiet")
	d.Press("y")
	d.See("Copied https://coast.example/harbour")
	d.Settle()
	if len(sent) != 2 || !strings.Contains(strings.Join(sent, " "), "https://coast.example/harbour") ||
		!strings.Contains(strings.Join(sent, " "), "\x1bPtmux;\x1b\x1b]52;c;") {
		t.Errorf("sent %q", sent)
	}
	d.Press("Y")
	d.See("Copied Harbour reopens after the storm (Coast Daily, 2026-11-23) https://coast.example/harbour")
	d.Press("g", "y")
	d.See("Copied [Harbour reopens after the storm](https://coast.example/harbour)")
	d.Press("G", "y")
	d.See("The document gives no address for this article.")
}

// TestNoHyperlinks: a terminal that may not know hyperlinks is sent none.
func TestNoHyperlinks(t *testing.T) {
	d, _ := openLinked(t, 120, 30)
	if !strings.Contains(d.Frame(), "\x1b]8;id=1;https://sea.example/chart\x1b\\") {
		t.Errorf("no hyperlink: %q", d.Frame())
	}
	d = open(t, linked(), 120, 30, func(o *ui.Options) { o.NoHyperlinks = true })
	d.See("See the chart")
	if strings.Contains(d.Frame(), "\x1b]") {
		t.Errorf("a sequence the terminal may not know: %q", d.Frame())
	}
}

// TestLinkNumbers: links carry their number in the text where the reader wants them
// to, as soon as he does.
func TestLinkNumbers(t *testing.T) {
	d, _ := openLinked(t, 120, 30)
	d.Gone("See the chart[1]")
	command(d, "set link-numbers true")
	d.See("See the chart[1]")
	command(d, "set link-numbers false")
	d.Gone("See the chart[1]")
}
