package task

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"dateline/feed/subscribe"
	"dateline/model"
	"dateline/model/tokenize"
	"dateline/ui/session"
)

// pagesAtOnce is how many pages are read at a time.
const pagesAtOnce = 8

// FullText fetches the pages that articles link to and keeps their texts for the library
// of s, of those that have none; where all have one, it takes these away again. It returns
// what came of it. What fails leaves its article as it was; the error is that of the only
// one, or of all.
func FullText(ctx context.Context, s *subscribe.Service, lib model.Finder, ids []model.ID) (string, error) {
	var without []model.Article
	own := make(map[model.ID]string)
	for _, id := range ids {
		a, err := lib.Article(ctx, id)
		if errors.Is(err, model.ErrNotFound) {
			continue
		}
		if err != nil {
			return "", err
		}
		if own[a.ID] = ""; !a.FullText {
			without = append(without, a)
		}
	}
	switch {
	case len(own) == 0:
		return "", model.ErrNotFound
	case len(without) > 0:
		return fetchTexts(ctx, s, lib, without)
	}
	n, err := s.Library.KeepFullTexts(ctx, own, s.Now())
	return fmt.Sprintf("Only the document's own text is kept (%s).", session.Articles(n)), err
}

// fetchTexts fetches the pages of articles and keeps their texts.
func fetchTexts(ctx context.Context, s *subscribe.Service, lib model.Finder, of []model.Article) (string, error) {
	errs := make([]error, len(of))
	turns := make(chan struct{}, pagesAtOnce)
	var pages sync.WaitGroup
	for i := range of {
		pages.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			errs[i] = s.FullText(ctx, of[i])
		})
	}
	pages.Wait()
	failed := 0
	var first error
	for _, err := range errs {
		if err != nil {
			failed++
		}
		if first == nil {
			first = err
		}
	}
	kept := len(of) - failed
	switch {
	case kept == 0:
		return "", first
	case failed > 0:
		return fmt.Sprintf("The full text of %s is there, %s failed: %v.", session.Articles(kept), session.Articles(failed), first), nil
	case kept > 1:
		return fmt.Sprintf("The full text of %s is there.", session.Articles(kept)), nil
	}
	a, err := lib.Article(ctx, of[0].ID)
	return fmt.Sprintf("The full text of its page is there: %d words.", len(tokenize.Words(model.PlainText(a.Body)))), err
}
