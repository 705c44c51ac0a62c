package main

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"dateline/cmd/cli"
	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/session"
)

// offers are feeds to begin with, of different kinds, kept well and for long at
// these addresses. They are shown where a place to add is asked for.
var offers = []host.Offer{
	{Title: "BBC News", About: "news of the world", Address: "https://feeds.bbci.co.uk/news/world/rss.xml"},
	{Title: "LWN.net", About: "free software", Address: "https://lwn.net/headlines/rss"},
	{Title: "Quanta Magazine", About: "science, at length", Address: "https://www.quantamagazine.org/feed/"},
	{Title: "Schneier on Security", About: "a blog", Address: "https://www.schneier.com/feed/atom/"},
}

// offersOf returns the feeds to begin with for a reader who follows none.
func offersOf(ctx context.Context, lib model.SubscriptionStore) []host.Offer {
	if feeds, err := lib.Subscriptions(ctx); err != nil || len(feeds) > 0 {
		return nil
	}
	return offers
}

// offersToAdd says how the feeds to begin with are added.
func (p *program) offersToAdd() string {
	var b strings.Builder
	b.WriteString("Feeds to begin with:\n")
	for _, o := range offers {
		fmt.Fprintf(&b, "  %s add %s  # %s, %s\n", p.self(), o.Address, o.Title, o.About)
	}
	return b.String()
}

// self returns the program as it was started, to be typed again.
func (p *program) self() string { return cli.Started(p.started, missing) }

// lazyLibrary is a library without anything in it, which is opened, and made, when
// something is added to it from the handbook.
type lazyLibrary struct {
	p     *program
	mu    sync.Mutex
	tasks *screenTasks // nil: it has not been opened
}

// host returns the host of the handbook: what is added goes to the library.
func (l *lazyLibrary) host() *host.Funcs {
	h := l.p.localHost()
	h.OnRefresh = func(context.Context, string, func(host.Progress)) (string, error) { return noFeeds, nil }
	h.OnAdd = func(ctx context.Context, place string, report func(host.Progress)) (string, error) {
		tasks, err := l.open(ctx)
		if err != nil {
			return "", err
		}
		return tasks.add(ctx, place, report)
	}
	return h
}

func (l *lazyLibrary) open(ctx context.Context) (*screenTasks, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.tasks == nil {
		lib, err := l.p.openLibrary(ctx, true)
		if err != nil {
			return nil, err
		}
		l.tasks = &screenTasks{p: l.p, lib: lib}
	}
	return l.tasks, nil
}

// begun returns the session of the library, once there is something in it.
func (l *lazyLibrary) begun(ctx context.Context) (s host.Session, ok bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.tasks == nil {
		return s, false, nil
	}
	if empty, err := session.Untouched(ctx, l.tasks.lib); empty || err != nil {
		return s, false, err
	}
	s = l.p.librarySession(ctx, l.tasks)
	s.Notice = "" // the handbook's said it
	return s, true, nil
}

// close ends what was begun.
func (l *lazyLibrary) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.tasks == nil {
		return nil
	}
	l.tasks.running.Wait()
	return l.tasks.lib.Close()
}
