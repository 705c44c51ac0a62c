package serve

import (
	"io"
	"log/slog"

	"dateline/feed"
)

// newLog returns the log of the server. It has who comes in and who is refused, what is
// changed for all, and what goes wrong; never what somebody reads.
func newLog(w io.Writer, format string, level slog.Leveler) *slog.Logger {
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: feed.LogAttr}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
