package ui

import (
	"reflect"
	"sync"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"
)

// The renderer of Bubble Tea looks for something to draw on every tick, for as
// long as the program runs: at a rate that makes a key press feel immediate
// that alone takes some percent of a core. So its ticker is slowed down when
// nothing has come for a while, and set going again by the next message.
const (
	restAfter = 200 * time.Millisecond
	restTick  = time.Second
)

// pacer slows the renderer down while nothing comes. The zero pacer does
// nothing.
type pacer struct {
	ticker func() *time.Ticker // nil until the renderer runs
	busy   time.Duration       // between ticks while messages come

	mu      sync.Mutex
	last    time.Time // when a message came
	resting bool
	timer   *time.Timer
}

// newPacer returns a pacer for the renderer of p, which draws at most so often
// in a second.
func newPacer(p *tea.Program, fps int) *pacer {
	field, ok := tickerOf(p)
	if !ok { // a later version has none: it ticks as it likes
		return &pacer{}
	}
	return &pacer{ticker: func() *time.Ticker { return *field }, busy: time.Second / time.Duration(fps)}
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
		p.set(p.busy)
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
	p.set(restTick)
}

func (p *pacer) set(d time.Duration) {
	if t := p.ticker(); t != nil {
		t.Reset(d)
	}
}

// paced is a model that wakes a pacer.
type paced struct {
	*App
	pace *pacer
}

// Update implements tea.Model.
func (m *paced) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.pace.wake()
	_, cmd := m.App.Update(msg)
	return m, cmd
}
