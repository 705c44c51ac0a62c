package near_test

import (
	"testing"

	"dateline/model/near"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"them", "theme", 1}, {"star", "tsar", 2}} {
		if got := near.Distance(c.a, c.b); got != c.want {
			t.Errorf("%q to %q takes %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestWord(t *testing.T) {
	words := []string{"theme", "themes", "mouse"}
	for _, c := range []struct {
		name string
		most int
		want string
	}{{"them", 2, "theme"}, {"themse", 2, "theme"}, {"mose", 1, "mouse"}, {"horse", 1, ""}, {"horse", 9, "mouse"}, {"theme", 0, "theme"}} {
		if got := near.Word(c.name, words, c.most); got != c.want {
			t.Errorf("near %q within %d is %q, want %q", c.name, c.most, got, c.want)
		}
	}
}
