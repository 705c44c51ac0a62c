package remote

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/cmd/cli"
	"dateline/feed"
	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/suggest"
	"dateline/model/tokenize"
)

// Sources returns the condition for the articles of the sources of the library that names
// are for; nil: they are documents to be read, all of them. The error says why that which
// is none of a source cannot be read either; it is a *cli.UsageError where it could not
// be whatever the library holds.
func (c *Call) Sources(ctx context.Context, names []string) (model.Expr, error) {
	sources, err := c.Store.Sources(ctx)
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	feeds, err := c.Store.Subscriptions(ctx)
	if err != nil {
		return nil, err
	}
	var of model.Or
	for _, name := range names {
		if m, ok := matching(name, sources, feeds); ok {
			of = append(of, m)
		} else if err := c.unnamed(name, sources); err != nil {
			return nil, err
		}
	}
	switch len(of) {
	case 0:
		return nil, nil
	case len(names):
		return of, nil
	}
	return nil, &cli.UsageError{Err: errors.New("name sources of the library, or documents to be read, not both")}
}

// matching returns the condition for the articles of a source that a name is for.
func matching(name string, sources []model.Source, feeds []model.Subscription) (model.Match, bool) {
	m := model.Match{Field: model.FromSource, How: model.Exact, Text: model.CleanLine(name)}
	place := subscribe.Addresses(name)
	if place != name || slices.ContainsFunc(sources, func(s model.Source) bool { return s.Path == place }) {
		m.Text = place
	}
	if m.Text == "" {
		return m, false
	}
	if slices.ContainsFunc(sources, func(s model.Source) bool { return s.Path == m.Text || tokenize.Same(s.Title, m.Text) }) {
		return m, true
	}
	_, err := subscribe.Find(feeds, name)
	return m, err == nil // one that has brought nothing yet
}

// unnamed returns why a name, which is none of a source, cannot be read either.
func (c *Call) unnamed(name string, sources []model.Source) error {
	kind, err := c.Source(name)
	switch _, address := feed.Address(name); {
	case err != nil:
		return &cli.UsageError{Err: err}
	case kind != Named:
		return nil
	case address:
		return &cli.UsageError{Err: fmt.Errorf("%s: the library has no source of this address, and only an editor may have it fetched", model.WithoutLogin(name))}
	case pathlike(name):
		return &cli.UsageError{Err: fmt.Errorf("%s: the library has no such source, and over SSH no file can be named", name)}
	}
	titles := make([]string, len(sources))
	for i := range sources {
		titles[i] = sources[i].Title
	}
	instead := suggest.DidYouMean(model.CleanLine(name), titles)
	if instead == "" {
		instead = "; 'sources' lists them"
	}
	return fmt.Errorf("%s: the library has no such source%s", name, instead)
}
