package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"dateline/model"
)

// TestSaveInterrupted: a save that is interrupted in the middle takes nothing in, and the next
// one is not hindered.
func TestSaveInterrupted(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "library.db"), model.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	ctx, stop := context.WithCancel(t.Context())
	batch := []model.Article{{ID: "a", Title: "A", Source: "S"}, {ID: "b", Title: "B", Source: "S"}}
	_, err = s.saveTx(ctx, started, 2, batch, func(w *saver) error {
		if err := w.save(batch[:1]); err != nil {
			return err
		}
		stop()
		return w.save(batch[1:])
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("it was interrupted: %v", err)
	}
	if saved, err := s.Save(t.Context(), batch, started); err != nil || saved.Added != 2 {
		t.Errorf("the next: %+v, %v", saved, err)
	}
}
