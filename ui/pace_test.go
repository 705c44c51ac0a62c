package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TestTickerIsFound fails when a version of Bubble Tea keeps its ticker
// elsewhere, or has none: then pacer should follow, or go.
func TestTickerIsFound(t *testing.T) {
	if _, ok := tickerOf(tea.NewProgram(nil)); !ok {
		t.Error("the renderer's ticker is not where it was")
	}
}

// TestPacer: the ticker is slow while nothing comes, and quick from the next
// message on.
func TestPacer(t *testing.T) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	p := &pacer{ticker: func() *time.Ticker { return ticker }, busy: time.Millisecond}
	resting := func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.resting
	}
	p.wake()
	p.mu.Lock()
	p.timer.Stop() // the test says when
	p.last = p.last.Add(-restAfter)
	p.mu.Unlock()
	p.rest()
	if !resting() {
		t.Fatal("it does not rest when nothing has come")
	}
	select {
	case <-ticker.C:
		t.Error("it ticks as before while it rests")
	default:
	}
	p.wake()
	if resting() {
		t.Error("a message does not wake it")
	}
	<-ticker.C
	p.rest()
	if resting() {
		t.Error("it rests although a message has just come")
	}
	new(pacer).wake()
	new(pacer).draw()
}

// TestPacerDraws: a change of the screen is drawn soon although the ticker rests,
// which it does again afterwards.
func TestPacerDraws(t *testing.T) {
	ticker := time.NewTicker(time.Hour)
	defer ticker.Stop()
	p := &pacer{ticker: func() *time.Ticker { return ticker }, busy: time.Hour, resting: true}
	for range 2 {
		p.draw()
		for range drawTicks {
			<-ticker.C // or the test never ends
		}
		for done := false; !done; time.Sleep(time.Millisecond) {
			p.mu.Lock()
			done = p.ticks == 0
			p.mu.Unlock()
		}
	}
}
