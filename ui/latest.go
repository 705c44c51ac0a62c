package ui

import "context"

// latest numbers the runs of one kind of work and cancels a run when the next
// begins, so that only the newest result counts and nothing stale keeps a core
// busy. Bubble Tea cannot stop a command; this can. It is the only place that
// keeps a context.
type latest struct {
	parent context.Context
	cancel context.CancelFunc
	gen    int
}

// next cancels the run before and begins a new one.
func (l *latest) next() (context.Context, int) {
	l.stop()
	ctx, cancel := context.WithCancel(l.parent)
	l.cancel = cancel
	l.gen++
	return ctx, l.gen
}

// stop cancels the run before; its result will not count.
func (l *latest) stop() {
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
	l.gen++
}

// done reports whether gen is the newest run, and if so ends it.
func (l *latest) done(gen int) bool {
	if gen != l.gen || l.cancel == nil {
		return false
	}
	l.cancel()
	l.cancel = nil
	return true
}

// busy reports whether a run is under way.
func (l *latest) busy() bool { return l.cancel != nil }

// is reports whether gen is the newest run.
func (l *latest) is(gen int) bool { return gen == l.gen && l.cancel != nil }
