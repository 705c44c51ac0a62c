package session

import (
	"fmt"
	"testing"

	"dateline/model"
)

func numbered(from, to int) []model.Headline {
	var hs []model.Headline
	for i := from; i < to; i++ {
		hs = append(hs, model.Headline{ID: model.ID(fmt.Sprint(i))})
	}
	return hs
}

// TestKept: what was acted on last stays, up to a number; what was given away does
// not change.
func TestKept(t *testing.T) {
	var k Kept
	k.Add(numbered(0, 10)...)
	given := k
	k.Add(numbered(3, 4)...)
	k.Drop("5", "nosuch")
	if got, want := fmt.Sprint(IDs(k)), "[0 1 2 4 6 7 8 9 3]"; got != want {
		t.Errorf("kept are %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(IDs(given)), "[0 1 2 3 4 5 6 7 8 9]"; got != want {
		t.Errorf("what was given away became %s", got)
	}
	if with := k.With(model.Headline{ID: "x"}); len(with) != 10 || len(k) != 9 || len(k.With(k[0])) != 9 {
		t.Errorf("with one more they are %d, without %d", len(with), len(k))
	}
	if k.Has("5") || !k.Has("3") {
		t.Error("it does not know what it keeps")
	}
	k.Add(numbered(100, 100+mostKept+7)...)
	if len(k) != mostKept || k[0].ID != "107" {
		t.Errorf("%d are kept from %s on", len(k), k[0].ID)
	}
	k.Add(numbered(0, 3)...)
	if len(k) != mostKept || k[0].ID != "110" || k[mostKept-1].ID != "2" {
		t.Errorf("%d are kept from %s to %s", len(k), k[0].ID, k[len(k)-1].ID)
	}
}
