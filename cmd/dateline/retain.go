package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"dateline/cmd/feeds"
	"dateline/cmd/outcome"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/when"
	"dateline/ui/message"
	"dateline/ui/session"
)

const retainLong = `Set how long the library keeps articles. Without flags it prints the rules in force
and what 'dateline library prune' would remove now; by default everything is
kept. A rule with --source holds for that source instead of the one for all.

Starred articles, those with tags of yours and, without --unread, those you have
not read are kept whatever the rule says. Nothing is removed before you say
'dateline library prune'.`

// retainOptions are the flags of `library retain`.
type retainOptions struct {
	rule   model.Retention
	source string
	older  string
	off    bool
}

func (p *program) libraryRetainCommand() *cobra.Command {
	var o retainOptions
	cmd := &cobra.Command{
		Use:   "retain",
		Short: "Set how long articles are kept",
		Long:  retainLong,
		Example: "  dateline library retain --older-than 1y\n  dateline library retain --source 'Coast Daily' --keep 500\n" +
			"  dateline library retain --source 'Coast Daily' --off",
		Args: usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			set := cmd.Flags().Changed("older-than") || cmd.Flags().Changed("keep")
			if err := o.read(set, p.now()); err != nil {
				return &usageError{Err: err}
			}
			return p.withStore(cmd.Context(), func(s model.Store) error {
				if o.source != "" {
					found, err := subscribe.FindSource(cmd.Context(), s, o.source, p.places())
					if err != nil {
						return fmt.Errorf("--source %s: %w", o.source, feeds.NoSuchSource(cmd.Context(), s, o.source, err))
					}
					o.rule.Source = found.ID
				}
				if set || o.off {
					if err := s.Retain(cmd.Context(), o.rule); err != nil {
						return err
					}
				}
				return p.sayRetention(cmd.Context(), s)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.source, "source", "", "the rule is for this `SOURCE` alone")
	f.StringVar(&o.older, "older-than", "", "articles older than `AGE` go: 90d, 6mo, 1y")
	f.IntVar(&o.rule.Keep, "keep", 0, "the newest `N` stay")
	f.BoolVar(&o.rule.Unread, "unread", false, "unread articles go, too")
	f.BoolVar(&o.off, "off", false, "remove the rule")
	return cmd
}

// read checks the flags and reads the age; set: they set a rule.
func (o *retainOptions) read(set bool, now time.Time) error {
	switch {
	case o.off && (set || o.rule.Unread):
		return errors.New("library retain: --off removes the rule, and takes no other limit beside it")
	case !set && o.rule.Unread:
		return errors.New("library retain: --unread needs --older-than or --keep")
	case o.rule.Keep < 0 || set && o.older == "" && o.rule.Keep == 0:
		return errors.New("library retain: --keep needs a number of articles, 1 at least")
	case o.older == "":
		return nil
	}
	back, err := when.Length(o.older)
	if err != nil {
		return fmt.Errorf("library retain: --older-than %s: want 90d, 6mo or 1y", o.older)
	}
	o.rule.Days = int(model.DayOf(now) - model.DayOf(back(now, -1)))
	if o.rule.Days < 1 {
		return fmt.Errorf("library retain: --older-than %s: want a day at least", o.older)
	}
	return nil
}

// sayRetention prints the rules and what they would remove.
func (p *program) sayRetention(ctx context.Context, s model.RetentionStore) error {
	rules, err := s.Retentions(ctx)
	if err != nil {
		return err
	}
	for _, r := range rules {
		of := "every source"
		if r.Source != 0 {
			of = model.CleanLine(r.Title)
		}
		fmt.Fprintf(p.stdout, "%s: articles %s go\n", of, outcome.Retention(r))
	}
	if len(rules) == 0 {
		_, err := fmt.Fprintln(p.stdout, "everything is kept; --older-than and --keep set limits")
		return err
	}
	all, err := s.Prunable(ctx, p.now())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "'dateline library prune' would remove %s now\n", session.Articles(pruned(all)))
	return err
}

func pruned(all []model.Pruning) int {
	n := 0
	for _, a := range all {
		n += len(a.IDs)
	}
	return n
}

const pruneLong = `Remove the articles that the rules of 'dateline library retain' give up. It says
first which and how many, and asks; --yes does not ask, --dry-run removes nothing.
This cannot be undone. Reading their documents again does not bring them back;
after --readmit it does. 'dateline library compact' then makes the file smaller.`

// pruneOptions are the flags of `library prune`.
type pruneOptions struct{ yes, dry, readmit bool }

func (p *program) libraryPruneCommand() *cobra.Command {
	var o pruneOptions
	cmd := &cobra.Command{
		Use:     "prune",
		Short:   "Remove old articles by the rules of retain",
		Long:    pruneLong,
		Example: "  dateline library prune --dry-run\n  dateline library prune --yes",
		Args:    usage(between(0, 0)),
		RunE: p.onStore(func(ctx context.Context, s model.Store) error {
			if o.readmit {
				n, err := s.Readmit(ctx)
				if err == nil {
					_, err = fmt.Fprintf(p.stdout, message.Plural(n, "%d removed article may come back with its document\n", "%d removed articles may come back with their documents\n"), n)
				}
				return err
			}
			return p.prune(ctx, s, o)
		}),
	}
	cmd.Flags().BoolVar(&o.yes, "yes", false, "do not ask")
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "only say what would be removed")
	cmd.Flags().BoolVar(&o.readmit, "readmit", false, "let removed articles come back with their documents; remove nothing")
	cmd.MarkFlagsMutuallyExclusive("yes", "dry-run", "readmit")
	return cmd
}

func (p *program) prune(ctx context.Context, s model.RetentionStore, o pruneOptions) error {
	all, err := s.Prunable(ctx, p.now())
	if err != nil {
		return err
	}
	for _, a := range all {
		fmt.Fprintf(p.stdout, "%s: %s %s\n", model.CleanLine(a.Title), session.Articles(len(a.IDs)), outcome.Retention(a.Rule))
	}
	n := pruned(all)
	switch {
	case n == 0:
		_, err := fmt.Fprintln(p.stdout, "nothing to remove")
		return err
	case o.dry:
		_, err := fmt.Fprintf(p.stdout, "%s would be removed\n", session.Articles(n))
		return err
	case !o.yes:
		sure, err := p.confirm(fmt.Sprintf("Remove %s for good?", session.Articles(n)))
		if err != nil || !sure {
			return err
		}
	}
	report, clear := p.progressTo()
	n, err = s.Prune(ctx, all, p.now(), report)
	clear()
	fmt.Fprintf(p.stdout, "%s removed\n", session.Articles(n))
	return err
}
