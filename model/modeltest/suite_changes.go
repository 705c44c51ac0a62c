package modeltest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"dateline/model"
)

// stopped is a clock that stands still.
func stopped() time.Time { return Clock }

// part is what a change is about: what is read, starred or hidden of an article, or one
// of its tags.
type part struct {
	id   model.ID
	do   model.ActionKind // that sets it
	name string
}

// setting are the changes of state that set something, by those that clear it, too.
var setting = map[model.ActionKind]model.ActionKind{
	model.MarkRead: model.MarkRead, model.MarkUnread: model.MarkRead, model.Star: model.Star, model.Unstar: model.Star,
	model.Hide: model.Hide, model.Unhide: model.Hide, model.AddTag: model.AddTag, model.DropTag: model.AddTag,
}

func partOf(c model.Change) part { return part{c.ID, setting[c.Do], c.Tag} }

// sets reports whether a change sets what it is about.
func sets(c model.Change) bool { return setting[c.Do] == c.Do }

// applied are the changes that hold, by what they are about.
type applied map[part]model.Change

// apply makes the changes that supersede what holds, and returns those.
func (a applied) apply(changes []model.Change) (made []model.Change) {
	for _, c := range changes {
		was, known := a[partOf(c)]
		on := known && sets(was)
		if model.Supersedes(c.At, c.Origin, sets(c), was.At, was.Origin, on) {
			a[partOf(c)] = c
			made = append(made, c)
		}
	}
	return made
}

// state returns the state of an article, and when it was read.
func (a applied) state(id model.ID) (s model.State, readAt time.Time) {
	is := func(do model.ActionKind) bool { c, known := a[part{id, do, ""}]; return known && sets(c) }
	s = model.State{Read: is(model.MarkRead), Starred: is(model.Star), Hidden: is(model.Hide)}
	if s.Read {
		readAt = a[part{id, model.MarkRead, ""}].At.UTC()
	}
	for p, c := range a {
		if p.id == id && p.do == model.AddTag && sets(c) {
			s.Tags = append(s.Tags, p.name)
		}
	}
	slices.Sort(s.Tags)
	return s, readAt
}

// randomChanges makes n changes of articles within few seconds before the Clock.
func randomChanges(r *rand.Rand, ids []model.ID, n int) []model.Change {
	dos := []model.ActionKind{model.MarkRead, model.MarkUnread, model.Star, model.Unstar, model.Hide, model.Unhide, model.AddTag, model.DropTag}
	out := make([]model.Change, n)
	for i := range out {
		c := model.Change{ID: ids[r.IntN(len(ids))], Do: dos[r.IntN(len(dos))], At: Clock.Add(-time.Duration(r.IntN(4)) * time.Second), Origin: model.ChangeOrigin(r.IntN(4))}
		if setting[c.Do] == model.AddTag {
			c.Tag = []string{"a", "Ä"}[r.IntN(2)]
		}
		out[i] = c
	}
	return out
}

// wantStates compares the state of articles with what changes made it.
func wantStates(t *testing.T, lib model.Library, a applied, ids []model.ID, what string) {
	t.Helper()
	for _, id := range ids {
		rec, err := lib.Record(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		plainRecord(&rec)
		if want, readAt := a.state(id); !reflect.DeepEqual(rec.State, want) || !rec.ReadAt.Equal(readAt) {
			t.Fatalf("%s: %s is %+v, read %v, want %+v, read %v", what, id, rec.State, rec.ReadAt, want, readAt)
		}
	}
}

// changesSince returns the changes of a library after a point, n at a time.
func changesSince(t *testing.T, lib model.StateStore, since int64, n int) ([]model.Change, int64) {
	t.Helper()
	var all []model.Change
	for {
		some, next, err := lib.Changes(t.Context(), since, n)
		if err != nil || len(some) > n || len(some) == 0 && next != since {
			t.Fatalf("after %d there are %+v, then %d, %v", since, some, next, err)
		}
		if len(some) == 0 {
			return all, next
		}
		for i := range some {
			some[i].At = some[i].At.UTC()
		}
		all, since = append(all, some...), next
	}
}

// applying: changes come to the same in whatever order they arrive, one by one or
// together. The newest wins; they are no steps of undo, and are told of as they were made.
func applying(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{Clock: stopped})
	ctx, r := t.Context(), rand.New(rand.NewPCG(15, 2))
	ids := save(t, c, plainArticles("", 3))
	for round := range 12 {
		changes := randomChanges(r, ids, 1+r.IntN(20))
		var first sight
		for try := range 3 {
			lib := addReader(t, c, fmt.Sprint("reader ", round, try))
			what := fmt.Sprintf("round %d, try %d: %+v", round, try, changes)
			holds := applied{}
			var made []model.Change
			for some := range slices.Chunk(changes, 1+r.IntN(len(changes))) {
				want := holds.apply(some)
				if n, err := lib.Apply(ctx, some); err != nil || n != len(want) {
					t.Fatalf("%s: %d superseded, want %d, %v", what, n, len(want), err)
				}
				made = append(made, want...)
			}
			wantStates(t, lib, holds, ids, what)
			if got, _ := changesSince(t, lib, 0, 1+r.IntN(4)); !reflect.DeepEqual(got, made) {
				t.Fatalf("%s\ntells of %+v\nwant     %+v", what, got, made)
			}
			if act, err := lib.Undo(ctx); !errors.Is(err, model.ErrNothingToUndo) {
				t.Fatalf("%s: it can be undone: %+v, %v", what, act, err)
			}
			seen := seenBy(t, lib)
			if seen.Changes = nil; try == 0 {
				first = seen
			}
			sameSight(t, seen, first, what)
			r.Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		}
	}
	wantSound(t, c)
}

