package sqlite

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
)

func readRule(text string, at time.Time) (model.Expr, error) {
	q, err := query.ParseRule(text, query.Env{Now: at})
	return q.Where, err
}

// TestHiddenCounts: the counts that are kept stay right whatever hides and shows
// articles, and is done to hidden ones.
func TestHiddenCounts(t *testing.T) {
	ctx := t.Context()
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	s.rules = readRule
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 2)), 400, s)
	at := modeltest.Clock
	all := model.Query{Now: at}
	sound := func(what string) {
		t.Helper()
		t.Log(what)
		modeltest.Sound(t, s)
	}
	sound("filled")
	must := func(act model.Act, err error) {
		t.Helper()
		if err != nil || act.N == 0 {
			t.Fatalf("%+v, %v", act, err)
		}
	}
	must(s.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "storm OR harbour OR tag:tag"}, at))
	sound("a rule")
	must(s.MarkWhere(ctx, model.Query{Now: at, Where: model.Is{State: model.IsHidden}}, model.Mark{Do: model.MarkRead}, at))
	sound("hidden ones read")
	must(s.MarkWhere(ctx, all, model.Mark{Do: model.Hide}, at))
	sound("all hidden")
	must(s.MarkWhere(ctx, model.Query{Now: at, Where: model.Is{State: model.IsHidden}, Limit: 9}, model.Mark{Do: model.SetDate, Date: model.OnDay(model.NewDay(2018, 11, 6), model.FromHand)}, at))
	sound("hidden ones with other dates")
	if t2, err := s.Count(ctx, all); err != nil || t2 != (model.Tally{}) {
		t.Errorf("of nothing there is %+v, %v", t2, err)
	}
	modeltest.Fill(t, rand.New(rand.NewPCG(2, 3)), 200, s) // many of them change
	sound("read again")
	for range 3 {
		if _, err := s.Undo(ctx); err != nil {
			t.Fatal(err)
		}
		sound("undone")
	}
	if _, err := s.DropRule(ctx, model.Rule{Do: model.Hide, Query: "storm OR harbour OR tag:tag"}, at); err != nil {
		t.Fatal(err)
	}
	sound("the rule dropped")
	if err := s.Retain(ctx, model.Retention{Keep: 3, Unread: true}); err != nil {
		t.Fatal(err)
	}
	gone, err := s.Prunable(ctx, at)
	if err != nil || len(gone) == 0 {
		t.Fatal(gone, err)
	}
	if _, err := s.Prune(ctx, gone, at, func(string, int) {}); err != nil {
		t.Fatal(err)
	}
	sound("pruned")
}

// TestMigrateHidden: in the counts of a library of schema 7 were hidden articles,
// too.
func TestMigrateHidden(t *testing.T) {
	b, err := os.ReadFile("testdata/schema7.db")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	alter(t, path, "INSERT INTO state (item, hidden) SELECT id, 1 FROM item WHERE published IS NOT NULL LIMIT 2 ON CONFLICT (item) DO UPDATE SET hidden = 1")
	s := openOrFail(t, path)
	if c, err := s.Count(t.Context(), model.Query{Now: started}); err != nil || c.Total != 3 {
		t.Errorf("%+v, %v", c, err)
	}
	modeltest.Sound(t, s)
}

// TestUnreadableRule: a rule that cannot be read any more hides nothing, and is in
// the way of nothing.
func TestUnreadableRule(t *testing.T) {
	ctx, at := t.Context(), modeltest.Clock
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	s.rules = readRule
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 2)), 50, s)
	if act, err := s.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, at); err != nil || act.N == 0 {
		t.Fatal(act, err)
	}
	s.rules, s.parsed = func(string, time.Time) (model.Expr, error) { return nil, model.ErrNotFound }, nil
	modeltest.Fill(t, rand.New(rand.NewPCG(2, 2)), 50, s)
	if _, err := s.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "is:undated"}, at); !errors.Is(err, model.ErrNotFound) {
		t.Errorf("made: %v", err)
	}
	if act, err := s.DropRule(ctx, model.Rule{Do: model.Hide, Query: "is:dated"}, at); err != nil || act.N == 0 {
		t.Error(act, err)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Error(err)
	}
	rules, err := s.Rules(ctx)
	if err != nil || len(rules) != 1 || rules[0].Hits != 0 {
		t.Error(rules, err)
	}
	modeltest.Sound(t, s)
}
