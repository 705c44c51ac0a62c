package main

import (
	"context"
	"fmt"
	"io"

	"dateline/feed/doc"
	"dateline/feed/opml"
	"dateline/model"
)

// opml takes in a list of feeds.
func (i *importer) opml(ctx context.Context, r io.Reader) error {
	d := doc.New(i.name, r)
	subs, err := opml.Read(io.LimitReader(d.Body, d.Limits.Bytes))
	if err != nil {
		i.fault(0, err)
	}
	return i.listed(ctx, subs)
}

// urls takes in the urls file of newsboat.
func (i *importer) urls(ctx context.Context, r io.Reader) error {
	d := doc.New(i.name, r)
	subs, skipped, err := opml.ReadURLs(io.LimitReader(d.Body, d.Limits.Bytes))
	for _, s := range skipped {
		i.fault(s.Line, fmt.Errorf("%s: %s", s.Text, s.Why))
	}
	if err != nil {
		i.fault(0, err)
	}
	return i.listed(ctx, subs)
}

// listed subscribes to the feeds of a list.
func (i *importer) listed(ctx context.Context, subs []opml.Subscription) error {
	var feeds []model.Subscription
	for _, s := range subs {
		f, err := subscriptionOf(s.URL, s.Title, s.Site, s.Tags)
		if err != nil {
			i.fault(0, err)
			continue
		}
		feeds = append(feeds, f)
	}
	return i.subscribe(ctx, feeds)
}

// subscribe follows feeds.
func (i *importer) subscribe(ctx context.Context, feeds []model.Subscription) error {
	added, err := i.follow(ctx, i.lib, feeds)
	i.feeds += added
	return err
}
