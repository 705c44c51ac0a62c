package serve

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dateline/feed"
	"dateline/feed/fetch"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/ui/host"
)

// TestHostByRole: what a session may do beyond its library follows the role of the reader
// at that moment, and is never more than pages, pictures, refreshing and adding.
func TestHostByRole(t *testing.T) {
	c, _ := newShared(t, model.RoleReader, 1, 1)
	h := &visitorHost{s: &server{}, lib: c.lib}
	for _, step := range []struct {
		name                       string
		guest                      bool
		role                       model.Role
		page, picture, fetch, adds bool
	}{
		{"guest", true, model.RoleReader, false, false, false, false},
		{"reader", false, model.RoleReader, true, true, true, false},
		{"made an editor", false, model.RoleEditor, true, true, true, true},
		{"admin", false, model.RoleAdmin, true, true, true, true},
		{"reader again", false, model.RoleReader, true, true, true, false},
	} {
		h.guest = step.guest
		c.lib.SetRole(step.role)
		var of host.Host = h
		if full := of.FullText() != nil; full != step.adds { // all readers see that text
			t.Errorf("%s: full texts: %v", step.name, full)
		}
		if got := [...]bool{of.Page() != nil, of.Picture() != nil, of.Refresh() != nil, of.Add() != nil, of.Merge() != nil}; got != [...]bool{step.page, step.picture, step.fetch, step.adds, step.adds} {
			t.Errorf("%s: %v", step.name, got)
		}
		if of.Browse() != nil || of.Save() != nil || of.Folder() != nil || of.Export() != nil || of.Pipe() != nil || of.Pager() != nil {
			t.Errorf("%s: a session reaches what it must not", step.name)
		}
	}
}

// TestHostAddresses: nothing but the public web is asked for a session.
func TestHostAddresses(t *testing.T) {
	asked := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the server's own network was asked") }))
	defer asked.Close()
	s := &server{now: func() time.Time { return noon }, turns: make(chan struct{}, 1), log: slog.New(slog.DiscardHandler), pictures: fetch.Pictures(fetch.Options{}, false)}
	s.pages = fetch.New(fetch.Options{PublicOnly: true, NoLogins: true})
	s.adding = s.pages
	c, _ := newShared(t, model.RoleEditor, 9, 9)
	h := &visitorHost{s: s, lib: c.lib, store: model.Join(c, c.lib)}
	s.refresher = &refresher{&subscribe.Service{Library: c.Catalog, Now: s.now, Feeds: feed.Options{Client: s.pages}}, s.log}
	for _, address := range []string{asked.URL, asked.URL + "/a.png", "http://127.0.0.1:1/", "file:///etc/passwd", "/etc/passwd", "http://a:b@example.org/"} {
		if a, err := h.Page()(t.Context(), address); err == nil {
			t.Errorf("%s: read %+v", address, a)
		}
		if _, err := h.Add()(t.Context(), address, func(host.Progress) {}); err == nil {
			t.Errorf("%s: added", address)
		}
		if _, err := h.Picture()(t.Context(), address); err == nil {
			t.Errorf("%s: a picture", address)
		}
		a := model.Article{ID: model.NewID("links", address, "", "", model.Date{}), Title: "A link", URL: address}
		if _, err := c.Catalog.Save(t.Context(), []model.Article{a}, noon); err != nil {
			t.Fatal(err)
		}
		if said, err := h.FullText()(t.Context(), []model.ID{a.ID}); err == nil {
			t.Errorf("%s: %s", address, said)
		}
	}
	if _, err := c.Catalog.Subscribe(t.Context(), []model.Subscription{{Address: asked.URL}}, noon); err != nil {
		t.Fatal(err)
	}
	var failed error
	if _, err := h.Refresh()(t.Context(), "", func(p host.Progress) { failed = errors.Join(failed, p.Failed) }); err != nil || !errors.Is(failed, fetch.ErrPrivate) {
		t.Errorf("a feed of the server's own network: %v, %v", err, failed)
	}
}

// TestRefresher: a feed is fetched for all, no more often than is due, and once where
// several ask at a time.
func TestRefresher(t *testing.T) {
	var asked, atOnce atomic.Int32
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if atOnce.Add(1) > 1 {
			t.Error("two at once")
		}
		defer atOnce.Add(-1)
		fmt.Fprintf(w, "<rss version='2.0'><channel><title>%s</title><ttl>30</ttl><item><guid>1</guid><title>One</title></item></channel></rss>", r.URL.Path)
	}))
	defer site.Close()
	c, _ := newShared(t, model.RoleReader, 9, 9)
	clock := noon
	var log strings.Builder
	r := &refresher{
		&subscribe.Service{Library: c.Catalog, Now: func() time.Time { return clock }, Feeds: feed.Options{Client: fetch.New(fetch.Options{}), NoFiles: true}},
		slog.New(slog.NewTextHandler(&log, nil)),
	}
	address := site.URL + "/a"
	if _, err := c.Catalog.Subscribe(t.Context(), []model.Subscription{{Address: address}, {Address: "/etc/passwd"}}, noon); err != nil {
		t.Fatal(err)
	}
	due, all, named := subscribe.Which{}, subscribe.Which{Anyway: true}, subscribe.Which{Named: []string{address}, Anyway: true}
	for i, step := range []struct {
		after   time.Duration
		which   subscribe.Which
		fetches int32
	}{
		{0, due, 1},
		{time.Second, due, 0},
		{time.Second, named, 0},
		{time.Minute, due, 0},
		{0, named, 1},
		{14 * time.Minute, all, 0},
		{time.Minute, all, 1},
		{20 * time.Minute, due, 0},
		{48 * time.Hour, due, 1},
	} {
		clock = clock.Add(step.after)
		before := asked.Load()
		if _, err := r.refresh(t.Context(), step.which, subscribe.Listener{}); err != nil {
			t.Error(err)
		}
		if got := asked.Load() - before; got != step.fetches {
			t.Errorf("step %d: fetched %d times, want %d", i, got, step.fetches)
		}
	}
	clock = clock.Add(time.Hour)
	before := asked.Load()
	var group sync.WaitGroup
	for range 5 {
		group.Go(func() {
			if _, err := r.refresh(t.Context(), all, subscribe.Listener{}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := asked.Load() - before; got != 1 {
		t.Errorf("five at once fetched %d times", got)
	}
	if !strings.Contains(log.String(), "msg=refreshed feeds=1 failed=0 added=1") || strings.Contains(log.String(), "One") {
		t.Errorf("the log has\n%s", &log)
	}
}
