// Package load runs slow work in the background: questions, work that reports its
// progress, and pauses. Each is a value of which only the newest run counts. A new run
// cancels the one before, since Bubble Tea cannot stop a command. All results arrive as
// one message, Msg. The package does not know what the work is.
package load

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Msg carries the result of a run. The screen's Update calls Deliver.
type Msg struct{ deliver func() tea.Cmd }

// Deliver passes the result to its function, unless it no longer counts, and returns
// the command that follows.
func (m Msg) Deliver() tea.Cmd { return m.deliver() }

// Load is a repeated question. The zero Load is ready for use; do not copy a busy one.
type Load[T any] struct{ slot }

// Start cancels the question before and returns a command that calls ask. In Update,
// then takes the answer, but never after another Start, a Stop or the end of ctx.
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

// Stream is work that reports values of P and ends with one of T. The zero Stream is
// ready for use; do not copy a busy one.
type Stream[P, T any] struct{ slot }

// Start cancels the work before and returns a command that calls work. In Update, step
// takes each report and end the result, under the conditions of Load.Start. The work
// waits until step has its report; report returns false when the work should stop.
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
	// The work is its own command, so that the program recovers from a panic in it and
	// restores the terminal.
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

// Rest delays work until no new request has come for a while. The zero Rest is ready
// for use; do not copy a busy one.
type Rest struct{ Load[struct{}] }

// Start calls do in Update after d, unless another Start, a Stop or the end of ctx
// comes first.
func (l *Rest) Start(ctx context.Context, d time.Duration, do func() tea.Cmd) tea.Cmd {
	return l.Load.Start(ctx, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, Pause(ctx, d)
	}, func(struct{}, error) tea.Cmd { return do() })
}

// Do asks a question whose every answer counts, until ctx ends.
func Do[T any](ctx context.Context, ask func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return new(Load[T]).Start(ctx, ask, then)
}

// After calls do in Update after d, unless ctx ends first.
func After(ctx context.Context, d time.Duration, do func() tea.Cmd) tea.Cmd {
	return new(Rest).Start(ctx, d, do)
}

// Returned makes a callback for tea.Exec, which calls then in Update with the error of
// the program that had the terminal.
func Returned(then func(error) tea.Cmd) tea.ExecCallback {
	return func(err error) tea.Msg { return Msg{func() tea.Cmd { return then(err) }} }
}

// Pause waits for d. It returns ctx's error if ctx ends first.
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

// slot holds the newest run. Its address identifies a run: with a number, a fresh value
// might accept an old answer.
type slot struct{ run *run }

// run is one run. It keeps its context, as it lives no longer.
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

// answer returns the message that calls f in Update if r is still the newest run, or
// nil.
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

// Stop cancels the current run, so that its result does not count.
func (s *slot) Stop() {
	if s.run != nil {
		s.run.cancel()
		s.run = nil
	}
}

// Busy reports whether a run continues.
func (s *slot) Busy() bool { return s.run != nil && s.run.ctx.Err() == nil }
