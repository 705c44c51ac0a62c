package feeds

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/suggest"
	"dateline/ui/session"
)

const sourcesLong = `List the sources of the library, a line each: articles, unread ones, title and
where it was first read from, with tabs between, and "followed" behind a feed that
'dateline refresh' fetches, then its folder, and "paused" or "failing". Feeds that have
brought nothing yet come last.`

func (c *commands) sources() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sources",
		Short:   "List the sources of the library, and put them in order",
		Long:    sourcesLong,
		Example: "  dateline sources\n  dateline sources move 'Coast Daily' news/local\n  dateline sources set 'Coast Daily' interval=2h\n  dateline sources failing",
		Args:    cli.Usage(cli.Between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return c.Library(cmd.Context(), false, func(lib model.Store) error { return c.listSources(cmd.Context(), lib) })
		},
	}
	cmd.AddCommand(c.order()...)
	return cmd
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
	followed := make(map[string]model.Subscription, len(feeds)) // by their address
	for _, f := range feeds {
		followed[f.Address] = f
	}
	out := bufio.NewWriter(c.Stdout)
	for _, s := range sources {
		fmt.Fprintf(out, "%d\t%d\t%s\t%s", s.Total, s.Unread, model.CleanLine(s.Title), model.CleanLine(s.Path))
		if f, ok := followed[s.Path]; ok {
			fmt.Fprint(out, asFollowed(f))
			delete(followed, s.Path)
		}
		fmt.Fprintln(out)
	}
	for _, f := range feeds {
		if _, alone := followed[f.Address]; alone {
			fmt.Fprintf(out, "0\t0\t%s\t%s%s\n", model.CleanLine(f.Name()), model.CleanLine(f.Address), asFollowed(f))
		}
	}
	return out.Flush()
}

// asFollowed says behind a source how it is followed.
func asFollowed(f model.Subscription) string {
	said := "\tfollowed\t" + model.CleanLine(f.Folder)
	switch {
	case f.Paused:
		said += "\tpaused"
	case session.Failing(f):
		said += "\tfailing"
	}
	return strings.TrimRight(said, "\t")
}

func (c *commands) remove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove SOURCE...",
		Short: "Unfollow feeds",
		Long: "Unfollow feeds: they are no longer refreshed, and their articles stay. A SOURCE\n" +
			"is the title or the address of a feed. 'dateline undo' takes it back, but for its\n" +
			"password; 'dateline add ADDRESS' follows it again.",
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
		f, err := findFeed(feeds, c.placed(feeds, name))
		if err != nil {
			failed++
			c.Report(fmt.Errorf("remove %s: %w", model.WithoutLogin(name), err))
			continue
		}
		if _, err := lib.ChangeSubscriptions(ctx, session.Unfollow([]model.Subscription{f}), c.Now()); err != nil {
			return err
		}
		forgotten, err := c.Service(lib).Forget(f.Address)
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
			"SOURCE is the title of a source, its address or its path, or a folder. 'dateline\n" +
			"undo' takes back what was done to a feed that you follow.",
		Example: "  dateline rename 'Coast Daily - All the news' Coast",
		Args:    cli.Usage(cli.Between(2, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			title := model.CleanLine(args[1])
			if title == "" {
				return &cli.UsageError{Err: errors.New("rename: the new TITLE is empty")}
			}
			return c.Store(cmd.Context(), func(s model.Store) error {
				if done, err := c.renameFeed(cmd.Context(), s, args[0], title); done || err != nil {
					return err
				}
				err := subscribe.Rename(cmd.Context(), s, args[0], title, c.Places, c.Now())
				if errors.Is(err, model.ErrNotFound) || errors.Is(err, model.ErrAmbiguous) {
					err = fmt.Errorf("rename %s: %w", model.WithoutLogin(args[0]), NoSuchSource(cmd.Context(), s, args[0], err))
				}
				return err
			})
		},
	}
}

// renameFeed renames a feed or a folder of feeds, as an act that can be undone, and
// reports whether the name is one's.
func (c *commands) renameFeed(ctx context.Context, lib model.Store, name, title string) (bool, error) {
	all, err := lib.Subscriptions(ctx)
	if err != nil {
		return false, err
	}
	m, feeds, err := Meant(all, c.placed(all, name))
	if err != nil {
		return false, nil // it may be a source that is not followed
	}
	changes, err := m.Rename(feeds, title)
	if err == nil {
		_, err = lib.ChangeSubscriptions(ctx, changes, c.Now())
	}
	return true, err
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
