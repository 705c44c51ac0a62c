package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/ui"
	"dateline/ui/uitest"
)

// row returns the row of the list that holds a title, "" where there is none.
func row(d *uitest.Driver, title string) string {
	for _, r := range d.Rows() {
		panes := strings.Split(r, "│")
		for i, pane := range panes {
			if i == len(panes)-1 && d.Width >= 100 {
				continue // the article
			}
			if strings.Contains(pane, title) && !strings.HasPrefix(r, "/") {
				return pane
			}
		}
	}
	return ""
}

// wantKept waits until a headline stays in the list, marked.
func wantKept(t *testing.T, d *uitest.Driver, title string) {
	t.Helper()
	d.Until("«"+title+"» to stay", func(d *uitest.Driver) bool { return strings.Contains(row(d, title), "◦") })
}

// TestOpenedStays: what is opened under a filter for the unread stays in its place
// and in the pane, in every layout and however the filter came about, and the keys
// go on from it.
func TestOpenedStays(t *testing.T) {
	for _, size := range [][2]int{{160, 40}, {120, 40}, {80, 30}, {50, 20}} {
		for how, filter := range map[string]func(*uitest.Driver){
			"typed":  func(d *uitest.Driver) { d.Press("/"); d.Type("is:unread"); d.Press("enter") },
			"show":   func(d *uitest.Driver) { d.Press("U") },
			"view":   func(d *uitest.Driver) { command(d, "view unread") },
			"config": nil,
		} {
			t.Run(fmt.Sprintf("%s-%dx%d", how, size[0], size[1]), func(t *testing.T) {
				d := open(t, news(), size[0], size[1], func(o *ui.Options) {
					if filter == nil {
						o.Filter = "is:unread"
					}
				})
				d.See("Harbour reopens", "12 ")
				if filter != nil {
					filter(d)
				}
				d.See("· 12 of 12")
				d.Press("j", "enter")
				d.See("The council met on Monday", "· 11 of 12")
				d.Settle()
				d.See("The council met on Monday")

				d.Press("f")
				d.Settle()
				d.Press("J")
				d.See("結果は日曜日に発表された", "· 10 of 12")
				d.Press("n")
				d.See("A day out", "· 9 of 12")
				d.Press("K", "K")
				d.See("The council met on Monday")
				d.Settle()
				d.Press("q")
				wantSelected(t, d, "Council votes")
				wantKept(t, d, "Council votes")
				wantKept(t, d, "選挙の結果")
				if got := row(d, "Council votes"); !strings.Contains(got, "★") {
					t.Errorf("the star has gone elsewhere: %q", got)
				}
				if got := row(d, "Harbour"); strings.Contains(got, "★") || !strings.Contains(got, "●") {
					t.Errorf("the article above is %q", got)
				}
				d.Press("G", "g", "g", "j")
				wantSelected(t, d, "Council votes")
				d.Press("m") // unread again: a row like any other
				d.See("· 10 of 12")
				d.Until("an ordinary row", func(d *uitest.Driver) bool { return !strings.Contains(row(d, "Council votes"), "◦") })
				d.Press("/", "enter") // entered anew
				d.Until("what stayed to go", func(d *uitest.Driver) bool { return row(d, "選挙の結果") == "" && row(d, "Council votes") != "" })
			})
		}
	}
}

// TestUnstarredStays: the same of any other filter, and any other act.
func TestUnstarredStays(t *testing.T) {
	d := open(t, news(), 120, 40)
	d.See("Harbour reopens", "12 unread")
	d.Press("f", "j", "f", "j", "f")
	d.Settle()
	command(d, "filter is:starred")
	d.See("· 3 of 12")
	d.Press("g", "g", "j", "f")
	d.See("· 2 of 12", "The council met on Monday")
	wantKept(t, d, "Council votes")
	d.Press("f") // it comes back
	d.See("· 3 of 12")
	d.Press("f")
	d.See("· 2 of 12")
	d.Press("t")
	d.Type("town")
	d.Press("enter")
	d.See("Tagged #town")
	d.Press("c")
	d.See("12 unread")
	command(d, "filter #town")
	d.See("1 of 12", "Council votes")
	d.Press("t")
	d.Type("-town")
	d.Press("enter")
	d.See("· 0 of 12", "The council met on Monday") // nothing matches, and the row is there
	wantKept(t, d, "Council votes")
	d.Press("u")
	d.See("· 1 of 12")
	d.Until("an ordinary row", func(d *uitest.Driver) bool { return !strings.Contains(row(d, "Council votes"), "◦") })
	d.Press("u", "c")
	d.See("12 unread")
	command(d, "filter 2018-11")
	d.See("· 3 of 12")
	d.Press("g", "g")
	command(d, "redate 2017-01-01")
	d.See("· 2 of 12")
	wantKept(t, d, "Storm damages")
	wantSelected(t, d, "Storm damages")
}

