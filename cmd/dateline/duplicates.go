package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/model"
)

const mergeLong = `Make one article of those that are in the library twice, because an earlier version
took another spelling of a path or address for another document. Only articles of one
place that were made of the same entry are merged, never two documents.

What is kept is read, starred and tagged if either was, has the earlier arrival, and
keeps the texts of both as revisions. It says first how many there are, and asks;
--yes does not ask, --dry-run lists them and merges nothing. This cannot be undone:
'dateline library backup' keeps a copy first.`

// mergeOptions are the flags of `library merge-duplicates`.
type mergeOptions struct{ yes, dry bool }

func (p *program) libraryMergeCommand() *cobra.Command {
	var o mergeOptions
	cmd := &cobra.Command{
		Use:     "merge-duplicates",
		Short:   "Make one of articles that are there twice",
		Long:    mergeLong,
		Example: "  dateline library merge-duplicates --dry-run\n  dateline library backup ~/news-backup.db\n  dateline library merge-duplicates",
		Args:    usage(cobra.NoArgs),
		RunE:    p.onStore(func(ctx context.Context, s model.Store) error { return p.mergeDuplicates(ctx, s, o) }),
	}
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "only list what would be merged")
	cmd.MarkFlagsMutuallyExclusive("yes", "dry-run")
	return cmd
}

func (p *program) mergeDuplicates(ctx context.Context, s model.DuplicateStore, o mergeOptions) error {
	all, err := s.Duplicates(ctx)
	if err != nil {
		return err
	}
	many := "1 article is there twice"
	if len(all) != 1 {
		many = fmt.Sprintf("%d articles are there twice", len(all))
	}
	switch {
	case len(all) == 0:
		_, err := fmt.Fprintln(p.stdout, "no article is there twice")
		return err
	case o.dry:
		for _, d := range all {
			fmt.Fprintf(p.stdout, "%s\t%s\t%s\t%s\n", d.Keep, d.Drop, model.CleanLine(d.Title), model.CleanLine(d.Path))
		}
		_, err := fmt.Fprintf(p.stderr, "%s\n", many)
		return err
	case !o.yes:
		sure, err := p.confirm(fmt.Sprintf("%s. Merge each pair into one? This cannot be undone; 'dateline library backup' keeps a copy.", many))
		if err != nil || !sure {
			return err
		}
	}
	report, clear := p.progressTo()
	n, err := s.MergeDuplicates(ctx, all, p.now(), report)
	clear()
	fmt.Fprintf(p.stdout, "%d merged\n", n)
	return err
}
