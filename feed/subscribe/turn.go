package subscribe

import (
	"context"
	"sync"
	"time"
)

// impatience is how long a document has its turn while it is still on its way: one that
// drips keeps no other from being read.
const impatience = 200 * time.Millisecond

// turn is a place among the documents that are read at the same time: a few for each
// processor. More of them would come no faster, and lie in memory half read.
type turn struct {
	of    chan struct{}
	timer *time.Timer // nil: there was nothing to read
	over  func()
}

// begin waits for the turn of a document that has begun to come.
func (t *turn) begin(ctx context.Context) error {
	t.end() // of what led here
	select {
	case t.of <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	t.over = sync.OnceFunc(func() { <-t.of })
	t.timer = time.AfterFunc(impatience, t.over)
	return nil
}

// read is called when all has been read: the place is kept until end, however long that
// takes.
func (t *turn) read() {
	if t.timer != nil {
		t.timer.Stop()
	}
}

// end gives the place to another.
func (t *turn) end() {
	if t.over != nil {
		t.over()
	}
}
