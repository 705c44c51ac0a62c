package main

import (
	"context"

	"dateline/cmd/feeds"
	"dateline/feed/subscribe"
	"dateline/model"
)

// following is what the commands of following take from the program.
func (p *program) following() feeds.Program {
	return feeds.Program{
		Console: p.output(), Now: p.now, Places: p.places(),
		Library: p.withLibrary, Store: p.withStore, Writable: p.writable,
		Service: p.subscriber, Refresh: p.refresh,
		Credentials: func() string { return p.credentials().Path },
	}
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
