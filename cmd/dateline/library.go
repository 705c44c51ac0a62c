package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dateline/cmd/cli"
	"dateline/cmd/outcome"
	"dateline/model"
	"dateline/model/listing"
	"dateline/ui/message"
	"dateline/ui/session"
)

func (p *program) libraryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "library",
		Short: "Maintain the library: check, back up, compact, prune",
		Long:  "Maintain the file of the library, which --library names.",
		Example: "  dateline library info\n  dateline library check\n" +
			"  dateline library backup ~/news-backup.db\n  dateline library compact\n  dateline library retain --older-than 1y",
		Args: usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.libraryInfoCommand(), p.libraryCheckCommand(), p.libraryBackupCommand(), p.libraryCompactCommand(),
		p.libraryRetainCommand(), p.libraryPruneCommand(), p.libraryMergeCommand())
	return cmd
}

// withStore opens the file of the library, which must exist, for f.
func (p *program) withStore(ctx context.Context, f func(model.Store) error) error {
	s, err := p.openStore(ctx, false)
	if errors.Is(err, model.ErrDamaged) { // whose text advises what the reader is doing
		_, reason, _ := strings.Cut(err.Error(), model.ErrDamaged.Error()+": ")
		return fmt.Errorf("open library %s: it is damaged too badly; put a backup in its place: %s", p.config.LibraryFile, reason)
	}
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	return f(s)
}

// onStore is the RunE of a command that works on the whole library and has no
// arguments.
func (p *program) onStore(f func(context.Context, model.Store) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		return p.withStore(cmd.Context(), func(s model.Store) error { return f(cmd.Context(), s) })
	}
}

func (p *program) libraryInfoCommand() *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:     "info",
		Short:   "Show what the library holds and how large it is",
		Long:    "Say where the library is, what it holds and how large it is. The dates are those\nof the oldest and the newest article, in UTC.",
		Example: "  dateline library info\n  dateline library info --format json | jq .articles",
		Args:    usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "text" && format != "json" {
				return &usageError{Err: fmt.Errorf("--format %s: want text or json", format)}
			}
			return p.withStore(cmd.Context(), func(s model.Store) error {
				info, err := listing.InfoOf(cmd.Context(), s)
				if err != nil {
					return err
				}
				if format == "json" {
					return json.NewEncoder(p.stdout).Encode(info)
				}
				return p.infoText(info)
			})
		},
	}
	cmd.Flags().StringVarP(&format, "format", "f", format, "the `FORMAT`: text or json")
	return cmd
}

func (p *program) infoText(i listing.Info) error {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-10s"+format+"\n", append([]any{name}, args...)...)
	}
	file := model.CleanLine(i.Path)
	if i.ReadOnly {
		file += " (read-only)"
	}
	line("file", "%s", file)
	line("size", "%s", outcome.Size(i.Size))
	line("schema", "%d", i.Schema)
	line("articles", "%d", i.Articles)
	line("read", "%d", i.Read)
	line("starred", "%d", i.Starred)
	if i.Hidden > 0 {
		line("hidden", "%d", i.Hidden)
	}
	if i.Duplicates > 0 {
		line("twice", "%d ('dateline library merge-duplicates --dry-run' lists them)", i.Duplicates)
	}
	line("undated", "%d", i.Undated)
	line("sources", "%d", i.Sources)
	if i.First != nil {
		line("dates", "%s to %s", i.First, i.Last)
	}
	if i.Waiting > 0 {
		line("waiting", "%s not searched yet", session.Articles(i.Waiting))
	}
	line("text", "%s", outcome.Size(i.Text))
	line("index", "%s", outcome.Size(i.Index))
	_, err := fmt.Fprint(p.stdout, b.String())
	return err
}

const checkLong = `Check the library for faults: in its file, its counts, its word indexes and the
texts of its articles. Every fault is a line, with what to do about it; the exit
status is then 1. Nothing is changed, and other programs may go on using the
library.

--repair makes anew what is derived from the articles (counts and indexes) and
removes what belongs to none. Where the file itself is damaged it saves what can
be read, says what is lost, and keeps the library as it was beside it.

--quick takes a tenth of the time or less. It reads every page that is in use and
finds what is cut off, overwritten or out of order; it compares sums and numbers of
articles, and unpacks 2,000 texts. It does not compare indexes with what they are
of, nor look into the word index, the other texts, and what belongs to no article.`

