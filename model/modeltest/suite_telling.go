package modeltest

import (
	"errors"
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
	for seed := range uint64(libraries) {
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
			other := addReader(t, c, fmt.Sprint("other ", try))
			if try == 0 { // of another catalogue
				_, other, _ = openEmpty()
			}
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

// telling: Changes tells of all that changes the state of a reader, in order, and what it
// tells makes the same state elsewhere.
func telling(t *testing.T, open func(*testing.T, model.OpenOptions) catalogue) {
	now := Clock
	for seed := range uint64(libraries) {
		r := rand.New(rand.NewPCG(seed, 21))
		c := open(t, model.OpenOptions{Rules: readEverything, Clock: func() time.Time { return now }})
		lib, other, copied := libraryOf(t, c, model.LocalReader), addReader(t, c, "other"), addReader(t, c, "copy")
		ids := save(t, c, plainArticles("", 8))
		point := int64(0)
		for step := range 40 {
			now = Clock.Add(time.Duration(step) * time.Minute)
			before := statesOf(t, lib)
			origin := tellingStep(t, r, c, lib, ids, now)
			if r.IntN(3) == 0 {
				_ = tellingStep(t, r, c, other, ids, now)
			}
			var got []model.Change
			got, point = changesSince(t, lib, point, 1+r.IntN(5))
			wantTold(t, got, differences(before, statesOf(t, lib)), origin, fmt.Sprintf("library %d, step %d", seed, step))
		}
		all, end := changesSince(t, lib, 0, 1000)
		if end != point {
			t.Errorf("the last point is %d and %d", point, end)
		}
		if some, next, err := lib.Changes(t.Context(), 0, 0); err != nil || len(some) > 0 || next != 0 {
			t.Errorf("no changes: %+v, %d, %v", some, next, err)
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if _, err := copied.Apply(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		if d := differences(statesOf(t, lib), statesOf(t, copied)); len(d) > 0 {
			t.Errorf("library %d: what is told, in another order, comes to %+v", seed, d)
		}
	}
}

// tellingStep does something at random to a reader's state, and returns the origin of
// what changes; a negative one where it may be any.
func tellingStep(t *testing.T, r *rand.Rand, c catalogue, lib model.Library, ids []model.ID, now time.Time) (origin int) {
	t.Helper()
	ctx, some := t.Context(), ids[r.IntN(len(ids)):]
	var err error
	var expected error
	switch r.IntN(10) {
	default:
		_, err = lib.Mark(ctx, some, mark(r), now)
	case 0:
		_, err = lib.MarkWhere(ctx, model.Query{Now: now, Where: model.Is{State: model.IsUnread}}, model.Mark{Do: model.MarkRead}, now)
	case 1, 2:
		expected, origin = model.ErrNothingToUndo, -1
		_, err = lib.Undo(ctx)
	case 3:
		expected, origin = model.ErrNothingToUndo, -1
		_, err = lib.Redo(ctx)
	case 4:
		expected, origin = model.ErrExists, int(model.ByRule)
		_, err = lib.SaveRule(ctx, hideEverything, now)
	case 5:
		expected, origin = model.ErrNotFound, int(model.ByRule)
		_, err = lib.DropRule(ctx, hideEverything, now)
	case 6:
		origin = int(model.ByImport)
		var rec model.Record
		if rec, err = lib.Record(ctx, some[0]); err == nil {
			rec.State.Read, rec.State.Starred, rec.ReadAt = true, true, now
			rec.State.Tags = append(slices.Clone(rec.State.Tags), "restored")
			rec.Seen = []string{"everything"}
			_, err = lib.Restore(ctx, []model.Record{rec}, now)
		}
	}
	if err != nil && !errors.Is(err, expected) {
		t.Fatal(err)
	}
	return origin
}

// statesOf returns the state of all articles.
func statesOf(t *testing.T, lib model.Library) map[model.ID]model.State {
	t.Helper()
	out := make(map[model.ID]model.State)
	for _, rec := range Records(t, lib) {
		out[rec.ID] = rec.State
	}
	return out
}

// differences returns the changes that make other states of states.
func differences(before, after map[model.ID]model.State) (out []model.Change) {
	for id, now := range after {
		was := before[id]
		add := func(is, had bool, set, clear model.ActionKind, tag string) {
			if is && !had {
				out = append(out, model.Change{ID: id, Do: set, Tag: tag})
			} else if had && !is {
				out = append(out, model.Change{ID: id, Do: clear, Tag: tag})
			}
		}
		add(now.Read, was.Read, model.MarkRead, model.MarkUnread, "")
		add(now.Starred, was.Starred, model.Star, model.Unstar, "")
		add(now.Hidden, was.Hidden, model.Hide, model.Unhide, "")
		tags := slices.Concat(now.Tags, was.Tags)
		slices.Sort(tags)
		for _, tag := range slices.Compact(tags) {
			add(slices.Contains(now.Tags, tag), slices.Contains(was.Tags, tag), model.AddTag, model.DropTag, tag)
		}
	}
	return out
}

// wantTold compares the changes of one step, in any order, with what it changed.
func wantTold(t *testing.T, got, want []model.Change, origin int, what string) {
	t.Helper()
	left := slices.Clone(want)
	for _, c := range got {
		i := slices.IndexFunc(left, func(w model.Change) bool { return partOf(w) == partOf(c) && w.Do == c.Do })
		if i < 0 || origin >= 0 && int(c.Origin) != origin {
			t.Fatalf("%s tells of %+v, want changes by %d: %+v", what, c, origin, want)
		}
		left = slices.Delete(left, i, i+1)
	}
	if len(left) > 0 {
		t.Fatalf("%s does not tell of %+v", what, left)
	}
}
