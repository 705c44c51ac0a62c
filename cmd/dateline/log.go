package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"dateline/feed"
	"dateline/model"
)

// openLog begins the log, if one was asked for: lines of "key=value" with RFC 3339
// times, appended to a file that only its owner can read. What is read on the
// screen is never in it.
func (p *program) openLog(command string) error {
	path := cmp.Or(p.flags.log, p.getenv("DATELINE_LOG"))
	if path == "" || p.log != nil {
		return nil
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err == nil {
		var info os.FileInfo
		if info, err = f.Stat(); err == nil && info.Mode().IsRegular() && info.Mode().Perm() != 0o600 {
			err = f.Chmod(0o600)
		}
	}
	if err != nil {
		return fmt.Errorf("the log cannot be written to %s: %w", path, model.FileReason(err))
	}
	p.log = slog.New(slog.NewTextHandler(f, &slog.HandlerOptions{ReplaceAttr: feed.LogAttr}))
	p.log.Info("begun", "command", command, "version", version())
	return nil
}

// logEnd says in the log how the program ended.
func (p *program) logEnd(began time.Time, code int) {
	if p.log != nil {
		p.log.Info("ended", "status", code, "took", time.Since(began).Round(time.Millisecond).String())
	}
}

// logged tells the log, if there is one.
func (p *program) logged(level slog.Level, what string, about ...any) {
	if p.log != nil {
		p.log.Log(context.Background(), level, what, about...)
	}
}
