package main

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"

	"dateline/cmd/task"
	"dateline/model"
	"dateline/ui/host"
)

// screenTasks are what the screen may have done to the library: feeds refreshed,
// sources added.
type screenTasks struct {
	p       *program
	lib     model.Store
	running sync.WaitGroup // the screen may end before they do; the library must not
}

// processors is how many there are for this program.
var processors = runtime.GOMAXPROCS(0)

// roomForScreen lets more goroutines run at a time than there are processors. Each that works
// keeps its place for up to 10 ms, and longer while another program has its processor, so that
// a key would wait for one; the system shares processors out more finely.
func roomForScreen() { runtime.GOMAXPROCS(2 * processors) }

// noFeeds is said where there is nothing to refresh.
const noFeeds = "No feeds to refresh; a adds one."

// host returns the host that does the tasks. They end with the session's context; the
// library may be closed when none is running.
func (t *screenTasks) host() *host.Funcs {
	h := t.p.localHost()
	h.OnRefresh, h.OnAdd, h.OnFullText, h.OnExport = t.refresh, t.add, t.fullText, t.p.exporter(t.lib, &t.running)
	h.OnMerge = t.merge
	return h
}

// run does one of them, unless the screen has ended already. It leaves a processor to the
// screen.
func (t *screenTasks) run(ctx context.Context, do func(context.Context) (string, error)) (string, error) {
	t.running.Add(1)
	defer t.running.Done()
	if err := cmp.Or(ctx.Err(), t.p.writable(t.lib)); err != nil {
		return "", err
	}
	return do(model.Background(ctx, processors-1))
}

// refresh fetches the feed of a title, or all.
func (t *screenTasks) refresh(ctx context.Context, source string, report func(host.Progress)) (string, error) {
	return t.run(ctx, func(ctx context.Context) (string, error) {
		feeds, err := t.lib.Subscriptions(ctx)
		if err != nil || len(feeds) == 0 {
			return noFeeds, err
		}
		return task.Refresh(ctx, feeds, source, t.p.now(), t.p.subscriber(t.lib).Refresh, report)
	})
}

// follow fetches feeds when they are due, until the screen ends.
func (t *screenTasks) follow(ctx context.Context) {
	_, _ = t.run(ctx, func(ctx context.Context) (string, error) {
		s := t.p.subscriber(t.lib)
		s.Run(ctx, s.Refresh)
		return "", nil
	})
}

// merge makes one of two feeds.
func (t *screenTasks) merge(ctx context.Context, keep, drop string) error {
	_, err := t.run(ctx, func(ctx context.Context) (string, error) { return "", t.lib.MergeSources(ctx, keep, drop) })
	return err
}

// fullText fetches the full texts of articles.
func (t *screenTasks) fullText(ctx context.Context, ids []model.ID) (string, error) {
	return t.run(ctx, func(ctx context.Context) (string, error) {
		return task.FullText(ctx, t.p.subscriber(t.lib), t.lib, ids)
	})
}

// add takes in what is at an address, in a file or in a folder.
func (t *screenTasks) add(ctx context.Context, place string, report func(host.Progress)) (string, error) {
	return t.run(ctx, func(ctx context.Context) (string, error) {
		place = t.p.machine().Path(strings.TrimSpace(place))
		if place == "-" {
			return "", errors.New("-: standard input is the keyboard here")
		}
		return task.Add(ctx, t.p.subscriber(t.lib), place, report)
	})
}
