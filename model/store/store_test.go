package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dateline/model"
	"dateline/model/store"
)

// TestNames: a library is a file; what cannot be one is refused, and nothing is made.
func TestNames(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"postgres://host/news":   "a library is a file: postgres:// addresses are not supported",
		"postgresql://host/news": "a library is a file: postgresql:// addresses are not supported",
		"http:/one.example/":     "a library is a file: http:// addresses are not supported",
		"folder":                 "a library is a file: folder is a folder",
	} {
		if _, err := store.Open(t.Context(), name, model.OpenOptions{}); !errors.Is(err, store.ErrName) || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, err := os.ReadDir("."); err != nil || len(all) != 1 {
		t.Errorf("made: %v, %v", all, err)
	}
}

// TestExisting: a library is made where there is none, but for one that is to exist.
func TestExisting(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "news")
	name := filepath.Join(folder, "library.db")
	if _, err := store.Open(t.Context(), name, model.OpenOptions{Existing: true}); !errors.Is(err, model.ErrNoLibrary) {
		t.Errorf("there is none: %v", err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("its folder was made: %v", err)
	}
	for _, existing := range []bool{false, true} {
		s, err := store.Open(t.Context(), name, model.OpenOptions{Existing: existing})
		if err != nil {
			t.Fatal(err)
		}
		a := model.Article{ID: model.NewID("s", "1", "", "", model.Date{}), Title: "One", Source: "S"}
		saved, err := s.Save(t.Context(), []model.Article{a}, time.Now())
		if want := (model.Saved{Added: 1}); err != nil || !existing && saved != want || existing && saved == want {
			t.Errorf("existing %t: %+v, %v", existing, saved, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestMemory: a library in memory is empty, and another each time.
func TestMemory(t *testing.T) {
	for range 2 {
		s, err := store.MemoryLocal(t.Context(), model.OpenOptions{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = s.Close() }()
		if empty, err := s.Empty(t.Context()); err != nil || !empty || s.ReadOnly() {
			t.Errorf("empty %t, read-only %t, %v", empty, s.ReadOnly(), err)
		}
		a := model.Article{ID: model.NewID("s", "1", "", "", model.Date{}), Title: "One", Source: "S"}
		if _, err := s.Save(t.Context(), []model.Article{a}, time.Now()); err != nil {
			t.Error(err)
		}
	}
}
