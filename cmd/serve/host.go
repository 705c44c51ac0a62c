package serve

import (
	"context"
	"errors"
	"strings"

	"dateline/cmd/task"
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

// FullText implements host.Host.
func (h *visitorHost) FullText() func(context.Context, []model.ID) (string, error) {
	if h.guest || h.lib.Role() < model.RoleEditor {
		return nil
	}
	return h.fullText
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

// Merge implements host.Host.
func (h *visitorHost) Merge() func(context.Context, string, string) error {
	if h.guest || h.lib.Role() < model.RoleEditor {
		return nil
	}
	return h.merge
}

func (h *visitorHost) merge(ctx context.Context, keep, drop string) error {
	if err := h.s.works.begin(); err != nil {
		return err
	}
	defer h.s.works.end()
	return h.store.MergeSources(ctx, keep, drop)
}

// page reads the page at a public address.
func (s *server) page(ctx context.Context, address string) (model.Article, error) {
	done, err := s.fetching(ctx)
	if err != nil {
		return model.Article{}, err
	}
	defer done()
	a, err := task.Page(ctx, address, feed.Options{Now: s.now(), Client: s.pages, NoFiles: true})
	if errors.Is(err, feed.ErrSeveral) {
		err = errors.New("there is more than one article there")
	}
	return a, err
}

// fullText fetches the full texts of articles from public addresses.
func (h *visitorHost) fullText(ctx context.Context, ids []model.ID) (string, error) {
	if err := h.s.works.begin(); err != nil {
		return "", err
	}
	defer h.s.works.end()
	return task.FullText(ctx, h.s.subscriber(h.store), h.store, ids)
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

// refresh fetches the feed of a title, or all: for an editor at once, else where they are
// due.
func (h *visitorHost) refresh(ctx context.Context, source string, report func(host.Progress)) (string, error) {
	if err := h.s.works.begin(); err != nil {
		return "", err
	}
	defer h.s.works.end()
	feeds, err := h.store.Subscriptions(ctx)
	if err != nil || len(feeds) == 0 {
		return "No feeds to refresh.", err
	}
	return task.Refresh(ctx, feeds, source, h.s.now(), func(ctx context.Context, which subscribe.Which, hear subscribe.Listener) ([]subscribe.LeftOut, error) {
		which.Anyway = h.lib.Role() >= model.RoleEditor
		return h.s.refresher.refresh(ctx, which, hear)
	}, report)
}

// add follows the feed at a public address, or takes in the page.
func (h *visitorHost) add(ctx context.Context, place string, report func(host.Progress)) (string, error) {
	place = strings.TrimSpace(place)
	if !web(place) {
		return "", errors.New("only an address can be added here: http:// or https://")
	}
	if err := h.s.works.begin(); err != nil {
		return "", err
	}
	defer h.s.works.end()
	return task.Add(ctx, h.s.subscriber(h.store), place, report)
}

// What a session may have fetched, in bytes, and how many at once in all.
const (
	maxFeed    = 64 << 20
	maxPage    = 16 << 20
	maxFetches = 16
)
