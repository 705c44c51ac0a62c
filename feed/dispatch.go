package feed

import (
	"context"
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

// job is a document on its way through a worker.
type job struct {
	path   string
	events chan []event
}

// run loads places and emits what comes of them. depth counts the lists of
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

// dispatch discovers documents and gives them to workers, in order, so that the
// first one that is not finished always has a worker and nobody waits in a
// circle.
func (l *loader) dispatch(ctx context.Context, places []place, jobs chan<- job, workers *sync.WaitGroup) {
	local := pool{most: max(1, runtime.GOMAXPROCS(0)), tasks: make(chan task)}
	remote := pool{most: remoteAtOnce, tasks: make(chan task)}
	defer close(local.tasks)
	defer close(remote.tasks)
	discoverAll(ctx, places, l.Options, func(c candidate) bool {
		l.total.Add(max(0, c.size))
		if c.size < 0 {
			l.sizeUnknown.Store(true)
		}
		workersOf := &local
		if c.remote {
			workersOf = &remote
		}
		t := task{c, job{path: c.path, events: make(chan []event, batches)}}
		if workersOf.n < workersOf.most {
			workersOf.n++
			workers.Go(func() { l.work(ctx, workersOf.tasks) })
		}
		select {
		case workersOf.tasks <- t:
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

// work takes documents from their places to their articles until there are no more.
func (l *loader) work(ctx context.Context, tasks <-chan task) {
	for t := range tasks {
		p := &pipeline{loader: l, out: &eventBatcher{ctx: ctx, out: t.job.events, path: t.job.path}}
		p.process(ctx, t.candidate)
	}
}

// pipeline takes one candidate from its place to its articles. Each step has a file
// and ends with the next one: open, unpack, detect, read, finalize, emit.
type pipeline struct {
	*loader
	out       *eventBatcher
	expansion expansion
}

// process runs the steps; what goes wrong in one of them is an event, too.
func (p *pipeline) process(ctx context.Context, c candidate) {
	defer p.out.close()
	defer p.out.rescue()
	p.open(ctx, c)
}
