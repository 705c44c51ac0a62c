package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"dateline/cmd/cli"
	"dateline/cmd/feeds"
	"dateline/feed/subscribe"
	"dateline/model"
)

// following is what the commands of following take from the program.
func (p *program) following() feeds.Program {
	return feeds.Program{
		Console: p.output(), Now: p.now, Places: p.places(),
		Library: p.withLibrary, Store: p.withStore, Writable: p.writable,
		Service: p.subscriber, Refresh: p.refresh, Import: p.importFiles, Confirm: p.asking(),
		Executable: os.Executable, Flags: p.libraryFlags,
		Credentials: func() string { return p.credentials().Path },
	}
}

// libraryFlags are those that a command of another time needs for the same library.
func (p *program) libraryFlags() []string {
	var flags []string
	for _, f := range [...]struct{ name, path string }{{"--config", p.flags.config}, {"--library", p.config.LibraryFile}} {
		if f.path == "" || f.name == "--library" && !p.config.LibraryNamed {
			continue
		}
		if path, err := filepath.Abs(f.path); err == nil && !strings.Contains(f.path, "://") {
			f.path = path
		}
		flags = append(flags, f.name, f.path)
	}
	return flags
}

// asking returns what asks a question, or nil where there is no terminal to ask on.
func (p *program) asking() func(string) (bool, error) {
	if p.remote != nil || !cli.IsTerminal(p.stdin) {
		return nil
	}
	return p.confirm
}

// output is where commands say what came of them.
func (p *program) output() feeds.Console {
	return feeds.Console{Stdout: p.stdout, Stderr: p.stderr, Report: p.reportError, Progress: p.progressTo}
}

// refresh fetches feeds; over SSH the server does, for all.
func (p *program) refresh(ctx context.Context, lib model.Store, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error) {
	if p.remote != nil {
		return p.remote.Refresh(ctx, which, hear)
	}
	return p.subscriber(lib).Refresh(ctx, which, hear)
}
