package ui_test

import (
	"strings"
	"testing"

	"dateline/ui"
	"dateline/ui/uitest"
)

// lastRow returns the last row of the screen.
func lastRow(d *uitest.Driver) string {
	rows := d.Rows()
	return rows[len(rows)-1]
}

func seeLast(t *testing.T, d *uitest.Driver, text string) {
	t.Helper()
	d.Until("«"+text+"» in the last row", func(d *uitest.Driver) bool { return strings.Contains(lastRow(d), text) })
}

func TestFindInArticle(t *testing.T) {
	as := news()
	as[0].Body = "One café.\n\n" + strings.Repeat("Nothing here.\n\n", 60) + "Two cafes.\n\nThe CAFÉ again."
	d := open(t, as, 120, 24)
	d.See("One café.")
	d.Press("enter", "/")
	d.Type("cafe")
	seeLast(t, d, "1 of 3")
	d.Type("x")
	seeLast(t, d, "not found")
	d.Press("backspace", "enter")
	seeLast(t, d, "/cafe 1 of 3")
	seeLast(t, d, "next")
	d.Press("n")
	d.See("Two cafes.")
	seeLast(t, d, "2 of 3")
	d.Press("n", "n")
	d.See("One café.")
	d.Press("N")
	d.See("The CAFÉ again.")
	seeLast(t, d, "3 of 3")

	t.Run("the matches stay found at another size", func(t *testing.T) {
		d.Resize(50, 20)
		seeLast(t, d, "3 of 3")
		d.Resize(120, 24)
		seeLast(t, d, "3 of 3")
	})
	t.Run("esc ends it, then n is the next unread", func(t *testing.T) {
		d.Press("esc")
		d.Until("the search to end", func(d *uitest.Driver) bool { return !strings.Contains(lastRow(d), "3 of 3") })
		d.Press("n")
		d.See("The council met on Monday.")
	})
	t.Run("esc while typing goes back", func(t *testing.T) {
		d.Press("K")
		d.Settle()
		d.Press("g", "g")
		d.See("One café.")
		d.Press("/")
		d.Type("again")
		d.See("The CAFÉ again.")
		d.Press("esc")
		d.See("One café.")
	})
	t.Run("by name", func(t *testing.T) {
		d.Press(":")
		d.Type("find café")
		d.Press("enter")
		seeLast(t, d, "1 of 3")
	})
	t.Run("the list keeps the filter on the key", func(t *testing.T) {
		d.Press("tab", "/")
		d.Type("tram")
		d.See("1 of 12")
	})
}

// TestMatchesWithoutColour: the match the search stands on differs from the
// others by more than colour.
func TestMatchesWithoutColour(t *testing.T) {
	as := news()[:1]
	as[0].Body = "First word, second word."
	d := open(t, as, 80, 24, func(o *ui.Options) { o.Mono = true })
	d.See("First word")
	d.Press("enter", "/")
	d.Type("word")
	seeLast(t, d, "1 of 2")
	if f := d.Frame(); !strings.Contains(f, "\x1b[1;7mword") || !strings.Contains(f, "\x1b[1;4;4mword") {
		t.Errorf("the matches are not told apart: %q", f)
	}
}

// TestFilterIsLit: the words of the filter are lit in the titles and, without
// waiting for another article, in the text, by more than colour.
func TestFilterIsLit(t *testing.T) {
	d := open(t, news()[:2], 120, 30, func(o *ui.Options) { o.Mono = true })
	d.See("The harbour was quiet")
	const lit = "\x1b[1;4;4m"
	d.Press("/")
	d.Type("title:harbour harb")
	d.See("1 of 2")
	d.Settle()
	f := d.Frame()
	if n := strings.Count(f, lit+"H"); n != 2 { // in the row and above the article
		t.Errorf("the title is lit %d times: %q", n, f)
	}
	if !strings.Contains(f, lit+"harb") {
		t.Errorf("the text is not lit: %q", f)
	}
	d.Press("esc")
	d.Settle()
	if strings.Contains(d.Frame(), lit+"harb") || strings.Contains(d.Frame(), lit+"H") {
		t.Errorf("still lit: %q", d.Frame())
	}
}

// TestFindTypedAhead: what is typed after Enter and / is searched for, also before the
// list or the article has come.
func TestFindTypedAhead(t *testing.T) {
	for _, w := range []int{120, 70} {
		as := news()
		as[0].Body = "One café.\n\nTwo cafes.\n\nThe CAFÉ again."
		d := open(t, as, w, 24)
		d.Press("enter", "/")
		d.Type("cafe")
		seeLast(t, d, "1 of 3")
		d.Press("esc", "q")
		d.Settle()
		d.Press("j", "enter", "/")
		d.Type("council")
		seeLast(t, d, "1 of ")
	}
}
