package sshd

import (
	"testing"
	"testing/synctest"
)

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		never := make(chan struct{})
		for range 2 {
			if !g.enter(2, never) {
				t.Fatal("no slot of two")
			}
		}
		entered := make(chan int, 3)
		wait := func(i int, done chan struct{}) {
			go func() {
				if g.enter(2, done) {
					entered <- i
				}
			}()
			synctest.Wait()
		}
		left := make(chan struct{})
		wait(1, never)
		wait(2, left)
		wait(3, never)
		if len(entered) > 0 {
			t.Fatal("a third comes in")
		}
		close(left) // the second waits no longer
		synctest.Wait()
		g.leave()
		g.leave()
		synctest.Wait()
		if a, b := <-entered, <-entered; a+b != 4 {
			t.Errorf("%d and %d come in", a, b)
		}
		g.leave()
		g.leave()
		if g.busy != 0 || len(g.waiting) != 0 {
			t.Errorf("%d at work, %d waiting", g.busy, len(g.waiting))
		}
	})
}
