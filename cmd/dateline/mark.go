package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"dateline/model"
)

const markLong = `Change the state of all articles of the library that --query finds, or of those
with the IDs that --id names, as one act, which u on the screen undoes.

ACTION is read, unread, star, unstar, hide, unhide, tag TAG, untag TAG, or date DAY.
What is hidden is kept, and found only by is:hidden. A date corrects when the
articles were published, as 2018-11-06 or 2018-11-06T14:30:00+01:00, and stays when
their document is read again. 'date none' says that nobody knows, 'date stated'
gives the document's own date back.`

func (p *program) markCommand() *cobra.Command {
	var text string
	var ids []string
	cmd := &cobra.Command{
		Use:   "mark ACTION [TAG|DAY]",
		Short: "Mark articles as read, starred, hidden or tagged",
		Long:  markLong,
		Example: "  dateline mark --query 'until:2018-12' read\n  dateline mark --query 'from:weekly is:unread' tag later\n" +
			"  dateline mark --id 3k9qz0vt date 2018-11-06",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, words []string) error {
			m, err := model.ParseMark(words)
			if err != nil {
				return &usageError{Err: err}
			}
			var q model.Query
			byQuery := cmd.Flags().Changed("query")
			if byQuery == (len(ids) > 0) {
				return &usageError{Err: errors.New("mark: say which articles, with --query or with --id; --query '' is all of them")}
			}
			if byQuery {
				if q, err = p.parse(cmd.Context(), text); err != nil {
					return err
				}
			}
			return p.withLibrary(cmd.Context(), false, func(lib model.Store) error { return p.mark(cmd.Context(), lib, q, ids, m) })
		},
	}
	cmd.Flags().StringVarP(&text, "query", "q", "", "the `QUERY` that finds the articles to change")
	cmd.Flags().StringSliceVar(&ids, "id", nil, "the articles of these `ID`s, or of their first characters")
	return cmd
}

// mark does m to the articles of ids, or where there are none to what q finds, and says
// to how many.
func (p *program) mark(ctx context.Context, lib model.Store, q model.Query, ids []string, m model.Mark) error {
	whole := make([]model.ID, len(ids))
	for i, id := range ids {
		a, err := lib.Article(ctx, model.ID(strings.TrimSpace(id)))
		if errors.Is(err, model.ErrNotFound) {
			err = fmt.Errorf("mark --id %s: no article of the library has this ID", id)
		}
		if err != nil {
			return err
		}
		whole[i] = a.ID
	}
	var act model.Act
	var err error
	if len(ids) > 0 {
		act, err = lib.Mark(ctx, whole, m, p.now())
	} else if act, err = lib.MarkWhere(ctx, q, m, p.now()); err != nil {
		err = fmt.Errorf("mark articles: %w", err)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.stdout, "%d changed\n", act.N)
	return err
}
