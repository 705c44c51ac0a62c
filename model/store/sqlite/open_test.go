package sqlite

import (
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestConformance(t *testing.T) {
	for name, fresh := range map[string]func(*testing.T, model.OpenOptions) (*Catalog, error){
		"memory": func(t *testing.T, o model.OpenOptions) (*Catalog, error) {
			s, err := Memory(t.Context(), o)
			if err == nil {
				s.sortInMemory = 0 // what would be sorted is walked along
			}
			return s, err
		},
		"disk": func(t *testing.T, o model.OpenOptions) (*Catalog, error) {
			return Open(t.Context(), filepath.Join(t.TempDir(), "a folder", "l?b%.db"), o)
		},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "memory" {
				countFinely(t, 2, 4)
			}
			modeltest.Run(t, func(t *testing.T, file string, o model.OpenOptions) model.Catalog {
				t.Helper()
				var s *Catalog
				var err error
				if file == "" {
					s, err = fresh(t, o)
				} else {
					s, err = Open(t.Context(), file, o)
				}
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				return s
			})
		})
	}
}
