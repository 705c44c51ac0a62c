package query

import (
	"testing"
	"time"
)

func TestSetSort(t *testing.T) {
	for _, c := range []struct{ name, text, order, want string }{
		{"of nothing", "", "oldest", "sort:oldest"},
		{"behind the rest", "storm since:2018", "title", "storm since:2018 sort:title"},
		{"in the place of another", "storm sort:title since:2018", "oldest", "storm sort:oldest since:2018"},
		{"newest is left unsaid", "storm sort:title since:2018", "newest", "storm since:2018"},
		{"dropped", "sort:title", "", ""},
		{"alternatives", "a OR b", "oldest", "(a OR b) sort:oldest"},
		{"capitals", "a", "Oldest", "a sort:oldest"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := SetSort(c.text, c.order)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
		})
	}
	if _, err := SetSort("a", "loudest"); err == nil {
		t.Error("an unknown order is taken")
	}
	if _, err := SetSort("(a", "oldest"); err == nil {
		t.Error("a text that cannot be read is changed")
	}
}

func TestSetReading(t *testing.T) {
	for _, c := range []struct{ name, text, state, want string }{
		{"of nothing", "", "unread", "is:unread"},
		{"behind the rest", "storm", "unread", "storm is:unread"},
		{"in the place of the other", "is:unread storm", "starred", "is:starred storm"},
		{"both", "is:unread storm is:starred", "unread", "is:unread storm"},
		{"dropped", "storm is:starred", "", "storm"},
		{"other states stay", "is:undated is:unread", "", "is:undated"},
		{"negated ones stay", "-is:unread", "starred", "-is:unread is:starred"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := SetReading(c.text, c.state)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
			if r := Reading(got); c.state != "" && r != c.state {
				t.Errorf("of %q got state %q, want %q", got, r, c.state)
			}
		})
	}
}

func TestFoldCopies(t *testing.T) {
	for _, c := range []struct {
		name, text string
		on         bool
		want       string
	}{
		{"of nothing", "", true, "-is:duplicate"},
		{"behind the rest", "storm OR tide", true, "(storm OR tide) -is:duplicate"},
		{"once", "not is:duplicate storm", true, "-is:duplicate storm"},
		{"dropped", "storm -is:Duplicate sort:title", false, "storm sort:title"},
		{"asked for", "is:duplicate", true, "is:duplicate -is:duplicate"},
		{"of a part", "(storm -is:duplicate) OR tide", false, "(storm -is:duplicate) OR tide"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := FoldCopies(c.text, c.on)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
			if FoldsCopies(got) != c.on {
				t.Errorf("of %q: %v", got, !c.on)
			}
			if q, err := Parse(got, Env{}); err != nil || q.Folds() != c.on {
				t.Errorf("%q folds: %v, %v", got, q.Folds(), err)
			}
		})
	}
}

// FuzzSetTerm: a text that could be read can be read afterwards, and asks for
// the order and the state that it was given.
func FuzzSetTerm(f *testing.F) {
	for _, s := range []string{"", "a OR b", "(a b)", "-sort:title", "is:unread (is:starred)", "sort:title sort:oldest", `"a" -(b|c) `, "((a) OR b) is:unread"} {
		f.Add(s)
	}
	env := Env{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := Parse(text, env); err != nil {
			return
		}
		got, err := SetSort(text, "title")
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if _, err := Parse(got, env); err != nil && len(text) < maxText-20 {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		if got, err = SetReading(text, "starred"); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if _, err := Parse(got, env); err != nil && len(text) < maxText-20 {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		if Reading(got) != "starred" {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
