package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/feed"
	"dateline/model"
)

const addLong = `Read SOURCEs into the library. What it knows already keeps its state and takes the
new text, so adding a document again does no harm.

The feed at an address is followed: 'dateline refresh' fetches what is new in it. Of
a page that offers feeds the first is; --once adds the page itself instead, or what
is in a feed now, and follows nothing.

A name and a password in an address (https://user:password@example.org/feed) are
taken out of it and kept in a file beside the configuration that only you can read.`

// addOptions are the flags of add.
type addOptions struct {
	once bool
	tags []string
}

func (p *program) addCommand() *cobra.Command {
	var o addOptions
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
			return p.add(cmd.Context(), places, o)
		},
	}
	cmd.Flags().BoolVar(&o.once, "once", false, "add what is there now, and follow nothing")
	cmd.Flags().StringSliceVar(&o.tags, "tag", nil, "file the feed under this `TAG` or folder")
	return cmd
}

// add reads each place into the library and says what came of it.
func (p *program) add(ctx context.Context, places []string, o addOptions) error {
	lib, err := p.openLibrary(ctx, true)
	if err != nil {
		return err
	}
	defer lib.Close()
	if err := p.writable(lib); err != nil {
		return err
	}
	failed := 0
	for _, place := range places {
		if address, ok := feed.Address(place); ok && !o.once {
			said, bad, err := p.addAddress(ctx, lib, place, model.CleanLines(o.tags), nil)
			if bad != nil {
				failed++
				p.complain(bad)
			}
			if said != "" {
				fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(address), said)
			}
			if err != nil {
				return err
			}
			continue
		}
		saved, n, lists, err := p.loadInto(ctx, lib, place, p.optionsFor(lib))
		if err != nil {
			return err
		}
		failed += n
		if n == 0 || saved != (model.Saved{}) {
			fmt.Fprintf(p.stdout, "%s: %s%s\n", model.CleanLine(feed.Shown(place)), savedInWords(saved), listWords(place, lists...))
		}
	}
	return reported(failed)
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
