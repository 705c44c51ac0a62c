package sqlite

import (
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

// TestKeptStatements: the statements of marks stay parsed from one to the next, no more than
// so many, and do what they did after the library was compacted and after one that failed.
func TestKeptStatements(t *testing.T) {
	c := openOrFail(t, filepath.Join(t.TempDir(), "library.db")).Catalog
	ids := fewArticles(t, c, "", 20)
	l := addReader(t, c, "reader")
	mark := func(i int) {
		t.Helper()
		for _, do := range []model.ActionKind{model.MarkRead, model.Star} {
			if act, err := l.Mark(t.Context(), ids[i:i+1], model.Mark{Do: do}, started); err != nil || act.N != 1 {
				t.Fatalf("%+v, %v", act, err)
			}
		}
	}
	for i := range 10 {
		mark(i)
	}
	if n := len(c.kept.byText); n == 0 || n > maxKept {
		t.Fatalf("%d statements are kept", n)
	}
	asked := len(c.kept.asked)
	if mark(10); len(c.kept.asked) != asked {
		t.Errorf("a mark had %d statements parsed that are not kept", len(c.kept.asked)-asked)
	}
	st := c.kept
	for i := range 10 * maxKept { // others
		st.find("SELECT " + string(rune('a'+i%26)) + string(rune('0'+i/26)))
	}
	if st.keep(t.Context(), c.write); len(st.asked) > 4*maxKept+1 {
		t.Errorf("%d statements are remembered", len(st.asked))
	}
	if _, _, err := c.Compact(t.Context(), quiet); err != nil {
		t.Fatal(err)
	}
	for i := 11; i < 20; i++ {
		mark(i)
	}
	modeltest.Sound(t, c)
}