func (p *program) libraryCheckCommand() *cobra.Command {
	repair, quick := false, false
	cmd := &cobra.Command{
		Use:     "check",
		Short:   "Check the library for faults",
		Long:    checkLong,
		Example: "  dateline library check\n  dateline library check --quick\n  dateline library check --repair",
		Args:    usage(between(0, 0)),
		RunE: p.onStore(func(ctx context.Context, s model.Store) error {
			check := s.Check
			if quick {
				check = s.CheckQuick
			}
			return p.checkLibrary(ctx, s, check, repair)
		}),
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "repair what can be repaired")
	cmd.Flags().BoolVar(&quick, "quick", false, "look only for what is found quickly")
	cmd.MarkFlagsMutuallyExclusive("repair", "quick")
	return cmd
}

func (p *program) checkLibrary(ctx context.Context, s model.Maintainer, check func(context.Context, model.Report) ([]model.Fault, error), repair bool) error {
	report, clear := p.progressTo()
	faults, err := check(ctx, report)
	clear()
	if err == nil && repair && slices.ContainsFunc(faults, model.Fault.Repairable) {
		faults, err = p.repair(ctx, s, faults)
	}
	if err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintf(p.stdout, "%s; %s\n", f.What, f.Do)
	}
	if len(faults) > 0 {
		return cli.ErrReported
	}
	_, err = fmt.Fprintln(p.stdout, "no faults")
	return err
}

// repair repairs a library and returns the faults that it has then.
func (p *program) repair(ctx context.Context, s model.Maintainer, faults []model.Fault) ([]model.Fault, error) {
	var left []model.Fault
	report, clear := p.progressTo()
	loss, err := s.Repair(ctx, faults, report)
	if err == nil {
		left, err = s.Check(ctx, report)
	}
	clear()
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(p.stdout, "repaired: "+message.Plural(len(faults), "%d fault", "%d faults")+" before, %d now\n", len(faults), len(left))
	if loss.Kept != "" {
		p.sayLoss(loss)
	}
	return left, nil
}

// sayLoss says what was given up and where it still is.
func (p *program) sayLoss(l model.Loss) {
	fmt.Fprintf(p.stdout, "lost: %s, the texts of %s", session.Articles(l.Articles), session.Articles(l.Texts))
	if l.Rows {
		fmt.Fprint(p.stdout, ", some of what was read, starred or tagged")
	}
	fmt.Fprintf(p.stdout, "; the library as it was is kept in %s\n", model.CleanLine(l.Kept))
}

const backupLong = `Copy the library into FILE, as it is at this moment: other programs may go on
using it. The copy is a library itself: its pages and 2,000 of its texts are checked
before it takes its name, so FILE is a whole copy or what it was before. To go back to
it, close dateline and put it in the place of the library.`

func (p *program) libraryBackupCommand() *cobra.Command {
	force := false
	cmd := &cobra.Command{
		Use:     "backup FILE",
		Short:   "Back up the library to another file",
		Long:    backupLong,
		Example: "  dateline library backup ~/news-backup.db\n  dateline library backup --force ~/news-backup.db",
		Args:    usage(between(1, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withStore(cmd.Context(), func(s model.Store) error {
				report, clear := p.progressTo()
				err := s.Backup(cmd.Context(), args[0], force, report)
				clear()
				if errors.Is(err, model.ErrFileExists) {
					err = fmt.Errorf("%w; --force replaces it", err)
				}
				var disk *model.DiskError
				if errors.As(err, &disk) { // of the copy: nothing is written to the library
					disk.Place = args[0]
				}
				if err != nil {
					return fmt.Errorf("backup to %s: %w", args[0], err)
				}
				f, err := os.Stat(args[0])
				if err != nil {
					return fmt.Errorf("backup: %w", err)
				}
				_, err = fmt.Fprintf(p.stdout, "%s: %s\n", model.CleanLine(args[0]), outcome.Size(f.Size()))
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace FILE if it exists")
	return cmd
}

const compactLong = `Make the file of the library as small as its content, and its indexes quick. While
it works it needs free room of twice what the library holds. It can be interrupted
at any time: the library is then as it was. Other programs may read meanwhile.`

func (p *program) libraryCompactCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "compact",
		Short:   "Shrink the file of the library",
		Long:    compactLong,
		Example: "  dateline library compact",
		Args:    usage(between(0, 0)),
		RunE: p.onStore(func(ctx context.Context, s model.Store) error {
			report, clear := p.progressTo()
			before, after, err := s.Compact(ctx, report)
			clear()
			if err != nil {
				return fmt.Errorf("compact the library: %w", err)
			}
			_, err = fmt.Fprintf(p.stdout, "%s before, %s now\n", outcome.Size(before), outcome.Size(after))
			return err
		}),
	}
}
