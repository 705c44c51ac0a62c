package sshd

import (
	"io"
	"time"
)

// outbox writes to a client as fast as it takes it. Nothing is queued: the screen waits
// in Write, and what changes in the meantime is in one frame afterwards. A client that
// takes nothing for a while is cut off.
type outbox struct {
	ch *channel
	w  io.Writer
}

// A frame that waits for slowFrame is counted as a slow one. No piece is longer than
// maxPiece, so that a long text is not taken for a client that stands still.
const (
	slowFrame = 300 * time.Millisecond
	maxPiece  = 16 << 10
)

// patience is how many times longer the output of a command may wait than a screen:
// somebody may read it in a pager, which takes nothing until he reads on.
const patience = 40

// Write implements io.Writer.
func (o outbox) Write(p []byte) (n int, err error) {
	begun := time.Now()
	for len(p) > 0 && err == nil {
		piece := p[:min(len(p), maxPiece)]
		var m int
		m, err = o.piece(piece)
		n, p = n+m, p[len(piece):]
	}
	if time.Since(begun) > slowFrame {
		o.ch.c.s.counts.slowFrames.Add(1)
	}
	return n, err
}

func (o outbox) piece(p []byte) (int, error) {
	most := o.ch.c.s.limits.Load().Stalled
	if o.ch.exec {
		most = min(most, maxDuration/patience) * patience
	}
	cut := time.AfterFunc(most, func() { o.ch.c.cut(stalled) })
	defer cut.Stop()
	return o.w.Write(p)
}
