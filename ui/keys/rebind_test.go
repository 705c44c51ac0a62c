package keys_test

import (
	"errors"
	"strings"
	"testing"

	"dateline/ui/action"
	. "dateline/ui/keys"
)

func TestParseKey(t *testing.T) {
	for _, c := range []struct{ in, want, err string }{
		{"x", "x", ""},
		{"G", "G", ""},
		{"ö", "ö", ""},
		{"+", "+", ""},
		{"^", "^", ""},
		{"C-d", "ctrl+d", ""},
		{"^D", "ctrl+d", ""},
		{"Ctrl+d", "ctrl+d", ""},
		{"ctrl+-", "ctrl+-", ""},
		{"C--", "ctrl+-", ""},
		{"M-x", "alt+x", ""},
		{"alt+X", "alt+X", ""},
		{"C-M-x", "ctrl+alt+x", ""},
		{"S-Tab", "shift+tab", ""},
		{"S-a", "A", ""},
		{"C-i", "tab", ""},
		{"C-S-Up", "ctrl+shift+up", ""},
		{"Space", "space", ""},
		{"PgDn", "pgdown", ""},
		{"Return", "enter", ""},
		{"F5", "f5", ""},
		{"g g", "g g", ""},
		{"  C-x   Space ", "ctrl+x space", ""},
		{"f21", "", "f21"},
		{"gg", "", `blanks between: "g g"`},
		{"hello", "", "write for instance"},
		{"", "", `a blank is "space"`},
		{"3 x", "", "a count"},
		{"\x1b", "", "no key"},
		{"\xff", "", "no key"},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, err := ParseKey(c.in)
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Fatalf("got error %v, want %q", err, c.err)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestWritten: a key is read as it is written.
func TestWritten(t *testing.T) {
	for _, b := range action.Keys().Rows(^Scope(0)) {
		for _, k := range b.Keys {
			if got, err := ParseKey(Written(k)); err != nil || got != k {
				t.Errorf("%q is written %q and read as %q, %v", k, Written(k), got, err)
			}
		}
	}
}

func TestRebind(t *testing.T) {
	for _, c := range []struct {
		name    string
		changes []Rebinding
		scope   Scope
		press   string
		want    Action
		err     string
	}{
		{"another key", []Rebinding{{0, "star", []string{"F5"}}}, List, "f5", Star, ""},
		{"the old key is free", []Rebinding{{0, "star", []string{"F5"}}}, List, "f", None, ""},
		{"in one pane", []Rebinding{{Article, "star", []string{"F5"}}}, Article, "f5", Star, ""},
		{"and not in the others", []Rebinding{{Article, "star", []string{"F5"}}}, List, "f", Star, ""},
		{"everywhere and elsewhere, in any order", []Rebinding{{Article, "star", []string{"F5"}}, {0, "star", []string{"F6"}}}, Article, "f5", Star, ""},
		{"a sequence", []Rebinding{{0, "star", []string{"g z"}}}, List, "g z", Star, ""},
		{"what has no key gets one", []Rebinding{{0, "save-view", []string{"B"}}}, List, "B", SaveView, ""},
		{"what has a key loses it", []Rebinding{{0, "undo", nil}}, List, "u", None, ""},
		{"two change places", []Rebinding{{0, "star", []string{"m"}}, {0, "toggle-read", []string{"f"}}}, List, "m", Star, ""},
		{"a search goes on with the article's keys", []Rebinding{{Article, "star", []string{"F5"}}}, Finding, "f5", Star, ""},
		{"the keys of a search", []Rebinding{{0, "next-match", []string{"F5"}}}, Finding, "n", NextUnread, ""},
		{"a key that is taken", []Rebinding{{0, "star", []string{"s"}}}, 0, "", None, `in the list "s" is both "star" and "save"; give one another key, or none: save = []`},
		{"taken in one pane", []Rebinding{{Article, "star", []string{"s"}}}, 0, "", None, `in the article "s" is both`},
		{"the beginning of others", []Rebinding{{0, "star", []string{"g"}}}, 0, "", None, `can never be`},
		{"others begin with it", []Rebinding{{0, "star", []string{"s x"}}}, 0, "", None, `"s" is "save", so that "s x" can never be "star"`},
		{"an action there is not", []Rebinding{{0, "strar", []string{"s"}}}, 0, "", None, `did you mean "star"?`},
		{"a pane in which it means nothing", []Rebinding{{Article, "next-day", []string{"s"}}}, 0, "", None, `only in: list`},
		{"what is no key", []Rebinding{{0, "star", []string{"nokey"}}}, 0, "", None, `"nokey" is no key`},
		{"there is a way out", []Rebinding{{0, "quit", nil}}, List, "ctrl+c", Quit, ""},
		{"or what the reader wants there", []Rebinding{{0, "quit", []string{"Q"}}, {0, "copy-url", []string{"C-c"}}}, List, "ctrl+c", CopyURL, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := action.Keys().Rebind(c.changes)
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Fatalf("got error %v, want %q", err, c.err)
			}
			if err != nil {
				return
			}
			in := Input{Map: m}
			var got Action
			for _, k := range strings.Fields(c.press) {
				got, _ = in.Press(c.scope, k)
			}
			if got != c.want {
				t.Errorf("%q asks for %q, want %q", c.press, got, c.want)
			}
		})
	}
}