// TestBulkGoes: what is marked in bulk goes at once, but for the article in the
// pane.
func TestBulkGoes(t *testing.T) {
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Filter = "is:unread" })
	d.See("· 12 of 12")
	d.Press("j", "j", "enter")
	d.See("· 11 of 12")
	d.Press("q", "k")
	d.See("The council met on Monday")
	d.Settle()
	d.Press("A")
	d.See("Mark 10 unread articles")
	d.Press("y")
	d.See("· 1 of 12", "The council met on Monday") // what is ahead is folded
	d.Until("the rest to go", func(d *uitest.Driver) bool { return row(d, "Harbour") == "" && row(d, "Family") == "" })
	wantKept(t, d, "Council votes") // it is in the pane
	wantKept(t, d, "選挙の結果")         // it was opened before
	wantSelected(t, d, "Council votes")
	d.Press("n")
	d.See("No more unread articles")
	d.Press("u")
	d.See("· 11 of 12", "Harbour reopens", "The council met on Monday")
	wantKept(t, d, "選挙の結果")

	d = open(t, news(), 120, 40, func(o *ui.Options) { o.Filter = "is:unread" })
	d.See("· 12 of 12")
	d.Press("f") // which takes nothing out of the filter
	d.Until("the star", func(d *uitest.Driver) bool { return strings.Contains(row(d, "Harbour"), "★") })
	d.Settle()
	d.Press("j", "j", "enter")
	d.See("· 11 of 12")
	d.Press("A")
	d.See("Mark 10 unread articles")
	d.Press("y")
	d.See("· 1 of 12")
	d.Until("what is starred to go", func(d *uitest.Driver) bool { return row(d, "Harbour") == "" })

	d = open(t, news(), 50, 20, func(o *ui.Options) { o.Filter = "is:unread" }) // no article is open
	d.See("· 12 of 12")
	d.Press("A")
	d.See("Mark 11 unread articles")
	d.Press("y")
	d.See("· 1 of 12", "Moon base")
	d.Until("all to go", func(d *uitest.Driver) bool { return row(d, "Harbour") == "" })
}

// TestOthersChange: what another program does never changes the article in the
// pane, nor the place in it.
func TestOthersChange(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 30}, {50, 20}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			var lib model.Library
			d := open(t, news(), size[0], size[1], func(o *ui.Options) { o.Filter, lib = "is:unread", o.Library })
			d.See("· 12 of 12", "Harbour reopens")
			if size[0] > 50 { // it is seen before any key is pressed
				d.See("hands in their pockets")
			}
			newer := model.Article{ID: "newer", Title: "A boat has sunk", Source: "Coast Daily", Published: day("2026-11-23T11:00:00Z"), Body: "It lies on the ground."}
			if _, err := lib.(model.Saver).Save(t.Context(), []model.Article{newer}, noon); err != nil {
				t.Fatal(err)
			}
			d.See("· 13 of 13", "A boat has sunk")
			d.Settle()
			wantSelected(t, d, "Harbour reopens")
			d.Press("enter")
			d.See("· 12 of 13", "which")
			d.Press("space", "q", "j", "enter")
			d.See("The council met on Monday", "· 11 of 13")
			d.Press("q", "j")
			if size[0] > 50 {
				d.See("結果は日曜日に発表された")
			} else {
				d.Press("enter")
				d.See("結果は日曜日に発表された", "· 10 of 13")
			}
			d.Settle()
			if _, err := lib.MarkWhere(t.Context(), model.Query{Now: noon}, model.Mark{Do: model.MarkRead}, noon); err != nil {
				t.Fatal(err)
			}
			d.See("· 0 of 13", "結果は日曜日に発表された")
			d.Settle()
			d.See("結果は日曜日に発表された")
			if size[0] == 50 {
				d.Press("q")
			}
			wantSelected(t, d, "選挙の結果")
			wantKept(t, d, "選挙の結果")
			wantKept(t, d, "Council votes")
		})
	}
}

