package sqlite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/store/sqlite/rowid"
)

// waitingOf returns a library in which n batches wait to be indexed, and questions read up
// to so many articles that do.
func waitingOf(t *testing.T, n, most int) *Library {
	t.Helper()
	c, err := unindexed(t, model.OpenOptions{Rules: readRule})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	c.texts.most = most
	for k := range n {
		if _, err := c.Save(t.Context(), batchOf("a", k), started); err != nil {
			t.Fatal(err)
		}
	}
	return c.libraryOf(localNumber, model.LocalReader)
}

// word is a question for a word.
func word(text string) model.Query {
	return model.Query{Now: started, Where: model.Match{Text: text}}
}

// wantTally fails unless a question finds so many, and leaves so many unsearched.
func wantTally(t *testing.T, s *Library, q model.Query, total, unsearched int) {
	t.Helper()
	got, err := s.Count(t.Context(), q)
	if err != nil || got.Total != total || got.Unsearched != unsearched {
		t.Errorf("%+v finds %d, %d unsearched, want %d and %d: %v", q.Where, got.Total, got.Unsearched, total, unsearched, err)
	}
	p, err := s.Find(t.Context(), q, model.Window{After: 1000})
	if err != nil || len(p.Headlines) != total || p.Unsearched != unsearched {
		t.Errorf("%+v lists %d, %d unsearched, want %d and %d: %v", q.Where, len(p.Headlines), p.Unsearched, total, unsearched, err)
	}
}

