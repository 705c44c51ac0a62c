package subscribe

import (
	"cmp"
	"context"
	"path/filepath"
	"time"

	"dateline/feed"
	"dateline/model"
)

// localEvery is how often a local place is looked at while somebody reads. That opens
// nothing if nothing there has changed.
const (
	localEvery = 5 * time.Minute
	lookShare  = 500 // of the time that looking takes, at least
)

// reread reads what is at the local place that f is followed as, by the name that it is
// given now, unless nothing there has changed. f gets a title if it has none. What fails
// of the documents in a folder is for fail.
func reread(ctx context.Context, f *model.Subscription, name string, o feed.Options, b feed.Batcher, fail func(error)) (got feed.Fetched, saved model.Saved, err error) {
	began := time.Now()
	got = feed.Fetched{Feed: feed.Feed{Address: f.Address, ETag: feed.Signature(ctx, f.Address, o)}, Followed: true}
	got.Fresh = lookShare * time.Since(began)
	if got.Unchanged = got.ETag == f.ETag; got.Unchanged {
		return got, saved, ctx.Err()
	}
	title := ""
	saved, err = b.Save(ctx, func(ctx context.Context, emit func(*model.Article) error) error {
		return feed.Load(ctx, []string{name}, o, func(a *model.Article) error {
			if title == "" && a.Part == "" {
				title = a.Source
			}
			return emit(a)
		}, func(err error) {
			got.Err = cmp.Or(got.Err, err)
			fail(err)
		})
	})
	f.Title = cmp.Or(f.Title, title, filepath.Base(f.Address))
	if saved.Total() > 0 {
		got.Err = nil // some of what lies in a folder is always none of ours
	}
	return got, saved, err
}
