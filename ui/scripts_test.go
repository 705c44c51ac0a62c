package ui_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/uitest"
)

// TestGoldenScripts: in every pane what stands beside such text stands where it
// would beside any other, by both rules of width.
func TestGoldenScripts(t *testing.T) {
	for _, c := range []struct {
		w, h  int
		rule  string
		width func(string) int
	}{{120, 40, "", ansi.StringWidthWc}, {80, 24, "", ansi.StringWidthWc}, {40, 12, "", ansi.StringWidthWc}, {120, 40, "-graphemes", ansi.StringWidth}} {
		w, h := c.w, c.h
		d := open(t, uitest.InScripts(), w, h)
		if c.rule != "" {
			d.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
		}
		d.See("選挙の結果", "ﾊﾝｶｸ")
		d.Settle()
		look := func(name string) {
			t.Helper()
			d.Settle()
			divider := -1
			for _, row := range d.Rows() {
				if n := c.width(row); n > w {
					t.Errorf("%s: %d columns: %q", name, n, row)
				}
				before, _, ok := strings.Cut(row, "│")
				if n := c.width(before); ok && divider >= 0 && n != divider {
					t.Errorf("%s: the divider is at %d and at %d: %q", name, divider, n, row)
				} else if ok {
					divider = n
				}
			}
			golden(t, fmt.Sprintf("scripts%s-%s-%dx%d", c.rule, name, w, h), d.Screen())
		}
		look("list")
		if w > 100 {
			for i, s := range uitest.Scripts {
				if i > 0 {
					d.Press("j")
				}
				look(s.Name)
			}
			d.Press("i")
			d.See("About this article")
			look("info")
			d.Press("q", "T")
			look("timeline")
			d.Press("q")
		}
		d.Press("L")
		d.See("All articles")
		look("sources")
	}
}
