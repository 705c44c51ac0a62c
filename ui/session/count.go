// Package session is a reader's work in a library without a user interface: the filter
// with its results and history, moving through the list, tags, corrected dates, marking
// many articles. The screen and line mode share it. It knows neither of them, and no
// panes or colours.
package session

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dateline/model"
	"dateline/model/query"
	"dateline/model/suggest"
	"dateline/model/tokenize"
	"dateline/ui/message"
)

// Counts tells what a filter finds and what it leaves out.
type Counts struct {
	model.Tally
	All     int                 // articles in the library
	LeftOut int                 // undated articles that only the date term excludes
	Drops   []Drop              // if nothing is found
	Meant   []string            // if nothing is found: suggestions for unknown names
	Titles  map[model.ID]string // of the articles whose stories the filter asks for
}

// Instead suggests what to ask for if nothing is found: names that may have been meant,
// and the number of articles without each term.
func (c *Counts) Instead() []string {
	out := slices.Clone(c.Meant)
	for _, d := range c.Drops {
		out = append(out, fmt.Sprintf(message.WithoutTerm, d.Term, message.Number(d.N)))
	}
	return out
}

// Drop is a term whose removal would give N articles.
type Drop struct {
	Term string
	N    int
}

// Count counts what q finds. text is the filter that q was parsed from.
func Count(ctx context.Context, lib model.Finder, text string, q model.Query, env query.Env) (Counts, error) {
	var c Counts
	var err error
	if c.Tally, err = lib.Count(ctx, q); err != nil {
		return c, err
	}
	c.Titles = titles(ctx, lib, q)
	c.All = c.Total
	if text != "" {
		all, err := lib.Count(ctx, model.Query{Now: q.Now})
		if err != nil {
			return c, err
		}
		c.All = all.Total
	}
	if c.Total == 0 && text != "" {
		c.Drops, c.Meant = countDrops(ctx, lib, text, env), meant(ctx, lib, q)
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

// countDrops counts, for each term of a filter that finds nothing, the articles found
// without it.
func countDrops(ctx context.Context, lib model.Finder, text string, env query.Env) []Drop {
	var ds []Drop
	for _, d := range query.Drop(text) {
		q, err := query.Parse(d.Rest, env)
		if err != nil {
			continue
		}
		if t, err := lib.Count(ctx, q); err == nil && t.Total > 0 {
			ds = append(ds, Drop{dropWords(ctx, lib, d.Term, env), t.Total})
		}
	}
	return ds
}

// meant suggests names for the unknown sources and tags of q.
func meant(ctx context.Context, lib model.Finder, q model.Query) []string {
	var out []string
	say := func(format, name string, all []string) {
		if w := suggest.Word(name, all); w != "" {
			out = append(out, fmt.Sprintf(format, name, w))
		}
	}
	for _, m := range query.Words(q) {
		if m.Field != model.FromSource || m.How == model.Regexp {
			continue
		}
		sources, err := lib.Sources(ctx)
		held := err != nil || slices.ContainsFunc(sources, func(s model.Source) bool {
			return strings.Contains(tokenize.Key(s.Title), tokenize.Key(m.Text)) || strings.Contains(tokenize.Key(s.Path), tokenize.Key(m.Text))
		})
		if held {
			continue
		}
		var names []string
		for _, s := range sources {
			names = append(append(names, s.Title), strings.Fields(s.Title)...)
		}
		say(message.NoSourceButNear, m.Text, names)
	}
	for _, name := range query.Tags(q) {
		tags, err := lib.Tags(ctx)
		var names []string
		for _, t := range tags {
			names = append(names, t.Name)
		}
		if err == nil && !slices.ContainsFunc(names, func(n string) bool { return tokenize.Same(n, name) }) {
			say(message.NoTagButNear, name, names)
		}
	}
	return out
}

// dropWords returns a term as it was typed. A story is named by its headline.
func dropWords(ctx context.Context, lib model.Finder, term string, env query.Env) string {
	q, err := query.Parse(term, env)
	if _, story := q.Where.(model.InStory); err != nil || !story {
		return term
	}
	return query.ExplainWith(q, titles(ctx, lib, q))
}

// titles returns the titles of the articles whose stories q asks for.
func titles(ctx context.Context, lib model.Finder, q model.Query) map[model.ID]string {
	var out map[model.ID]string
	for _, id := range query.Stories(q) {
		if art, err := lib.Article(ctx, id); err == nil {
			if out == nil {
				out = make(map[model.ID]string)
			}
			out[id] = model.CleanLine(art.Title)
		}
	}
	return out
}

// Narrow returns q with an additional condition.
func Narrow(q model.Query, e model.Expr) model.Query {
	if q.Where != nil {
		e = model.And{q.Where, e}
	}
	q.Where = e
	return q
}

// Articles returns a number of articles in words.
func Articles(n int) string {
	if n == 1 {
		return message.OneArticle
	}
	return fmt.Sprintf(message.Articles, message.Number(n))
}
