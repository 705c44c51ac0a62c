package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
	"dateline/model/query"
)

// oldCounts are what the libraries of schemas 1 to 7 hold. treeCounts are what
// those hold that were made of the documents in testdata/schema8.
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
)

// TestMigrate opens libraries that earlier versions wrote: all that was in them
// is there, is found, and is in order.
func TestMigrate(t *testing.T) {
	olds, err := filepath.Glob("testdata/schema*.db")
	if err != nil || len(olds) == 0 {
		t.Fatal("no libraries of earlier versions: ", err)
	}
	for _, old := range olds {
		t.Run(filepath.Base(old), func(t *testing.T) {
			b, err := os.ReadFile(old)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "library.db")
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			s := openOrFail(t, path)
			counts := oldCounts
			if filepath.Base(old) >= "schema8.db" {
				counts = treeCounts
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
			p, err := s.Find(t.Context(), model.Query{Now: started}, model.Window{After: 100})
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
