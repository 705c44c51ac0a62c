package store

import (
	"path/filepath"
	"testing"

	"dateline/model"
	"dateline/model/modeltest"
)

func TestConformance(t *testing.T) {
	for name, open := range map[string]func(t *testing.T) model.Library{
		"memory": func(t *testing.T) model.Library {
			s := memory(t)
			s.sortFew = 0 // what would be sorted is walked along
			return s
		},
		"disk": func(t *testing.T) model.Library {
			s, err := Open(t.Context(), filepath.Join(t.TempDir(), "a folder", "l?b%.db"))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			return s
		},
	} {
		t.Run(name, func(t *testing.T) { modeltest.Run(t, open) })
	}
}
