package serve

import (
	"context"
	"errors"
	"sync"
)

// works counts what sessions have begun and what may go on for a moment when they have
// ended: the library must not be closed before.
type works struct {
	mu   sync.Mutex
	n    int
	over chan struct{} // closed when none is left; nil: more may begin
}

// errStopping is why nothing more is begun.
var errStopping = errors.New("the server is stopping")

// begin counts a work, unless no more may begin. Its end must be told.
func (w *works) begin() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over != nil {
		return errStopping
	}
	w.n++
	return nil
}

func (w *works) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.n--; w.n == 0 && w.over != nil {
		close(w.over)
	}
}

// wait lets nothing more begin, and waits for the rest until ctx ends.
func (w *works) wait(ctx context.Context) {
	w.mu.Lock()
	if w.over == nil {
		if w.over = make(chan struct{}); w.n == 0 {
			close(w.over)
		}
	}
	over := w.over
	w.mu.Unlock()
	select {
	case <-over:
	case <-ctx.Done():
	}
}
