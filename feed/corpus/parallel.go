package corpus

import (
	"context"
	"fmt"
	"runtime"

	"dateline/feed/document"
	"dateline/model"
)

// maxPiece is the size of the largest page, message or object of a corpus that
// is read: several are held at a time.
const maxPiece = 16 << 20

// outcome is what came of one piece of a corpus.
type outcome struct {
	articles []*model.Article
	numeric  map[*model.Article]numeric // what they say of numeric dates, if anything
	notes    []document.Note
	err      error
}

// inOrder turns pieces into outcomes on as many cores as there are and takes
// the outcomes in the order in which the pieces were put.
type inOrder[T any] struct {
	d       *document.Document
	emit    document.Emit
	order   *dayOrder // emits, where articles have dates as people write them
	work    func(T, *outcome)
	waiting []chan outcome
	found   int   // articles
	err     error // of pieces: the first
	more    int   // further errors of pieces
}

// queueLength is how many pieces may be worked on or wait to be taken.
func queueLength() int { return runtime.GOMAXPROCS(0) + 1 }

// put has piece worked on and takes outcomes that are ready. It waits when too
// many are not. Its error ends the reading.
func (q *inOrder[T]) put(ctx context.Context, piece T) error {
	c := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if r := recover(); r != nil {
				o.err = fmt.Errorf("the reader failed: %v", r)
			}
			c <- o
		}()
		q.work(piece, &o)
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
func (q *inOrder[T]) take(ctx context.Context) error {
	var o outcome
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
	for _, a := range o.articles {
		q.found++
		emit := q.emit
		if q.order != nil {
			emit = func(a *model.Article) error { return q.order.take(a, o.numeric[a]) }
		}
		if err := emit(a); err != nil {
			return err
		}
	}
	if o.err != nil {
		q.more++
		if q.err == nil {
			q.err, q.more = o.err, 0
		}
	}
	return nil
}

// finish takes what is left and returns what was wrong with the pieces.
func (q *inOrder[T]) finish(ctx context.Context) error {
	for len(q.waiting) > 0 {
		if err := q.take(ctx); err != nil {
			return err
		}
	}
	if q.order != nil {
		if err := q.order.flush(); err != nil {
			return err
		}
	}
	if q.err != nil && q.more > 0 {
		return fmt.Errorf("%w (and %d more such errors)", q.err, q.more)
	}
	return q.err
}

// aside returns d for use while a piece is worked on: its notes go to o.
func aside(d *document.Document, o *outcome) *document.Document {
	inner := *d
	if d.Explain != nil {
		inner.Explain = func(n document.Note) { o.notes = append(o.notes, n) }
	}
	return &inner
}
