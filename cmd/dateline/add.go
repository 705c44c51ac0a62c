package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

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

func (p *program) addCommand() *cobra.Command {
	var o subscribe.AddOptions
	cmd := &cobra.Command{
		Use:   "add SOURCE...",
		Short: "Add documents to the library, and follow feeds",
		Long:  addLong,
		Example: "  dateline add archive/ notes.md\n  dateline add --tag news https://example.org/\n" +
			"  dateline add --library work.db report.html",
		Args: usage(func(cmd *cobra.Command, places []string) error {
			if err := atLeastOne(cmd, places); err != nil {
				return nothingToAdd{err}
			}
			return nil
		}),
		RunE: func(cmd *cobra.Command, places []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error { return p.add(cmd.Context(), lib, places, o) })
		},
	}
	cmd.Flags().BoolVar(&o.Once, "once", false, "add what is there now, and follow nothing")
	cmd.Flags().StringSliceVar(&o.Tags, "tag", nil, "file the feed under this `TAG` or folder")
	return cmd
}

// add reads each place into the library and says what came of it.
func (p *program) add(ctx context.Context, lib model.Store, places []string, o subscribe.AddOptions) error {
	if err := p.writable(lib); err != nil {
		return err
	}
	failed := 0
	for _, place := range places {
		n, err := p.addPlace(ctx, lib, place, o)
		if err != nil {
			return err
		}
		failed += n
	}
	return reported(failed)
}

// addPlace adds what is at a place and says what came of it; it counts what fails.
func (p *program) addPlace(ctx context.Context, lib model.Store, place string, o subscribe.AddOptions) (failed int, err error) {
	r, s := p.reading(place), p.subscriber(lib)
	o.Tags, o.Failed = model.CleanLines(o.Tags), r.fail
	name, ok := feed.Address(place)
	if !ok || o.Once {
		name, s.Feeds.LeftOut, o.Saved = model.WithoutLogin(place), r.omissions.Add, r.saved
	}
	added, err := s.Add(ctx, place, o)
	r.end()
	if err == nil && (r.failed == 0 || added.Saved != (model.Saved{})) {
		fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(name), addedInWords(place, added))
	}
	return r.failed, err
}

// addedInWords says what came of adding a place.
func addedInWords(place string, a subscribe.Added) string {
	said := savedInWords(a.Saved)
	if a.Feed != "" {
		said = "its feed " + a.Feed + ": " + said
	}
	switch {
	case a.Followed:
		said += ", followed" + otherFeeds(a.Others)
	case len(a.Lists) > 0:
		for _, path := range a.Lists {
			what := "it"
			if path != place {
				what = model.Printable(path)
			}
			said += fmt.Sprintf("; %s is a list of feeds: 'dateline import %s' follows them", what, model.Printable(path))
		}
	case a.Sought:
		said += "; nothing is followed: there is no feed"
	}
	return model.CleanLine(said)
}

// mostOffers bounds how many feeds of a page are named.
const mostOffers = 5

// otherFeeds says which feeds a page offers beside the one that is followed.
func otherFeeds(addresses []string) string {
	switch n := len(addresses); {
	case n == 0:
		return ""
	case n == 1:
		return fmt.Sprintf("; it offers another: 'dateline add %s' follows it", addresses[0])
	case n > mostOffers:
		addresses = append(addresses[:mostOffers:mostOffers], fmt.Sprintf("and %d more", n-mostOffers))
	}
	return "; it offers others, which 'dateline add ADDRESS' follows: " + strings.Join(addresses, ", ")
}

// savedInWords says what Save did: "12 added, 3 changed, 40 known".
func savedInWords(s model.Saved) string {
	if s.Added+s.Changed == 0 && s.Same > 0 {
		return "nothing new"
	}
	var parts []string
	for _, c := range [...]struct {
		n    int
		word string
	}{{s.Added, "added"}, {s.Changed, "changed"}, {s.Same, "known"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.word))
		}
	}
	if len(parts) == 0 {
		return "nothing in it"
	}
	return strings.Join(parts, ", ")
}
