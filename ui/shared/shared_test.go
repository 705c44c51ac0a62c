package shared_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/shared"
)

func TestFailed(t *testing.T) {
	var s shared.State
	s.Failed("read the article", context.Canceled)
	if s.Notice.Text != "" {
		t.Errorf("work that was superseded says %q", s.Notice.Text)
	}
	s.Failed("read the article", errors.New("no such thing"))
	if !s.Notice.Bad || s.Notice.Text == "" {
		t.Errorf("an error says %+v", s.Notice)
	}
	if s.Say("done"); s.Notice.Bad {
		t.Error("a notice stays an error")
	}
}

func TestInOrder(t *testing.T) {
	var s shared.State
	if s.Pending() != nil {
		t.Error("something is pending at first")
	}
	var got []int
	var wg sync.WaitGroup
	var cmds []tea.Cmd
	for i := range 5 {
		cmds = append(cmds, s.InOrder(func() tea.Msg { got = append(got, i); return nil }))
	}
	for _, cmd := range slices.Backward(cmds) {
		wg.Go(func() { cmd() })
	}
	<-s.Pending()
	wg.Wait()
	if !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("changes were made in the order %v", got)
	}
}
