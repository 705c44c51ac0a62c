// Package framerate draws a screen as soon as it changes and lets the renderer of Bubble
// Tea rest while nothing comes.
package framerate

import (
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// The renderer of Bubble Tea looks for something to draw on every tick, for as
// long as the program runs: at a rate that makes a key press feel immediate
// that alone takes some percent of a core, and what a key has changed waits for
// half a tick on average all the same. So its ticker is slowed down when nothing
// has come for a while, set going again by the next message, and brought forward
// when the screen has changed.
const (
	restAfter = 200 * time.Millisecond
	restTick  = time.Second
	// drawAfter is what the program's loop needs to hand a view to the renderer. It
	// may take longer on a busy machine, so there are some ticks, drawTicks.
	drawAfter = time.Millisecond
	drawTicks = 3
	// drawGap is the least time between ticks that are brought forward: what
	// follows at once, as an article does its headline, is drawn with it.
	drawGap = 4 * time.Millisecond
)

// pacer slows the renderer down while nothing comes. The zero pacer does
// nothing.
type pacer struct {
	ticker   func() *time.Ticker // nil until the renderer runs
	interval time.Duration       // between ticks while messages come

	mu      sync.Mutex
	last    time.Time // when a message came
	resting bool
	timer   *time.Timer
	forced  time.Time // when the tick is that was brought forward last
	forcing *time.Timer
	ticks   int // that are to follow it soon
}

// newPacer returns a pacer for the renderer of p, which draws at most so often
// in a second.
func newPacer(p *tea.Program, fps int) *pacer {
	field, ok := tickerOf(p)
	if !ok { // a later version has none: it ticks as it likes
		return &pacer{}
	}
	return &pacer{ticker: func() *time.Ticker { return *field }, interval: time.Second / time.Duration(fps)}
}

// tickerOf finds the ticker of p's renderer, for which there is no option. It
// is set before the first message comes.
func tickerOf(p *tea.Program) (**time.Ticker, bool) {
	f := reflect.ValueOf(p).Elem().FieldByName("ticker")
	if !f.IsValid() || f.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil, false
	}
	return (**time.Ticker)(unsafe.Pointer(f.UnsafeAddr())), true
}

// wake is called with every message, by the program's own loop.
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
	if p.resting {
		p.resting = false
		p.reset(p.interval)
		p.timer.Reset(restAfter)
	}
}

// rest slows the renderer down, unless a message has come meanwhile.
func (p *pacer) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if left := restAfter - time.Since(p.last); left > 0 {
		p.timer.Reset(left)
		return
	}
	p.resting = true
	p.reset(restTick)
}

// draw brings the next tick forward: the screen has changed.
func (p *pacer) forceTick() {
	if p.ticker == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if now.Before(p.forced) {
		return // that tick has it
	}
	d := max(drawAfter, p.forced.Add(drawGap).Sub(now))
	p.forced = now.Add(d)
	p.reset(d)
	p.ticks = drawTicks - 1
	if d += drawAfter / 2; p.forcing == nil {
		p.forcing = time.AfterFunc(d, p.nextTick)
	} else {
		p.forcing.Reset(d)
	}
}

// goOn gives a change its further ticks, and then lets the ticker go on as
// before.
func (p *pacer) nextTick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case time.Now().Before(p.forced): // another has been brought forward
	case p.ticks > 0:
		p.ticks--
		p.reset(drawAfter)
		p.forcing.Reset(drawAfter)
	case p.resting:
		p.reset(restTick)
	default:
		p.reset(p.interval)
	}
}

func (p *pacer) reset(d time.Duration) {
	if t := p.ticker(); t != nil {
		t.Reset(d)
	}
}

// Model is a screen that wakes the renderer, and has it draw what has changed. Its zero
// pacer does nothing, until Pace.
type Model struct {
	tea.Model
	pacer    *pacer
	lastView tea.View
}

// New returns m with a pacer.
func New(m tea.Model) *Model { return &Model{Model: m, pacer: new(pacer)} }

// Pace gives m the renderer of p, which draws at most fps times a second. It is called
// before p runs.
func (m *Model) Pace(p *tea.Program, fps int) { m.pacer = newPacer(p, fps) }

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
