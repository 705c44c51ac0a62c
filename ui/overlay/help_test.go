package overlay_test

import (
	"testing"

	"dateline/ui/action"
	"dateline/ui/keys"
	"dateline/ui/overlay"
)

// TestKeyRows: the keys of the pane come first, and every binding stands once.
func TestKeyRows(t *testing.T) {
	m := action.Keys()
	for _, c := range []struct {
		name        string
		here        keys.Scope
		first, last string // of the rows under the heading
	}{
		{"list", keys.List, "next headline", "quit"},
		{"article", keys.Article, "line down", "back to the headlines"},
		{"a search", keys.Finding | keys.Article, "line down", "back to the headlines"},
		{"timeline", keys.Timeline, "next bar", "end the range, or back to the headlines"},
		{"sources", keys.Sources, "next headline", "back to the headlines"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows := overlay.KeyRows(m, c.here, "Here", false)
			if rows[0].Head != "Here" || rows[1].Text != c.first {
				t.Errorf("it begins with %+v, want %q", rows[:2], c.first)
			}
			n, last := 0, ""
			for i, r := range rows {
				if r.Head == "" && r.Label != "" {
					n++
				}
				if r.Head != "" && r.Head != "Here" && last == "" {
					last = rows[i-2].Text // a blank row parts them
				}
			}
			if last != c.last {
				t.Errorf("the keys of the pane end with %q, want %q", last, c.last)
			}
			if want := len(m.Rows(^keys.Scope(0))); n != want {
				t.Errorf("%d bindings are shown, want %d", n, want)
			}
		})
	}
}
