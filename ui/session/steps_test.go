package session

import "testing"

// TestSteps: back goes through the filters until there is none.
func TestSteps(t *testing.T) {
	var s Steps
	at := ""
	for _, to := range []string{"a", "a b", "a b", "a", "", "c", "c d"} {
		s.Took(at, to)
		at = to
	}
	for _, want := range []string{"c", "", ""} {
		if at, s = s.Back(); at != want {
			t.Errorf("back to %q, want %q", at, want)
		}
	}
	for range 3 * mostSteps {
		s.Took("x", "y")
		s.Took("y", "x")
	}
	if len(s) != mostSteps {
		t.Errorf("%d are remembered", len(s))
	}
}
