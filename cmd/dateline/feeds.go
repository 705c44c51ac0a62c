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

// refresh fetches feeds; over SSH those that nobody named only where they are due.
func (p *program) refresh(ctx context.Context, lib model.Store, chosen []model.Subscription, named bool, done func(subscribe.Refreshed)) error {
	if p.remote != nil {
		return p.remote.Refresh(ctx, chosen, named, done)
	}
	return p.subscriber(lib).Refresh(ctx, chosen, done)
}
