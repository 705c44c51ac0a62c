package main

import (
	"context"
	"errors"
	"fmt"

	"dateline/model"
	"dateline/ui/message"
)

// earlier returns an article of the library and its earlier texts.
func (p *program) earlier(ctx context.Context, args []string) (a model.Article, rs []model.Revision, err error) {
	if len(args) != 1 || !isID(args[0]) {
		return a, nil, &usageError{Err: errors.New("show: earlier versions are those of one article of the library: give its ID")}
	}
	err = p.withLibrary(ctx, true, func(lib model.Store) error {
		if a, err = find(ctx, lib, model.ID(args[0]), "the library"); err == nil {
			rs, err = lib.Revisions(ctx, a.ID)
		}
		return err
	})
	return a, rs, err
}

// listRevisions prints a line for each earlier text of an article.
func (p *program) listRevisions(ctx context.Context, args []string) error {
	_, rs, err := p.earlier(ctx, args)
	if err != nil {
		return err
	}
	for i, r := range rs {
		date := r.Published.String()
		if date == "" {
			date = "undated"
		}
		fmt.Fprintf(p.stdout, "%d\treplaced %s\t%s\t%s\n", i+1, r.Replaced.In(p.now().Location()).Format("2006-01-02 15:04"), date, model.CleanLine(r.Title))
	}
	if len(rs) == 0 {
		fmt.Fprintln(p.stderr, "Its text has not changed since it came into the library.")
	}
	return nil
}

// revision returns an article with the nth of its earlier texts.
func (p *program) revision(ctx context.Context, args []string, n int) (model.Article, error) {
	a, rs, err := p.earlier(ctx, args)
	switch {
	case err != nil:
		return a, err
	case n < 1 || n > len(rs):
		return a, fmt.Errorf("show --revision %d: %s kept", n, fmt.Sprintf(message.Plural(len(rs), "%d earlier version is", "%d earlier versions are"), len(rs)))
	}
	r := rs[n-1]
	a.Title, a.Summary, a.Body, a.Published, a.Updated, a.Candidates = r.Title, r.Summary, r.Body, r.Published, r.Updated, nil
	return a, nil
}
