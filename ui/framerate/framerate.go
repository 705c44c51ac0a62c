// Package framerate draws a screen as soon as it changes, slows Bubble Tea's renderer down
// while no messages come, and lets go of what a program holds that has ended.
package framerate

import (
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Bubble Tea's renderer looks for changes on every tick, as long as the program runs.
// At a rate that makes keys feel immediate this takes some percent of a core, and a
// change still waits half a tick on average. The pacer therefore slows the ticker
// when no message has come for a while, restores it with the next message, and forces
// a tick when the screen has changed. On a machine so busy that a view reaches the
// renderer after all this the tick at rest draws it; longer after the last message none
// is needed, and those of a thousand screens would take two percent of a core.
const (
	restAfter  = 200 * time.Millisecond
	restTick   = time.Second
	sleepAfter = 5 * time.Second
	sleepTick  = 10 * time.Minute
	// drawAfter is the time the program's loop needs to hand a view to the renderer.
	// A busy machine may need longer, so drawTicks ticks follow.
	drawAfter = time.Millisecond
	drawTicks = 3
	// drawGap is the least time between forced ticks, unless the interval is longer, so
	// that changes in quick succession, such as a headline and its article, are drawn
	// together.
	drawGap = 4 * time.Millisecond
)

// pacer adjusts the renderer's ticker. The zero pacer does nothing.
type pacer struct {
	ticker   func() *time.Ticker // nil until the renderer runs
	interval time.Duration       // between ticks while messages come

	mu      sync.Mutex
	last    time.Time     // when a message came
	resting time.Duration // between ticks while no message comes; 0: one has just come
	timer   *time.Timer
	forced  time.Time // when the tick is that was brought forward last
	forcing *time.Timer
	ticks   int // that are to follow it soon
}

// newPacer returns a pacer for p, whose renderer draws at most fps times a second.
func newPacer(p *tea.Program, fps int) *pacer {
	ticker := field[*time.Ticker](p, "ticker") // which no option sets; it exists before the first message
	if ticker == nil {                         // a later version without that ticker runs at its own rate
		return &pacer{}
	}
	return &pacer{ticker: func() *time.Ticker { return *ticker }, interval: time.Second / time.Duration(fps)}
}

// limit sets the interval.
func (p *pacer) limit(interval time.Duration) {
	if p.ticker == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.interval = interval
	if p.resting == 0 {
		p.reset(interval)
	}
}

// wake restores the rate. The program's loop calls it with every message.
func (p *pacer) wake() {
	if p.ticker == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = time.Now()
	if p.timer == nil {
		p.timer = time.AfterFunc(restAfter, p.rest)
	}
	if p.resting > 0 {
		p.resting = 0
		p.reset(p.interval)
		p.timer.Reset(restAfter)
	}
}

// rest slows the renderer down, unless a message has come in the meantime.
func (p *pacer) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	since := time.Since(p.last)
	switch {
	case since < restAfter:
		p.timer.Reset(restAfter - since)
		return
	case since < sleepAfter:
		p.resting = restTick
		p.timer.Reset(sleepAfter - since)
	default:
		p.resting = sleepTick
	}
	p.reset(p.resting)
}

// forceTick brings the next tick forward, because the screen has changed.
func (p *pacer) forceTick() {
	if p.ticker == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Before(p.forced) {
		return // the forced tick will draw this change, too
	}
	d := max(drawAfter, p.forced.Add(max(p.interval, drawGap)).Sub(now))
	p.forced = now.Add(d)
	p.reset(d)
	p.ticks = drawTicks - 1
	if d += drawAfter / 2; p.forcing == nil {
		p.forcing = time.AfterFunc(d, p.nextTick)
	} else {
		p.forcing.Reset(d)
	}
}

// nextTick adds the further ticks of a change and then restores the rate.
func (p *pacer) nextTick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case time.Now().Before(p.forced): // another change has forced a tick
	case p.ticks > 0:
		p.ticks--
		p.reset(drawAfter)
		p.forcing.Reset(drawAfter)
	case p.resting > 0:
		p.reset(p.resting)
	default:
		p.reset(p.interval)
	}
}

func (p *pacer) reset(d time.Duration) {
	if t := p.ticker(); t != nil {
		t.Reset(d)
	}
}

// Model is a screen that wakes the renderer and makes it draw changes at once, from
// Pace on.
type Model struct {
	tea.Model
	pacer    *pacer
	lastView tea.View
}

// New returns m with a pacer.
func New(m tea.Model) *Model { return &Model{Model: m, pacer: new(pacer)} }

// Pace connects m to p, whose renderer draws at most fps times a second. Call it
// before p runs.
func (m *Model) Pace(p *tea.Program, fps int) { m.pacer = newPacer(p, fps) }

// Limit changes how many times a second the renderer draws at most, from 1 up.
func (m *Model) Limit(fps int) { m.pacer.limit(time.Second / time.Duration(fps)) }

// Update implements tea.Model.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.pacer.wake()
	_, cmd := m.Model.Update(msg)
	return m, cmd
}

// View implements tea.Model.
func (m *Model) View() tea.View {
	v := m.Model.View()
	if v.Content != m.lastView.Content || !sameCursor(v.Cursor, m.lastView.Cursor) {
		m.pacer.forceTick()
	}
	m.lastView = v
	return v
}

func sameCursor(a, b *tea.Cursor) bool { return a == b || a != nil && b != nil && *a == *b }
