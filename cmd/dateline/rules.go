package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/session"
)

const rulesLong = `List the rules of the library: what their queries find is hidden, when the rule is
made and whenever it arrives. It is kept, and found by is:hidden. Without a command
it prints a line a rule: how many articles it hides, a tab, its query.`

func (p *program) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List, add and remove rules that hide articles",
		Long:  rulesLong,
		Example: "  dateline rules add --dry-run 'source:daily title:/^sponsored/'\n  dateline rules add 'source:daily title:/^sponsored/'\n" +
			"  dateline list --query is:hidden\n  dateline rules remove 'source:daily title:/^sponsored/'",
		Args: usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				rules, err := lib.Rules(cmd.Context())
				for _, r := range rules {
					fmt.Fprintf(p.stdout, "%d\t%s\n", r.Hidden, model.CleanLine(r.Query))
					if _, err := query.ParseRule(r.Query, p.env(cmd.Context())); err != nil {
						p.reportError(fmt.Errorf("the rule %q hides nothing that arrives: %w", model.CleanLine(r.Query), err))
					}
				}
				return err
			})
		},
	}
	cmd.AddCommand(p.rulesAddCommand(), p.rulesRemoveCommand())
	return cmd
}

func (p *program) rulesAddCommand() *cobra.Command {
	dry := false
	cmd := &cobra.Command{
		Use:     "add QUERY",
		Short:   "Hide what a query finds, now and later",
		Long:    "Hide what a query finds, now and later. u on the screen undoes it.",
		Example: "  dateline rules add 'source:daily title:/^sponsored/'",
		Args:    usage(between(1, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			plan, err := session.PlanRule(model.CleanLine(args[0]), p.env(cmd.Context()))
			if err != nil {
				return &usageError{Err: fmt.Errorf("rules add: %w", err)}
			}
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				if dry {
					if err := plan.Count(cmd.Context(), lib); err != nil {
						return err
					}
					_, err := fmt.Fprintf(p.stdout, "would hide %s\n", session.Articles(plan.N))
					return err
				}
				act, err := plan.Do(cmd.Context(), lib, p.now())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.stdout, "%s hidden\n", session.Articles(act.N))
				return err
			})
		},
	}
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "only say how many articles it would hide")
	return cmd
}

func (p *program) rulesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove QUERY",
		Short:   "Remove a rule, and show again what only it has hidden",
		Long:    "Remove a rule, and show again what only it has hidden. u on the screen undoes it.",
		Example: "  dateline rules remove 'source:daily title:/^sponsored/'",
		Args:    usage(between(1, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				act, err := lib.DropRule(cmd.Context(), args[0], p.now())
				if errors.Is(err, model.ErrNotFound) {
					return fmt.Errorf("rules remove %s: there is none; 'dateline rules' lists them", model.CleanLine(args[0]))
				}
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.stdout, "%s shown again\n", session.Articles(act.N))
				return err
			})
		},
	}
}