// superseding: which change wins, one by one.
func superseding(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	c := open(t, model.OpenOptions{Clock: stopped})
	ids := save(t, c, plainArticles("", 1))
	origins := []model.ChangeOrigin{model.ByHand, model.ByRemote, model.ByImport, model.ByRule} // the first wins
	pairs := [][2]model.ActionKind{{model.MarkRead, model.MarkUnread}, {model.Star, model.Unstar}, {model.Hide, model.Unhide}, {model.AddTag, model.DropTag}}
	for i, before := range origins {
		for j, now := range origins {
			for ahead := -1; ahead <= 1; ahead++ {
				lib := addReader(t, c, fmt.Sprint(i, j, ahead))
				for k, do := range pairs {
					tag, then := "", Clock.Add(-time.Hour)
					if do[0] == model.AddTag {
						tag = "t"
					}
					set := model.Change{ID: ids[0], Do: do[0], Tag: tag, At: then, Origin: before}
					clear := model.Change{ID: ids[0], Do: do[1], Tag: tag, At: then.Add(time.Duration(ahead) * time.Second), Origin: now}
					want := 0
					if ahead > 0 || ahead == 0 && j < i {
						want = 1
					}
					for n, change := range []model.Change{set, clear} {
						if got, err := lib.Apply(t.Context(), []model.Change{change}); err != nil || n == 0 && got != 1 || n == 1 && got != want {
							t.Fatalf("kind %d, origin %d after %d, %d s later: change %d: %d, %v", k, now, before, ahead, n, got, err)
						}
					}
				}
				a, err := lib.Article(t.Context(), ids[0])
				cleared := ahead > 0 || ahead == 0 && j < i
				if s := a.State; err != nil || s.Read == cleared || s.Starred == cleared || s.Hidden == cleared || (len(s.Tags) == 0) != cleared {
					t.Errorf("origin %d after %d, %d s later: %+v, %v", now, before, ahead, s, err)
				}
			}
		}
	}
}

// byTheClock: a time ahead of the catalogue's clock is cut to it, a reader's own hand
// always counts, and what cannot be applied changes nothing at all.
func byTheClock(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	now := Clock
	c := open(t, model.OpenOptions{Clock: func() time.Time { return now }})
	ctx, lib := t.Context(), libraryOf(t, c, model.LocalReader)
	ids := save(t, c, plainArticles("", 2))
	apply := func(want int, changes ...model.Change) {
		t.Helper()
		if n, err := lib.Apply(ctx, changes); err != nil || n != want {
			t.Fatalf("%d, %v, want %d", n, err, want)
		}
	}
	last := func(want model.Change) {
		t.Helper()
		all, _ := changesSince(t, lib, 0, 100)
		want.At = want.At.UTC()
		if len(all) == 0 || all[len(all)-1] != want {
			t.Fatalf("the last of %+v is not %+v", all, want)
		}
	}
	far := Clock.AddDate(1, 0, 0)
	apply(1, model.Change{ID: ids[0], Do: model.Star, At: far, Origin: model.ByRemote}, model.Change{ID: "nosucharticle", Do: model.Star, At: far})
	last(model.Change{ID: ids[0], Do: model.Star, At: Clock, Origin: model.ByRemote})
	apply(0, model.Change{ID: ids[0], Do: model.Unstar, At: far.AddDate(1, 0, 0), Origin: model.ByRemote}) // it is of the same second
	apply(1, model.Change{ID: ids[0], Do: model.Unstar, At: far, Origin: model.ByHand})
	last(model.Change{ID: ids[0], Do: model.Unstar, At: Clock})

	now = Clock.Add(time.Minute)
	apply(1, model.Change{ID: ids[0], Do: model.Star, At: far, Origin: model.ByRemote})
	last(model.Change{ID: ids[0], Do: model.Star, At: now, Origin: model.ByRemote})
	doMark(t, lib, model.Mark{Do: model.Unstar}, ids[0]) // of the Clock, a minute before
	last(model.Change{ID: ids[0], Do: model.Unstar, At: now})
	apply(0, model.Change{ID: ids[0], Do: model.Star, At: now, Origin: model.ByRemote})

	before := seenBy(t, lib)
	for _, do := range []model.ActionKind{model.SetDate, model.ResetDate, model.SetView, model.UnsetView, model.SetRule, model.UnsetRule, model.Retag} {
		if n, err := lib.Apply(ctx, []model.Change{{ID: ids[1], Do: model.Star, At: now}, {ID: ids[1], Do: do, At: now}}); err == nil || n != 0 {
			t.Errorf("kind %d is applied: %d, %v", do, n, err)
		}
	}
	sameSight(t, seenBy(t, lib), before, "what cannot be applied")
}
