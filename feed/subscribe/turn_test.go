package subscribe

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"dateline/model"
)

// TestTurn: what is read keeps its place however long that takes, and loses it when its
// server is silent for a while; what has lost it gives back no other's.
func TestTurn(t *testing.T) {
	for name, waits := range map[string]bool{"read for long": false, "drips": true} {
		synctest.Test(t, func(t *testing.T) {
			all := newTurns(model.Background(t.Context(), 1))
			first, second := turn{of: all}, turn{of: all}
			await, err := first.begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			await(true)
			time.Sleep(impatience / 2)
			await(waits)
			time.Sleep(impatience + 1)
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			defer stop()
			if _, err := second.begin(ctx); errors.Is(err, context.DeadlineExceeded) == waits {
				t.Errorf("%s: the next begins: %v", name, err)
			}
			first.end()
			if held := len(all.places); held == 1 != waits {
				t.Errorf("%s: %d places are held", name, held)
			}
			second.end()
		})
	}
}

// TestReadingBesideSaving: where somebody is at the keys nothing is read while something is
// saved; what waits for its server, or to be saved, is in nobody's way.
func TestReadingBesideSaving(t *testing.T) {
	all := newTurns(model.Background(t.Context(), 1))
	reading := turn{of: all}
	await, err := reading.begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, now := range []struct {
		name string
		do   func()
		busy bool
	}{
		{"it is read", func() { await(false) }, true},
		{"its server is waited for", func() { await(true) }, false},
		{"it is read on", func() { await(false) }, true},
		{"all is read", func() { reading.read(false) }, false},
	} {
		now.do()
		free := all.busy.TryLock()
		if free {
			all.busy.Unlock()
		}
		if free == now.busy {
			t.Errorf("%s: saving is free to begin: %t", now.name, free)
		}
	}
	all.save(func() kept {
		if all.busy.TryRLock() {
			t.Error("a document is free to be read while another is saved")
		}
		return kept{}
	})
	if reading.end(); len(all.places) != 0 {
		t.Error("the place is still held")
	}
}
