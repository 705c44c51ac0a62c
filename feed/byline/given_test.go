package byline

import "testing"

func TestIsGiven(t *testing.T) {
	for word, want := range map[string]bool{"Jane": true, "María": true, "Łukasz": true, "Александр": true, "Björn": true, "Aaron": true, "Zuzanna": true, "Table": false, "Contents": false, "": false, "News": false, "zzzz": false} {
		if got := IsGiven(word); got != want {
			t.Errorf("IsGiven(%q) is %v", word, got)
		}
	}
}
