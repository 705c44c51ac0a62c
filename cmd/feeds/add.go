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

const addLong = `Read SOURCEs into the library. What it knows already keeps its state and takes the
new text, so adding a document again does no harm.

The feed at an address is followed: 'dateline refresh' fetches what is new in it. Of
a page that offers feeds the first is; --once adds the page itself instead, or what
is in a feed now, and follows nothing.

A name and a password in an address (https://user:password@example.org/feed) are
taken out of it and kept in a file beside the configuration that only you can read.`

// NothingToAdd is the error of an add that names nothing.
type NothingToAdd struct{ error }

func (c *commands) add() *cobra.Command {
	var o subscribe.AddOptions
	cmd := &cobra.Command{
		Use:   "add SOURCE...",
		Short: "Add documents to the library, and follow feeds",
		Long:  addLong,
		Example: "  dateline add archive/ notes.md\n  dateline add --tag news https://example.org/\n" +
			"  dateline add --library work.db report.html",
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
	cmd.Flags().StringSliceVar(&o.Tags, "tag", nil, "file the feed under this `TAG` or folder")
	return cmd
}

// addPlaces reads each place into the library and says what came of it.
func (c *commands) addPlaces(ctx context.Context, lib model.Store, places []string, o subscribe.AddOptions) error {
	if err := c.Writable(lib); err != nil {
		return err
	}
	return Indexed(ctx, c.Console, lib, func() error {
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
	o.Tags, o.Failed = model.CleanLines(o.Tags), r.Fail
	name, ok := feed.Address(place)
	if !ok || o.Once {
		name, s.Feeds.LeftOut, o.Saved = model.WithoutLogin(place), r.LeftOut, r.Saved
	}
	added, err := s.Add(ctx, place, o)
	r.End()
	if err == nil && (r.Failed == 0 || added.Saved != (model.Saved{})) {
		fmt.Fprintf(c.Stdout, "%s: %s\n", model.CleanLine(name), outcome.Added(place, added))
	}
	return r.Failed, err
}
