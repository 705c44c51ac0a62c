package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/ui"
	"dateline/ui/host"
	"dateline/ui/uitest"
)

// TestLongMessage: a message leaves room for the key of the help; what is too
// long for the last row goes over the rows above, until the next key.
func TestLongMessage(t *testing.T) {
	long := "/home/reader/archives/of/many/years/news.txt: the reader of this file may not open it, and neither may anybody else; " + strings.Repeat("so it is. ", 30)
	for _, size := range [][2]int{{80, 24}, {120, 40}, {40, 12}, {20, 8}, {80, 1}, {20, 2}} {
		d := open(t, news(), size[0], size[1], func(o *ui.Options) {
			uitest.Allow(&o.Session).OnAdd = func(_ context.Context, place string, _ func(host.Progress)) (string, error) {
				return "", errors.New(long)
			}
		})
		d.Press(":")
		d.Type("add x")
		d.Press("enter")
		d.See("/home/reader"[:min(12, size[0]-2)])
		d.Settle()
		rows := d.Rows()
		for _, row := range rows {
			if n := ansi.StringWidthWc(row); n > size[0] {
				t.Errorf("%v: %d columns: %q", size, n, row)
			}
		}
		if len(rows) != size[1] {
			t.Errorf("%v: %d rows", size, len(rows))
		}
		if size[0] >= 40 {
			d.See("? help")
		}
		if size[0] >= 80 && size[1] > 3 {
			d.See("reader of this file", "…")
			d.Press("j")
			d.Gone("reader of this file")
		}
	}
}
