package ui_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/ui/uitest"
)

// TestGoldenScripts: in every pane what stands beside such text stands where it
// would beside any other.
func TestGoldenScripts(t *testing.T) {
	for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
		w, h := size[0], size[1]
		d := open(t, uitest.InScripts(), w, h)
		d.See("選挙の結果", "ﾊﾝｶｸ")
		d.Settle()
		look := func(name string) {
			t.Helper()
			d.Settle()
			divider := -1
			for _, row := range d.Rows() {
				if n := ansi.StringWidthWc(row); n > w {
					t.Errorf("%s: %d columns: %q", name, n, row)
				}
				before, _, ok := strings.Cut(row, "│")
				if n := ansi.StringWidthWc(before); ok && divider >= 0 && n != divider {
					t.Errorf("%s: the divider is at %d and at %d: %q", name, divider, n, row)
				} else if ok {
					divider = n
				}
			}
			golden(t, fmt.Sprintf("scripts-%s-%dx%d", name, w, h), d.Screen())
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
