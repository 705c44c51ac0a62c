package ui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/model"
	"dateline/ui"
	"dateline/ui/uitest"
)

// TestGeometry draws every surface at many sizes: nothing panics, no line is
// wider than the screen, by graphemes or by the wcwidth that terminals use
// until they say otherwise, and there are no more lines than rows.
func TestGeometry(t *testing.T) {
	surfaces := []struct {
		name string
		keys string
		text string
	}{
		{"list", "", ""},
		{"article", "enter", ""},
		{"zoomed", "enter z", ""},
		{"help", "?", ""},
		{"filter", "/", "since:2018-11 pier"},
		{"wrong filter", "/", "since:nonsense"},
		{"date prompt", "d", ""},
		{"sources", "L", ""},
		{"sources beside", "L q enter", ""},
		{"calendar", "d tab v [", ""},
		{"nothing found", "/", "xyzzy since:2026 "},
		{"command line", ":", ""},
		{"command with an argument", ":", "goto-date "},
		{"wrong command", ":", "選挙 wrong"},
		{"menu", "M", ""},
		{"views", "'", ""},
		{"question", "A", ""},
		{"tags", "t", "-選挙 "},
		{"selection", "v j j", ""},
		{"panel of an article", "i", ""},
		{"find in the article", "enter /", "選挙 quiet"},
		{"letters at links", "j ;", ""},
		{"highlighted link", "j enter )", ""},
		{"output of a command", "enter |", "x\r"},
		{"right date", "i d", "2018-"},
		{"timeline", "T", ""},
		{"range in the timeline", "T v h h", ""},
		{"timeline beside", "T esc", ""},
		{"narrow list", "3 0 <", ""},
		{"wide list", "9 9 >", ""},
	}
	for _, graphemes := range []bool{false, true} {
		for _, s := range surfaces {
			t.Run(fmt.Sprintf("%s/graphemes=%t", s.name, graphemes), func(t *testing.T) {
				d := open(t, news(), 100, 30, func(o *ui.Options) {
					uitest.Allow(&o.Session).OnPipe = func(context.Context, model.Article, bool, string) (string, error) {
						return strings.Repeat("選挙 a long line\n", 9), nil
					}
				})
				width := ansi.StringWidthWc
				if graphemes {
					d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
					width = ansi.StringWidth
				}
				d.See("Harbour", "12 unread")
				d.Press(strings.Fields(s.keys)...)
				text, enter := strings.CutSuffix(s.text, "\r")
				d.Type(text)
				if enter {
					d.Press("enter")
					d.Settle()
				}
				for w := 20; w <= 200; w += 9 {
					for h := 5; h <= 60; h += 5 {
						d.Resize(w, h)
						for range 3 {
							d.Drain()
							check(t, d.Frame(), w, h, width)
						}
					}
				}
				for _, size := range [][2]int{{1, 1}, {0, 0}, {2, 3}, {300, 90}, {5, 200}} {
					d.Resize(size[0], size[1])
					check(t, d.Frame(), size[0], size[1], width)
				}
			})
		}
	}
}

func check(t *testing.T, frame string, w, h int, width func(string) int) {
	t.Helper()
	if w == 0 || h == 0 {
		return
	}
	lines := strings.Split(frame, "\n")
	if len(lines) > h {
		t.Fatalf("%dx%d: %d lines", w, h, len(lines))
	}
	for i, ln := range lines {
		if got := width(ln); got > w {
			t.Fatalf("%dx%d: line %d is %d wide: %q", w, h, i, got, ansi.Strip(ln))
		}
	}
}
