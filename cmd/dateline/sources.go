package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/suggest"
)

const sourcesLong = `List the sources of the library, a line each: articles, unread ones, title and
where it was first read from, with tabs between, and "followed" behind a feed that
'dateline refresh' fetches. Feeds that have brought nothing yet come last.`

func (p *program) sourcesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sources",
		Short: "List the sources of the library",
		Long:  sourcesLong,
		Args:  usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.sources(cmd.Context())
		},
	}
}

// sources lists the sources of the library.
func (p *program) sources(ctx context.Context) error {
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return err
	}
	defer lib.Close()
	sources, err := lib.Sources(ctx)
	if err != nil {
		return fmt.Errorf("list sources: %w", err)
	}
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	followed := make(map[string]bool) // by place
	for _, f := range feeds {
		followed[f.Address] = true
	}
	out := bufio.NewWriter(p.stdout)
	known := make(map[string]bool)
	for _, s := range sources {
		fmt.Fprintf(out, "%d\t%d\t%s\t%s", s.Total, s.Unread, model.CleanLine(s.Title), model.CleanLine(s.Path))
		if followed[s.Path] {
			fmt.Fprint(out, "\tfollowed")
		}
		fmt.Fprintln(out)
		known[s.Path] = true
	}
	for _, f := range feeds {
		if !known[f.Address] {
			fmt.Fprintf(out, "0\t0\t%s\t%s\tfollowed\n", model.CleanLine(f.Name()), model.CleanLine(f.Address))
		}
	}
	return out.Flush()
}

func (p *program) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove SOURCE...",
		Short: "Unfollow feeds",
		Long: "Unfollow feeds: they are no longer refreshed, and their articles stay. A SOURCE\n" +
			"is the title or the address of a feed. 'dateline add ADDRESS' follows it again.",
		Example: "  dateline remove 'Coast Daily'\n  dateline remove https://example.org/feed.xml",
		Args:    usage(atLeastOne),
		RunE: func(cmd *cobra.Command, names []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Library) error { return p.remove(cmd.Context(), lib, names) })
		},
	}
}

// remove unsubscribes from the feeds of names.
func (p *program) remove(ctx context.Context, lib model.Library, names []string) error {
	failed := 0
	for _, name := range names {
		feeds, err := lib.Subscriptions(ctx)
		if err != nil {
			return err
		}
		f, err := findFeed(feeds, name)
		if err != nil {
			failed++
			p.complain(fmt.Errorf("remove %s: %w", feed.Shown(name), err))
			continue
		}
		forgotten, err := p.subscriber(lib).Unfollow(ctx, f.Address)
		var kept *subscribe.LoginError
		if errors.As(err, &kept) {
			failed++
			p.complain(fmt.Errorf("remove %s: its password stays in %s: %w", feed.Shown(name), p.credentials().Path, model.FileReason(kept.Err)))
		} else if err != nil {
			return err
		}
		said := "no longer followed"
		if forgotten {
			said += "; its name and password are removed"
		}
		fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(f.Address), said)
	}
	return reported(failed)
}

func (p *program) renameCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "rename SOURCE TITLE",
		Short: "Rename a source",
		Long: "Give a source of the library another title, which stays when it is refreshed. A\n" +
			"SOURCE is the title of a source, its address or its path.",
		Example: "  dateline rename 'Coast Daily - All the news' Coast",
		Args:    usage(between(2, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			title := model.CleanLine(args[1])
			if title == "" {
				return &usageError{errors.New("rename: the new TITLE is empty")}
			}
			return p.withStore(cmd.Context(), func(s model.Store) error { return p.rename(cmd.Context(), s, args[0], title) })
		},
	}
}

// findSource returns the source of a library that a reader names, by its title,
// address or path.
func findSource(ctx context.Context, s model.Store, name string) (model.Source, error) {
	found, err := s.FindSource(ctx, model.CleanLine(name), model.CleanLine(feed.Place(name)))
	if errors.Is(err, model.ErrNotFound) {
		var titles []string
		if all, listErr := s.Sources(ctx); listErr == nil {
			for _, o := range all {
				titles = append(titles, o.Title)
			}
		}
		err = fmt.Errorf("the library has no such source%s", cmp.Or(suggest.DidYouMean(name, titles), "; 'dateline sources' lists them"))
	}
	return found, err
}

// rename gives a source another title, and the feed that it is followed as.
func (p *program) rename(ctx context.Context, s model.Store, name, title string) error {
	feeds, err := s.Subscriptions(ctx)
	if err != nil {
		return err
	}
	found, err := findSource(ctx, s, name)
	if err != nil {
		f, e := findFeed(feeds, name)
		if e != nil {
			return fmt.Errorf("rename %s: %w", feed.Shown(name), err)
		}
		if found, err = findSource(ctx, s, f.Address); err != nil { // it has brought nothing yet
			found.Path, err = f.Address, nil
		}
	}
	if found.ID != 0 {
		err = s.RenameSource(ctx, found.ID, title)
	}
	if i := slices.IndexFunc(feeds, func(f model.Subscription) bool { return f.Address == found.Path }); i >= 0 && err == nil {
		feeds[i].Title = title
		_, err = s.Subscribe(ctx, feeds[i:i+1], p.now())
	}
	return err
}
