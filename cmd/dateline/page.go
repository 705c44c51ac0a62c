package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/feed"
	"dateline/model"
)

// errMany ends the reading of a document that is more than a page.
var errMany = errors.New("there is more than one article in it")

// openPage reads what is at an address, for the screen to show in the place of
// the article that links to it. Nothing of it is kept.
func (p *program) openPage(ctx context.Context, address string) (model.Article, error) {
	var a model.Article
	var failed error
	var source *feed.SourceError
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return a, errors.New("only http and https can be opened here")
	}
	n := 0
	err := feed.Load(ctx, []string{address}, p.feedOptions(), func(got *model.Article) error {
		if n++; n > 1 {
			return errMany
		}
		a = *got
		return nil
	}, func(err error) { failed = err })
	switch {
	case errors.Is(err, errMany):
		return a, fmt.Errorf("%w; 'dateline %s' opens it", errMany, feed.Shown(address))
	case err != nil:
		return a, err
	case n == 0 && errors.As(failed, &source):
		return a, source.Err // whoever asked knows the address
	case n == 0:
		return a, errors.New("there is no article in it")
	}
	if a.URL == "" {
		a.URL = address
	}
	return a, nil
}

// linkless reports whether a terminal may not know hyperlinks (OSC 8) and
// show them as text: the consoles of Linux and the BSDs, and what is as old as
// its name.
func linkless(term string) bool {
	switch {
	case term == "", term == "dumb", term == "linux", term == "cons25":
		return true
	}
	return strings.HasPrefix(term, "vt") || strings.HasPrefix(term, "wsvt") || strings.HasPrefix(term, "pccon") || strings.HasPrefix(term, "sun")
}
