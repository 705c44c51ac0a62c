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
		`there is no rule "nothing"`, "sort:, limit: and fold: have",
	} {
		if _, after, ok := strings.Cut(out, want); ok {
			out = after
		} else {
			t.Errorf("no %q in what follows:\n%s", want, out)
		}
	}
}
