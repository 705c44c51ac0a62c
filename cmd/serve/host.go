package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/cmd/outcome"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/host"
	"dateline/ui/sshd/access"
)

// visitorHost is the host of a session over SSH. It allows what the role of the reader
// allows at that moment, and never a file, a program or a private address of the server.
type visitorHost struct {
	host.Funcs // the zero value allows nothing

	s     *server
	lib   *access.Library
	store model.Store
	guest bool
}

// Page implements host.Host.
func (h *visitorHost) Page() func(context.Context, string) (model.Article, error) {
	if h.guest {
		return nil
	}
	return h.s.page
}

// Picture implements host.Host.
func (h *visitorHost) Picture() func(context.Context, string) ([]byte, error) {
	if h.guest {
		return nil
	}
	return h.s.picture
}

// Refresh implements host.Host.
func (h *visitorHost) Refresh() func(context.Context, string, func(host.Progress)) (string, error) {
	if h.guest {
		return nil
	}
	return h.refresh
}

// Add implements host.Host.
func (h *visitorHost) Add() func(context.Context, string, func(host.Progress)) (string, error) {
	if h.guest || h.lib.Role() < model.RoleEditor {
		return nil
	}
	return h.add
}

// page reads the page at a public address.
func (s *server) page(ctx context.Context, address string) (model.Article, error) {
	if !web(address) {
		return model.Article{}, errors.New("only http and https can be opened here")
	}
	done, err := s.fetching(ctx)
	if err != nil {
		return model.Article{}, err
	}
	defer done()
	a, err := feed.LoadOne(ctx, address, feed.Options{Now: s.now(), Client: s.pages, NoFiles: true})
	var source *feed.SourceError
	switch {
	case errors.Is(err, feed.ErrSeveral):
		return a, errors.New("there is more than one article there")
	case errors.As(err, &source):
		return a, source.Err // whoever asked knows the address
	}
	a.URL = cmp.Or(a.URL, address)
	return a, err
}

// picture reads the picture at a public address.
func (s *server) picture(ctx context.Context, address string) ([]byte, error) {
	done, err := s.fetching(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return s.pictures(ctx, address)
}

// fetching waits for its turn among what sessions have fetched.
func (s *server) fetching(ctx context.Context) (done func(), err error) {
	select {
	case s.turns <- struct{}{}:
		return func() { <-s.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// web reports whether an address is one of the web.
func web(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}

// refresh fetches the feed of a title, or all: for an editor one that he names at once,
// else what is due.
func (h *visitorHost) refresh(ctx context.Context, source string, report func(host.Progress)) (string, error) {
	feeds, err := h.store.Subscriptions(ctx)
	switch {
	case err != nil:
		return "", err
	case len(feeds) == 0:
		return "No feeds to refresh.", nil
	case source != "":
		f, err := subscribe.Find(feeds, source)
		if err != nil {
			return "", fmt.Errorf("%s is no feed that is followed", model.CleanLine(source))
		}
		feeds = []model.Subscription{f}
	}
	what := fmt.Sprintf("%d feeds", len(feeds))
	if len(feeds) == 1 {
		what = feeds[0].Name()
	}
	report(host.Progress{Doing: "Refreshing " + what})
	n, sum := 0, model.Saved{}
	err = h.s.refresher.refresh(ctx, feeds, source != "" && h.lib.Role() >= model.RoleEditor, func(r subscribe.Refreshed) {
		n++
		sum = sum.Plus(r.Saved)
		if r.Err != nil {
			report(host.Progress{Failed: r.Err})
		}
		report(host.Progress{Doing: fmt.Sprintf("Refreshing, %d of %d feeds, %d added", n, len(feeds), sum.Added)})
	})
	switch {
	case err != nil:
		return "", err
	case n == 0:
		return what + ": fetched just now.", nil
	case sum.Added+sum.Changed == 0:
		return what + ": nothing new.", nil
	}
	return what + ": " + outcome.Saved(model.Saved{Added: sum.Added, Changed: sum.Changed}) + ".", nil
}

// add follows the feed at a public address, or takes in the page.
func (h *visitorHost) add(ctx context.Context, place string, report func(host.Progress)) (string, error) {
	place = strings.TrimSpace(place)
	if !web(place) {
		return "", errors.New("only an address can be added here: http:// or https://")
	}
	var failed []error
	added, err := h.s.subscriber(h.store).Add(ctx, place, subscribe.AddOptions{
		Failed: func(err error) { failed = append(failed, err) },
		Saved:  func(s model.Saved) { report(host.Progress{Doing: fmt.Sprintf("Adding: %d articles", s.Total())}) },
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
	return model.CleanLine(place) + ": " + outcome.Added(place, added) + ".", nil
}

// What a session may have fetched, in bytes, and how many at once in all.
const (
	maxFeed    = 64 << 20
	maxPage    = 16 << 20
	maxFetches = 16
)
