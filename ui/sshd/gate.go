package sshd

import (
	"slices"
	"sync"
	"time"
)

// slotTime is how long a handshake keeps its slot at most: the work of one is done in a
// few milliseconds, and whoever takes longer waits for his network.
const slotTime = 200 * time.Millisecond

// gate lets a number of handshakes work at once, in the order in which they come, so that
// a burst of them leaves the readers who are here some of the processor.
type gate struct {
	mu      sync.Mutex
	busy    int
	waiting []chan struct{}
}

// enter waits for a slot, and reports whether there was one before done closed.
func (g *gate) enter(slots int, done <-chan struct{}) bool {
	g.mu.Lock()
	if g.busy < slots {
		g.busy++
		g.mu.Unlock()
		return true
	}
	turn := make(chan struct{})
	g.waiting = append(g.waiting, turn)
	g.mu.Unlock()
	select {
	case <-turn:
		return true
	case <-done:
	}
	g.mu.Lock()
	i := slices.Index(g.waiting, turn)
	if i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	}
	g.mu.Unlock()
	if i < 0 { // its turn came in the meantime
		g.leave()
	}
	return false
}

// leave hands a slot on.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 {
		g.busy--
		return
	}
	close(g.waiting[0])
	g.waiting = slices.Delete(g.waiting, 0, 1)
}
