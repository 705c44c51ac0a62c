package store

import (
	"os"
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/query"
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
			for text, want := range map[string]int{
				"": 5, "is:read": 1, "is:starred": 1, "tag:later": 1, "tag:town": 1, "is:undated": 1, "2018-11": 3, "2018-11-06": 2,
				"palimpsests": 1, "legumes": 1, "title:harbour": 1, "source:courier": 1, "is:read title:harbour": 1, "is:starred bridge": 1,
			} {
				q, err := query.Parse(text, query.Env{Now: started})
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.Count(t.Context(), q)
				if err != nil || got.Total != want {
					t.Errorf("%q finds %d, want %d: %v", text, got.Total, want, err)
				}
			}
			p, err := s.Find(t.Context(), model.Query{Now: started}, model.Window{After: 10})
			if err != nil || len(p.Headlines) != 5 || p.Headlines[4].Published.Dated() {
				t.Fatalf("%+v, %v", p, err)
			}
			for _, h := range p.Headlines {
				if _, err := s.Article(t.Context(), h.ID); err != nil {
					t.Error(err)
				}
			}
			wantSound(t, s)
		})
	}
}
