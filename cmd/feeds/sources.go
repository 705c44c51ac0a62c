package feeds

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/suggest"
)

const sourcesLong = `List the sources of the library, a line each: articles, unread ones, title and
where it was first read from, with tabs between, and "followed" behind a feed that
'dateline refresh' fetches. Feeds that have brought nothing yet come last.`

func (c *commands) sources() *cobra.Command {
	return &cobra.Command{
		Use:   "sources",
		Short: "List the sources of the library",
		Long:  sourcesLong,
		Args:  cli.Usage(cli.Between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.Library(cmd.Context(), false, func(lib model.Store) error { return c.listSources(cmd.Context(), lib) })
		},
	}
}

// listSources lists the sources of the library.
func (c *commands) listSources(ctx context.Context, lib model.Store) error {
	sources, err := lib.Sources(ctx)
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	listed := make(map[string]bool) // the feeds, by their address
	for _, f := range feeds {
		listed[f.Address] = false
	}
	out := bufio.NewWriter(c.Stdout)
	for _, s := range sources {
		fmt.Fprintf(out, "%d\t%d\t%s\t%s", s.Total, s.Unread, model.CleanLine(s.Title), model.CleanLine(s.Path))
		if _, followed := listed[s.Path]; followed {
			fmt.Fprint(out, "\tfollowed")
			listed[s.Path] = true
		}
		fmt.Fprintln(out)
	}
	for _, f := range feeds {
		if !listed[f.Address] {
			fmt.Fprintf(out, "0\t0\t%s\t%s\tfollowed\n", model.CleanLine(f.Name()), model.CleanLine(f.Address))
		}
	}
	return out.Flush()
}

func (c *commands) remove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove SOURCE...",
		Short: "Unfollow feeds",
		Long: "Unfollow feeds: they are no longer refreshed, and their articles stay. A SOURCE\n" +
			"is the title or the address of a feed. 'dateline add ADDRESS' follows it again.",
		Example: "  dateline remove 'Coast Daily'\n  dateline remove https://example.org/feed.xml",
		Args:    cli.Usage(cli.AtLeastOne),
		RunE: func(cmd *cobra.Command, names []string) error {
			return c.Library(cmd.Context(), true, func(lib model.Store) error { return c.unfollow(cmd.Context(), lib, names) })
		},
	}
}

// unfollow unsubscribes from the feeds of names.
func (c *commands) unfollow(ctx context.Context, lib model.Store, names []string) error {
	failed := 0
	for _, name := range names {
		feeds, err := lib.Subscriptions(ctx)
		if err != nil {
			return err
		}
		f, err := findFeed(feeds, name)
		if err != nil {
			failed++
			c.Report(fmt.Errorf("remove %s: %w", model.WithoutLogin(name), err))
			continue
		}
		forgotten, err := c.Service(lib).Unfollow(ctx, f.Address)
		var kept *subscribe.LoginError
		if errors.As(err, &kept) {
			failed++
			c.Report(fmt.Errorf("remove %s: its password stays in %s: %w", model.WithoutLogin(name), c.Credentials(), model.FileReason(kept.Err)))
		} else if err != nil {
			return err
		}
		said := "no longer followed"
		if forgotten {
			said += "; its name and password are removed"
		}
		fmt.Fprintf(c.Stdout, "%s: %s\n", model.CleanLine(f.Address), said)
	}
	return cli.Reported(failed)
}

func (c *commands) rename() *cobra.Command {
	return &cobra.Command{
		Use:   "rename SOURCE TITLE",
		Short: "Rename a source",
		Long: "Give a source of the library another title, which stays when it is refreshed. A\n" +
			"SOURCE is the title of a source, its address or its path.",
		Example: "  dateline rename 'Coast Daily - All the news' Coast",
		Args:    cli.Usage(cli.Between(2, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			title := model.CleanLine(args[1])
			if title == "" {
				return &cli.UsageError{Err: errors.New("rename: the new TITLE is empty")}
			}
			return c.Store(cmd.Context(), func(s model.Store) error {
				err := subscribe.Rename(cmd.Context(), s, args[0], title, c.Places, c.Now())
				if errors.Is(err, model.ErrNotFound) || errors.Is(err, model.ErrAmbiguous) {
					err = fmt.Errorf("rename %s: %w", model.WithoutLogin(args[0]), NoSuchSource(cmd.Context(), s, args[0], err))
				}
				return err
			})
		},
	}
}

// NoSuchSource returns why a name means no source, with what to do.
func NoSuchSource(ctx context.Context, lib model.Finder, name string, err error) error {
	if !errors.Is(err, model.ErrNotFound) {
		return err
	}
	sources, _ := lib.Sources(ctx) // they only make the message better
	titles := make([]string, len(sources))
	for i := range sources {
		titles[i] = sources[i].Title
	}
	return errors.New("the library has no such source" + insteadOf(name, titles))
}

// insteadOf says behind a name that is none of titles what may have been meant.
func insteadOf(name string, titles []string) string {
	return cmp.Or(suggest.DidYouMean(model.CleanLine(name), titles), "; 'dateline sources' lists them")
}
