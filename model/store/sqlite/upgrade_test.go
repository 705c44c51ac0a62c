package sqlite

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
)

// oldCounts are what the libraries of schemas 1 to 7 hold. treeCounts are what
// those hold that were made of the documents in testdata/schema8; markedCounts what
// those hold where articles were dated by hand, hidden by a rule and pruned as well.
var (
	oldCounts = map[string]int{
		"": 5, "is:read": 1, "is:starred": 1, "tag:later": 1, "tag:town": 1, "is:undated": 1, "2018-11": 3, "2018-11-06": 2,
		"palimpsests": 1, "legumes": 1, "title:harbour": 1, "source:courier": 1, "is:read title:harbour": 1, "is:starred bridge": 1,
	}
	treeCounts = map[string]int{
		"": 20, "is:read": 3, "is:starred": 2, "tag:later": 2, "is:hidden": 1, "is:hidden tag:town": 1, "is:undated": 8, "2018-11": 4,
		"2018-11-06": 4, "2019-05": 2, "title:home": 5, "palimpsests": 3, "legumes": 2, "title:harbour": 2, "source:courier": 1,
		"source:\"the coast\"": 2, "source:news": 2, "is:read title:harbour": 2, "is:starred bridge": 1, "is:edited": 2, "source:times": 0,
		"source:mail": 2,
	}
	markedCounts = map[string]int{
		"": 19, "is:read": 2, "is:starred": 1, "is:hidden": 2, "title:ferries is:hidden": 1, "2019-06": 1, "2019-05": 0, "title:home": 5,
		"source:mail": 2, "source:\"the coast\"": 1, "title:harbour": 2,
	}
)

// TestMigrateNames: what tables held before they got other names is there: dates by
// documents beside those set by hand, what a rule hides, and what was pruned.
func TestMigrateNames(t *testing.T) {
	ctx := t.Context()
	s := openOrFail(t, copyOf(t, "testdata/schema10.db"))
	s.rules = readRule
	r, err := s.Record(ctx, "c3hkbrq8hs6qr036y6jr")
	if err != nil || r.Stated.String() != "2019-05-02T10:00:00Z" || r.Published.String() != "2019-06-01" {
		t.Errorf("dated %v, by its document %v: %v", r.Published, r.Stated, err)
	}
	act, err := s.DropRule(ctx, model.Rule{Do: model.Hide, Query: "title:ferries"}, started)
	if err != nil || act.N != 1 {
		t.Errorf("the rule had hidden %d articles: %v", act.N, err)
	}
	if n, err := s.Readmit(ctx); err != nil || n != 1 {
		t.Errorf("%d articles had been pruned: %v", n, err)
	}
	modeltest.Sound(t, s)
}

// TestKnownWithoutTime: an article whose date had its day alone is known when its zone
// is read, too, and keeps what its reader did; one with another text is another.
func TestKnownWithoutTime(t *testing.T) {
	ctx := t.Context()
	s := openOrFail(t, copyOf(t, "testdata/schema10.db"))
	s.rules = readRule
	at := time.Date(2012, 11, 12, 15, 30, 0, 0, time.FixedZone("", -8*3600))
	instant := model.Date{At: at, Precision: model.ToInstant, From: model.FromStated}
	was := model.Article{Title: "A debt crisis", Body: "As it was.", Path: "/a.txt", Home: "/a.txt", Source: "a.txt", Published: instant.WithoutTime(), Updated: instant.WithoutTime()}
	was.ID = model.NewID("/a.txt", "", "", was.Title, was.Published)
	if _, err := s.Save(ctx, []model.Article{was}, started); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Mark(ctx, []model.ID{was.ID}, model.Mark{Do: model.Star}, started); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, body string
		want       model.Saved
	}{
		{"another text", "Another.", model.Saved{Added: 1}},
		{"the same text", "As it was.", model.Saved{Changed: 1}},
		{"again", "As it was.", model.Saved{Same: 1}},
	} {
		a := was
		a.Body, a.Published, a.Updated = c.body, instant, instant
		if c.name == "another text" {
			a.Title += "\n2" // the document tells them apart
		}
		a.ID = model.NewID("/a.txt", "", "", a.Title, a.Published)
		a.Title = was.Title
		a.Former = []model.Former{{ID: was.ID, WithoutTime: true, FormerSource: model.FormerSource{Name: "/a.txt", Path: "/a.txt"}}}
		if got, err := s.Save(ctx, []model.Article{a}, started); err != nil || got != c.want {
			t.Errorf("%s: got %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
	a, err := s.Article(ctx, was.ID)
	if err != nil || !a.State.Starred || a.Published.String() != instant.String() {
		t.Errorf("got %+v, %v", a, err)
	}
	modeltest.Sound(t, s)
}

// copyOf returns the path of a copy of a file.
func copyOf(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "library.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestMigrate opens libraries that earlier versions wrote: all that was in them
// is there, is found, and is in order.
func TestMigrate(t *testing.T) {
	olds, err := filepath.Glob("testdata/schema*.db")
	if err != nil || len(olds) == 0 {
		t.Fatal("no libraries of earlier versions: ", err)
	}
	for _, old := range olds {
		t.Run(filepath.Base(old), func(t *testing.T) {
			s := openOrFail(t, copyOf(t, old))
			counts := oldCounts
			switch filepath.Base(old) {
			case "schema8.db":
				counts = treeCounts
			case "schema10.db":
				counts = markedCounts
			case "schema11.db", "schema12.db", "schema13.db", "schema15.db", "schema16.db": // its golden says more
				counts = map[string]int{"": 175, "is:read": 24, "is:starred": 10, "is:hidden": 32, "tag:town": 66, "source:courier": 62, "is:undated": 44}
			}
			for text, want := range counts {
				q, err := query.Parse(text, query.Env{Now: started})
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.Count(t.Context(), q)
				if err != nil || got.Total != want {
					t.Errorf("%q finds %d, want %d: %v", text, got.Total, want, err)
				}
			}
			p, err := s.Find(t.Context(), model.Query{Now: started}, model.Window{After: 1000})
			if n := len(p.Headlines); err != nil || n != counts[""] || p.Headlines[n-1].Published.Dated() {
				t.Fatalf("%+v, %v", p, err)
			}
			for _, h := range p.Headlines {
				if _, err := s.Article(t.Context(), h.ID); err != nil {
					t.Error(err)
				}
			}
			modeltest.Sound(t, s)
		})
	}
}
