package subscribe

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"dateline/feed"
	"dateline/model"
)

// Why an article has no fuller text.
var (
	ErrNoPage = errors.New("it links to no page")
	ErrNoMore = errors.New("its page has no more text than the feed")
)

// FullText fetches the page that an article links to and keeps its text, as of an article
// of one of the feeds that are followed. After an error the article is as it was.
func (s *Service) FullText(ctx context.Context, a model.Article) error {
	feeds, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(feeds, func(f model.Subscription) bool {
		place, ok := model.AddressPlace(f.Address)
		return ok && place == a.Home
	})
	var of model.Subscription
	if i >= 0 {
		of = feeds[i]
	}
	text, err := s.fullText(ctx, of, &a)
	if err != nil {
		return err
	}
	_, err = s.Library.KeepFullTexts(ctx, map[model.ID]string{a.ID: text}, s.Now())
	return err
}

// fullText returns the text of the page that an article of a feed links to.
func (s *Service) fullText(ctx context.Context, of model.Subscription, a *model.Article) (string, error) {
	if _, ok := feed.Address(a.URL); !ok {
		return "", ErrNoPage
	}
	o := s.Feeds
	o.Now, o.NoFiles = s.Now(), true
	page, err := feed.LoadPage(ctx, feed.Feed{Address: a.URL, UserAgent: of.UserAgent, Proxy: of.Proxy}, o)
	var source *feed.SourceError
	switch {
	case errors.As(err, &source):
		return "", source.Err // whoever asked knows the address
	case err != nil:
		return "", err
	case length(page.Body) < length(a.OfDocument()) || length(page.Body) == 0:
		return "", ErrNoMore
	}
	return page.Body, nil
}

// length is how much there is to read in Markdown.
func length(markdown string) int { return len(strings.TrimSpace(model.PlainText(markdown))) }

// keepAtOnce is how many texts of pages are kept in one transaction.
const keepAtOnce = 16

// FullTexts fetches the pages of articles of a feed side by side, and keeps their texts.
// Those that cannot be had are left as they are, and the log tells why. It returns how
// many were kept. The error is one of the library, or ctx's.
func (s *Service) FullTexts(ctx context.Context, of model.Subscription, articles []model.Article) (kept int, err error) {
	for part := range slices.Chunk(articles, keepAtOnce) {
		n, err := s.Library.KeepFullTexts(context.WithoutCancel(ctx), s.fullTexts(ctx, of, part), s.Now())
		if kept += n; err != nil {
			return kept, err
		}
		if ctx.Err() != nil {
			break
		}
	}
	return kept, ctx.Err()
}

// newPages returns, by feed, the articles that are not known yet of those feeds of which
// the whole text is wanted, with as little of them as their pages take.
func (r *refresh) newPages(of []fetched) (map[int][]model.Article, error) {
	pages := make(map[int][]model.Article)
	for i, f := range of {
		if !f.feed.FullText || len(f.articles) == 0 {
			continue
		}
		ids := make([]model.ID, len(f.articles))
		for k := range f.articles {
			ids[k] = f.articles[k].ID
		}
		known, err := r.Library.Places(r.ctx, ids)
		if err != nil {
			return nil, err
		}
		for k := range f.articles {
			if _, ok := known[ids[k]]; !ok {
				a := &f.articles[k]
				pages[i] = append(pages[i], model.Article{ID: a.ID, URL: a.URL, Body: a.Body})
			}
		}
	}
	return pages, nil
}

// fetchPages begins to fetch pages, by feed. An article without is there all the same, so
// that what goes wrong ends nothing.
func (r *refresh) fetchPages(of []fetched, pages map[int][]model.Article) {
	for i, articles := range pages {
		r.pages.Go(func() {
			if _, err := r.FullTexts(r.ctx, of[i].feed, articles); err != nil && r.ctx.Err() == nil && r.Feeds.Log != nil {
				r.Feeds.Log.Warn("no full texts", "feed", of[i].feed.Address, "error", err.Error())
			}
		})
	}
}

func (s *Service) fullTexts(ctx context.Context, of model.Subscription, articles []model.Article) map[model.ID]string {
	var mu sync.Mutex
	texts := make(map[model.ID]string)
	var pages sync.WaitGroup
	for i := range articles {
		pages.Go(func() {
			text, err := s.fullText(ctx, of, &articles[i])
			if err != nil {
				s.logPage(ctx, &articles[i], err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			texts[articles[i].ID] = text
		})
	}
	pages.Wait()
	return texts
}

// logPage tells the log why an article has no full text.
func (s *Service) logPage(ctx context.Context, a *model.Article, err error) {
	if s.Feeds.Log != nil && ctx.Err() == nil {
		s.Feeds.Log.Warn("no full text", "address", model.WithoutLogin(a.URL), "error", model.CleanLine(err.Error()))
	}
}
