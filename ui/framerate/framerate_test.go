package framerate

import (
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TestTickerIsFound fails when a version of Bubble Tea keeps its ticker
// elsewhere, or has none: then pacer should follow, or go.
func TestTickerIsFound(t *testing.T) {
	if field[*time.Ticker](tea.NewProgram(nil), "ticker") == nil {
		t.Error("the renderer's ticker is not where it was")
	}
}

// TestPacer: the ticker is slow while nothing comes, and quick from the next
// message on.
func TestPacer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		p := &pacer{ticker: func() *time.Ticker { return ticker }, interval: time.Millisecond}
		ticks := func(during time.Duration) (n int) {
			for end := time.After(during); ; {
				select {
				case <-ticker.C:
					n++
				case <-end:
					return n
				}
			}
		}
		p.wake()
		ticks(restAfter + restTick/2)
		if n := ticks(3 * restTick); n != 3 {
			t.Errorf("it ticks %d times in %v without a message", n, 3*restTick)
		}
		ticks(sleepAfter)
		if n := ticks(10 * sleepTick); n != 10 {
			t.Errorf("it ticks %d times in %v long after a message", n, 10*sleepTick)
		}
		p.wake()
		if n := ticks(restAfter / 2); n < 90 {
			t.Errorf("a message is followed by %d ticks in %v", n, restAfter/2)
		}
		p.wake()
		if n := ticks(3 * restAfter / 4); n < 140 {
			t.Errorf("it rests although a message has just come: %d ticks in %v", n, 3*restAfter/4)
		}
		ticks(restAfter)
		new(pacer).wake()
		new(pacer).forceTick()
	})
}

// TestLimit: however much changes, the screen is drawn about as often as it may be.
func TestLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		m := New(nil)
		m.pacer = &pacer{ticker: func() *time.Ticker { return ticker }, interval: time.Millisecond}
		m.Limit(10)
		draws, last := 0, time.Time{}
		go func() {
			for range 400 {
				m.pacer.wake()
				m.pacer.forceTick()
				time.Sleep(5 * time.Millisecond)
			}
		}()
		for end := time.After(2 * time.Second); ; {
			select {
			case now := <-ticker.C:
				if now.Sub(last) > drawTicks*drawAfter { // not one of the ticks that follow
					draws++
				}
				last = now
				continue
			case <-end:
			}
			break
		}
		if draws < 15 || draws > 21 {
			t.Errorf("drawn %d times in two seconds", draws)
		}
	})
}

// TestPacerDraws: a change of the screen is drawn soon although the ticker rests,
// which it does again afterwards.
func TestPacerDraws(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ticker := time.NewTicker(time.Hour)
		defer ticker.Stop()
		p := &pacer{ticker: func() *time.Ticker { return ticker }, interval: drawGap, resting: restTick}
		for range 2 {
			changed := time.Now()
			p.forceTick()
			for range drawTicks {
				<-ticker.C
			}
			if took := time.Since(changed); took > drawGap+drawTicks*drawAfter {
				t.Errorf("it is drawn after %v", took)
			}
			<-ticker.C
			if took := time.Since(changed); took < restTick {
				t.Errorf("it ticks on after %v", took)
			}
		}
	})
}
