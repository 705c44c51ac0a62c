package keys_test

import (
	"slices"
	"strings"
	"testing"

	"dateline/ui/action"
	. "dateline/ui/keys"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, line string
		want       []Call
		err        string
	}{
		{"a name", "down", []Call{{Down, 0, ""}}, ""},
		{"a count before", "5 down", []Call{{Down, 5, ""}}, ""},
		{"a count behind", "down 5", []Call{{Down, 5, ""}}, ""},
		{"a number alone", "42", []Call{{Headline, 42, ""}}, ""},
		{"an argument", "filter since:2018 storm", []Call{{Search, 0, "since:2018 storm"}}, ""},
		{"a number that is an argument", "date 2018", []Call{{DatePrompt, 0, "2018"}}, ""},
		{"a chain", "toggle-read; down 2;star", []Call{{ToggleRead, 0, ""}, {Down, 2, ""}, {Star, 0, ""}}, ""},
		{"a semicolon in quotes", `filter "a;b"; down`, []Call{{Search, 0, `"a;b"`}, {Down, 0, ""}}, ""},
		{"the beginning of one name", "unde; undo", nil, `there is no command "unde"; there is "undo"`},
		{"a beginning that is enough", "toggle", []Call{{ToggleRead, 0, ""}}, ""},
		{"nothing", " ; ", nil, ""},
		{"a slip", "toggel-read", nil, `there is "toggle-read"`},
		{"nonsense", "xyzzy", nil, "help shows them all"},
		{"words for what takes a count", "down far", nil, `down takes a count, not "far"`},
		{"nothing is done of a wrong chain", "down; wrong", nil, `no command "wrong"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := action.Keys().Parse(c.line)
			if (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
				t.Fatalf("got error %v, want %q", err, c.err)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// TestEveryNameIsACommand: what has a row can be typed.
func TestEveryNameIsACommand(t *testing.T) {
	for _, b := range action.Keys().Rows(^Scope(0)) {
		calls, err := action.Keys().Parse(string(b.Action))
		if err != nil || len(calls) != 1 || calls[0].Action != b.Action {
			t.Errorf("%s: got %v, %v", b.Action, calls, err)
		}
	}
}

func TestComplete(t *testing.T) {
	names := func(cs []Binding) (out []string) {
		for _, c := range cs {
			out = append(out, string(c.Action))
		}
		return out
	}
	for _, c := range []struct {
		name, typed string
		first       []string
	}{
		{"the beginning first", "un", []string{"unfold-folder", "unkill", "undo", "next-unread"}},
		{"within", "page-u", []string{"page-up", "half-page-up"}},
		{"letters in their order", "tglrd", []string{"toggle-read"}},
		{"nothing", "xyzzy", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := names(action.Keys().Complete(c.typed))
			if len(got) < len(c.first) || !slices.Equal(got[:len(c.first)], c.first) {
				t.Errorf("got %v, want first %v", got, c.first)
			}
		})
	}
	if got := names(action.Keys().Complete("")); len(got) != len(action.Keys().Commands()) {
		t.Errorf("of nothing typed %d are offered, want all", len(got))
	}
}

// FuzzParse: no command line ends in a panic, and none gives a count that is
// no count.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"down 5", "5 down", `filter "a;b"; down`, "42", "-1", "+1 x", ";;;", "99999999999999999999 down"} {
		f.Add(s)
	}
	m := action.Keys()
	f.Fuzz(func(t *testing.T, line string) {
		calls, err := m.Parse(line)
		for _, c := range calls {
			if c.Action == None || c.Count < 0 || c.Count > 1_000_000 || err != nil {
				t.Errorf("%q: %+v, %v", line, c, err)
			}
		}
		m.Complete(line)
	})
}
