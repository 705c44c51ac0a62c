package subscribe

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurn: what is read keeps its place however long that takes, and loses it when its
// server is silent for a while; what has lost it gives back no other's.
func TestTurn(t *testing.T) {
	for name, waits := range map[string]bool{"read for long": false, "drips": true} {
		synctest.Test(t, func(t *testing.T) {
			places := make(chan struct{}, 1)
			first, second := turn{of: places}, turn{of: places}
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
			if held := len(places); held == 1 != waits {
				t.Errorf("%s: %d places are held", name, held)
			}
			second.end()
		})
	}
}
