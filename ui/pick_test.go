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

// pickedRows returns how many rows of the screen carry the sign of a selection.
func pickedRows(d *uitest.Driver) (n int) {
	for _, r := range d.Rows() {
		if rs := []rune(r); len(rs) > 1 && rs[1] == '▪' {
			n++
		}
	}
	return n
}

func TestSelection(t *testing.T) {
	for _, c := range []struct {
		name, keys string
		says       string
		rows       int
	}{
		{"begins with one", "v", "1 selected", 1},
		{"follows down", "v j j j", "4 selected", 4},
		{"comes back", "v j j j k", "3 selected", 3},
		{"goes past its beginning", "j j v j k k k", "3 selected", 3},
		{"follows a jump", "j v G", "10 selected", 10},
		{"follows days", "v 2 }", "4 selected", 4},
		{"ends with v", "v j v", "? help", 0},
		{"ends with Esc", "v j esc", "? help", 0},
		{"ends with the filter", "v j U", "? help", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := open(t, news(), 120, 40)
			d.See("12 unread")
			d.Settle() // the list, too
			wantSelected(t, d, "Harbour")
			d.Press(strings.Fields(c.keys)...)
			d.See(c.says)
			d.Settle()
			if c.rows == 0 {
				d.Gone("selected")
			}
			if got := pickedRows(d); got != c.rows {
				t.Errorf("got %d rows marked, want %d:\n%s", got, c.rows, d.Screen())
			}
		})
	}
}

// TestSelectionIsOneAct: what is done to a selection is one act, and all of it
// gets the same state.
func TestSelectionIsOneAct(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("12 unread")
	d.Settle() // the list, too
	wantSelected(t, d, "Harbour")
	d.Press("j", "m", "k", "v", "j", "j")
	d.See("11 unread", "3 selected")
	d.Press("m")
	d.See("9 unread", "Marked read (2 articles); u undoes.")
	d.Press("m")
	d.See("12 unread", "Marked unread (3 articles); u undoes.")
	d.Press("f")
	d.See("Starred (3 articles); u undoes.")
	d.Press("u")
	d.See("Undone: starred, 3 articles")
	d.Press("u", "u")
	d.See("11 unread")
	d.Settle()
	d.Press("m")
	d.See("9 unread")
	d.Press("esc", "m")
	d.See("10 unread")
}

// hourly is n articles, an hour apart, the newest at noon.
func hourly(n int) []model.Article {
	var as []model.Article
	for i := range n {
		at := noon.Add(-time.Duration(i) * time.Hour)
		a := model.Article{Title: fmt.Sprintf("Headline %d", i+1), Source: "Many", Published: model.AtInstant(at, model.FromStated), Body: "Text."}
		a.ID = model.NewID("many", "", "", a.Title, a.Published)
		as = append(as, a)
	}
	return as
}

// TestSelectionBeyondPages: a selection reaches as far as the cursor has gone,
// by steps, by pages and by jumps, and what is done to it is done to all.
func TestSelectionBeyondPages(t *testing.T) {
	d := open(t, hourly(2500), 120, 40)
	d.See("2,500 unread")
	wantSelected(t, d, "Headline 1")
	d.Press("j", "v")
	for i := range 40 {
		d.Press("1", "0", "j")
		wantSelected(t, d, fmt.Sprintf("Headline %d ", 12+10*i))
	}
	wantSelected(t, d, "Headline 402")
	d.See("401 selected")
	d.Press("1", "0", "0", "k")
	wantSelected(t, d, "Headline 302")
	d.See("301 selected")
	d.Press("G", "m")
	d.See("2,499 selected", "1 unread", "Marked read (2,499 articles); u undoes.")
	d.Press("g", "g")
	wantSelected(t, d, "Headline 1")
	d.See("2 selected")
	d.Press("u")
	d.See("2,500 unread")
}

func TestSelectionIsBounded(t *testing.T) {
	d := open(t, hourly(10_500), 120, 40)
	d.See("10,500 unread")
	wantSelected(t, d, "Headline 1")
	d.Press("v", "G")
	d.See("too many selected", "A selection holds up to 10,000 headlines")
	d.Press("m")
	d.See("A selection holds up to")
	d.Press("3", "0", "0", "0", "k")
	d.See("7,500 selected")
	d.Press("m")
	d.See("3,000 unread")
}

// TestSelectionWithoutColour: it is told by a sign, also in ASCII.
func TestSelectionWithoutColour(t *testing.T) {
	d := open(t, news(), 80, 24, func(o *ui.Options) { o.ASCII, o.Mono = true, true })
	d.See("12 unread")
	d.Settle() // the list, too
	wantSelected(t, d, "Harbour")
	d.Press("v", "j")
	d.See("2 selected", "*#Harbour", "*#Council")
}
