package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"dateline/cmd/outcome"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/session"
)

// screenTasks are what the screen may have done to the library: feeds refreshed,
// sources added.
type screenTasks struct {
	p       *program
	lib     model.Store
	running sync.WaitGroup // the screen may end before they do; the library must not
}

// noFeeds is said where there is nothing to refresh.
const noFeeds = "No feeds to refresh; a adds one."

// host returns the host that does the tasks. They end with the session's context; the
// library may be closed when none is running.
func (t *screenTasks) host() *host.Funcs {
	h := t.p.localHost()
	h.OnRefresh, h.OnAdd, h.OnExport = t.refresh, t.add, t.p.exporter(t.lib, &t.running)
	return h
}

// run does one of them, unless the screen has ended already.
func (t *screenTasks) run(ctx context.Context, do func() (string, error)) (string, error) {
	t.running.Add(1)
	defer t.running.Done()
	if err := cmp.Or(ctx.Err(), t.p.writable(t.lib)); err != nil {
		return "", err
	}
	return do()
}

// refresh fetches the feed of a title, or all.
func (t *screenTasks) refresh(ctx context.Context, source string, report func(host.Progress)) (string, error) {
	return t.run(ctx, func() (string, error) {
		feeds, err := t.lib.Subscriptions(ctx)
		switch {
		case err != nil:
			return "", err
		case len(feeds) == 0:
			return noFeeds, nil
		case source != "":
			f, err := subscribe.Find(feeds, source)
			if err != nil {
				return "", fmt.Errorf("%s is not a feed that you follow", model.CleanLine(source))
			}
			feeds = []model.Subscription{f}
		}
		what := fmt.Sprintf("%d feeds", len(feeds))
		if len(feeds) == 1 {
			what = feeds[0].Name()
		}
		sum, err := t.refreshAll(ctx, feeds, what, report)
		switch {
		case err != nil:
			return "", err
		case sum == (model.Saved{}):
			return what + ": nothing new.", nil
		}
		return what + ": " + outcome.Saved(sum) + ".", nil
	})
}

// refreshAll fetches feeds, says how far it is and returns what is new.
func (t *screenTasks) refreshAll(ctx context.Context, feeds []model.Subscription, what string, report func(host.Progress)) (sum model.Saved, err error) {
	n := 0
	tell := func() {
		text := "Refreshing " + what
		if len(feeds) > 1 {
			text = fmt.Sprintf("Refreshing, %d of %d feeds, %d added", n, len(feeds), sum.Added)
		}
		report(host.Progress{Doing: text})
	}
	tell()
	err = t.p.subscriber(t.lib).Refresh(ctx, feeds, func(r subscribe.Refreshed) {
		n++
		sum.Added, sum.Changed = sum.Added+r.Saved.Added, sum.Changed+r.Saved.Changed
		if r.Err != nil {
			report(host.Progress{Failed: r.Err})
		}
		tell()
	})
	return sum, err
}

// add takes in what is at an address, in a file or in a folder.
func (t *screenTasks) add(ctx context.Context, place string, report func(host.Progress)) (string, error) {
	return t.run(ctx, func() (string, error) {
		place = t.p.machine().Path(strings.TrimSpace(place))
		if place == "-" {
			return "", errors.New("-: standard input is the keyboard here")
		}
		name := model.CleanLine(model.WithoutLogin(place))
		var failed []error
		added, err := t.p.subscriber(t.lib).Add(ctx, place, subscribe.AddOptions{
			Failed: func(err error) { failed = append(failed, err) },
			Saved: func(s model.Saved) {
				report(host.Progress{Doing: fmt.Sprintf("Adding %s: %s", name, session.Articles(s.Total()))})
			},
		})
		switch {
		case err != nil:
			return "", err
		case len(failed) == 1 && added.Saved == (model.Saved{}):
			return "", failed[0]
		}
		for _, err := range failed {
			report(host.Progress{Failed: err})
		}
		return name + ": " + outcome.Added(place, added) + ".", nil
	})
}
