package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

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

// subscribe follows feeds. Those that are followed already take only what they
// lack.
func (i *importer) subscribe(ctx context.Context, feeds []model.Subscription) error {
	have, err := i.lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	known := make(map[string]model.Subscription, len(have))
	for _, f := range have {
		known[f.Address] = f
	}
	for n, f := range feeds {
		old := known[f.Address]
		for _, t := range f.Tags {
			if !slices.Contains(old.Tags, t) {
				old.Tags = append(slices.Clip(old.Tags), t)
			}
		}
		old.Address, old.Title, old.Page = f.Address, cmp.Or(old.Title, f.Title), cmp.Or(old.Page, f.Page)
		feeds[n] = old
	}
	added, err := i.lib.Subscribe(ctx, feeds, i.now())
	i.feeds += added
	return err
}
