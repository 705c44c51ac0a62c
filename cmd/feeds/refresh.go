package feeds

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/outcome"
	"dateline/feed/subscribe"
	"dateline/model"
)

const refreshLong = `Fetch the feeds that you follow, or those named, and save what is new. A SOURCE is
the title or the address of a feed. What brought something is named, a line each.

Servers are asked only for what is newer, and one at a time of each host. Entries
without a date take the time when they were first seen, marked "~". A feed that
fails is named on standard error, the others go on, and the exit status is 1.`

func (c *commands) refresh() *cobra.Command {
	return &cobra.Command{
		Use:     "refresh [SOURCE...]",
		Short:   "Fetch the feeds you follow",
		Long:    refreshLong,
		Example: "  dateline refresh\n  dateline refresh 'Coast Daily' https://example.org/feed.xml",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, names []string) error {
			return c.Library(cmd.Context(), true, func(lib model.Store) error {
				return Indexed(cmd.Context(), c.Console, lib, func() error { return c.refreshNamed(cmd.Context(), lib, names) })
			})
		},
	}
}

// refreshNamed refreshes the feeds of names, or all, and says what came of it.
func (c *commands) refreshNamed(ctx context.Context, lib model.Store, names []string) error {
	all, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	if err := c.Writable(lib); err != nil {
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
				c.Report(fmt.Errorf("refresh %s: %w", model.WithoutLogin(name), err))
			} else if !chosen[f.Address] {
				chosen[f.Address] = true
				feeds = append(feeds, f)
			}
		}
	} else if len(all) == 0 {
		_, err := fmt.Fprintln(c.Stdout, "No feeds to refresh; 'dateline add ADDRESS' follows one, 'dateline import FILE' a list.")
		return err
	}
	report, clear := c.Progress()
	tell := func(n int) { report(fmt.Sprintf("refreshing, %d of %d feeds", n, len(feeds)), -1) }
	tell(0)
	n, news := 0, false
	err = c.Refresh(ctx, lib, feeds, len(names) > 0, func(r subscribe.Refreshed) {
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
		tell(n)
	})
	clear()
	if err == nil && !news && failed == 0 {
		_, err = fmt.Fprintln(c.Stdout, "nothing new")
	}
	if err != nil {
		return err
	}
	return cli.Reported(failed)
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
