package feed

import (
	"context"
	"errors"

	"dateline/model"
)

// Why what is at a place is not one article.
var (
	ErrSeveral = errors.New("there is more than one article in it")
	ErrNone    = errors.New("there is no article in it")
)

// LoadOne reads the one article that is at a place, as Load does. The error is
// ErrSeveral or ErrNone where it holds another number of them, and a *SourceError
// where it cannot be read.
func LoadOne(ctx context.Context, name string, o Options) (model.Article, error) {
	return o.loadOne(ctx, place{name: name})
}

// LoadPage is LoadOne of an address that is asked for as the articles of a feed are: f is
// the page, with the user agent and the proxy of the feed.
func LoadPage(ctx context.Context, f Feed, o Options) (model.Article, error) {
	return o.loadOne(ctx, place{name: f.Address, conditional: &conditionalRequest{Feed: f, page: true}})
}

func (o Options) loadOne(ctx context.Context, p place) (a model.Article, err error) {
	var failed error
	n := 0
	err = o.load(ctx, []place{p}, func(got *model.Article) error {
		if n++; n > 1 {
			return ErrSeveral
		}
		a = *got
		return nil
	}, func(err error) { failed = err })
	switch {
	case err != nil:
		return model.Article{}, err
	case n == 0 && failed != nil:
		return a, failed
	case n == 0:
		return a, ErrNone
	}
	return a, nil
}
