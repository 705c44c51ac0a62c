package feed

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"dateline/feed/document"
	"dateline/model"
)

// loader runs one Load.
type loader struct {
	Options
	emit document.Emit
	fail func(error)

	buffers    sync.Pool     // of *bufio.Reader
	workingDir func() string // the folder that relative paths are seen from

	bytes       atomic.Int64 // read from disk and network
	total       atomic.Int64 // of the documents found so far
	known       atomic.Bool  // all documents have been found
	sizeUnknown atomic.Bool  // the size of one of them is not known

	// These belong to the goroutine that called Load.
	path     string
	articles int
	claimed  map[model.ID]string // by the path of the document that claims it
	done     int
	reported time.Time
}

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

// job is a document on its way through a worker.
type job struct {
	path   string
	events chan []event
}

// run loads places and hands on what comes of them. depth counts the lists of
// sources it is within.
func (l *loader) run(ctx context.Context, places []place, depth int) error {
	ctx, cancel := context.WithCancel(ctx)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel()

	jobs := make(chan job, ahead)
	workers.Go(func() {
		defer close(jobs)
		l.dispatch(ctx, places, jobs, &workers)
		if depth == 0 {
			l.known.Store(true)
		}
	})
	var tick <-chan time.Time
	if l.Progress != nil {
		ticker := time.NewTicker(progressEvery)
		defer ticker.Stop()
		tick = ticker.C
	}
	for {
		select {
		case j, ok := <-jobs:
			if !ok {
				return ctx.Err()
			}
			if err := l.receive(ctx, j, tick, depth); err != nil {
				return err
			}
		case <-tick:
			l.reportProgress()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// dispatch finds documents and gives them to workers, in order, so that the
// first one that is not finished always has a worker and nobody waits in a
// circle.
func (l *loader) dispatch(ctx context.Context, places []place, jobs chan<- job, workers *sync.WaitGroup) {
	local := pool{most: max(1, runtime.GOMAXPROCS(0)), tasks: make(chan task)}
	remote := pool{most: remoteAtOnce, tasks: make(chan task)}
	defer close(local.tasks)
	defer close(remote.tasks)
	discover(ctx, places, l.Options, func(e candidate) bool {
		l.total.Add(max(0, e.size))
		if e.size < 0 {
			l.sizeUnknown.Store(true)
		}
		c := &local
		if e.remote {
			c = &remote
		}
		t := task{e, job{path: e.path, events: make(chan []event, batches)}}
		if c.n < c.most {
			c.n++
			workers.Go(func() { l.work(ctx, c.tasks) })
		}
		select {
		case c.tasks <- t:
		case <-ctx.Done():
			return false
		}
		select {
		case jobs <- t.job:
			return true
		case <-ctx.Done():
			return false
		}
	})
}

// pool is the workers of one kind, of whom there are as many as were needed.
type pool struct {
	n, most int
	tasks   chan task
}

// task is a document for a worker.
type task struct {
	candidate
	job job
}

// work reads documents until there are no more.
func (l *loader) work(ctx context.Context, tasks <-chan task) {
	for t := range tasks {
		s := &eventBatcher{ctx: ctx, out: t.job.events, path: t.job.path}
		l.readTask(ctx, s, t.candidate)
	}
}

// readTask reads one document into s.
func (l *loader) readTask(ctx context.Context, s *eventBatcher, e candidate) {
	defer s.close()
	defer s.rescue()
	l.readCandidate(ctx, s, e)
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

// reportProgress reports progress, unless it has just done so.
func (l *loader) reportProgress() {
	if l.Progress == nil {
		return
	}
	// The pace of reports follows the machine's clock, not the reader's.
	if now := time.Now(); now.Sub(l.reported) >= progressEvery/2 {
		l.reported = now
		l.Progress(l.progress())
	}
}

func (l *loader) progress() Progress {
	p := Progress{Path: l.path, Articles: l.articles, Bytes: l.bytes.Load(), Done: l.done}
	if l.known.Load() && !l.sizeUnknown.Load() {
		p.Total = l.total.Load()
	}
	return p
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
func (s *eventBatcher) put(e event) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.batch == nil && s.begun {
		s.batch = make([]event, 0, batchEvents)
	}
	s.batch = append(s.batch, e)
	if e.article != nil {
		s.bytes += len(e.article.Body) + len(e.article.Summary)
	}
	switch {
	case !s.begun || len(s.batch) >= batchEvents || s.bytes >= batchBytes:
		s.begun = true
		return s.send()
	case len(s.batch) > 1:
	case s.timer == nil:
		s.timer = time.AfterFunc(batchTime, s.flush)
	default:
		s.timer.Reset(batchTime)
	}
	return nil
}

// send hands the batch on. The lock is held: whoever has more waits with it.
func (s *eventBatcher) send() error {
	if len(s.batch) == 0 {
		return nil
	}
	select {
	case s.out <- s.batch:
		s.batch, s.bytes = nil, 0
		return nil
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// flush hands on what has waited long enough.
func (s *eventBatcher) flush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		_ = s.send()
	}
}

// fail adds what went wrong with the document at path, unless it is only that
// the Load is over.
func (s *eventBatcher) fail(path string, err error) {
	if s.ctx.Err() == nil {
		_ = s.put(event{path: path, err: err})
	}
}

func (s *eventBatcher) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.send()
	s.closed = true
	close(s.out)
}

// rescue keeps one document that brings its reader down from ending the rest.
func (s *eventBatcher) rescue() {
	if r := recover(); r != nil {
		s.fail(s.path, fmt.Errorf("the reader of this document failed: %v", r))
	}
}
