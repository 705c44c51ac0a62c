package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/feed"
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
			return p.withLibrary(cmd.Context(), func(lib model.Library) error { return p.refreshNamed(cmd.Context(), lib, names) })
		},
	}
}

// refreshNamed refreshes the feeds of names, or all, and says what came of it.
func (p *program) refreshNamed(ctx context.Context, lib model.Library, names []string) error {
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
			i, err := findFeed(all, name)
			if err != nil {
				failed++
				p.complain(fmt.Errorf("refresh %s: %w", feed.Shown(name), err))
			} else if !chosen[all[i].Address] {
				chosen[all[i].Address] = true
				feeds = append(feeds, all[i])
			}
		}
	} else if len(all) == 0 {
		_, err := fmt.Fprintln(p.stdout, "No feeds to refresh; 'dateline add ADDRESS' follows one, 'dateline import FILE' a list.")
		return err
	}
	report, wipe := p.progressTo()
	tell := func(n int) { report(fmt.Sprintf("refreshing, %d of %d feeds", n, len(feeds)), -1) }
	tell(0)
	n, news := 0, false
	err = p.refresh(ctx, lib, feeds, func(f model.Subscription, saved model.Saved, err error) {
		wipe()
		n++
		if err != nil {
			failed++
			p.complain(err)
		}
		if saved.Same = 0; saved != (model.Saved{}) {
			news = true
			fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(feedTitle(f)), savedInWords(saved))
		}
		tell(n)
	})
	wipe()
	if err == nil && !news && failed == 0 {
		_, err = fmt.Fprintln(p.stdout, "nothing new")
	}
	if err != nil {
		return err
	}
	return reported(failed)
}

// feedTitle returns what a feed is called.
func feedTitle(f model.Subscription) string {
	if f.Title != "" {
		return f.Title
	}
	return f.Address
}

// refresh fetches feeds and saves what is new. done is called after each, with
// what went wrong with it. The error is one of the library, or ctx's.
func (p *program) refresh(ctx context.Context, lib model.Library, feeds []model.Subscription, done func(model.Subscription, model.Saved, error)) error {
	all, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	asked := make([]feed.Feed, len(feeds))
	for i, f := range feeds {
		asked[i] = feed.Feed{Address: f.Address, ETag: f.ETag, LastModified: f.LastModified}
	}
	fetched := make(map[string]model.Subscription)
	err = feed.Refresh(ctx, asked, p.optionsFor(lib), func(n int, f feed.Fetched, articles []model.Article) error {
		was := feeds[n]
		if was.Title == "" && len(articles) > 0 {
			was.Title = freeTitle(all, was.Address, articles[0].Source)
			all = append(all, was)
		}
		for i := range articles {
			articles[i].Source = was.Title
		}
		saved, err := lib.Save(ctx, articles, p.now())
		if err != nil {
			return err
		}
		if f.Err == nil { // of a broken one all is asked for again
			was.ETag, was.LastModified = f.ETag, f.LastModified
		}
		if old := feeds[n]; was.Title != old.Title || was.ETag != old.ETag || was.LastModified != old.LastModified {
			fetched[was.Address] = was
		}
		done(was, saved, f.Err)
		return nil
	})
	// Also of a refresh that was interrupted: what is saved need not be fetched again.
	return errors.Join(err, p.keepFetched(context.WithoutCancel(ctx), lib, fetched))
}

// keepFetched keeps what servers said, of the feeds that are still followed.
func (p *program) keepFetched(ctx context.Context, lib model.Library, fetched map[string]model.Subscription) error {
	if len(fetched) == 0 {
		return nil
	}
	now, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	var changed []model.Subscription
	for _, f := range now {
		if g, ok := fetched[f.Address]; ok {
			if f.Title == "" {
				f.Title = g.Title
			}
			f.ETag, f.LastModified = g.ETag, g.LastModified
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	_, err = lib.Subscribe(ctx, changed, p.now())
	return err
}
