package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"dateline/feed"
	"dateline/model"
	"dateline/ui"
	"dateline/ui/session"
)

// tasks is what the screen may have done to the library: feeds refreshed,
// sources added.
type tasks struct {
	p       *program
	lib     model.Library
	running sync.WaitGroup // the screen may end before they do; the library must not
}

// noFeeds is said where there is nothing to refresh.
const noFeeds = "No feeds to refresh; a adds one."

// offer gives the screen its tasks. They end with the screen's context; the
// library may be closed after wait.
func (k *tasks) offer(o *ui.Options) {
	o.Refresh, o.Add, o.Export = k.refresh, k.add, k.p.exporter(k.lib, &k.running)
}

func (k *tasks) wait() { k.running.Wait() }

// refresh fetches the feed of a title, or all.
func (k *tasks) refresh(ctx context.Context, source string, report func(ui.Progress)) (string, error) {
	k.running.Add(1)
	defer k.running.Done()
	if err := ctx.Err(); err != nil {
		return "", err // begun after the screen had ended
	}
	if err := k.p.writable(k.lib); err != nil {
		return "", err
	}
	feeds, err := k.lib.Subscriptions(ctx)
	switch {
	case err != nil:
		return "", err
	case len(feeds) == 0:
		return noFeeds, nil
	case source != "":
		i, err := findFeed(feeds, source)
		if err != nil {
			return "", fmt.Errorf("%s is not a feed that you follow", model.CleanLine(source))
		}
		feeds = feeds[i : i+1]
	}
	what := "feeds"
	if len(feeds) == 1 {
		what = feedTitle(feeds[0])
	}
	n, sum := 0, model.Saved{}
	tell := func() {
		text := "Refreshing " + what
		if len(feeds) > 1 {
			text = fmt.Sprintf("Refreshing, %d of %d feeds, %d added", n, len(feeds), sum.Added)
		}
		report(ui.Progress{Doing: text})
	}
	tell()
	err = k.p.refresh(ctx, k.lib, feeds, func(_ model.Subscription, s model.Saved, err error) {
		n++
		sum.Added, sum.Changed = sum.Added+s.Added, sum.Changed+s.Changed
		if err != nil {
			report(ui.Progress{Failed: err})
		}
		tell()
	})
	if err != nil {
		return "", err
	}
	if len(feeds) > 1 {
		what = fmt.Sprintf("%d feeds", len(feeds))
	}
	if sum == (model.Saved{}) {
		return what + ": nothing new.", nil
	}
	return what + ": " + savedInWords(sum) + ".", nil
}

// add takes in what is at an address, in a file or in a folder.
func (k *tasks) add(ctx context.Context, place string, report func(ui.Progress)) (string, error) {
	k.running.Add(1)
	defer k.running.Done()
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := k.p.writable(k.lib); err != nil {
		return "", err
	}
	place, err := k.p.placeTyped(place)
	if err != nil {
		return "", err
	}
	name := model.CleanLine(feed.Shown(place))
	tell := func(s model.Saved) {
		report(ui.Progress{Doing: fmt.Sprintf("Adding %s: %s", name, session.Articles(s.Added+s.Changed+s.Same))})
	}
	if _, ok := feed.Address(place); ok {
		said, failed, err := k.p.addAddress(ctx, k.lib, place, nil, tell)
		if failed != nil && said == "" {
			err = cmp.Or(err, failed)
		} else if failed != nil {
			report(ui.Progress{Failed: failed})
		}
		if err != nil {
			return "", err
		}
		return name + ": " + said + ".", nil
	}
	var failed []error
	var lists []string
	opts := k.p.optionsFor(k.lib)
	opts.List = func(path string) { lists = append(lists, path) }
	saved, err := feed.Batcher{Library: k.lib, Now: k.p.now, Saved: tell}.Load(ctx, []string{place}, opts, func(err error) { failed = append(failed, err) })
	switch {
	case err != nil:
		return "", err
	case len(failed) == 1 && saved == (model.Saved{}):
		return "", failed[0]
	}
	for _, err := range failed {
		report(ui.Progress{Failed: err})
	}
	return name + ": " + savedInWords(saved) + listWords(place, lists...) + ".", nil
}

// placeTyped reads a place as it is typed at the screen, where no shell stands
// between.
func (p *program) placeTyped(place string) (string, error) {
	place = strings.TrimSpace(place)
	if rest, ok := strings.CutPrefix(place, "~/"); ok && p.getenv("HOME") != "" {
		place = filepath.Join(p.getenv("HOME"), rest)
	}
	if place == "-" {
		return "", errors.New("-: standard input is the keyboard here")
	}
	return place, nil
}
