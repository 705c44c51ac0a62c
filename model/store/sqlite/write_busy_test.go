package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

// TestManyMark: readers who mark at once, by two handles on one library, while articles
// arrive and change their dates, are told of no busy library, and no mark of theirs is lost.
func TestManyMark(t *testing.T) {
	ctx := t.Context()
	const many, marksEach = 200, 4
	path := filepath.Join(t.TempDir(), "library.db")
	handles := []*Catalog{openOrFail(t, path).Catalog, openOrFail(t, path).Catalog}
	ids := fewArticles(t, handles[0], "", 60)
	readers := make([]*Library, many)
	for i := range readers {
		l := addReader(t, handles[0], fmt.Sprint("reader ", i))
		readers[i] = handles[i%2].libraryOf(l.reader, l.id)
	}
	want := make([]map[model.ID]model.State, many)
	var group sync.WaitGroup
	for i, l := range readers {
		want[i] = make(map[model.ID]model.State)
		group.Go(func() {
			r := rand.New(rand.NewPCG(15, uint64(i)))
			for range marksEach {
				id := ids[r.IntN(len(ids))]
				st := want[i][id]
				m := model.Mark{Do: model.Star}
				if r.IntN(2) == 0 {
					m.Do = model.MarkRead
				}
				if _, err := l.Mark(ctx, []model.ID{id}, m, started); err != nil {
					t.Errorf("reader %d: %v", i, err)
				}
				st.Read, st.Starred = st.Read || m.Do == model.MarkRead, st.Starred || m.Do == model.Star
				want[i][id] = st
			}
		})
	}
	group.Go(func() {
		for n := range 20 {
			fewArticles(t, handles[1], "", 60+n)
			m := model.Mark{Do: model.SetDate, Date: model.OnDay(model.Day(17000+n), model.FromHand)}
			if _, err := readers[0].Mark(ctx, ids[n:n+1], m, started); err != nil {
				t.Error(err)
			}
		}
	})
	group.Wait()
	for i, l := range readers {
		for id, st := range want[i] {
			if got := stateOf(t, l, id); got.Read != st.Read || got.Starred != st.Starred {
				t.Errorf("reader %d has %+v of %s, want %+v", i, got, id, st)
			}
		}
		u, err := l.Usage(ctx, l.id)
		if err != nil || u.Read+u.Starred > marksEach {
			t.Errorf("reader %d has %+v, %v", i, u, err)
		}
	}
	modeltest.Sound(t, handles[0])
}
