package linemode_test

import (
	"strings"
	"testing"

	"dateline/ui/uitest"
)

// TestKill: rules are made, listed and dropped by words.
func TestKill(t *testing.T) {
	o, _ := open(t, uitest.News())
	out := run(t, o, "unkill", "kill undated", "n", "kill undated", "y", "unkill", "undated", "unkill nothing", "kill sort:oldest")
	for _, want := range []string{
		"There are no rules; kill QUERY adds one.", "Hide 1 article, and any that arrive later", "Left unchanged",
		"Rule undated hides 1 article;", "undated: 1 article hidden: ", "Rule undated removed, 1 article shown again",
		`Not done: there is no rule "nothing"`, "sort:, limit: and fold:",
	} {
		if _, after, ok := strings.Cut(out, want); ok {
			out = after
		} else {
			t.Errorf("no %q in what follows:\n%s", want, out)
		}
	}
}

// TestRule: a rule that does something else than hide is made, listed and dropped by words.
func TestRule(t *testing.T) {
	o, _ := open(t, uitest.News())
	out := run(t, o, "rule highlight undated", "y", "/undated", "rule", "star undated", "y", "unkill", "star undated", "rule star")
	for _, want := range []string{
		"Highlight 1 article, and any that arrive later", "Rule undated highlights 1 article;", "highlighted)",
		"hide, read, star, tag NAME or highlight, and a query", "Rule undated stars 1 article;",
		"highlight undated: 1 article highlighted: ", "star undated: 1 article starred: ", "what it starred stays starred", "a query says what of",
	} {
		if _, after, ok := strings.Cut(out, want); ok {
			out = after
		} else {
			t.Errorf("no %q in what follows:\n%s", want, out)
		}
	}
}

// TestSet: a setting is shown and changed, and counts at once.
func TestSet(t *testing.T) {
	o, _ := open(t, uitest.News())
	out := run(t, o, "set", "", "set headings", "set headings none", "/", "set ascii true")
	for _, want := range []string{"headings VALUE: ", "headings = auto (auto, days or none)", "headings = none", "ascii = true"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	if _, after, _ := strings.Cut(out, "headings = none\n"); strings.Contains(after, "Undated (2)") {
		t.Errorf("it does not count at once:\n%s", after)
	}
}

// TestNotAsked: what needs the screen, or a number, asks for nothing.
func TestNotAsked(t *testing.T) {
	for line, want := range map[string]string{
		"theme": "theme needs the screen", "follow-link": "which link?",
	} {
		o, _ := open(t, uitest.News())
		if out := run(t, o, line); !strings.Contains(out, want) {
			t.Errorf("%s: no %q in:\n%s", line, want, out)
		}
	}
}
