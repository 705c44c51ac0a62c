package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"modernc.org/sqlite"

	"dateline/model"
	"dateline/model/modeltest"
)

// seen are the arguments that dl_test_seen has been called with.
var seen sync.Map

var registerSeen = sync.OnceValue(func() error {
	return sqlite.RegisterScalarFunction("dl_test_seen", 2, func(_ *sqlite.FunctionContext, a []driver.Value) (driver.Value, error) {
		seen.Store(number(a[0]), true)
		return nil, nil
	})
})

// forever is a question without an end that says once it is asked.
const forever = "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(dl_test_seen(?, i)) FROM n"

// TestHeavyAtOnce: the slow questions of many readers run at once, of each reader one, the
// quick ones wait for none of them, and who gives up frees all that he had.
func TestHeavyAtOnce(t *testing.T) {
	if err := registerSeen(); err != nil {
		t.Fatal(err)
	}
	seen.Clear()
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 2)), 50, s)
	const readers = 2 * maxReaders
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ask := func(ctx context.Context, who, key int64) error {
		return s.libraryOf(who, "").limitHeavy(ctx, func(s *Library) error {
			var n int
			return mapError(s.Catalog.read.QueryRowContext(ctx, forever, key).Scan(&n))
		})
	}
	ended := make(chan error, readers)
	for who := range int64(readers) {
		go func() { ended <- ask(ctx, who+2, who) }()
	}
	asked := func(key int64) bool { _, ok := seen.Load(key); return ok }
	for who := range int64(readers) {
		eventually(t, "a slow question waits for another reader's", func() bool { return asked(who) })
	}
	again, giveUp := context.WithTimeout(ctx, 50*time.Millisecond)
	defer giveUp()
	if err := ask(again, 2, readers); !errors.Is(err, context.DeadlineExceeded) || asked(readers) {
		t.Errorf("two slow questions of one reader at once: %v", err)
	}
	for _, x := range []model.Expr{nil, model.Match{Text: "o.*r", How: model.Regexp, Field: model.Anywhere}, model.Is{State: model.IsUnread}} {
		q := model.Query{Now: modeltest.Clock, Where: x}
		n, err := s.Count(ctx, q)
		p, err2 := s.Find(ctx, q, model.Window{After: 100})
		if err != nil || err2 != nil || n.Total != len(p.Headlines) {
			t.Errorf("meanwhile %v: %d counted, %d found, %v, %v", x, n.Total, len(p.Headlines), err, err2)
		}
	}
	if busy := s.read.Stats().InUse; busy != 0 {
		t.Errorf("%d connections for quick questions are in use", busy)
	}
	cancel()
	for range readers {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	}
	eventually(t, "connections stay in use", func() bool {
		st := s.slow.Stats()
		return st.InUse == 0 && st.OpenConnections <= idleSlow
	})
	if len(s.heavy.of) != 0 {
		t.Errorf("%d slots stay", len(s.heavy.of))
	}
}

// TestHeavyPools: what is read along a list in search of articles that answer leaves the
// connections for quick questions alone.
func TestHeavyPools(t *testing.T) {
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 2)), 50, s)
	re := model.Match{Text: "storm", How: model.Regexp}
	for _, c := range []struct {
		where model.Expr
		sort  model.Sort
		slow  bool
	}{
		{nil, model.Newest, false},
		{nil, model.ByTitle, false},
		{model.Is{State: model.IsUnread}, model.Newest, false},
		{model.Is{State: model.IsUnread}, model.ByTitle, true},
		{model.Match{Text: "storm"}, model.Newest, false},
		{model.Is{State: model.IsStarred}, model.Newest, false},
		{re, model.Newest, true},
		{model.And{model.Is{State: model.IsStarred}, re}, model.Newest, true},
		{model.Has{Content: model.HasAudio}, model.Newest, false},
		{model.Has{Content: model.HasLink}, model.Newest, true},
		{model.Is{State: model.IsApprox}, model.Oldest, true},
	} {
		w, err := s.compile(t.Context(), model.Query{Now: modeltest.Clock, Where: c.where, Sort: c.sort}, false)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.forList(w).Catalog.read == s.slow; got != c.slow {
			t.Errorf("%v in order %v is slow: %v", c.where, c.sort, got)
		}
	}
	if m := inMemory(t); m.slowly() != m {
		t.Error("in memory there is another connection")
	}
}