// TestKeptPaging: what stays is there after paging away and back, in every order,
// under its heading, whose count does not have it.
func TestKeptPaging(t *testing.T) {
	for _, sort := range []string{"newest", "oldest", "title", "source", "relevance"} {
		t.Run(sort, func(t *testing.T) {
			d := open(t, hourly(600), 120, 30, func(o *ui.Options) { o.Filter = "is:unread headline sort:" + sort })
			d.See("· 600 of 600")
			d.Press("3", "0", "j", "enter", "q")
			d.See("· 599 of 600")
			d.Settle()
			title := strings.TrimSpace(strings.TrimLeft(row(d, "◦"), "◦▌ "))
			if i := strings.Index(title, "  "); i > 0 {
				title = title[:i]
			}
			if title == "" {
				t.Fatalf("nothing stays:\n%s", d.Screen())
			}
			d.Press("G")
			d.Until("the row to be far away", func(d *uitest.Driver) bool { return row(d, "◦") == "" })
			d.Settle()
			d.Press("g", "g")
			d.Settle()
			d.Press("3", "0", "j")
			wantSelected(t, d, title)
			wantKept(t, d, title)
			d.Press("3", "1", "G")
			wantSelected(t, d, title)
			d.Press("4", "0", "0", "G")
			d.Settle()
			d.Press("3", "1", "G")
			wantSelected(t, d, title)
		})
	}
}

// TestKeptHeadings: a heading does not count what only stays under it, and does not
// go with it.
func TestKeptHeadings(t *testing.T) {
	d := open(t, news(), 120, 40, func(o *ui.Options) { o.Filter = "is:unread" })
	d.See("· 12 of 12", "Today, Mon 23 Nov", "Undated")
	head := func(words, want string) {
		t.Helper()
		d.Until("heading «"+words+"» to be «"+want+"»", func(d *uitest.Driver) bool {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(row(d, words)), words)) == want
		})
	}
	head("Today, Mon 23 Nov", "2")
	head("December 2018", "1")
	head("Undated", "2")
	d.Press("enter")
	head("Today, Mon 23 Nov", "1")
	d.Press("J")
	head("Today, Mon 23 Nov", "")
	d.Press("J", "J", "J", "J")
	d.See("· 6 of 12")
	head("December 2018", "")
	wantKept(t, d, "The senate")
	d.Press("q", "G", "enter")
	head("Undated", "1")
	wantKept(t, d, "Another undated")
	d.Resize(80, 24)
	d.Settle()
	d.Press("q")
	wantSelected(t, d, "Another undated")
	d.Press("K")
	head("Undated", "")
	d.Resize(50, 20)
	d.Settle()
	wantSelected(t, d, "Notes without")
	d.Press("enter")
	d.See("Nobody wrote down")
}

// slowToMark is a library that marks when it is let.
type slowToMark struct {
	*modeltest.Reference
	let chan struct{}
}

func (l slowToMark) Mark(ctx context.Context, ids []model.ID, m model.Mark, at time.Time) (model.Act, error) {
	<-l.let
	return l.Reference.Mark(ctx, ids, m, at)
}

// TestMarkBeforeList: a list that was read before a mark was made does not take the mark
// back, so that the same key pressed again takes it back.
func TestMarkBeforeList(t *testing.T) {
	var lib slowToMark
	d := open(t, news(), 120, 40, func(o *ui.Options) {
		lib = slowToMark{o.Library.(*modeltest.Reference), make(chan struct{}, 2)}
		o.Library = lib
	})
	d.See("12 unread")
	d.Settle()
	wantSelected(t, d, "● Harbour")
	d.Press("m")
	fresh := model.Article{ID: "fresh", Title: "Fresh from elsewhere", Source: "Coast Daily", Published: model.AtInstant(noon.Add(-time.Minute), model.FromStated)}
	if _, err := lib.Save(t.Context(), []model.Article{fresh}, noon); err != nil {
		t.Fatal(err)
	}
	d.See("Fresh from elsewhere")
	if row := selected(d); !strings.Contains(row, "Harbour") || strings.Contains(row, "●") {
		t.Fatalf("the mark has gone: %q", row)
	}
	d.Press("m")
	lib.let <- struct{}{}
	lib.let <- struct{}{}
	d.See("13 unread")
	d.Settle()
	wantSelected(t, d, "● Harbour")
}
