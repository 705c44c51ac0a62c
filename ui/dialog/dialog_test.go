package dialog_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dateline/ui/action"
	"dateline/ui/dialog"
	"dateline/ui/theme"
)

var mono = theme.New(theme.Options{Profile: theme.Mono})

// keyOf returns the press of a key of a name.
func keyOf(name string) tea.KeyPressMsg {
	codes := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "backspace": tea.KeyBackspace}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// press gives keys to what is asked.
func press(a *dialog.Asking, names ...string) {
	for _, name := range names {
		if a.Dialog() != nil {
			a.Press(keyOf(name))
		}
	}
}

// noted has a name noted when something follows from a dialog.
func noted(log *[]string, name string) func() tea.Cmd {
	return func() tea.Cmd {
		*log = append(*log, name)
		return nil
	}
}

// TestOutcomes: what was decided is known when a dialog has ended, and it has ended
// before anything follows from it.
func TestOutcomes(t *testing.T) {
	menu := func() dialog.Dialog {
		return dialog.NewMenu("Sort", []action.Choice{{Key: "n", Text: "newest"}, {Text: "none"}, {Key: "o", Text: "oldest"}})
	}
	chosen := func(d dialog.Dialog) string { return d.(*dialog.Menu).Chosen() }
	confirm := func() dialog.Dialog { return &dialog.Confirm{Question: "Really?"} }
	links := make([]int, 12)
	for i := range links {
		links[i] = i + 1
	}
	hints := func() dialog.Dialog { return dialog.NewHints(links) }
	link := func(d dialog.Dialog) string {
		h := d.(*dialog.Hints)
		return strings.Join([]string{string(rune('a' + h.Link())), map[bool]string{true: "copy"}[h.Copy], map[bool]string{true: "here"}[h.Here]}, " ")
	}
	for _, c := range []struct {
		name  string
		open  func() dialog.Dialog
		keys  []string
		ended string
		value func(dialog.Dialog) string
		want  string
	}{
		{"menu", menu, []string{"x", "o"}, "decided", chosen, "oldest"},
		{"menu by the arrows", menu, []string{"down", "down", "up", "enter"}, "decided", chosen, "newest"},
		{"menu with nothing chosen", menu, []string{"enter"}, "", nil, ""},
		{"menu given up", menu, []string{"esc"}, "given up", nil, ""},
		{"yes", confirm, []string{"x", "y"}, "decided", nil, ""},
		{"no", confirm, []string{"n"}, "given up", nil, ""},
		{"a question that is not known yet", func() dialog.Dialog { return &dialog.Confirm{} }, []string{"y", "enter"}, "", nil, ""},
		{"hint", hints, []string{"a", "s"}, "changed decided", link, "c  "},
		{"hint to copy", hints, []string{"A", "a"}, "changed decided", link, "b copy "},
		{"hint to read here", hints, []string{";", "s", "backspace", "a", "a"}, "changed changed changed decided", link, "b  here"},
		{"a hint that there is not", hints, []string{"l"}, "given up", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var a dialog.Asking
			var log []string
			d := c.open()
			a.Open(d, dialog.Then{Decided: noted(&log, "decided"), GivenUp: noted(&log, "given up"), Changed: noted(&log, "changed")})
			press(&a, c.keys...)
			got := strings.Join(log, " ")
			if got != c.ended || (a.Dialog() == nil) != (strings.HasSuffix(got, "decided") || strings.HasSuffix(got, "up")) {
				t.Errorf("got %q; still open: %t", got, a.Dialog() != nil)
			}
			if c.value != nil && c.value(d) != c.want {
				t.Errorf("decided %q, want %q", c.value(d), c.want)
			}
		})
	}
}

// TestHintLabels: no label is the beginning of another, and those that cannot be meant
// any more go.
func TestHintLabels(t *testing.T) {
	for _, n := range []int{1, 2, 9, 10, 82, 800} {
		links := make([]int, n)
		for i := range links {
			links[i] = i + 1
		}
		labels := slices.Sorted(maps.Values(dialog.NewHints(links).Labels()))
		for i := range labels[1:] {
			if strings.HasPrefix(labels[i+1], labels[i]) {
				t.Fatalf("of %d: %q begins %q", n, labels[i], labels[i+1])
			}
		}
	}
	h := dialog.NewHints([]int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
	h.Press(keyOf("s"))
	if left := h.Labels(); len(left) != 1 || left[10] != "a" {
		t.Errorf("left: %v", left)
	}
}

// TestEntry: a text that is not accepted stays, what was typed is offered again, and
// Tab goes through what may be typed.
func TestEntry(t *testing.T) {
	var a dialog.Asking
	var got []string
	wrong := errors.New("not that")
	enter := func(text string) *dialog.Entry {
		e := &dialog.Entry{Label: ":", Help: "Say something.", History: "test", Choices: func(text string) []action.Choice {
			return []action.Choice{{Text: text + "x", Label: "x"}, {Text: text + "y", Label: "y"}}
		}}
		a.Enter(e, text, func(text string) (tea.Cmd, error) {
			got = append(got, text)
			if text == "bad" {
				return nil, wrong
			}
			return nil, nil
		}, dialog.Then{})
		return e
	}
	row := func() string {
		s, _ := a.Dialog().Row(mono, 20)
		return strings.TrimSpace(ansi.Strip(s))
	}
	above := func() string { return ansi.Strip(strings.Join(a.Dialog().Above(mono, 20, 5), "\n")) }

	enter("")
	if !strings.Contains(above(), "Say something.") {
		t.Errorf("it says %q", above())
	}
	press(&a, "b", "a", "d", "enter")
	if a.Dialog() == nil || !strings.Contains(above(), "not that") {
		t.Fatalf("what is wrong does not stay: %v", a.Dialog())
	}
	press(&a, "backspace", "tab", "tab")
	if row() != ": bay" {
		t.Errorf("Tab: %q", row())
	}
	press(&a, "tab", "enter")
	if a.Dialog() != nil || !slices.Equal(got, []string{"bad", "ba"}) {
		t.Errorf("accepted %v", got)
	}
	enter("draft")
	press(&a, "up")
	if row() != ": ba" {
		t.Errorf("up: %q", row())
	}
	press(&a, "up", "down")
	if row() != ": draft" {
		t.Errorf("down: %q", row())
	}
	press(&a, "esc")
	e := enter("")
	if press(&a, "backspace"); a.Dialog() != nil || !e.Erased {
		t.Error("a backspace in an empty line does not leave it")
	}
}

// TestDraw: a dialog takes the last row and at most half of the others.
func TestDraw(t *testing.T) {
	var a dialog.Asking
	var items []action.Choice
	for _, r := range "abcdefghij" {
		items = append(items, action.Choice{Key: string(r), Text: string(r), Label: string(r)})
	}
	a.Open(dialog.NewMenu("Choose", items), dialog.Then{})
	rows := strings.Split(strings.Repeat("row\n", 9)+"row", "\n")
	a.Draw(rows, mono, 20)
	for i, s := range rows {
		if drawn := s != "row"; drawn != (i >= 3) {
			t.Errorf("row %d: %q", i, s)
		}
	}
	if last := ansi.Strip(rows[9]); strings.TrimSpace(last) != "Choose" {
		t.Errorf("the last row is %q", last)
	}
}
