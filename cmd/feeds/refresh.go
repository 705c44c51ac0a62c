package feeds

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/outcome"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
)

const refreshLong = `Fetch the feeds that are due, or those named, and save what is new. A SOURCE is the
title or the address of a feed, or a folder. What brought something is named, a line each, and
what was left out, with the reason.

When a feed is due follows what its server and the feed itself say, and how often it
brings something. --all fetches all feeds that are neither paused nor gone for good, a
SOURCE any; but nothing is asked of a server before the time that it has named.
Entries without a date take the time when they were first seen, marked "~". A feed that
fails is named on standard error, the others go on, and the exit status is 1.`

func (c *commands) refresh() *cobra.Command {
	var all, units bool
	cmd := &cobra.Command{
		Use:     "refresh [SOURCE...]",
		Short:   "Fetch the feeds you follow",
		Long:    refreshLong,
		Example: "  dateline refresh\n  dateline refresh 'Coast Daily' https://example.org/feed.xml\n  dateline refresh --all\n  dateline refresh --print-units | sh",
		Args: cli.Usage(func(_ *cobra.Command, names []string) error {
			if (all || units) && len(names) > 0 {
				return errors.New("--all and --print-units are for all feeds: name none")
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, names []string) error {
			if units {
				return c.printUnits()
			}
			return c.Library(cmd.Context(), true, func(lib model.Store) error {
				return Indexed(cmd.Context(), c.Console, lib, refreshingMemory, func() error { return c.refreshNamed(cmd.Context(), lib, names, all) })
			})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "also those that are not due")
	cmd.Flags().BoolVar(&units, "print-units", false, "print units for systemd that fetch what is due, and end")
	return cmd
}

// refreshNamed refreshes the feeds of names, or those that are due, or all, and says what
// came of it.
func (c *commands) refreshNamed(ctx context.Context, lib model.Store, names []string, all bool) error {
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if err := c.Writable(lib); err != nil {
		return err
	}
	if len(names) == 0 && len(feeds) == 0 {
		_, err := fmt.Fprintln(c.Stdout, "No feeds to refresh; 'dateline add ADDRESS' follows one, 'dateline import FILE' a list.")
		return err
	}
	which, unknown := subscribe.Which{Anyway: all}, 0
	if len(names) > 0 {
		which, unknown = c.named(feeds, names)
	}
	failed, err := c.fetch(ctx, lib, which)
	if err != nil {
		return err
	}
	return cli.Reported(failed + unknown)
}

// named returns which feeds names are for; it reports and counts those that are none.
func (c *commands) named(feeds []model.Subscription, names []string) (which subscribe.Which, unknown int) {
	which = subscribe.Which{Named: []string{}, Anyway: true}
	for _, name := range names {
		_, found, err := Meant(feeds, c.placed(feeds, name))
		if err != nil {
			unknown++
			c.Report(fmt.Errorf("refresh %s: %w", model.WithoutLogin(name), err))
			continue
		}
		for _, f := range found {
			which.Named = append(which.Named, f.Address)
		}
	}
	return which, unknown
}

// fetch refreshes feeds, says what came of it, and counts those that failed.
func (c *commands) fetch(ctx context.Context, lib model.Store, which subscribe.Which) (failed int, err error) {
	report, clear := c.Progress()
	n, all, news := 0, 0, false
	tell := func() { report(fmt.Sprintf("refreshing, %d of %d feeds", n, all), -1) }
	left, err := c.Refresh(ctx, lib, which, subscribe.Listener{
		Begun: func(of int) { all = of; tell() },
		Done: func(r subscribe.Refreshed) {
			clear()
			n++
			if r.Err != nil {
				failed++
				c.Report(r.Err)
			}
			if r.Saved.Same = 0; r.Saved != (model.Saved{}) {
				news = true
				fmt.Fprintf(c.Stdout, "%s: %s\n", model.CleanLine(r.Feed.Name()), outcome.Saved(r.Saved))
			}
			for _, said := range outcome.Moves(r, which.Anyway) {
				fmt.Fprintf(c.Stdout, "%s: %s\n", model.CleanLine(r.Feed.Name()), said)
			}
			tell()
		},
	})
	clear()
	if err == nil && !news && failed == 0 && n > 0 {
		_, err = fmt.Fprintln(c.Stdout, "nothing new")
	}
	if err == nil {
		err = c.sayLeftOut(left, which.Anyway)
	}
	return failed, err
}

// sayLeftOut says what a refresh has left out, and what would fetch it.
func (c *commands) sayLeftOut(left []subscribe.LeftOut, anyway bool) error {
	for _, said := range outcome.LeftOut(left, c.Now()) {
		if _, err := fmt.Fprintf(c.Stdout, "left out: %s\n", said); err != nil {
			return err
		}
	}
	if !anyway && slices.ContainsFunc(left, func(l subscribe.LeftOut) bool { return l.Why == subscribe.NotDue }) {
		_, err := fmt.Fprintln(c.Stdout, "'dateline refresh --all' fetches what is not due, too.")
		return err
	}
	return nil
}

// placed returns the place that a name is for, if that is followed, else the name.
func (c *commands) placed(feeds []model.Subscription, name string) string {
	place := c.Places(name)
	if feed.IsLocal(place) && slices.ContainsFunc(feeds, func(f model.Subscription) bool { return f.Address == place }) {
		return place
	}
	return name
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
