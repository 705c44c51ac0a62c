package ui

import (
	"io"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"dateline/ui/config"
	"dateline/ui/load"
)

const (
	// slowAfter is how long a frame may wait to be written, and the terminal's first
	// answer may take, before little is sent.
	slowAfter = 300 * time.Millisecond
	// slowFor is how long little is sent after the first frame that waited. After another
	// one it is for good.
	slowFor = time.Minute
	// lowFPS is how often the screen is drawn at most while little is sent.
	lowFPS = 10
)

// bandwidth is what is known of the line to a terminal elsewhere.
type bandwidth struct {
	slow     bool
	frames   bool // a frame has waited before
	answered bool // the terminal has answered
	better   load.Rest
}

// awaitedFrame notes that a frame waited to be written.
func (a *App) awaitedFrame() tea.Cmd {
	b := &a.bandwidth
	again := b.frames && !b.slow || b.slow && !b.better.Busy()
	b.slow, b.frames = true, true
	if again { // or slow for good already
		return a.setPace()
	}
	return tea.Batch(a.setPace(), b.better.Start(a.ctx, slowFor, func() tea.Cmd {
		b.slow = false
		return a.setPace()
	}))
}

// answered notes that the terminal has answered a question.
func (a *App) answered() tea.Cmd {
	if a.bandwidth.answered {
		return nil
	}
	a.bandwidth.answered = true
	if !a.link.late() {
		return nil
	}
	a.bandwidth.slow = true
	a.bandwidth.better.Stop()
	return a.setPace()
}

// setPace sends little or all to the terminal, as the reader has set it and the line is.
func (a *App) setPace() tea.Cmd {
	low := a.opts.Bandwidth == config.BandwidthLow || a.opts.Bandwidth != config.BandwidthFull && a.bandwidth.slow
	if low == a.LowBandwidth {
		return nil
	}
	a.LowBandwidth = low
	if a.limitFPS != nil {
		a.limitFPS(low)
	}
	return a.reading.SetPictures(a.picturesUnasked())
}

// picturesUnasked reports whether pictures are shown unasked.
func (a *App) picturesUnasked() bool {
	return a.opts.Images == config.ImagesOn && !a.opts.Remote && !a.LowBandwidth
}

// link is the line to a terminal elsewhere. It notices what waits. The nil link never does.
type link struct {
	w     io.Writer
	slow  func()       // is called when a frame has waited
	asked atomic.Int64 // when the first bytes were written, in nanoseconds; 0: not yet
}

// Write implements io.Writer.
func (l *link) Write(p []byte) (int, error) {
	began := time.Now()
	n, err := l.w.Write(p)
	now := time.Now()
	l.asked.CompareAndSwap(0, now.UnixNano())
	if now.Sub(began) > slowAfter && err == nil {
		l.slow()
	}
	return n, err
}

// late reports whether an answer to the first bytes that comes now is late.
func (l *link) late() bool {
	return l != nil && l.asked.Load() != 0 && time.Since(time.Unix(0, l.asked.Load())) > slowAfter
}

// ttyLink is the link of a terminal device, which Bubble Tea must know for one.
type ttyLink struct {
	term.File
	link *link
}

// Write implements io.Writer.
func (t ttyLink) Write(p []byte) (int, error) { return t.link.Write(p) }
