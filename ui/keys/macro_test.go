package keys_test

import (
	"reflect"
	"strings"
	"testing"

	"dateline/ui/action"
	. "dateline/ui/keys"
)

func TestMacros(t *testing.T) {
	m, errs := action.Keys().WithMacros([]Macro{
		{"morning", " date today; 2 down ;sort oldest"},
		{"again", "morning; down"},
		{"star", "down"},
		{"Upper", "down"},
		{"empty", " ; "},
		{"odd", "down; dwon"},
		{"escape", "find \x1b[2J"},
		{"last", "bottom"},
	})
	for i, want := range []string{"", `"morning" is a macro`, `"star" is an action`, "no name for a macro", "wants commands", `no command "dwon"`, "control", ""} {
		switch err := errs[i]; {
		case want == "" && err != nil, want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("macro %d: got %v, want %q", i, err, want)
		}
	}
	m, err := m.Rebind([]Rebinding{{Name: "morning", Keys: []string{"g m"}}, {In: List, Name: "last", Keys: []string{"F5"}}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Call{{Action: DatePrompt, Arg: "today"}, {Action: Down, Count: 2}, {Action: Sort, Arg: "oldest"}}
	in := Input{Map: m}
	if a, _ := in.Press(Article, "g"); a != None {
		t.Fatal(a)
	}
	a, _ := in.Press(Article, "m")
	if got := m.Macro(a); !reflect.DeepEqual(got, want) {
		t.Errorf("the key asks for %v, want %v", got, want)
	}
	if got, err := m.Parse("morn; top"); err != nil || !reflect.DeepEqual(got, append(want, Call{Action: Top})) {
		t.Errorf("typed it is %v, %v", got, err)
	}
	for _, line := range []string{"morning 2", "3 morning", "morning x"} {
		if _, err := m.Parse(line); err == nil {
			t.Errorf("%q is taken", line)
		}
	}
	if a, _ := in.Press(Article, "f5"); a != None {
		t.Errorf("a key of the list asks for %v in the article", m.Macro(a))
	}
	if m.Macro(Star) != nil || action.Keys().Macro("morning") != nil {
		t.Error("actions are macros")
	}
	if _, err := m.Rebind([]Rebinding{{Name: "last", Keys: []string{"j"}}}); err == nil || !strings.Contains(err.Error(), `both "down" and "last"`) {
		t.Errorf("a conflict is not told: %v", err)
	}
}
