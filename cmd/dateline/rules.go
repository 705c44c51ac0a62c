package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/session"
)

const rulesLong = `List the rules of the library. A rule does one thing to what its query finds, when it
is made and whenever it arrives: it hides it (found again by is:hidden), marks it
read, stars it, gives it a tag, or highlights its headline. Without a command it
prints a line a rule: on how many articles it has acted that are so still, a tab,
what it does, a tab, its query.`

// ruleArgs says how a rule is named.
const ruleArgs = "[hide|read|star|highlight|tag NAME] QUERY"

func (p *program) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List, add and remove rules that hide, mark, tag or highlight articles",
		Long:  rulesLong,
		Example: "  dateline rules add --dry-run 'source:daily title:/^sponsored/'\n  dateline rules add 'source:daily title:/^sponsored/'\n" +
			"  dateline rules add tag economy 'title:prices OR title:wages'\n  dateline rules\n  dateline rules remove 'source:daily title:/^sponsored/'",
		Args: usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				rules, err := lib.Rules(cmd.Context())
				for _, r := range rules {
					fmt.Fprintf(p.stdout, "%d\t%s\t%s\n", r.Hits, model.CleanLine(r.Action()), model.CleanLine(r.Query))
					if _, err := query.ParseRule(r.Query, p.env(cmd.Context())); err != nil {
						p.reportError(fmt.Errorf("the rule %q does nothing to what arrives: %w", model.CleanLine(r.String()), err))
					}
				}
				return err
			})
		},
	}
	cmd.AddCommand(p.rulesAddCommand(), p.rulesRemoveCommand())
	return cmd
}

// ruleOf reads a rule from arguments: its query, after what it does where it does not hide.
func ruleOf(args []string) (model.Rule, error) {
	query := model.CleanLine(args[len(args)-1])
	switch {
	case len(args) == 1:
		return model.Rule{Do: model.Hide, Query: query}, nil
	case len(args) == 3 && args[0] == "tag":
		return model.ParseRule(model.Rule{Do: model.AddTag, Tag: strings.TrimLeft(model.CleanLine(args[1]), "#"), Query: query}.String())
	case len(args) == 3 || args[0] == "tag":
		return model.Rule{}, fmt.Errorf("want %s", ruleArgs)
	}
	return model.ParseRule(args[0] + " " + query)
}

func (p *program) rulesAddCommand() *cobra.Command {
	dry := false
	cmd := &cobra.Command{
		Use:     "add " + ruleArgs,
		Short:   "Do something to what a query finds, now and later",
		Long:    "Hide what a query finds, or mark it read, star, tag or highlight it, now and later.\nu on the screen undoes it.",
		Example: "  dateline rules add 'source:daily title:/^sponsored/'\n  dateline rules add star 'author:\"J. Writer\"'",
		Args:    usage(between(1, 3)),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := ruleOf(args)
			var plan session.Plan
			if err == nil {
				plan, err = session.PlanRule(r, p.env(cmd.Context()))
			}
			if err != nil {
				return &usageError{Err: fmt.Errorf("rules add: %w", err)}
			}
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				if dry {
					if err := plan.Count(cmd.Context(), lib); err != nil {
						return err
					}
					_, err := fmt.Fprintf(p.stdout, "would %s %s\n", model.CleanLine(r.Action()), session.Articles(plan.N))
					return err
				}
				act, err := plan.Do(cmd.Context(), lib, p.now())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(p.stdout, model.CleanLine(session.RuleDone(act)))
				return err
			})
		},
	}
	cmd.Flags().BoolVarP(&dry, "dry-run", "n", false, "only say how many articles it would act on")
	return cmd
}

func (p *program) rulesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove " + ruleArgs,
		Short: "Remove a rule, and show again what only it has hidden",
		Long: "Remove a rule. What only it has hidden is shown again, and what only it highlights no\n" +
			"longer is; what it has marked read, starred or tagged stays so. u on the screen\nundoes it.",
		Example: "  dateline rules remove 'source:daily title:/^sponsored/'",
		Args:    usage(between(1, 3)),
		RunE: func(cmd *cobra.Command, args []string) error {
			text := args[0]
			if len(args) > 1 {
				r, err := ruleOf(args)
				if err != nil {
					return &usageError{Err: fmt.Errorf("rules remove: %w", err)}
				}
				text = r.String()
			}
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				rules, err := lib.Rules(cmd.Context())
				if err != nil {
					return err
				}
				r, err := session.FindRule(rules, text)
				if errors.Is(err, model.ErrNotFound) {
					return fmt.Errorf("rules remove %s: there is none; 'dateline rules' lists them", model.CleanLine(text))
				}
				if err != nil {
					return fmt.Errorf("rules remove: %w", err)
				}
				act, err := lib.DropRule(cmd.Context(), r, p.now())
				if err != nil {
					return err
				}
				_, err = fmt.Fprintln(p.stdout, model.CleanLine(session.RuleDone(act)))
				return err
			})
		},
	}
}
