// Package load runs what takes time beside the screen: questions, works that report
// as they go, pauses. Each is a value whose newest run alone counts; the run before
// is cancelled, since Bubble Tea cannot stop a command. All of them come back as one
// message, Msg. The package does not know what is asked, nor of whom.
package load

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Msg brings back what came of a run. The screen's Update calls Deliver.
type Msg struct{ deliver func() tea.Cmd }

// Deliver hands the result to whoever asked, unless it no longer counts, and returns
// what follows from it.
func (m Msg) Deliver() tea.Cmd { return m.deliver() }

// Load is a question that is asked again and again. The zero Load is ready for use;
// it must not be copied while it is busy.
type Load[T any] struct{ slot }

// Start asks in a command of its own, and cancels the question before. In Update, then
// takes the answer: never after another Start or a Stop, nor once ctx has ended.
func (l *Load[T]) Start(ctx context.Context, ask func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	r := l.begin(ctx)
	return func() tea.Msg {
		if r.ctx.Err() != nil {
			return nil
		}
		v, err := ask(r.ctx)
		return l.answer(r, func() tea.Cmd {
			l.Stop()
			return then(v, err)
		})
	}
}

// Stream is a work that reports values of P as it goes and ends with one of T. The
// zero Stream is ready for use; it must not be copied while it is busy.
type Stream[P, T any] struct{ slot }

// Start begins the work in a command of its own, and cancels the one before. In
// Update, step takes each report and end what came of it all, on the conditions of
// Load.Start. The work waits until its report is taken; report returns false when
// nobody wants any more.
func (s *Stream[P, T]) Start(ctx context.Context, work func(ctx context.Context, report func(P) bool) (T, error), step func(P) tea.Cmd, end func(T, error) tea.Cmd) tea.Cmd {
	r := s.begin(ctx)
	steps := make(chan func() tea.Cmd)
	send := func(f func() tea.Cmd) bool {
		select {
		case steps <- f:
			return true
		case <-r.ctx.Done():
			return false
		}
	}
	next := func() tea.Msg {
		f, open := <-steps
		if !open {
			return nil
		}
		return s.answer(r, f)
	}
	// The work is a command of its own, so that a panic in it ends in the program's
	// recovery and leaves the terminal in order.
	run := func() tea.Msg {
		defer close(steps)
		v, err := work(r.ctx, func(p P) bool {
			return send(func() tea.Cmd { return tea.Batch(step(p), next) })
		})
		send(func() tea.Cmd {
			s.Stop()
			return end(v, err)
		})
		return nil
	}
	return tea.Batch(run, next)
}

// Rest is something that begins once it has not been asked for again for a while. The
// zero Rest is ready for use; it must not be copied while it is busy.
type Rest struct{ Load[struct{}] }

// Start has do called in Update after d, unless there is another Start, a Stop, or ctx
// ends.
func (l *Rest) Start(ctx context.Context, d time.Duration, do func() tea.Cmd) tea.Cmd {
	return l.Load.Start(ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, Pause(ctx, d)
	}, func(struct{}, error) tea.Cmd { return do() })
}

// Do asks a question whose every answer counts, until ctx ends.
func Do[T any](ctx context.Context, ask func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return new(Load[T]).Start(ctx, ask, then)
}

// After has do called in Update after d, unless ctx ends.
func After(ctx context.Context, d time.Duration, do func() tea.Cmd) tea.Cmd {
	return new(Rest).Start(ctx, d, do)
}

// Returned makes of then what tea.Exec calls with the error of a program that had the
// terminal.
func Returned(then func(error) tea.Cmd) tea.ExecCallback {
	return func(err error) tea.Msg { return Msg{func() tea.Cmd { return then(err) }} }
}

// Pause waits for d. It returns ctx's error where that ends before.
func Pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// slot holds the newest run. That it is told from others by its address, and not by a
// number, keeps old answers from a fresh value in the place of the one that asked.
type slot struct{ run *run }

// run is one run. It keeps its context: it lives no longer than that.
type run struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func (s *slot) begin(ctx context.Context) *run {
	s.Stop()
	ctx, cancel := context.WithCancel(ctx)
	s.run = &run{ctx, cancel}
	return s.run
}

// answer returns the message that calls f in Update while r is the newest run, or nil
// when it is not any more.
func (s *slot) answer(r *run, f func() tea.Cmd) tea.Msg {
	if r.ctx.Err() != nil {
		return nil
	}
	return Msg{func() tea.Cmd {
		if s.run != r || r.ctx.Err() != nil {
			return nil
		}
		return f()
	}}
}

// Stop cancels the run under way; its result will not count.
func (s *slot) Stop() {
	if s.run != nil {
		s.run.cancel()
		s.run = nil
	}
}

// Busy reports whether a run is under way.
func (s *slot) Busy() bool { return s.run != nil && s.run.ctx.Err() == nil }
