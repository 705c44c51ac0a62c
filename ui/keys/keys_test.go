package keys_test

import (
	"strings"
	"testing"

	"dateline/ui/action"
	. "dateline/ui/keys"
)

// TestNoKeyTwice rejects two actions on one key in a scope, and a key that is
// also the beginning of a sequence.
func TestNoKeyTwice(t *testing.T) {
	for _, name := range ScopeNames() {
		s, _ := ScopeNamed(name)
		taken := make(map[string]Action)
		for _, b := range action.Keys().Rows(^Scope(0)) {
			if b.In&s == 0 {
				continue
			}
			for _, k := range b.Keys {
				if other, ok := taken[k]; ok {
					t.Errorf("%s: %q is %s and %s", s, k, other, b.Action)
				}
				taken[k] = b.Action
			}
		}
		for k := range taken {
			for seq := range taken {
				if strings.HasPrefix(seq, k+" ") {
					t.Errorf("%s: %q can never be typed: %q is taken", s, seq, k)
				}
			}
		}
	}
}

// TestRowsAreComplete: what has a key has a name, a group and a line of help.
func TestRowsAreComplete(t *testing.T) {
	for _, b := range action.Keys().Rows(^Scope(0)) {
		if b.Action == "" || b.Group == "" || b.Help == "" || b.In == 0 {
			t.Errorf("incomplete row: %+v", b)
		}
	}
}

func TestInput(t *testing.T) {
	for _, c := range []struct {
		name    string
		scope   Scope
		keys    string
		want    Action
		count   int
		pending string
	}{
		{"a key", List, "j", Down, 0, ""},
		{"a count", List, "1 2 j", Down, 12, ""},
		{"a zero within a count", List, "1 0 }", NextDay, 10, ""},
		{"a sequence", List, "g g", Top, 0, ""},
		{"a count and a sequence", List, "3 g d", GotoDate, 3, ""},
		{"an unfinished sequence", List, "3 g", None, 0, "3g"},
		{"a sequence that leads nowhere is forgotten", List, "g x j", Down, 0, ""},
		{"the same key elsewhere", Article, "}", NextHeading, 0, ""},
		{"a key that means nothing", List, "\x00", None, 0, ""},
		{"a count that is too large", List, "9 9 9 9 9 9 9 9 9 9 9 9 j", Down, 1_000_000, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := Input{Map: action.Keys()}
			var got Action
			var n int
			for _, k := range strings.Fields(c.keys) {
				got, n = in.Press(c.scope, k)
			}
			if got != c.want || n != c.count || in.Pending() != c.pending {
				t.Errorf("got %q, %d, %q; want %q, %d, %q", got, n, in.Pending(), c.want, c.count, c.pending)
			}
		})
	}
}

func TestMarkdownHasEveryRow(t *testing.T) {
	page := action.Keys().Markdown()
	for _, b := range action.Keys().Rows(^Scope(0)) {
		if !strings.Contains(page, strings.ReplaceAll(b.Help, "|", "\\|")) {
			t.Errorf("%s is missing", b.Action)
		}
	}
}
