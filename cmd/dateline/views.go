package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/tokenize"
	"dateline/ui/session"
)

const viewsLong = `List the saved views of the library: queries under a name. A query may ask for one
by view:NAME, wherever queries are taken. Without a command it prints a line a
view: its name, a tab, its query.`

func (p *program) viewsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "views",
		Short:   "List, save and remove views",
		Long:    viewsLong,
		Example: "  dateline views add weekly 'since:7d -source:sport'\n  dateline list --query 'view:weekly kerry'\n  dateline views remove weekly",
		Args:    usage(between(0, 0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				views, err := lib.Views(cmd.Context())
				for _, v := range views {
					fmt.Fprintf(p.stdout, "%s\t%s\n", model.CleanLine(v.Name), model.CleanLine(v.Query))
				}
				return err
			})
		},
	}
	cmd.AddCommand(p.viewsAddCommand(), p.viewsRemoveCommand())
	return cmd
}

func (p *program) viewsAddCommand() *cobra.Command {
	replace := false
	cmd := &cobra.Command{
		Use:     "add NAME QUERY",
		Short:   "Save a query under a name",
		Long:    "Save a query under a name, which is one word. u on the screen undoes it.",
		Example: "  dateline views add weekly 'since:7d -source:sport'",
		Args:    usage(between(2, 2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			v := model.View{Name: model.CleanLine(args[0]), Query: model.CleanLine(args[1])}
			if err := v.Check(); err != nil {
				return &usageError{Err: fmt.Errorf("views add: %w", err)}
			}
			if _, err := p.parse(cmd.Context(), v.Query); err != nil {
				return err
			}
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error { return p.addView(cmd.Context(), lib, v, replace) })
		},
	}
	cmd.Flags().BoolVar(&replace, "replace", false, "change the view if there is one of that name")
	return cmd
}

// addView saves a view. One of its name is only replaced where that was said.
func (p *program) addView(ctx context.Context, lib model.ViewStore, v model.View, replace bool) error {
	views, err := lib.Views(ctx)
	if err != nil {
		return err
	}
	for _, old := range views {
		if tokenize.Same(old.Name, v.Name) && old.Query != v.Query && !replace {
			return fmt.Errorf("views add %s: there is one already: %s; --replace changes it", v.Name, model.CleanLine(old.Query))
		}
	}
	_, err = lib.SaveView(ctx, v, p.now())
	return err
}

func (p *program) viewsRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   "Remove a saved view",
		Long:    "Remove a saved view. u on the screen undoes it.",
		Example: "  dateline views remove weekly",
		Args:    usage(between(1, 1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withLibrary(cmd.Context(), true, func(lib model.Store) error {
				_, err := lib.DropView(cmd.Context(), args[0], p.now())
				if errors.Is(err, model.ErrNotFound) {
					err = fmt.Errorf("views remove %s: there is no such view; 'dateline views' lists them", args[0])
				}
				return err
			})
		},
	}
}

// withLibrary opens the reader's library for f, as openLibrary does.
func (p *program) withLibrary(ctx context.Context, create bool, f func(model.Store) error) error {
	lib, err := p.openLibrary(ctx, create)
	if err != nil {
		return err
	}
	defer func() { _ = lib.Close() }()
	return f(lib)
}

// env is what queries of the command line are read with. The library is only
// opened when one asks for a view.
func (p *program) env(ctx context.Context) query.Env {
	views := sync.OnceValue(func() (views []model.View) {
		err := p.withLibrary(ctx, false, func(lib model.Store) (err error) {
			views, err = lib.Views(ctx)
			return err
		})
		if err != nil {
			p.reportError(err)
		}
		return views
	})
	return query.Env{Now: p.now(), WeekStart: p.config.WeekStart, View: func(name string) (string, bool) {
		return session.ViewNamed(slices.Concat(views(), session.Shipped), name)
	}}
}
