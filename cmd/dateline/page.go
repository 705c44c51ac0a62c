package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/feed"
	"dateline/model"
)

// openPage reads what is at an address, for the screen to show in the place of
// the article that links to it. Nothing of it is kept.
func (p *program) openPage(ctx context.Context, address string) (model.Article, error) {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return model.Article{}, errors.New("only http and https can be opened here")
	}
	a, err := feed.LoadOne(ctx, address, p.feedOptions())
	var source *feed.SourceError
	switch {
	case errors.Is(err, feed.ErrSeveral):
		return a, fmt.Errorf("%w; 'dateline %s' opens it", err, model.WithoutLogin(address))
	case errors.As(err, &source):
		return a, source.Err // whoever asked knows the address
	}
	a.URL = cmp.Or(a.URL, address)
	return a, err
}