// TestPatternHeld: expressions live as long as the questions that have them, and are not
// compiled again for each article, however many are asked at once.
func TestPatternHeld(t *testing.T) {
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	modeltest.Fill(t, rand.New(rand.NewPCG(1, 2)), 60, s)
	ask := func(ctx context.Context, text string, field model.Field) error {
		q := model.Query{Now: modeltest.Clock, Where: model.Not{X: model.And{model.Match{Text: text, How: model.Regexp, Field: field}, model.Cycle{Month: 3}}}}
		_, err := s.Find(ctx, q, model.Window{After: 5})
		if err == nil {
			_, err = s.Count(ctx, q)
		}
		return err
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 20 {
				if err := ask(t.Context(), fmt.Sprintf("(%d|%d)+", i%3, n), model.Field(n%int(model.Language+1))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ask(cancelled, "x", model.Anywhere); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := ask(t.Context(), "(", model.Title); err == nil {
		t.Error("an expression that cannot be read is asked")
	}
	if len(patterns.byName) != 0 || len(zones.byName) != 0 {
		t.Errorf("kept when nobody asks: %v, %v", patterns.byName, zones.byName)
	}
	one := hold(model.Query{Where: model.Match{Text: "st(o|a)rm", How: model.Regexp}})
	two := hold(model.Query{Where: model.Or{model.Match{Text: "h.rb", How: model.Regexp}, model.Match{Text: "st(o|a)rm", How: model.Regexp}}})
	row := func() float64 {
		return testing.AllocsPerRun(50, func() {
			for _, text := range []string{"st(o|a)rm", "h.rb"} {
				if v, err := regexpFunction(nil, []driver.Value{text, "a storm in the harbour"}); err != nil || v != int64(1) {
					t.Error(v, err)
				}
			}
		})
	}
	if n := row(); n > 8 {
		t.Errorf("%v allocations for an article: it is compiled again", n)
	}
	one()
	if _, ok := patterns.find("st(o|a)rm"); !ok {
		t.Error("the end of one question takes the expression of another")
	}
	two()
	if n := row(); n < 20 { // nobody holds them: so the test above tells something
		t.Errorf("%v allocations", n)
	}
}

// TestZoneHeld: a zone is that of the question, whatever its name says.
func TestZoneHeld(t *testing.T) {
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	at := time.Date(2018, 11, 6, 23, 30, 0, 0, time.UTC)
	if _, err := s.Save(t.Context(), []model.Article{{ID: "a", Title: "T", Source: "S", Published: model.Date{At: at, Precision: model.ToInstant}}}, at); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			zone, day := time.FixedZone("n", 0), 6
			if i%2 == 1 {
				zone, day = time.FixedZone("n", 3600), 7
			}
			for d := 6; d <= 7; d++ {
				n, err := s.Count(t.Context(), model.Query{Now: at.In(zone), Where: model.Cycle{Day: d}})
				if want := d == day; err != nil || (n.Total == 1) != want {
					t.Errorf("on the %d, %v, in %v: %v, %v", d, want, zone, n, err)
				}
			}
		})
	}
	wg.Wait()
	if len(zones.byName) != 0 {
		t.Errorf("kept: %v", zones.byName)
	}
}

// TestZoneOfRule: a rule keeps a zone that is the same wherever it is read; one that was
// kept as Local, or by a name made by hand, is read as that of who asks.
func TestZoneOfRule(t *testing.T) {
	s := openOrFail(t, filepath.Join(t.TempDir(), "library.db"))
	var read *time.Location
	s.rules = func(_ string, at time.Time) (model.Expr, error) {
		read = at.Location()
		return model.Is{State: model.IsStarred}, nil
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2018, 7, 1, 12, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		zone *time.Location
		want string
	}{
		{time.UTC, "UTC"},
		{berlin, "Europe/Berlin"},
		{time.FixedZone("Local", -3*3600-1800), "-03:30"},
		{time.FixedZone("n'''", 19*60+32), "+00:19:32"},
	} {
		rule := fmt.Sprint("rule ", i)
		if _, err := s.SaveRule(t.Context(), model.Rule{Do: model.Hide, Query: rule}, at.In(c.zone)); err != nil {
			t.Fatal(err)
		}
		var kept string
		if err := s.read.QueryRow("SELECT zone FROM rule WHERE query = ?", rule).Scan(&kept); err != nil || kept != c.want {
			t.Errorf("%v is kept as %q, %v; want %q", c.zone, kept, err, c.want)
		}
		if _, err := s.ruleQuery(rule, kept, at); err != nil {
			t.Error(err)
		}
		_, a := at.In(c.zone).Zone()
		if _, b := at.In(read).Zone(); a != b {
			t.Errorf("%v is read as %v", c.zone, read)
		}
	}
	for _, kept := range []string{"Local", "", "n'''"} {
		if _, err := s.ruleQuery("rule", kept, at.In(berlin)); err != nil || read != berlin {
			t.Errorf("%q is read as %v, %v", kept, read, err)
		}
	}
}
