package task

import (
	"log/slog"

	"dateline/feed/fetch"
	"dateline/ui/config"
)

// FetchOptions says how a program with these settings fetches: all that share the
// options share its connections. The log may be nil.
func FetchOptions(s config.Settings, log *slog.Logger) fetch.Options {
	return fetch.Options{UserAgent: s.UserAgent, Connections: fetch.NewConnections(s.ConnectionsPerHost, s.Connections), Log: log}
}