// TestRebindErrors: all that is wrong is told at once, each once.
func TestRebindErrors(t *testing.T) {
	_, err := action.Keys().Rebind([]Rebinding{
		{0, "strar", []string{"F5"}}, {0, "undo", []string{"gg"}}, {0, "star", []string{"s"}}, {0, "sort", []string{"g"}},
	})
	var all RebindErrors
	if !errors.As(err, &all) {
		t.Fatalf("got %v", err)
	}
	told := make(map[int]int)
	for _, e := range all {
		told[e.At]++
	}
	if told[0] != 1 || told[1] != 1 || told[2] != 1 || told[3] < 1 {
		t.Errorf("got %v: %v", told, err)
	}
}

func TestPresets(t *testing.T) {
	for _, name := range action.Presets() {
		if _, ok := action.Preset(name); !ok {
			t.Errorf("%s: there is none", name)
		}
	}
	m, _ := action.Preset("newsboat")
	for _, c := range []struct {
		scope Scope
		press string
		want  Action
		count int
	}{
		{List, "u", Hints, 0},
		{Article, "3", Browser, 3},
		{List, "3 j", NextSource, 3},
		{List, "ctrl+f", ClearFilter, 0},
		{List, "N", ToggleRead, 0},
		{Article, "g u", Undo, 0},
		{List, "k", PrevSource, 0},
		{Article, "j", Down, 0},
		{Sources, "j", Down, 0},
		{List, "down", Down, 0},
		{List, "n", NextUnread, 0},
		{Finding, "N", PrevMatch, 0},
	} {
		in := Input{Map: m}
		var got Action
		var n int
		for _, k := range strings.Fields(c.press) {
			got, n = in.Press(c.scope, k)
		}
		if got != c.want || n != c.count {
			t.Errorf("%q asks for %q with %d, want %q with %d", c.press, got, n, c.want, c.count)
		}
	}
}

// FuzzParseKey: what is read as a key is read the same again, as it is written.
func FuzzParseKey(f *testing.F) {
	for _, s := range []string{"x", "C-x", "^X", "S-Tab", "g g", "C-S-M-x", "f1", "ctrl+", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key, err := ParseKey(s)
		if err != nil {
			return
		}
		if again, err := ParseKey(key); err != nil || again != key {
			t.Errorf("%q is %q, which is %q, %v", s, key, again, err)
		}
		Glyph(key, true)
	})
}
