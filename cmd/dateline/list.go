package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/feed"
	"dateline/model"
	"dateline/model/listing"
	"dateline/model/query"
	"dateline/ui/session"
)

const listLong = `Print headlines, newest first, undated ones last; "sort:" in the query changes
it. Without SOURCE those of the library.

"dateline guide query" tells the language of --query. The formats:
  text      for reading: under headings of their day; of the library with the
            beginning of the ID that "dateline show" takes
  json      one object a line, with the text and the Markdown of the article;
            what is not known is absent
  markdown  a list of links under headings of their day
  tsv       a line each: date, title, source, address, ID; no header

A SOURCE that fails is named on standard error, the others are still listed,
and the exit status is 1.`

const listExample = `  dateline list news.txt
  dateline list --query 'since:2018-11 until:2018-12' archive/
  curl -s https://example.org/feed.xml | dateline list --format json -`

// listOptions are the flags of `list`.
type listOptions struct {
	query  string
	limit  int
	format string
}

func (p *program) listCommand() *cobra.Command {
	o := listOptions{}
	cmd := &cobra.Command{
		Use:     "list [SOURCE...]",
		Short:   "Print headlines",
		Long:    listLong,
		Example: listExample,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, places []string) error {
			return p.list(cmd.Context(), places, o)
		},
	}
	cmd.Flags().StringVarP(&o.query, "query", "q", "", "only what this `QUERY` finds")
	cmd.Flags().IntVarP(&o.limit, "limit", "n", 0, "at most `N` articles; 0 is all")
	cmd.Flags().StringVarP(&o.format, "format", "f", "text", "the `FORMAT`: "+formatNames)
	return cmd
}

// list prints the headlines of places, or of the library when there are none.
func (p *program) list(ctx context.Context, places []string, o listOptions) error {
	q, err := p.parse(ctx, o.query)
	if err != nil {
		return err
	}
	if o.limit < 0 {
		return &usageError{Err: fmt.Errorf("--limit %d: want 0 or more", o.limit)}
	}
	if o.limit > 0 && (q.Limit == 0 || o.limit < q.Limit) {
		q.Limit = o.limit
	}
	q, stored, err := p.sourceQuery(ctx, q, places)
	if err != nil {
		return err
	}
	stored = stored || len(places) == 0
	f, err := p.newFormat(o.format, q, stored)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(p.stdout, 64<<10)
	if stored {
		err = p.listLibrary(ctx, q, f, out)
	} else {
		err = p.listDocuments(ctx, places, q, f, out)
	}
	// What was listed before a failure is worth printing.
	if e := out.Flush(); e != nil && (err == nil || errors.Is(err, cli.ErrReported)) {
		err = e
	}
	return err
}

// parse reads a query typed on the command line, and says on standard error where a
// date may have been meant that is none.
func (p *program) parse(ctx context.Context, text string) (model.Query, error) {
	env := p.env(ctx)
	q, err := query.Parse(text, env)
	if err != nil {
		return model.Query{}, &usageError{Err: fmt.Errorf("read the query: %w", err)}
	}
	for _, o := range query.Offers(text, env) {
		fmt.Fprintf(p.stderr, "dateline: %s\n", o)
	}
	return q, nil
}

// listDocuments lists what q finds in places. What lies outside of the periods it asks
// for is not indexed in the first place, and nothing is where it asks for no more.
func (p *program) listDocuments(ctx context.Context, places []string, q model.Query, f listing.Format, out io.Writer) error {
	periods, sortable := listing.PeriodsOf(q)
	failed := 0
	read := func(ctx context.Context, emit func(*model.Article) error) (err error) {
		failed, err = p.load(ctx, places, periods.Pass(emit))
		return err
	}
	var print func() error
	if sortable {
		s := listing.NewSorter(f, q)
		defer s.Close()
		if err := read(ctx, s.Add); err != nil {
			return err
		}
		print = func() error { return s.Print(out) }
	} else {
		lib, err := p.memory(ctx)
		if err != nil {
			return err
		}
		defer lib.Close()
		if _, err := (feed.Batcher{Library: lib, Now: p.now}).Save(ctx, read); err != nil {
			return err
		}
		print = func() error { return listing.Print(ctx, lib, q, f, out) }
	}
	if err := print(); err != nil {
		return err
	}
	return cli.Reported(failed)
}

// listLibrary lists what q finds in the reader's library.
func (p *program) listLibrary(ctx context.Context, q model.Query, f listing.Format, out io.Writer) error {
	return p.withLibrary(ctx, false, func(lib model.Store) error {
		if empty, err := lib.Empty(ctx); err == nil && empty {
			switch feeds, err := session.Waiting(ctx, lib); {
			case err != nil:
				return err
			case feeds > 0:
				fmt.Fprintln(p.stderr, session.Unfetched(feeds, "'"+p.self()+" refresh'")+".")
			case !p.config.LibraryNamed:
				fmt.Fprintf(p.stderr, "The library is empty. '%s add SOURCE' fills it, '%[1]s guide' helps.\n", p.self())
			}
		}
		asked := &searched{Finder: lib}
		err := listing.Print(ctx, asked, q, f, out)
		if asked.not > 0 {
			fmt.Fprintf(p.stderr, "dateline: %s not searched yet\n", session.Articles(asked.not))
		}
		return err
	})
}

// searched is a library that keeps how many articles it has not searched.
type searched struct {
	model.Finder
	not int
}

// Find implements model.Finder.
func (s *searched) Find(ctx context.Context, q model.Query, w model.Window) (model.Page, error) {
	p, err := s.Finder.Find(ctx, q, w)
	s.not = max(s.not, p.Unsearched)
	return p, err
}
