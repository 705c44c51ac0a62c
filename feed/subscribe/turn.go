package subscribe

import (
	"context"
	"sync"
	"time"
)

// impatience is how long a document keeps its place while its server sends nothing: one that
// drips keeps no other from being read.
const impatience = 200 * time.Millisecond

// turn is a place among the documents that are read at the same time: a few for each
// processor. More of them would come no faster, and lie in memory half read.
type turn struct {
	of   chan struct{}
	over func() // nil: there was nothing to read
}

// begin waits for the turn of a document that has begun to come: it lasts until end, but
// where await was told for too long that the server is waited for.
func (t *turn) begin(ctx context.Context) (await func(bool), err error) {
	t.end() // of what led here
	select {
	case t.of <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	t.over = sync.OnceFunc(func() { <-t.of })
	timer := time.AfterFunc(impatience, t.over)
	timer.Stop()
	return func(waits bool) {
		if timer.Stop(); waits {
			timer.Reset(impatience)
		}
	}, nil
}

// end gives the place to another.
func (t *turn) end() {
	if t.over != nil {
		t.over()
	}
}
