package subscribe

import (
	"context"
	"sync"
	"time"

	"dateline/model"
)

// impatience is how long a document keeps its place while its server sends nothing: one that
// drips keeps no other from being read.
const impatience = 200 * time.Millisecond

// turns are places among the documents that are read at the same time: a few for each
// processor. More of them would come no faster, and lie in memory half read.
type turns struct {
	places chan struct{}
	// busy is held by what reads, and by what saves alone. It is nil where nobody is at the
	// keys: reading and saving at once leave him no processor.
	busy *sync.RWMutex
}

func newTurns(ctx context.Context) *turns {
	n := model.Processors(ctx)
	if model.IsBackground(ctx) {
		return &turns{make(chan struct{}, n), new(sync.RWMutex)}
	}
	return &turns{places: make(chan struct{}, 2*n+2)}
}

// save calls f while nothing is read.
func (t *turns) save(f func() kept) kept {
	if t.busy != nil {
		t.busy.Lock()
		defer t.busy.Unlock()
	}
	return f()
}

// turn is a place among the documents that are read at the same time.
type turn struct {
	of   *turns
	over func() // nil: there was nothing to read
	busy bool   // it is being read
}

// begin waits for the turn of a document that has begun to come: it lasts until end, but
// where await was told for too long that the server is waited for.
func (t *turn) begin(ctx context.Context) (await func(bool), err error) {
	t.end() // of what led here
	select {
	case t.of.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	t.over = sync.OnceFunc(func() { <-t.of.places })
	timer := time.AfterFunc(impatience, t.over)
	timer.Stop()
	return func(waits bool) {
		t.read(!waits)
		if timer.Stop(); waits {
			timer.Reset(impatience)
		}
	}, nil
}

// read tells whether the document is being read from now on: that waits for what saves.
func (t *turn) read(busy bool) {
	switch {
	case t.of.busy == nil || busy == t.busy:
	case busy:
		t.of.busy.RLock()
	default:
		t.of.busy.RUnlock()
	}
	t.busy = busy
}

// end gives the place to another.
func (t *turn) end() {
	if t.read(false); t.over != nil {
		t.over()
	}
}
