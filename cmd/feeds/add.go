package feeds

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/outcome"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
)

const addLong = `Read SOURCEs into the library, and follow them: 'dateline refresh', and the screen by
itself, bring what is new. What the library knows already keeps its state and takes the
new text, so adding something again does no harm. A SOURCE is
  the address of a feed, or of a page that offers one; of several, --feed chooses
  an account or channel of YouTube, GitHub, Mastodon (@user@example.social),
    Bluesky, Reddit or Apple Podcasts
  the address of a page without a feed; if it lists dated headlines, these are followed
  a file or a folder, also a mailbox or maildir: read again when it changes
  '$(COMMAND)', which is run without a shell; what it writes is read as a document

--once adds what is there now and follows nothing; so do a pattern of names and -,
standard input. A server that is down now is tried again later.

A name and a password in an address (https://user:password@example.org/feed) are
taken out of it and kept in a file beside the configuration that only you can read. So
are commands: no library, list or other reader ever has them, or has them run.`

// NothingToAdd is the error of an add that names nothing.
type NothingToAdd struct{ error }

func (c *commands) add() *cobra.Command {
	var o subscribe.AddOptions
	cmd := &cobra.Command{
		Use:   "add SOURCE...",
		Short: "Add feeds and documents to the library, and follow them",
		Long:  addLong,
		Example: "  dateline add https://example.org/\n  dateline add --folder news/local --feed 2 https://example.org/feeds\n" +
			"  dateline add ~/Maildir notes.md\n  dateline add '$(curl -s https://example.org/data.json)'",
		Args: cli.Usage(func(cmd *cobra.Command, places []string) error {
			if err := cli.AtLeastOne(cmd, places); err != nil {
				return NothingToAdd{err}
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, places []string) error {
			return c.Library(cmd.Context(), true, func(lib model.Store) error { return c.addPlaces(cmd.Context(), lib, places, o) })
		},
	}
	cmd.Flags().BoolVar(&o.Once, "once", false, "add what is there now, and follow nothing")
	cmd.Flags().StringSliceVar(&o.Tags, "tag", nil, "file the feed under this `TAG`")
	cmd.Flags().StringVar(&o.Folder, "folder", "", "file the feed in this `FOLDER`, news/local say")
	cmd.Flags().StringVar(&o.Feed, "feed", "", "follow this `FEED` of a page that offers several: its number, or its address")
	return cmd
}

// addPlaces reads each place into the library and says what came of it.
func (c *commands) addPlaces(ctx context.Context, lib model.Store, places []string, o subscribe.AddOptions) error {
	if err := c.Writable(lib); err != nil {
		return err
	}
	return Indexed(ctx, c.Console, lib, AddingMemory, func() error {
		failed := 0
		for _, place := range places {
			n, err := c.addPlace(ctx, lib, place, o)
			if err != nil {
				return err
			}
			failed += n
		}
		return cli.Reported(failed)
	})
}

// addPlace adds what is at a place and says what came of it; it counts what fails.
func (c *commands) addPlace(ctx context.Context, lib model.Store, place string, o subscribe.AddOptions) (failed int, err error) {
	r, s := NewReading(c.Console, place), c.Service(lib)
	o.Tags, o.Folder, o.Failed, o.Commands = model.CleanLines(o.Tags), model.CleanFolder(o.Folder), r.Fail, true
	name, ok := feed.Address(place)
	if !ok || o.Once {
		name, s.Feeds.LeftOut, o.Saved = model.WithoutLogin(place), r.LeftOut, r.Saved
	}
	added, err := s.Add(ctx, place, o)
	r.End()
	switch {
	case err != nil:
	case len(added.Choices) > 0:
		c.sayChoices(name, place, added)
		return r.Failed + 1, nil
	case r.Failed == 0 || added.Saved != (model.Saved{}) || added.Down || len(added.Lists) > 0:
		fmt.Fprintf(c.Stdout, "%s: %s\n", model.CleanLine(name), outcome.Added(place, added))
		err = c.offerImport(ctx, lib, added.Lists)
	}
	return r.Failed, err
}

// sayChoices lists the feeds that a place stands for, a line each: number, address and
// title, with tabs between.
func (c *commands) sayChoices(name, place string, added subscribe.Added) {
	for i, f := range added.Choices {
		fmt.Fprintf(c.Stdout, "%d\t%s\t%s\n", i+1, model.CleanLine(f.Address), model.CleanLine(f.Title))
	}
	c.Report(fmt.Errorf("%w; 'dateline add --feed 1 %s' follows the first", outcome.Choices(name, added), model.WithoutLogin(place)))
}

// offerImport offers to follow the feeds of lists, where there is somebody to be asked.
func (c *commands) offerImport(ctx context.Context, lib model.Store, lists []string) error {
	if c.Confirm == nil || len(lists) == 0 {
		return nil
	}
	sure, err := c.Confirm("Follow the feeds in it now?")
	if err != nil || !sure {
		return err
	}
	return c.Import(ctx, lib, lists)
}
