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

func TestFold(t *testing.T) {
	for _, c := range []struct {
		name, text string
		f          Folding
		want       string
	}{
		{"of nothing", "", FoldsCopies, "-is:duplicate"},
		{"behind the rest", "storm OR tide", FoldsCopies, "(storm OR tide) -is:duplicate"},
		{"once", "not is:duplicate storm", FoldsCopies, "-is:duplicate storm"},
		{"dropped", "storm -is:Duplicate sort:title", FoldsNothing, "storm sort:title"},
		{"asked for", "is:duplicate", FoldsCopies, "is:duplicate -is:duplicate"},
		{"of a part", "(storm -is:duplicate) OR tide", FoldsNothing, "(storm -is:duplicate) OR tide"},
		{"stories of copies", "-is:duplicate storm", FoldsStories, "fold:stories storm"},
		{"copies of stories", "storm FOLD:Stories", FoldsCopies, "storm -is:duplicate"},
		{"stories dropped", "fold:stories", FoldsNothing, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Fold(c.text, c.f)
			if err != nil || got != c.want {
				t.Errorf("got %q, %v; want %q", got, err, c.want)
			}
			if FoldingOf(got) != c.f {
				t.Errorf("%q folds %v", got, FoldingOf(got))
			}
			q, err := Parse(got, Env{})
			if err != nil || q.Folds() != (c.f == FoldsCopies) || q.FoldStories != (c.f == FoldsStories) {
				t.Errorf("%q: %+v, %v", got, q, err)
			}
			if again, err := Parse(Format(q), Env{}); err != nil || again.FoldStories != q.FoldStories {
				t.Errorf("%q: %q, %v", got, Format(q), err)
			}
		})
	}
}

// TestStory: a story is asked for by an article's id.
func TestStory(t *testing.T) {
	for text, want := range map[string]string{
		"story:3k9qz0vt storm": "story:3k9qz0vt storm", "-story:3K9QZ0VT": "-story:3k9qz0vt",
		"story:3k9q OR storm": "story:3k9q OR storm", "story:3k": "", "story:ilou!": "", "story:": "", `story:"a b c"`: "",
	} {
		q, err := Parse(text, Env{})
		if (err == nil) != (want != "") || err == nil && Format(q) != want {
			t.Errorf("%q: %q, %v; want %q", text, Format(q), err, want)
		}
	}
	if q, err := Parse("storm story:3k", Env{Typing: true}); err != nil || Format(q) != "storm" {
		t.Errorf("while it is typed: %q, %v", Format(q), err)
	}
	if id := StoryOf("storm story:3k9qz0vt sort:oldest"); id != "3k9qz0vt" {
		t.Error(id)
	}
	if id := StoryOf("storm -story:3k9qz0vt"); id != "" {
		t.Error(id)
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
