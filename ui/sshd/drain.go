package sshd

import (
	"context"
	"maps"
	"slices"
	"time"
)

// How the time that Shutdown has is used: screens show a notice for a moment and end then,
// commands may go on until little is left.
const (
	noticeTime = 1500 * time.Millisecond
	lastTime   = 2 * time.Second
)

// Shutdown ends the server: nobody is let in any more, every screen shows a notice and is
// ended, what was done is stored, and commands may come to their end. What is there when
// ctx ends is cut off; the error is that of ctx then.
func (s *Server) Shutdown(ctx context.Context) error {
	// Serve closes its listener. Shutdown of package ssh would, too, and wait for its
	// connections beside those that still begin, which is a race.
	s.stop.Do(func() { close(s.stopped) })
	ended := s.whenEnded()
	for _, ch := range s.atWork() {
		ch.events.Notify(stoppingNotice)
	}
	defer s.closeAll()
	screens := time.After(noticeTime)
	commands := time.After(remaining(ctx) - lastTime)
	for {
		select {
		case <-ended:
			return nil
		case <-screens:
			s.endSessions((*channel).ask, false)
		case <-commands:
			s.endSessions(func(ch *channel, why farewell) { ch.cancel(why) }, true)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// closeAll closes listeners and connections.
func (s *Server) closeAll() {
	_ = s.ssh.Close()
	for _, c := range s.connections() {
		_ = c.Close()
	}
}

// remaining returns how long ctx lasts.
func remaining(ctx context.Context) time.Duration {
	end, ok := ctx.Deadline()
	if !ok {
		return maxDuration
	}
	return time.Until(end)
}

// whenEnded returns a channel that is closed when there are no sessions.
func (s *Server) whenEnded() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	ended := make(chan struct{})
	if len(s.begun) == 0 {
		close(ended)
		return ended
	}
	s.ended = ended
	return ended
}

func (s *Server) atWork() []*channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Keys(s.begun))
}

// endSessions ends screens and line modes, and commands, too, if that is said.
func (s *Server) endSessions(end func(*channel, farewell), commands bool) {
	for _, ch := range s.atWork() {
		if commands || !ch.exec {
			end(ch, stopping)
		}
	}
}
