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

// ruling makes and drops rules at random, among changes of state and articles
// that arrive, and compares.
func ruling(t *testing.T, open func(*testing.T, model.OpenOptions) Filled) {
	for seed := range uint64(libraries) {
		r := rand.New(rand.NewPCG(seed, 61))
		exprs := make(map[string]model.Expr)
		for i := range 6 {
			q := model.Query{Where: expr(r, 2)}
			for q.AsksHidden() || asks(q.Where, model.IsDuplicate) { // which no rule asks; whose copy it is is settled by the batch
				q.Where = expr(r, 2)
			}
			exprs[fmt.Sprintf("rule %d", i)] = q.Where
		}
		read := func(text string, _ time.Time) (model.Expr, error) {
			if x, ok := exprs[text]; ok {
				return x, nil
			}
			return nil, errors.New("not understood")
		}
		o := model.OpenOptions{Rules: read}
		lib, ref := open(t, o), NewReference(read)
		fillFeeds(t, r, lib, ref)
		for step := range 40 {
			ruleStep(t, r, step, lib, ref)
			compareRules(t, lib, ref, fmt.Sprintf("library %d, step %d", seed, step))
		}
		if _, err := lib.SaveRule(t.Context(), model.Rule{Do: model.Star, Query: "no such language"}, Clock); err == nil {
			t.Error("a rule that cannot be read was made")
		}
		if _, err := lib.DropRule(t.Context(), model.Rule{Query: "no such rule"}, Clock); !errors.Is(err, model.ErrNotFound) {
			t.Errorf("dropping a rule that does not exist: %v", err)
		}
		want, again := Records(t, lib), open(t, o)
		rules, _ := lib.Rules(t.Context())
		restored := slices.Clone(want)
		for _, u := range rules {
			for i := range restored {
				restored[i].Seen = append(slices.Clone(restored[i].Seen), u.String())
			}
			if _, err := again.SaveRule(t.Context(), u, Clock); err != nil {
				t.Fatal(err)
			}
			if _, err := again.SaveRule(t.Context(), u, Clock); !errors.Is(err, model.ErrExists) {
				t.Errorf("the same rule again: %v", err)
			}
		}
		if _, err := again.Restore(t.Context(), restored, Clock.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		SameRecords(t, Records(t, again), want)
	}
}

// someRule returns a rule of one of some queries, two of three of which hide.
func someRule(r *rand.Rand, queries []string) model.Rule {
	u := model.Rule{Do: model.Hide, Query: queries[r.IntN(len(queries))]}
	if r.IntN(3) > 0 {
		u.Do = []model.ActionKind{model.MarkRead, model.Star, model.AddTag, model.Highlight}[r.IntN(4)]
	}
	if u.Do == model.AddTag {
		u.Tag = vocabulary[r.IntN(2)]
	}
	return u
}

// ruleStep does the same to two libraries.
func ruleStep(t *testing.T, r *rand.Rand, step int, lib Filled, ref *Reference) {
	t.Helper()
	ctx := t.Context()
	at := Clock.Add(time.Duration(step) * time.Minute)
	kind, rule := r.IntN(10), someRule(r, []string{"rule 0", "rule 1", "rule 2", "rule 3", "rule 4", "rule 5"})
	hit := randomIDs(r, ref)
	m := model.Mark{Do: []model.ActionKind{model.Hide, model.Unhide, model.MarkRead, model.MarkUnread, model.Unstar, model.SetDate}[r.IntN(6)]}
	if m.Do == model.SetDate {
		m.Date = date(r)
		m.Date.From = model.FromHand
	}
	var batch []model.Article
	for i := range 12 {
		batch = append(batch, article(r, 12*step+i))
	}
	if len(hit) > 0 { // one that is there changes
		batch = append(batch, reread(r, hit, 12*step+1))
	}
	var acts [2]model.Act
	var errs [2]error
	for i, l := range []Filled{lib, ref} {
		switch kind {
		case 0, 1, 2:
			acts[i], errs[i] = l.SaveRule(ctx, rule, at)
		case 3, 4:
			acts[i], errs[i] = l.DropRule(ctx, rule, at)
		case 5:
			acts[i], errs[i] = l.Undo(ctx)
		case 6:
			acts[i], errs[i] = l.Redo(ctx)
		case 7:
			acts[i], errs[i] = l.Mark(ctx, hit, m, at)
		default:
			_, errs[i] = l.Save(ctx, slices.Clone(batch), at)
		}
	}
	if acts[0].N != acts[1].N || !sameMark(acts[0].Mark, acts[1].Mark) || (errs[0] == nil) != (errs[1] == nil) {
		t.Fatalf("step %d (%d, %s): got %+v, %v; want %+v, %v", step, kind, rule, acts[0], errs[0], acts[1], errs[1])
	}
}

// randomIDs returns some articles of a library.
func randomIDs(r *rand.Rand, ref *Reference) []model.ID {
	var ids []model.ID
	for _, e := range ref.rows {
		if r.IntN(4) == 0 {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// compareRules compares the rules of two libraries, and what is hidden.
func compareRules(t *testing.T, lib, ref model.Library, what string) {
	t.Helper()
	got, err := lib.Rules(t.Context())
	want, _ := ref.Rules(t.Context())
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%s: rules %+v, want %+v, %v", what, got, want, err)
	}
	hidden := model.Is{State: model.IsHidden}
	q := model.Query{Now: Clock, Where: model.Or{hidden, model.Not{X: hidden}}}
	p, err := lib.Find(t.Context(), q, model.Window{After: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range p.Headlines {
		g, err := lib.Article(t.Context(), h.ID)
		w, _ := ref.Article(t.Context(), h.ID)
		g.State.Tags, w.State.Tags = append([]string{}, g.State.Tags...), append([]string{}, w.State.Tags...)
		if lit := ref.(*Reference).byID(h.ID).highlighted; err != nil || !reflect.DeepEqual(g.State, w.State) || h.Highlighted != lit {
			t.Fatalf("%s: %q is %+v, %v, want %+v, %v, %v", what, h.Title, g.State, h.Highlighted, w.State, lit, err)
		}
	}
}
