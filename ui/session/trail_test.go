package session

import "testing"

// TestTrail: the way back is bounded and ends at the article of the list.
func TestTrail(t *testing.T) {
	var trail Trail
	for i := range maxTrail + 10 {
		trail.Push(Page{At: i})
	}
	if n := len(trail); n != maxTrail || trail[0].At != 0 {
		t.Errorf("%d pages, the first %d", n, trail[0].At)
	}
	for want := maxTrail + 9; want > maxTrail; want-- {
		if p, ok := trail.Pop(); !ok || p.At != want {
			t.Errorf("went back to %d, %t, want %d", p.At, ok, want)
		}
	}
	if _, ok := new(Trail).Pop(); ok {
		t.Error("there is a page behind none")
	}
}
