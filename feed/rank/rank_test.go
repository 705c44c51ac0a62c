package rank

import (
	"testing"

	"dateline/feed/gbdt"
)

// A model of one feature prefers the option that has it; what states an option twice is
// one option.
func TestBest(t *testing.T) {
	e := gbdt.Examples{Features: 1}
	for i := range 100 {
		e.X, e.Y = append(e.X, float32(i%2)), append(e.Y, float32(i%2))
	}
	m := Model(gbdt.Fit(e, gbdt.Options{Trees: 5, Leaves: 2, Depth: 1, Rate: 0.5, Seed: 1}).Append(nil), 1)
	o := &Options{Features: 1}
	if o.Best(m) != nil {
		t.Error("there is a best of none")
	}
	o.Add("The Bay Post", "<title>")
	o.Add("Ferry hits pier", "og:title")[0] = 1
	o.Add("ferry hits pier!", "<h1>")
	if o.Add("—", "<h1>") != nil {
		t.Error("a text without letters is an option")
	}
	if best := o.Best(m); best == nil || best.Text != "Ferry hits pier" || best.Chance <= 0 {
		t.Errorf("got %+v", best)
	}
	if got, want := o.Explain(), `"Ferry hits pier" (og:title, <h1>: 97 %) over "The Bay Post" (<title>: 3 %)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
