package sshd

import "sync/atomic"

// counters count what has happened since the server began.
type counters struct {
	connections, refusedConnections atomic.Uint64
	logins, refusedLogins           atomic.Uint64
	screens, lineModes, commands    atomic.Uint64
	refusedShells                   atomic.Uint64
	refusedChannels                 atomic.Uint64
	slowFrames, panics              atomic.Uint64
}

// Metric is a number that tells how the server does.
type Metric struct {
	Name, Help        string
	Kind              string // counter or gauge
	Label, LabelValue string // "" of one that has none
	Value             float64
}

// Metrics returns how much the server has to do and has done. Metrics of one name stand
// together.
func (s *Server) Metrics() []Metric {
	sessions, readers := s.load()
	gauge := func(name, help string, n int) Metric {
		return Metric{Name: name, Help: help, Kind: "gauge", Value: float64(n)}
	}
	counter := func(name, help, label, value string, n *atomic.Uint64) Metric {
		return Metric{Name: name, Help: help, Kind: "counter", Label: label, LabelValue: value, Value: float64(n.Load())}
	}
	c := &s.counts
	const begun, refused = "Sessions that have begun.", "What was refused."
	return []Metric{
		gauge("dateline_connections", "Connections, authenticated or not.", s.addresses.connections()),
		gauge("dateline_sessions", "Screens, line modes and commands at work.", sessions),
		gauge("dateline_readers", "Readers and guests who are connected.", readers),
		counter("dateline_connections_total", "Connections that were let in to authenticate.", "", "", &c.connections),
		counter("dateline_logins_total", "Connections that have authenticated.", "", "", &c.logins),
		counter("dateline_sessions_total", begun, "kind", "screen", &c.screens),
		counter("dateline_sessions_total", begun, "kind", "lines", &c.lineModes),
		counter("dateline_sessions_total", begun, "kind", "command", &c.commands),
		counter("dateline_refused_total", refused, "what", "connection", &c.refusedConnections),
		counter("dateline_refused_total", refused, "what", "login", &c.refusedLogins),
		counter("dateline_refused_total", refused, "what", "channel", &c.refusedChannels),
		counter("dateline_refused_total", refused, "what", "shell", &c.refusedShells),
		counter("dateline_slow_frames_total", "Frames that waited for a slow client.", "", "", &c.slowFrames),
		counter("dateline_panics_total", "Sessions that have failed.", "", "", &c.panics),
	}
}
