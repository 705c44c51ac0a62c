package load_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/load"
)

// deliver runs a command and hands over what came of it, as a program does.
func deliver(cmd tea.Cmd) tea.Cmd {
	if m, ok := cmd().(load.Msg); ok {
		return m.Deliver()
	}
	return nil
}

func answer(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func TestNewestAnswerCounts(t *testing.T) {
	var l load.Load[string]
	var got []string
	then := func(s string, err error) tea.Cmd { got = append(got, s); return nil }
	first := l.Start(t.Context(), answer("first"), then)
	late := first() // it has come, and was not delivered yet
	second := l.Start(t.Context(), answer("second"), then)
	late.(load.Msg).Deliver()
	if !l.Busy() {
		t.Error("an older answer ended the question")
	}
	deliver(second)
	if l.Busy() || !slices.Equal(got, []string{"second"}) {
		t.Errorf("got %q, busy %t", got, l.Busy())
	}
	if m := first(); m != nil {
		t.Errorf("a question that was superseded woke the screen with %v", m)
	}
}

func TestQuestionIsCancelled(t *testing.T) {
	var l load.Load[string]
	ctx, end := context.WithCancel(t.Context())
	asked := func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }
	then := func(string, error) tea.Cmd { t.Error("an answer came"); return nil }
	cmd := l.Start(ctx, asked, then)
	l.Stop()
	deliver(cmd)
	cmd = l.Start(ctx, answer("late"), then)
	m := cmd()
	end()
	if l.Busy() {
		t.Error("busy after its context has ended")
	}
	m.(load.Msg).Deliver()
}

func TestFreshValueTakesNoOldAnswer(t *testing.T) {
	var l load.Load[string]
	m := l.Start(t.Context(), answer("old"), func(string, error) tea.Cmd { t.Error("it did"); return nil })()
	l = load.Load[string]{}
	l.Start(t.Context(), answer("new"), nil)
	m.(load.Msg).Deliver()
}

func TestDo(t *testing.T) {
	failed := errors.New("failed")
	n := 0
	for range 2 {
		cmd := load.Do(t.Context(), func(context.Context) (int, error) { return 1, failed }, func(v int, err error) tea.Cmd {
			if n += v; err != failed {
				t.Errorf("got error %v", err)
			}
			return nil
		})
		defer func() {
			if deliver(cmd); n == 0 {
				t.Error("an answer was lost")
			}
		}()
	}
}

func TestStream(t *testing.T) {
	var s load.Stream[int, string]
	var got []int
	end := ""
	cmd := s.Start(t.Context(), func(_ context.Context, report func(int) bool) (string, error) {
		for i := range 3 {
			report(i)
		}
		return "done", nil
	}, func(i int) tea.Cmd { got = append(got, i); return nil }, func(s string, _ error) tea.Cmd { end = s; return nil })
	batch := cmd().(tea.BatchMsg)
	go batch[0]()
	for next := batch[1]; next != nil; {
		next = deliver(next)
	}
	if s.Busy() || end != "done" || !slices.Equal(got, []int{0, 1, 2}) {
		t.Errorf("got %v and %q, busy %t", got, end, s.Busy())
	}
}

func TestStreamIsStopped(t *testing.T) {
	var s load.Stream[int, string]
	ended := make(chan bool)
	cmd := s.Start(t.Context(), func(_ context.Context, report func(int) bool) (string, error) {
		for report(1) {
		}
		close(ended)
		return "", nil
	}, func(int) tea.Cmd { s.Stop(); return nil }, func(string, error) tea.Cmd { t.Error("it ended by itself"); return nil })
	batch := cmd().(tea.BatchMsg)
	go batch[0]()
	next := deliver(batch[1])
	<-ended
	if m := next(); m != nil {
		t.Errorf("a stopped work woke the screen with %v", m)
	}
}

func TestRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r load.Rest
		n := 0
		do := func() tea.Cmd { n++; return nil }
		began := time.Now()
		first := r.Start(t.Context(), time.Second, do)
		second := r.Start(t.Context(), time.Second, do)
		deliver(first)
		if n != 0 || time.Since(began) != 0 {
			t.Error("what was asked for again did not wait, or its timer went on")
		}
		deliver(second)
		if n != 1 || time.Since(began) != time.Second {
			t.Errorf("done %d times after %v", n, time.Since(began))
		}
		deliver(load.After(t.Context(), time.Minute, do))
		if n != 2 || time.Since(began) != time.Minute+time.Second {
			t.Errorf("done %d times after %v", n, time.Since(began))
		}
	})
}
