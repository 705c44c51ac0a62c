package modeltest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// withinASecond: what is done within a second is told in an order of its own. Elsewhere it
// comes to the same, at once or in parts, in order or not.
func withinASecond(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	for seed := range uint64(2 * libraries) {
		r := rand.New(rand.NewPCG(seed, 22))
		now := Clock
		openEmpty := func() (catalogue, model.Library, []model.ID) {
			c := open(t, model.OpenOptions{Rules: readEverything, Clock: func() time.Time { return now }})
			return c, libraryOf(t, c, model.LocalReader), save(t, c, plainArticles("", 4))
		}
		c, lib, ids := openEmpty()
		for range 60 {
			now = Clock.Add(time.Duration(r.IntN(1000)) * time.Millisecond)
			if tellingStep(t, r, c, lib, ids, now); r.IntN(4) > 0 {
				continue
			}
			changes := randomChanges(r, ids, 3)
			for i := range changes {
				changes[i].At = Clock.Add(time.Duration(r.IntN(4)) * time.Microsecond)
			}
			if _, err := lib.Apply(t.Context(), changes); err != nil {
				t.Fatal(err)
			}
		}
		now = Clock
		all, _ := changesSince(t, lib, 0, 1000)
		if made := (applied{}).apply(all); len(made) != len(all) {
			t.Fatalf("library %d: of %d changes %d supersede those before: %+v", seed, len(all), len(made), all)
		}
		for try := range 3 {
			_, other, _ := openEmpty()
			for some := range slices.Chunk(all, []int{len(all), 1, 7}[try]) {
				if n, err := other.Apply(t.Context(), some); err != nil || try < 2 && n != len(some) {
					t.Fatalf("library %d: %d of %d, %v", seed, n, len(some), err)
				}
			}
			if d := differences(statesOf(t, lib), statesOf(t, other)); len(d) > 0 {
				t.Errorf("library %d, try %d: elsewhere it comes to %+v", seed, try, d)
			}
			if told, _ := changesSince(t, other, 0, 1000); try < 2 && fmt.Sprint(told) != fmt.Sprint(all) {
				t.Errorf("library %d, try %d: elsewhere %+v is told, want %+v", seed, try, told, all)
			}
			r.Shuffle(try%2*len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		}
	}
}
