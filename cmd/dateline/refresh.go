package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/cmd/outcome"
	"dateline/feed/subscribe"
	"dateline/model"
)

const refreshLong = `Fetch the feeds that you follow, or those named, and save what is new. A SOURCE is
the title or the address of a feed. What brought something is named, a line each.

Servers are asked only for what is newer, and one at a time of each host. Entries
without a date take the time when they were first seen, marked "~". A feed that
fails is named on standard error, the others go on, and the exit status is 1.`

func (p *program) refreshCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "refresh [SOURCE...]",
		Short:   "Fetch the feeds you follow",
		Long:    refreshLong,
		Example: "  dateline refresh\n  dateline refresh 'Coast Daily' https://example.org/feed.xml",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error { return p.refreshNamed(cmd.Context(), lib, names) })
		},
	}
}

// refreshNamed refreshes the feeds of names, or all, and says what came of it.
func (p *program) refreshNamed(ctx context.Context, lib model.Store, names []string) error {
	all, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if err := p.writable(lib); err != nil {
		return err
	}
	failed := 0
	feeds := all
	if len(names) > 0 {
		feeds = nil
		chosen := make(map[string]bool)
		for _, name := range names {
			f, err := findFeed(all, name)
			if err != nil {
				failed++
				p.reportError(fmt.Errorf("refresh %s: %w", model.WithoutLogin(name), err))
			} else if !chosen[f.Address] {
				chosen[f.Address] = true
				feeds = append(feeds, f)
			}
		}
	} else if len(all) == 0 {
		_, err := fmt.Fprintln(p.stdout, "No feeds to refresh; 'dateline add ADDRESS' follows one, 'dateline import FILE' a list.")
		return err
	}
	report, clear := p.progressTo()
	tell := func(n int) { report(fmt.Sprintf("refreshing, %d of %d feeds", n, len(feeds)), -1) }
	tell(0)
	n, news := 0, false
	err = p.refresh(ctx, lib, feeds, len(names) > 0, func(r subscribe.Refreshed) {
		clear()
		n++
		if r.Err != nil {
			failed++
			p.reportError(r.Err)
		}
		if r.Saved.Same = 0; r.Saved != (model.Saved{}) {
			news = true
			fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(r.Feed.Name()), outcome.Saved(r.Saved))
		}
		tell(n)
	})
	clear()
	if err == nil && !news && failed == 0 {
		_, err = fmt.Fprintln(p.stdout, "nothing new")
	}
	if err != nil {
		return err
	}
	return reported(failed)
}

// refresh fetches feeds; over SSH those that nobody named only where they are due.
func (p *program) refresh(ctx context.Context, lib model.Store, feeds []model.Subscription, named bool, done func(subscribe.Refreshed)) error {
	if p.remote != nil {
		return p.remote.Refresh(ctx, feeds, named, done)
	}
	return p.subscriber(lib).Refresh(ctx, feeds, done)
}

// findFeed returns which of feeds a reader means, or why none, and what to do.
func findFeed(feeds []model.Subscription, name string) (model.Subscription, error) {
	f, err := subscribe.Find(feeds, name)
	switch {
	case errors.Is(err, subscribe.ErrSeveral):
		err = fmt.Errorf("%w; name its address", err)
	case errors.Is(err, subscribe.ErrNotFollowed):
		titles := make([]string, len(feeds))
		for i := range feeds {
			titles[i] = feeds[i].Title
		}
		err = fmt.Errorf("%w%s", err, insteadOf(name, titles))
	}
	return f, err
}
