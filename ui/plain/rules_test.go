package plain_test

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
		"There are no rules. kill QUERY makes one.", "Hide 1 article, and what comes later", "Left as it was",
		"Rule undated hides 1 article;", "undated: 1 article hidden: ", "Rule undated dropped, 1 article shown again",
		`there is no rule "nothing"`, "sort:, limit: and fold: have",
	} {
		if _, after, ok := strings.Cut(out, want); ok {
			out = after
		} else {
			t.Errorf("no %q in what follows:\n%s", want, out)
		}
	}
}
