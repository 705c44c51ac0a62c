package modeltest

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"dateline/model"
)

// mark makes a random change of state.
func mark(r *rand.Rand) model.Mark {
	m := model.Mark{Do: model.ActionKind(r.IntN(int(model.ResetDate) + 1))}
	switch r.IntN(12) {
	case 0:
		m.Do = model.Hide
	case 1:
		m.Do = model.Unhide
	case 2, 3:
		return model.TagMark([]model.TagChange{{Name: vocabulary[r.IntN(4)]}, {Name: vocabulary[r.IntN(4)], Drop: r.IntN(2) == 0}})
	case 4:
		return model.Mark{Do: model.MarkRead, Opened: true}
	}
	switch m.Do {
	case model.AddTag, model.DropTag:
		m.Tag = vocabulary[r.IntN(4)]
	case model.SetDate:
		if m.Date = date(r); !m.Date.Dated() {
			m.Date = model.Date{}
		}
		m.Date.From = model.FromHand
	}
	return m
}

func sameMark(a, b model.Mark) bool {
	a.Date, b.Date = plainDate(a.Date), plainDate(b.Date)
	return a == b
}

func journal(t *testing.T, open func(t *testing.T) Filled) {
	r := rand.New(rand.NewPCG(9, 9))
	lib, ref := filled(t, open, r, 40)
	ctx := t.Context()
	q := model.Query{Now: Clock}
	act, err := lib.MarkWhere(ctx, model.Query{Now: Clock, Where: model.Is{State: model.IsUnread}}, model.Mark{Do: model.MarkRead}, Clock)
	want, _ := ref.MarkWhere(ctx, model.Query{Now: Clock, Where: model.Is{State: model.IsUnread}}, model.Mark{Do: model.MarkRead}, Clock)
	if err != nil || act.N != want.N {
		t.Fatalf("marked %d, want %d, %v", act.N, want.N, err)
	}
	if act, err := lib.Mark(ctx, []model.ID{act.First, "nosuch"}, model.Mark{Do: model.MarkRead}, Clock); err != nil || act.N != 0 {
		t.Errorf("marking what is read: %+v, %v", act, err)
	}
	for _, step := range "uuuurruurrrruuuuuuu" {
		lf, rf := lib.Undo, ref.Undo
		if step == 'r' {
			lf, rf = lib.Redo, ref.Redo
		}
		ga, gerr := lf(ctx)
		wa, werr := rf(ctx)
		if !errors.Is(gerr, werr) || ga.N != wa.N || !sameMark(ga.Mark, wa.Mark) {
			t.Fatalf("%c: got %+v, %v; want %+v, %v", step, ga, gerr, wa, werr)
		}
		compareAll(t, lib, ref, q, "after an undo or redo")
	}
	for {
		if _, err := lib.Undo(ctx); err != nil {
			if !errors.Is(err, model.ErrNothingToUndo) {
				t.Error(err)
			}
			break
		}
		_, _ = ref.Undo(ctx)
	}
	compareAll(t, lib, ref, q, "all undone") // what was opened stays read
}

// opened: that an article was opened is no step of undo and takes none away, and
// several tags are one.
func opened(t *testing.T, open func(t *testing.T) Filled) {
	lib, ctx := open(t), t.Context()
	a := model.Article{ID: model.NewID("o", "1", "", "", model.Date{}), Title: "One", Source: "S"}
	b := model.Article{ID: model.NewID("o", "2", "", "", model.Date{}), Title: "Two", Source: "S"}
	if _, err := lib.Save(ctx, []model.Article{a, b}, Clock); err != nil {
		t.Fatal(err)
	}
	mark := func(m model.Mark, n int, ids ...model.ID) {
		t.Helper()
		if act, err := lib.Mark(ctx, ids, m, Clock); err != nil || act.N != n || act.Mark != m {
			t.Fatalf("%+v, %v", act, err)
		}
	}
	state := func(id model.ID, want model.State) {
		t.Helper()
		if got, err := lib.Article(ctx, id); err != nil || got.State.Read != want.Read || got.State.Starred != want.Starred || !slices.Equal(got.State.Tags, want.Tags) {
			t.Fatalf("%+v, %v, want %+v", got.State, err, want)
		}
	}
	turn := func(do func(context.Context) (model.Act, error), want model.ActionKind, tag string) {
		t.Helper()
		if act, err := do(ctx); err != nil || act.Mark.Do != want || act.Mark.Tag != tag {
			t.Fatalf("%+v, %v", act, err)
		}
	}
	was := model.Mark{Do: model.MarkRead, Opened: true}
	mark(was, 1, a.ID)
	mark(was, 0, a.ID)
	if act, err := lib.Undo(ctx); !errors.Is(err, model.ErrNothingToUndo) {
		t.Fatalf("%+v, %v", act, err)
	}
	mark(model.TagMark([]model.TagChange{{Name: "y"}}), 1, a.ID)
	two := model.TagMark([]model.TagChange{{Name: "x"}, {Name: "y"}, {Name: "x", Drop: true}, {Name: "z"}, {Name: "x"}})
	mark(two, 2, a.ID, b.ID)
	mark(two, 0, a.ID, b.ID)
	mark(model.Mark{Do: model.Star}, 1, a.ID)
	turn(lib.Undo, model.Star, "")
	mark(was, 1, b.ID) // and redo goes on
	turn(lib.Redo, model.Star, "")
	state(a.ID, model.State{Read: true, Starred: true, Tags: []string{"x", "y", "z"}})
	turn(lib.Undo, model.Star, "")
	turn(lib.Undo, model.Retag, two.Tag)
	state(a.ID, model.State{Read: true, Tags: []string{"y"}})
	state(b.ID, model.State{Read: true})
	turn(lib.Redo, model.Retag, two.Tag)
	state(b.ID, model.State{Read: true, Tags: []string{"x", "y", "z"}})
	mark(model.TagMark([]model.TagChange{{Name: "x", Drop: true}, {Name: "n"}}), 1, b.ID)
	state(b.ID, model.State{Read: true, Tags: []string{"n", "y", "z"}})
	turn(lib.Undo, model.Retag, "-x\n+n")
	state(b.ID, model.State{Read: true, Tags: []string{"x", "y", "z"}})
}
