package feed

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// How much is read ahead of the document that is being handed on.
const (
	remoteAtOnce  = 8                    // addresses fetched at the same time
	ahead         = 16                   // documents opened or finished but not handed on
	batchEvents   = 64                   // events in a batch,
	batchBytes    = 1 << 20              // or bytes of text,
	batchTime     = 5 * time.Millisecond // or how long one waits for company
	batches       = 2                    // batches waiting for the receiver
	progressEvery = 100 * time.Millisecond
)

// event is one thing that came of reading a document; one field is set beside
// path.
type event struct {
	path    string
	article *model.Article
	other   model.ID // that the article would have, had its document not claimed one
	err     error
	note    *document.Note
	omitted *omission
	list    []place // sources that the document stands for
}

// omission is text that was left out of an article.
type omission struct {
	first string
	words int
}

// receive hands on the events of one document.
func (l *loader) receive(ctx context.Context, j job, tick <-chan time.Time, depth int) error {
	l.path = j.path
	before := l.articles
	for {
		select {
		case batch, ok := <-j.events:
			if !ok {
				if n := l.articles - before; n > 0 && l.Log != nil {
					l.Log.Info("read", "place", j.path, "articles", n)
				}
				l.done++
				l.reportProgress()
				return ctx.Err()
			}
			for _, e := range batch {
				if err := l.handle(ctx, e, depth); err != nil {
					return err
				}
			}
		case <-tick:
			l.reportProgress()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// settleClaim lets no document take the place of an article that another states: of two
// that claim one ID the first has it.
func (l *loader) settleClaim(e event) {
	if e.other == "" {
		return
	}
	if path, ok := l.claimed[e.article.ID]; ok && path != e.path {
		e.article.ID = e.other
		return
	}
	if l.claimed == nil {
		l.claimed = make(map[model.ID]string)
	}
	l.claimed[e.article.ID] = e.path
}

func (l *loader) handle(ctx context.Context, e event, depth int) error {
	switch {
	case e.article != nil:
		if err := ctx.Err(); err != nil {
			return err
		}
		l.articles++
		l.settleClaim(e)
		return l.emit(e.article)
	case e.err != nil:
		if l.Log != nil && !errors.Is(e.err, errUnchanged) {
			l.Log.Warn("refused", "place", e.path, "reason", e.err.Error())
		}
		l.fail(&SourceError{Path: e.path, Err: e.err})
	case e.note != nil:
		l.Explain(e.path, *e.note)
	case e.omitted != nil:
		l.LeftOut(e.path, e.omitted.first, e.omitted.words)
	case e.list != nil:
		if depth > 0 {
			l.fail(&SourceError{Path: e.path, Err: errList})
			return nil
		}
		if l.List != nil {
			l.List(e.path)
		}
		return l.run(ctx, e.list, depth+1)
	}
	return nil
}

// eventBatcher takes the events of one document to the receiver: the first at once,
// the others in batches, which wait a moment at most. Handed over one by one,
// events would cost more than the reading of them.
type eventBatcher struct {
	ctx  context.Context
	out  chan []event
	path string

	mu     sync.Mutex // between the document's reader and the timer
	batch  []event
	bytes  int // of text in batch
	begun  bool
	timer  *time.Timer
	closed bool
}

// put adds an event. Its error is the context's: the Load is over.
func (b *eventBatcher) put(e event) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.batch == nil && b.begun {
		b.batch = make([]event, 0, batchEvents)
	}
	b.batch = append(b.batch, e)
	if e.article != nil {
		b.bytes += len(e.article.Body) + len(e.article.Summary)
	}
	switch {
	case !b.begun || len(b.batch) >= batchEvents || b.bytes >= batchBytes:
		b.begun = true
		return b.send()
	case len(b.batch) > 1:
	case b.timer == nil:
		b.timer = time.AfterFunc(batchTime, b.flush)
	default:
		b.timer.Reset(batchTime)
	}
	return nil
}

// send hands the batch on. The lock is held: whoever has more waits with it.
func (b *eventBatcher) send() error {
	if len(b.batch) == 0 {
		return nil
	}
	select {
	case b.out <- b.batch:
		b.batch, b.bytes = nil, 0
		return nil
	case <-b.ctx.Done():
		return b.ctx.Err()
	}
}

// flush hands on what has waited long enough.
func (b *eventBatcher) flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		_ = b.send()
	}
}

// fail adds what went wrong with the document at path, unless it is only that
// the Load is over.
func (b *eventBatcher) fail(path string, err error) {
	if b.ctx.Err() == nil {
		_ = b.put(event{path: path, err: err})
	}
}

func (b *eventBatcher) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	_ = b.send()
	b.closed = true
	close(b.out)
}

// rescue keeps one document that brings its reader down from ending the rest.
func (b *eventBatcher) rescue() {
	if r := recover(); r != nil {
		b.fail(b.path, fmt.Errorf("the reader of this document failed: %v", r))
	}
}
