package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"dateline/model"
)

func (p *program) markCommand() *cobra.Command {
	var text string
	cmd := &cobra.Command{
		Use:   "mark ACTION [TAG]",
		Short: "Mark articles of the library",
		Long: "Change the state of all articles of the library that --query finds, as one act,\n" +
			"which u takes back on the screen. ACTION is read, unread, star, unstar, tag TAG\n" +
			"or untag TAG.",
		Example: "  dateline mark --query 'until:2018-12' read\n  dateline mark --query 'from:weekly is:unread' tag later",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, words []string) error {
			m, err := parseMark(words)
			if err != nil {
				return &usageError{err}
			}
			if !cmd.Flags().Changed("query") {
				return &usageError{errors.New("mark: say which articles with --query; --query '' is all of them")}
			}
			return p.mark(cmd.Context(), text, m)
		},
	}
	cmd.Flags().StringVarP(&text, "query", "q", "", "the articles to change")
	return cmd
}

// doings are the words of mark and whether a tag follows them.
var doings = map[string]struct {
	do  model.Doing
	tag bool
}{
	"read":   {model.MarkRead, false},
	"unread": {model.MarkUnread, false},
	"star":   {model.Star, false},
	"unstar": {model.Unstar, false},
	"tag":    {model.AddTag, true},
	"untag":  {model.DropTag, true},
}

// parseMark reads what is to be done.
func parseMark(words []string) (model.Mark, error) {
	if len(words) == 0 {
		return model.Mark{}, errors.New("mark: say what to do: read, unread, star, unstar, tag NAME or untag NAME")
	}
	d, ok := doings[words[0]]
	switch {
	case !ok:
		return model.Mark{}, fmt.Errorf("mark %s: want read, unread, star, unstar, tag NAME or untag NAME", words[0])
	case d.tag && (len(words) != 2 || model.CleanLine(words[1]) == ""):
		return model.Mark{}, fmt.Errorf("mark %s: name one tag", words[0])
	case !d.tag && len(words) != 1:
		return model.Mark{}, fmt.Errorf("mark %s: nothing may follow", words[0])
	}
	m := model.Mark{Do: d.do}
	if d.tag {
		m.Tag = model.CleanLine(words[1])
	}
	return m, nil
}

// mark does m to what the query finds and says to how many.
func (p *program) mark(ctx context.Context, text string, m model.Mark) error {
	q, err := p.parse(text)
	if err != nil {
		return err
	}
	lib, err := p.openLibrary(ctx, false)
	if err != nil {
		return err
	}
	defer lib.Close()
	act, err := lib.MarkWhere(ctx, q, m, p.now())
	if err != nil {
		return fmt.Errorf("mark articles: %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "%d changed\n", act.N)
	return err
}
