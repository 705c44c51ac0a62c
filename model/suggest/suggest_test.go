package suggest_test

import (
	"testing"

	"dateline/model/suggest"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"them", "theme", 1}, {"tsar", "star", 1}, {"été", "ete", 2}, {"yestreday", "yesterday", 1}} {
		if got := suggest.Distance(c.a, c.b); got != c.want {
			t.Errorf("%q to %q takes %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestWord: a word is near only where it differs by little for its length.
func TestWord(t *testing.T) {
	words := []string{"theme", "themes", "mouse", "refresh", "is", "on", "Coast Daily"}
	for _, c := range []struct{ name, want string }{
		{"them", "theme"},
		{"themse", "theme"},
		{"mose", "mouse"},
		{"MUOSE", "mouse"},
		{"theme", "theme"},
		{"refrehs", "refresh"},
		{"rfesh", ""},
		{"Coats Dialy", "Coast Daily"},
		{"horse", ""},
		{"fnord", ""},
		{"postgres", ""},
		{"ib", ""},
		{"x", ""},
		{"", ""},
		{"no", ""},
	} {
		if got := suggest.Word(c.name, words); got != c.want {
			t.Errorf("near %q is %q, want %q", c.name, got, c.want)
		}
	}
}
