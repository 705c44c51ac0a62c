package subscribe

import (
	"cmp"
	"context"
	"errors"

	"dateline/feed"
	"dateline/model"
)

// Refreshed is what came of refreshing a feed.
type Refreshed struct {
	Feed  model.Subscription // as it is from now on
	Saved model.Saved
	Err   error // a *feed.SourceError, or nil; what could be read is saved
}

// Refresh fetches feeds, asking their servers for what is newer only, and saves what
// is new. done hears of each, in the order in which they come. What servers said is
// kept also when the refresh is interrupted: what is saved need not be fetched again.
// The error is one of the library, or ctx's.
func (s *Service) Refresh(ctx context.Context, feeds []model.Subscription, done func(Refreshed)) error {
	all, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return err
	}
	asked := make([]feed.Feed, len(feeds))
	for i, f := range feeds {
		asked[i] = feed.Feed{Address: f.Address, ETag: f.ETag, LastModified: f.LastModified}
	}
	changed := make(map[string]model.Subscription)
	err = feed.Refresh(ctx, asked, s.options(), func(n int, got feed.Fetched, articles []model.Article) error {
		f := feeds[n]
		if f.Title == "" && len(articles) > 0 {
			f.Title = freeTitle(all, f.Address, articles[0].Source)
			all = append(all, f)
		}
		for i := range articles {
			articles[i].Source = f.Title
		}
		saved, err := s.Library.Save(ctx, articles, s.Now())
		if err != nil {
			return err
		}
		if got.Err == nil { // of a broken one all is asked for again
			f.ETag, f.LastModified = got.ETag, got.LastModified
		}
		if old := feeds[n]; f.Title != old.Title || f.ETag != old.ETag || f.LastModified != old.LastModified {
			changed[f.Address] = f
		}
		done(Refreshed{f, saved, got.Err})
		return nil
	})
	return errors.Join(err, s.keep(context.WithoutCancel(ctx), changed))
}

// keep keeps what servers said, of the feeds that are still followed.
func (s *Service) keep(ctx context.Context, said map[string]model.Subscription) error {
	if len(said) == 0 {
		return nil
	}
	now, err := s.Library.Subscriptions(ctx)
	if err != nil {
		return err
	}
	var changed []model.Subscription
	for _, f := range now {
		if g, ok := said[f.Address]; ok {
			f.Title, f.ETag, f.LastModified = cmp.Or(f.Title, g.Title), g.ETag, g.LastModified
			changed = append(changed, f)
		}
	}
	if len(changed) == 0 {
		return nil
	}
	_, err = s.Library.Subscribe(ctx, changed, s.Now())
	return err
}
