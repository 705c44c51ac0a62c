package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/model"
)

func (p *program) addCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "add SOURCE...",
		Short:   "Add documents to the library",
		Long:    "Read SOURCEs into the library. What it knows already keeps its state and\ntakes the new text, so adding a document again does no harm.",
		Example: "  dateline add archive/ notes.md\n  dateline add --library work.db report.html",
		Args:    usage(atLeastOne),
		RunE: func(cmd *cobra.Command, places []string) error {
			return p.add(cmd.Context(), places)
		},
	}
}

// add reads each place into the library and says what came of it.
func (p *program) add(ctx context.Context, places []string) error {
	lib, err := p.openLibrary(ctx, true)
	if err != nil {
		return err
	}
	defer lib.Close()
	failed := 0
	for _, place := range places {
		saved, n, err := p.loadInto(ctx, lib, []string{place})
		if err != nil {
			return err
		}
		failed += n
		if n == 0 || saved != (model.Saved{}) {
			fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(place), savedInWords(saved))
		}
	}
	return reported(failed)
}

// savedInWords says what Save did: "12 added, 3 changed, 40 known".
func savedInWords(s model.Saved) string {
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

func (p *program) sourcesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "sources",
		Short: "List the sources of the library",
		Long:  "List the sources of the library, a line each: articles, unread ones, title and\nwhere it was first read from, with tabs between.",
		Args:  usage(cobra.NoArgs),
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
	out := bufio.NewWriter(p.stdout)
	for _, s := range sources {
		fmt.Fprintf(out, "%d\t%d\t%s\t%s\n", s.Total, s.Unread, model.CleanLine(s.Title), model.CleanLine(s.Path))
	}
	return out.Flush()
}
