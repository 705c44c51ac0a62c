package modeltest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"dateline/model"
)

// patience is what a busy machine needs for what takes a second.
const patience = 30 * time.Second

// twice opens a new catalogue twice; where it has no file, both are one.
func twice(t *testing.T, open Open) [2]catalogue {
	t.Helper()
	one := open(t, "", model.OpenOptions{})
	info, err := one.Info(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if info.Path == "" {
		return [2]catalogue{one, one}
	}
	return [2]catalogue{one, open(t, info.Path, model.OpenOptions{Existing: true})}
}

// atOnce: readers act through two handles on one catalogue at once. Nobody is told that
// it is busy, nothing is lost, and both handles show the same.
func atOnce(t *testing.T, handles [2]catalogue) {
	ctx, ids := t.Context(), save(t, handles[0], plainArticles("", 24))
	readers := []model.ReaderID{model.LocalReader}
	for i := range 5 {
		readers = append(readers, addReader(t, handles[i%2], fmt.Sprint("reader ", i)).Who())
	}
	var group sync.WaitGroup
	for n, id := range readers {
		for h, c := range handles {
			lib := libraryOf(t, c, id)
			group.Go(func() { // each handle marks the articles of its own
				for i := h; i < len(ids); i += 2 {
					m := model.Mark{Do: []model.ActionKind{model.MarkRead, model.Star, model.Hide, model.AddTag}[(i/2+n)%4]}
					if m.Do == model.AddTag {
						m.Tag = "mine"
					}
					if act, err := lib.Mark(ctx, ids[i:i+1], m, Clock); err != nil || act.N != 1 {
						t.Errorf("%s: %+v, %v", id, act, err)
					}
				}
			})
		}
	}
	for h, c := range handles {
		group.Go(func() {
			for i := range 6 {
				batch := plainArticles("", 40+i)[24+2*i+h : 25+2*i+h]
				if _, err := c.Save(ctx, batch, Clock); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for n, id := range readers {
		lib := libraryOf(t, handles[0], id)
		for i, of := range ids {
			a, err := lib.Article(ctx, of)
			is := []bool{a.State.Read, a.State.Starred, a.State.Hidden, len(a.State.Tags) == 1}
			for k := range is {
				if err != nil || is[k] != (k == (i/2+n)%4) {
					t.Fatalf("%s has of article %d %+v, %v", id, i, a.State, err)
				}
			}
		}
		one := seenBy(t, lib)
		sameSight(t, seenBy(t, libraryOf(t, handles[1], id)), one, "the second handle")
		if len(one.Records) != len(ids)+12 {
			t.Errorf("%d articles, want %d", len(one.Records), len(ids)+12)
		}
	}
	wantSound(t, handles[1])
}

// told reports whether a signal comes.
func told(ch <-chan struct{}) bool {
	select {
	case _, open := <-ch:
		return open
	case <-time.After(patience):
		return false
	}
}

// waiting reports whether a signal waits, and takes it.
func waiting(ch <-chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

// watchingReaders: whoever watches either handle is told of what concerns him, and not of
// what another reader did by the same.
func watchingReaders(t *testing.T, handles [2]catalogue) {
	ids := save(t, handles[0], plainArticles("", 12))
	two := addReader(t, handles[0], "two").Who()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for h := range handles { // the one that acts
		for w := range handles {
			mine, all := libraryOf(t, handles[w], two).Watch(ctx), handles[w].Watch(ctx)
			for i, act := range []func() error{
				func() error {
					_, err := libraryOf(t, handles[h], two).Mark(ctx, ids[2*h+w:2*h+w+1], model.Mark{Do: model.Star}, Clock)
					return err
				},
				func() error {
					_, err := handles[h].Save(ctx, plainArticles("", 13+2*h+w)[12+2*h+w:], Clock)
					return err
				},
			} {
				if err := act(); err != nil {
					t.Fatal(err)
				}
				if !told(mine) || !told(all) {
					t.Fatalf("change %d by handle %d is not told to those who watch handle %d", i, h, w)
				}
			}
		}
	}
	mine, his := libraryOf(t, handles[0], model.LocalReader).Watch(ctx), libraryOf(t, handles[0], two).Watch(ctx)
	lib, woken := libraryOf(t, handles[0], two), 0
	for _, id := range ids[4:] {
		doMark(t, lib, model.Mark{Do: model.MarkRead}, id)
		if !told(his) {
			t.Fatal("a reader is not told of his own mark")
		}
		time.Sleep(75 * time.Millisecond)
		if waiting(mine) {
			woken++
		}
	}
	if woken > 1 { // once may be what both are told of, from before
		t.Errorf("a reader is told %d times of what another did", woken)
	}
	doMark(t, libraryOf(t, handles[0], model.LocalReader), model.Mark{Do: model.Star}, ids[0])
	if !told(mine) {
		t.Error("a reader is not told of his own mark")
	}
}

// manyMarkers: many readers mark at once while articles arrive, change and are dated.
// Nobody is told that the catalogue is busy, and each mark is kept.
func manyMarkers(t *testing.T, handles [2]catalogue) {
	const many, each = 200, 3
	ctx, ids := t.Context(), save(t, handles[0], plainArticles("", 40))
	libs := make([]model.Library, many)
	for i := range libs {
		id := addReader(t, handles[0], fmt.Sprint("reader ", i)).Who()
		libs[i] = libraryOf(t, handles[i%2], id)
	}
	want := make([]map[model.ID]model.State, many)
	var group sync.WaitGroup
	for i, lib := range libs {
		want[i] = make(map[model.ID]model.State)
		group.Go(func() {
			r := rand.New(rand.NewPCG(15, uint64(i)))
			for range each {
				id := ids[r.IntN(len(ids))]
				m, s := model.Mark{Do: []model.ActionKind{model.MarkRead, model.MarkUnread, model.Star, model.Unstar}[r.IntN(4)]}, want[i][id]
				if _, err := lib.Mark(ctx, []model.ID{id}, m, Clock); err != nil {
					t.Errorf("reader %d: %v", i, err)
				}
				switch m.Do {
				case model.MarkRead, model.MarkUnread:
					s.Read = m.Do == model.MarkRead
				default:
					s.Starred = m.Do == model.Star
				}
				want[i][id] = s
			}
		})
	}
	for h, c := range handles {
		group.Go(func() {
			lib := libraryOf(t, c, model.LocalReader)
			for i := range 10 {
				date := model.Mark{Do: model.SetDate, Date: model.OnDay(model.Day(17000+i), model.FromHand)}
				if _, err := lib.Mark(ctx, ids[4*i+2+h:4*i+3+h], date, Clock); err != nil {
					t.Error(err)
				}
				batch := plainArticles("", 60)[40+2*i+h : 41+2*i+h]
				again := plainArticles("", 40)[4*i+h : 4*i+h+1]
				again[0].Body, again[0].Published = "Another text.", model.OnDay(model.Day(17000+i), model.FromStated)
				if _, err := c.Save(ctx, append(batch, again...), Clock); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for i, lib := range libs {
		var read, starred int
		for _, id := range ids {
			s := want[i][id]
			a, err := lib.Article(ctx, id)
			if err != nil || a.State.Read != s.Read || a.State.Starred != s.Starred {
				t.Fatalf("reader %d has of %s %+v, want %+v, %v", i, id, a.State, s, err)
			}
			if s.Read {
				read++
			}
			if s.Starred {
				starred++
			}
		}
		tally, err := lib.Count(ctx, model.Query{Now: Clock})
		if err != nil || tally.Total != 60 || tally.Unread != 60-read {
			t.Fatalf("reader %d counts %+v, %v, has read %d", i, tally, err, read)
		}
		if u, err := handles[i%2].Usage(ctx, lib.Who()); err != nil || u.Read != read || u.Starred != starred {
			t.Fatalf("reader %d uses %+v, %v, want %d and %d", i, u, err, read, starred)
		}
	}
	wantSound(t, handles[0])
}
