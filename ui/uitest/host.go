package uitest

import "dateline/ui/host"

// Allow returns the host of a session that is to allow something.
func Allow(s *host.Session) *host.Funcs {
	h, ok := s.Host.(*host.Funcs)
	if !ok {
		h = new(host.Funcs)
		s.Host = h
	}
	return h
}
