package sqlite

import (
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestConformance(t *testing.T) {
	for name, fresh := range map[string]func(*testing.T, model.OpenOptions) (*Store, error){
		"memory": func(t *testing.T, o model.OpenOptions) (*Store, error) {
			s, err := Memory(t.Context(), o)
			if err == nil {
				s.sortInMemory = 0 // what would be sorted is walked along
			}
			return s, err
		},
		"disk": func(t *testing.T, o model.OpenOptions) (*Store, error) {
			return Open(t.Context(), filepath.Join(t.TempDir(), "a folder", "l?b%.db"), o)
		},
	} {
		t.Run(name, func(t *testing.T) {
			modeltest.Run(t, func(t *testing.T, file string, o model.OpenOptions) model.Store {
				t.Helper()
				var s *Store
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
