// Package parallel reads the pieces of a large document, such as the mails of a
// mailbox, on all cores, and hands on what comes of them in the order of the pieces.
// It knows nothing of what they are.
package parallel

import (
	"context"
	"fmt"
	"runtime"

	"dateline/feed/document"
)

// MaxPiece is the size of the largest page, message or object that is read: several
// are held at a time.
const MaxPiece = 16 << 20

// Outcome is what came of one piece.
type Outcome[T any] struct {
	Found []T
	Err   error // what was wrong with it, though there may be more to read

	notes []document.Note
}

// Read has cut put the pieces of d, each of which work turns into an outcome on one of
// as many cores as there are. emit takes what was found in the order in which the
// pieces were put. The document that work is given is d, but for its notes, which come
// in order, too. The error is ctx's, that of cut or emit, or the first of the pieces,
// with how many more there are.
func Read[P, T any](ctx context.Context, d *document.Document, cut func(put func(P) error) error, work func(d *document.Document, piece P, out *Outcome[T]), emit func(T) error) error {
	q := &queue[P, T]{d: d, work: work, emit: emit}
	err := cut(func(piece P) error { return q.put(ctx, piece) })
	finishErr := q.finish(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return err
	}
	return finishErr
}

// queue holds the outcomes that are worked on, or wait to be taken, in order.
type queue[P, T any] struct {
	d       *document.Document
	work    func(*document.Document, P, *Outcome[T])
	emit    func(T) error
	waiting []chan Outcome[T]
	err     error // of pieces: the first
	more    int   // further errors of pieces
}

// queueLength is how many pieces may be worked on or wait to be taken.
func queueLength() int { return runtime.GOMAXPROCS(0) + 1 }

// put has piece worked on and takes outcomes that are ready. It waits when too
// many are not. Its error ends the reading.
func (q *queue[P, T]) put(ctx context.Context, piece P) error {
	c := make(chan Outcome[T], 1)
	go func() {
		var o Outcome[T]
		defer func() {
			if r := recover(); r != nil {
				o.Err = fmt.Errorf("the reader failed: %v", r)
			}
			c <- o
		}()
		inner := *q.d
		if q.d.Explain != nil {
			inner.Explain = func(n document.Note) { o.notes = append(o.notes, n) }
		}
		q.work(&inner, piece, &o)
	}()
	q.waiting = append(q.waiting, c)
	for len(q.waiting) > queueLength() {
		if err := q.take(ctx); err != nil {
			return err
		}
	}
	for len(q.waiting) > 0 && len(q.waiting[0]) > 0 {
		if err := q.take(ctx); err != nil {
			return err
		}
	}
	return nil
}

// take emits the oldest outcome.
func (q *queue[P, T]) take(ctx context.Context) error {
	var o Outcome[T]
	select {
	case o = <-q.waiting[0]:
	case <-ctx.Done():
		return ctx.Err()
	}
	q.waiting = q.waiting[1:]
	if q.d.Explain != nil {
		for _, n := range o.notes {
			q.d.Explain(n)
		}
	}
	for _, found := range o.Found {
		if err := q.emit(found); err != nil {
			return err
		}
	}
	if o.Err != nil {
		q.more++
		if q.err == nil {
			q.err, q.more = o.Err, 0
		}
	}
	return nil
}

// finish takes what is left and returns what was wrong with the pieces.
func (q *queue[P, T]) finish(ctx context.Context) error {
	for len(q.waiting) > 0 {
		if err := q.take(ctx); err != nil {
			return err
		}
	}
	if q.err != nil && q.more > 0 {
		return fmt.Errorf("%w (and %d more such errors)", q.err, q.more)
	}
	return q.err
}
