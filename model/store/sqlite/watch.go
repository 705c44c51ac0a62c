package sqlite

import (
	"context"
	"sync"
	"time"
)

// hub hands signals that something moved to those who watch.
type hub struct {
	mu       sync.Mutex
	watchers map[chan struct{}]struct{}
	closed   bool
}

func (h *hub) add() chan struct{} {
	ch := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		close(ch)
		return ch
	}
	if h.watchers == nil {
		h.watchers = make(map[chan struct{}]struct{})
	}
	h.watchers[ch] = struct{}{}
	return ch
}

func (h *hub) drop(ch chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.watchers[ch]; ok {
		delete(h.watchers, ch)
		close(ch)
	}
}

func (h *hub) signal() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.watchers {
		select {
		case ch <- struct{}{}:
		default: // a signal is waiting already
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for ch := range h.watchers {
		delete(h.watchers, ch)
		close(ch)
	}
}

// poll is how often a library on disk is looked at for the changes of other
// programs, while somebody watches. PRAGMA data_version costs microseconds.
const poll = 250 * time.Millisecond

// Watch implements model.Library.
func (s *Store) Watch(ctx context.Context) <-chan struct{} {
	ch := s.hub.add()
	context.AfterFunc(ctx, func() { s.hub.drop(ch) })
	if s.path != "" {
		go s.pollOthers(ctx, ch)
	}
	return ch
}

// pollOthers signals ch when another connection has changed the file. Changes
// of this Store's own writer are seen too; one signal more does no harm.
func (s *Store) pollOthers(ctx context.Context, ch chan struct{}) {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	tick := time.NewTicker(poll)
	defer tick.Stop()
	last := -1
	for {
		var v int
		if err := conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v); err != nil {
			return
		}
		if last >= 0 && v != last {
			s.hub.send(ch)
		}
		last = v
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// send signals one watcher, if it is still there.
func (h *hub) send(ch chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, ok := h.watchers[ch]; !ok {
		return
	}
	select {
	case ch <- struct{}{}:
	default:
	}
}