// indexSome indexes up to n of the newest articles that wait.
func indexSome(t *testing.T, s *Library, n int) {
	t.Helper()
	ids, err := s.newestWaiting(t.Context(), rowid.Highest, n)
	if err == nil {
		_, err = s.indexRange(model.Background(t.Context(), 1), ids, n)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// readAll reads all that waits as one portion.
func (s *Library) readAll(t *testing.T) (read func() (portion, bool)) {
	t.Helper()
	p := s.readPortion(t.Context(), rowid.Bounds{Lo: rowid.Lowest, Hi: rowid.Highest})
	if p.err != nil || len(p.articles) == 0 {
		t.Fatal(p.err)
	}
	all := []portion{p}
	return func() (p portion, more bool) {
		if len(all) > 0 {
			p, all, more = all[0], nil, true
		}
		return p, more
	}
}

// TestManyWait: of more articles than questions read, the index answers; the rest is said
// not to have been searched, and is neither found by a word nor by its absence. What is
// asked beside words is answered of all, and marks and rules find all.
func TestManyWait(t *testing.T) {
	const all = 3 * perBatch
	ctx, s := t.Context(), waitingOf(t, 3, 10)
	wantTally(t, s, word("harbour"), 0, all)
	indexSome(t, s, perBatch)
	const rest = all - perBatch
	wantTally(t, s, word("harbour"), perBatch, rest)
	wantTally(t, s, model.Query{Now: started, Where: model.Not{X: model.Match{Text: "absent"}}}, perBatch, rest)
	wantTally(t, s, model.Query{Now: started, Where: model.Match{Text: "harbour", Field: model.Text}}, perBatch, rest)
	for _, x := range []model.Expr{
		model.Match{Text: "writer", Field: model.FromSource},
		model.Tagged{Name: "news"},
		model.Is{State: model.IsUnread},
		model.Match{Text: "harbour", How: model.Regexp},
		model.Or{model.Match{Text: "absent"}, model.Match{Text: "writer", Field: model.FromSource}},
	} {
		q := model.Query{Now: started, Where: x}
		unsearched := 0
		if _, ok := x.(model.Or); ok {
			unsearched = rest
		}
		wantTally(t, s, q, all, unsearched)
	}
	if act, err := s.MarkWhere(ctx, word("harbour"), model.Mark{Do: model.Star}, started); err != nil || act.N != all {
		t.Errorf("%d were marked: %v", act.N, err)
	}
	if act, err := s.SaveRule(ctx, model.Rule{Do: model.Hide, Query: "harbour"}, started); err != nil || act.N != all {
		t.Errorf("a rule hid %d: %v", act.N, err)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Error(err)
	}
	if err := s.Index(ctx, quiet); err != nil {
		t.Error(err)
	}
	wantTally(t, s, word("harbour"), all, 0)
	modeltest.Sound(t, s)
}

// TestChangedWhileRead: what changes between being read and being indexed is indexed as it
// has become, and what is removed is not.
func TestChangedWhileRead(t *testing.T) {
	ctx, s := t.Context(), waitingOf(t, 1, maxWaiting)
	read := s.readAll(t)
	batch := batchOf("a", 0)
	batch[0].Body = "another text"
	if _, err := s.Save(ctx, batch, started); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(ctx, []model.ID{batch[1].ID}, model.Mark{Do: model.SetDate, Date: model.OnDay(1000, model.FromHand)}, started); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.indexPortions(ctx, read, 1); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Waiting(ctx); err != nil || n != 2 {
		t.Errorf("%d wait: %v", n, err)
	}
	for range 2 {
		wantTally(t, s, word("harbour"), perBatch-1, 0)
		wantTally(t, s, word("another"), 1, 0)
		modeltest.Sound(t, s)
		if err := s.Index(ctx, quiet); err != nil {
			t.Fatal(err)
		}
	}
}

// TestIndexGivesWay: a change that waits has what is being indexed end after a few
// articles, and so has a context that ends; what was done stays.
func TestIndexGivesWay(t *testing.T) {
	for name, disturb := range map[string]func(*Library, func()){
		"a change": func(s *Library, _ func()) { s.wanted.Add(1) },
		"an end":   func(_ *Library, stop func()) { stop() },
	} {
		t.Run(name, func(t *testing.T) {
			s := waitingOf(t, 5, maxWaiting)
			read := s.readAll(t)
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			disturb(s, stop)
			if n, next, err := s.indexPortions(ctx, read, 1); err != nil || n != lookUpAfter || next == allIndexed {
				t.Errorf("%d were indexed: %v", n, err)
			}
			if n, err := s.Waiting(t.Context()); err != nil || n != 5*perBatch-lookUpAfter {
				t.Errorf("%d wait: %v", n, err)
			}
			modeltest.Sound(t, s)
		})
	}
}

// TestIndexedBehind: what was saved is indexed by itself, soon after the last, and so is
// what waits when a library is opened. Two that have it open do not both index.
func TestIndexedBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library.db")
	synctest.Test(t, func(t *testing.T) {
		s, err := openLocal(t.Context(), path, model.OpenOptions{})
		if err != nil {
			t.Fatal(err)
		}
		waits := func(s *Library, after time.Duration, want int) {
			t.Helper()
			time.Sleep(after)
			synctest.Wait()
			if n, err := s.Waiting(t.Context()); err != nil || n != want {
				t.Errorf("after %v %d wait, want %d: %v", after, n, want, err)
			}
		}
		for k := range 3 {
			if _, err := s.Save(t.Context(), batchOf("a", k), started); err != nil {
				t.Fatal(err)
			}
			waits(s, indexAfter/2, (k+1)*perBatch)
		}
		waits(s, indexAfter, 0)
		if _, err := s.Save(t.Context(), batchOf("b", 0), started); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := openLocal(t.Context(), path, model.OpenOptions{})
		if err != nil {
			t.Fatal(err)
		}
		waits(again, 0, perBatch)
		again.indexer.lease = 0
		setLease(t, again, time.Now().Add(indexLease).UnixMicro())
		waits(again, 2*indexAfter, perBatch) // another has it
		waits(again, 2*indexLease, 0)
		if _, err := again.Save(t.Context(), batchOf("b", 1), started); err != nil {
			t.Fatal(err)
		}
		setLease(t, again, time.Now().Add(indexLease).UnixMicro())
		if err := again.Index(t.Context(), quiet); err != nil {
			t.Error(err)
		}
		waits(again, 0, 0)
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	})
}

// setLease says until when another program indexes.
func setLease(t *testing.T, s *Library, until int64) {
	t.Helper()
	if _, err := s.write.ExecContext(t.Context(), "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", metaIndexer, until); err != nil {
		t.Fatal(err)
	}
}

// TestWaitingTexts: what waits has the words that the index would have, however a term
// asks for them, also when some have come and gone.
func TestWaitingTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	s := waitingOf(t, 0, maxWaiting)
	for round := range 4 {
		modeltest.Fill(t, r, 40, s)
		var queries []model.Query
		for _, how := range []model.How{model.Word, model.Prefix} {
			for _, text := range []string{"storm", "st", "*orm*", "*選挙*", "café", "選挙"} {
				for _, field := range []model.Field{model.Anywhere, model.Title, model.Text} {
					queries = append(queries, model.Query{Now: started, Where: model.Match{Text: text, How: how, Field: field}})
				}
			}
		}
		before := answers(t, s, queries)
		if err := s.Index(t.Context(), quiet); err != nil {
			t.Fatal(err)
		}
		if after := answers(t, s, queries); !slices.Equal(before, after) {
			t.Fatalf("round %d: while they wait\n%v\nindexed\n%v", round, before, after)
		}
	}
}

// answers says what questions find.
func answers(t *testing.T, s *Library, queries []model.Query) (all []string) {
	t.Helper()
	for _, q := range queries {
		p, err := s.Find(t.Context(), q, model.Window{After: 500})
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprint(q.Where)
		for _, h := range p.Headlines {
			line += " " + string(h.ID)
		}
		all = append(all, line)
	}
	return all
}
