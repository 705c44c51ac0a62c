package sshd

import (
	"fmt"
	"runtime/metrics"

	"dateline/ui/sshd/access"
)

// load returns how many sessions and readers there are.
func (s *Server) load() (sessions, readers int) {
	who := make(map[string]bool)
	for _, c := range s.connections() {
		if c.entered() {
			who[owner(c, c.current())] = true
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.begun), len(who)
}

// owner returns for whom sessions count: the reader, whichever key he has; each connection
// of a guest, as guests are nobody.
func owner(c *connection, v access.Visitor) string {
	switch {
	case v.Guest:
		return fmt.Sprintf("guest %p", c)
	case v.ID != "":
		return "id " + string(v.ID)
	}
	return "name " + v.Name
}

// open counts a session as soon as there is a channel for it, which can hold much that
// nobody reads. Otherwise it returns why there may be none.
func (s *Server) open(ch *channel) (why string) {
	v, l := ch.c.current(), s.limits.Load()
	who := owner(ch.c, v)
	s.mu.Lock()
	defer s.mu.Unlock()
	own := 0
	for _, w := range s.sessions {
		if w == who {
			own++
		}
	}
	switch {
	case s.isStopped():
		return string(stopping)
	case len(s.sessions) >= l.Sessions:
		return fmt.Sprintf(fullServer, len(s.sessions))
	case !v.Guest && own >= l.SessionsPerReader:
		return fmt.Sprintf(fullReader, own)
	case heapLive() > l.Memory/5*4:
		return fullMemory
	case !ch.c.open(ch):
		return fmt.Sprintf(fullConnection, l.SessionsPerConnection)
	case !s.addresses.begin(ch.c.addr, l.SessionsPerAddress):
		ch.c.shut(ch)
		return fmt.Sprintf(fullAddress, l.SessionsPerAddress)
	}
	s.sessions[ch] = who
	return ""
}

// shut takes back what open has counted.
func (s *Server) shut(ch *channel) {
	ch.c.shut(ch)
	s.addresses.end(ch.c.addr)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, ch)
}

// begin notes that a session is at work, unless the server stops.
func (s *Server) begin(ch *channel) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.isStopped() {
		return false
	}
	s.begun[ch] = struct{}{}
	return true
}

// end notes that a session has done its work.
func (s *Server) end(ch *channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.begun, ch)
	if len(s.begun) == 0 && s.ended != nil {
		close(s.ended)
		s.ended = nil
	}
}

// heapLive returns the bytes that were in use when the heap was last looked through. The
// limit of the process bounds what comes on top of them (debug.SetMemoryLimit).
func heapLive() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64())
}
