package host

import (
	"context"
	"sync"
)

// Size is the size of a window in cells.
type Size struct{ Width, Height int }

// Event tells a session something that is no key of its reader. Fields that are zero say
// nothing.
type Event struct {
	Size   Size   // the window has another size
	Notice string // for the reader to see
	Slow   bool   // what was sent to the terminal had to wait
	Quit   bool   // the session is to end as if the reader had asked for it
}

// Events holds what a session has not yet been told. Nothing queues but notices: of sizes
// only the newest counts. All methods may be called from any goroutine; those that tell
// something never wait.
type Events struct {
	mu      sync.Mutex
	size    Size
	told    Size // that Next has returned
	notices []string
	slow    bool
	quit    bool
	more    chan struct{} // has a value while there is something to tell
}

// maxNotices is how many notices wait at most; the oldest go first.
const maxNotices = 8

// NewEvents returns events with nothing to tell of a window of a size.
func NewEvents(size Size) *Events {
	return &Events{size: size, told: size, more: make(chan struct{}, 1)}
}

// Resize tells the session that its window has another size.
func (e *Events) Resize(size Size) { e.tell(func() { e.size = size }) }

// Notify shows the reader a text.
func (e *Events) Notify(text string) {
	e.tell(func() {
		e.notices = append(e.notices, text)
		e.notices = e.notices[max(0, len(e.notices)-maxNotices):]
	})
}

// Slow tells the session that what it sent to the terminal had to wait.
func (e *Events) Slow() { e.tell(func() { e.slow = true }) }

// Quit asks the session to end and keep what is to be kept.
func (e *Events) Quit() { e.tell(func() { e.quit = true }) }

func (e *Events) tell(change func()) {
	e.mu.Lock()
	change()
	e.mu.Unlock()
	select {
	case e.more <- struct{}{}:
	default:
	}
}

// Size returns the size of the window now.
func (e *Events) Size() Size {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.size
}

// Next waits for something to tell. One session calls it, and again after each event. It
// returns ctx's error if ctx ends first.
func (e *Events) Next(ctx context.Context) (Event, error) {
	for {
		if event := e.take(); event != (Event{}) {
			return event, nil
		}
		select {
		case <-e.more:
		case <-ctx.Done():
			return Event{}, ctx.Err()
		}
	}
}

// take returns what there is to tell, except further notices.
func (e *Events) take() Event {
	e.mu.Lock()
	defer e.mu.Unlock()
	var event Event
	if e.size != e.told {
		e.told = e.size
		event.Size = e.size
	}
	event.Slow, e.slow = e.slow, false
	if len(e.notices) > 0 {
		event.Notice = e.notices[0]
		e.notices = e.notices[1:]
	}
	if len(e.notices) == 0 { // every notice is seen before the end
		event.Quit, e.quit = e.quit, false
	}
	return event
}
