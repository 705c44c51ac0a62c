package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"dateline/feed/document"
	"dateline/model"
	"dateline/model/transfer/jsonlines"
	"dateline/model/transfer/opml"
)

// opml takes in a list of feeds.
func (i *importer) opml(ctx context.Context, r io.Reader) error {
	d := document.New(i.name, r)
	subs, skipped, err := opml.Read(io.LimitReader(d.Body, d.Limits.Bytes), document.ToUTF8)
	return i.listed(ctx, subs, skipped, err)
}

// urls takes in the urls file of newsboat.
func (i *importer) urls(ctx context.Context, r io.Reader) error {
	d := document.New(i.name, r)
	subs, skipped, err := opml.ReadURLs(io.LimitReader(d.Body, d.Limits.Bytes), document.ToUTF8)
	return i.listed(ctx, subs, skipped, err)
}

// listed subscribes to the feeds of a list, and says what it skips and what was
// wrong with the list.
func (i *importer) listed(ctx context.Context, subs []model.Subscription, skipped []opml.Skipped, err error) error {
	for _, s := range skipped {
		i.fault(s.Line, fmt.Errorf("%s: %s", s.Text, s.Why))
	}
	if err != nil {
		i.fault(0, err)
	}
	var feeds []model.Subscription
	for _, s := range subs {
		f, login, err := jsonlines.Subscription(s)
		if err != nil {
			i.fault(0, err)
			continue
		}
		feeds = append(feeds, f)
		i.login(f.Address, login)
	}
	return i.subscribe(ctx, feeds)
}

// login lets a name and a password wait to be kept for an address.
func (i *importer) login(address string, login *url.Userinfo) {
	if login == nil {
		return
	}
	if i.logins == nil {
		i.logins, i.hosts = make(map[string]*url.Userinfo), make(map[string]bool)
	}
	i.logins[address] = login
	if u, err := url.Parse(address); err == nil {
		i.hosts[strings.ToLower(u.Host)] = true
	}
}

// subscribe follows feeds, but for those whose names and passwords cannot be kept.
func (i *importer) subscribe(ctx context.Context, feeds []model.Subscription) error {
	if _, err := i.credentials().Keep(i.logins, false); err != nil {
		i.fault(0, fmt.Errorf("%w; it is not followed", err))
		feeds = slices.DeleteFunc(feeds, func(f model.Subscription) bool { return i.logins[f.Address] != nil })
	}
	clear(i.logins)
	added, err := i.subscriber(i.lib).Follow(ctx, feeds)
	i.feeds += added
	return err
}
