// Package desk is what a reader asks of a library, in the reader's words: what
// a filter finds, tags to give, a date to correct, many articles to mark. The
// screen and plain mode share it; it knows neither.
package desk

import (
	"context"
	"fmt"

	"dateline/model"
	"dateline/model/query"
	"dateline/ui/message"
	"dateline/ui/theme"
)

// Counts is what a filter finds, and what it leaves out.
type Counts struct {
	model.Tally
	All     int    // articles in the library
	LeftOut int    // undated articles that only the date term leaves out
	Drops   []Drop // where nothing is found
}

// Drop is a term whose removal would give N articles.
type Drop struct {
	Term string
	N    int
}

// Count counts what q finds, which text means.
func Count(ctx context.Context, lib model.Library, text string, q model.Query, env query.Env) (Counts, error) {
	var c Counts
	var err error
	if c.Tally, err = lib.Count(ctx, q); err != nil {
		return c, err
	}
	c.All = c.Total
	if text != "" {
		all, err := lib.Count(ctx, model.Query{Now: q.Now})
		if err != nil {
			return c, err
		}
		c.All = all.Total
	}
	if c.Total == 0 && text != "" {
		c.Drops = countDrops(ctx, lib, text, env)
	}
	if rest, dated := query.WithoutDates(q); dated {
		undated, err := lib.Count(ctx, Narrow(rest, model.Is{State: model.IsUndated}))
		if err != nil {
			return c, err
		}
		c.LeftOut = undated.Total
	}
	return c, nil
}

// countDrops says for each term of a filter that finds nothing what would be
// found without it.
func countDrops(ctx context.Context, lib model.Library, text string, env query.Env) []Drop {
	var ds []Drop
	for _, d := range query.Drop(text) {
		q, err := query.Parse(d.Rest, env)
		if err != nil {
			continue
		}
		if t, err := lib.Count(ctx, q); err == nil && t.Total > 0 {
			ds = append(ds, Drop{d.Term, t.Total})
		}
	}
	return ds
}

// Narrow returns q with a further condition.
func Narrow(q model.Query, e model.Expr) model.Query {
	if q.Where != nil {
		e = model.And{q.Where, e}
	}
	q.Where = e
	return q
}

// Articles is a number of articles in words.
func Articles(n int) string {
	if n == 1 {
		return message.OneArticle
	}
	return fmt.Sprintf(message.Articles, theme.Number(n))
}
