package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"dateline/model"
	"dateline/model/atomicfile"
	"dateline/model/transfer"
	"dateline/model/transfer/opml"
)

const exportLong = `Write the library as text, to FILE or to standard output. The formats:
  jsonl  JSON Lines: feeds, saved views and articles, with all that is kept of
         them; 'dateline import' takes them in again, and 'dateline FILE' opens
         the articles as any other document
  opml   the feeds that you follow, with their folders
  urls   likewise, as newsboat has them

With --query only the articles that it finds, without feeds and views. An article
is an object as 'dateline list --format json' prints it; "dateline guide moving"
tells what it has beside. FILE is a whole export or what it was before.`

const exportFormats = "jsonl, opml or urls"

// exportOptions are the flags of `export`.
type exportOptions struct {
	format string
	query  string
	part   bool // query was given
	force  bool
}

func (p *program) exportCommand() *cobra.Command {
	o := exportOptions{}
	cmd := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Export the library, or the feeds you follow",
		Long:  exportLong,
		Example: "  dateline export news.jsonl\n  dateline export | gzip > news.jsonl.gz\n" +
			"  dateline export --query is:starred starred.jsonl\n  dateline export --format opml feeds.opml",
		Args: usage(between(0, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.part = cmd.Flags().Changed("query")
			file := "-"
			if len(args) > 0 {
				file = args[0]
			}
			return p.export(cmd.Context(), file, o)
		},
	}
	cmd.Flags().StringVarP(&o.format, "format", "f", "jsonl", "the `FORMAT`: "+exportFormats)
	cmd.Flags().StringVarP(&o.query, "query", "q", "", "only the articles that this `QUERY` finds")
	cmd.Flags().BoolVar(&o.force, "force", false, "replace FILE if it exists")
	return cmd
}

// export writes the library to a file, or to standard output.
func (p *program) export(ctx context.Context, file string, o exportOptions) error {
	if o.part && o.format != "jsonl" {
		return &usageError{Err: fmt.Errorf("export --format %s: --query chooses articles, and there are none in this format", o.format)}
	}
	q, err := p.parse(ctx, o.query)
	if err != nil {
		return err
	}
	lists := map[string]func(io.Writer, []model.Subscription) error{
		"opml": func(w io.Writer, feeds []model.Subscription) error { return opml.Write(w, "dateline", feeds) },
		"urls": opml.WriteURLs,
	}
	if lists[o.format] == nil && o.format != "jsonl" {
		return &usageError{Err: fmt.Errorf("--format %q: want %s", o.format, exportFormats)}
	}
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return err
	}
	defer lib.Close()
	feeds, err := p.exported(ctx, lib, o)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		if list := lists[o.format]; list != nil {
			return list(w, feeds)
		}
		report, clear := p.progressTo()
		if w == p.stdout && p.terminal { // the lines are on the screen themselves
			report, clear = func(string, int) {}, func() {}
		}
		defer clear()
		_, err := transfer.Export(ctx, lib, q, w, transfer.ExportOptions{
			Now: p.now(), Part: o.part, Hidden: true, Progress: func(percent int) { report("exporting", percent) },
		})
		return err
	}
	if file == "-" {
		return write(p.stdout)
	}
	err = atomicfile.Write(file, o.force, write)
	if errors.Is(err, fs.ErrExist) {
		err = errors.New("the file exists; --force replaces it")
	}
	if err != nil {
		return fmt.Errorf("export to %s: %w", file, err)
	}
	return nil
}

// exported returns the feeds that a list may name, and names on standard error those that
// are left out.
func (p *program) exported(ctx context.Context, lib model.Store, o exportOptions) ([]model.Subscription, error) {
	all, err := lib.Subscriptions(ctx)
	feeds, here := transfer.Portable(all)
	for _, f := range here {
		what := "a place of this machine"
		if model.CommandName(f.Address) != "" {
			what = "a command of yours"
		}
		if !o.part && p.remote == nil {
			fmt.Fprintf(p.stderr, "dateline: %s: left out of the feeds, as it is %s\n", model.Printable(f.Name()), what)
		}
	}
	return feeds, err
}
