package subscribe

import (
	"context"
	"slices"
	"time"

	"dateline/feed"
	"dateline/model"
)

// Places says which place a name is for: feed.Place, or Addresses.
type Places func(name string) string

// Addresses are Places that look at no file: a name that is no address is the place
// itself.
func Addresses(name string) string {
	if address, ok := feed.Address(name); ok {
		return address
	}
	return name
}

// FindSource returns the source that a reader names by its title, address or path.
// The error is model.ErrNotFound or model.ErrAmbiguous where that is not one source.
func FindSource(ctx context.Context, lib model.SourceStore, name string, of Places) (model.Source, error) {
	return lib.FindSource(ctx, model.CleanLine(name), model.CleanLine(of(name)))
}

// SourceLibrary is a library as Rename needs it.
type SourceLibrary interface {
	model.SourceStore
	model.SubscriptionStore
}

// Rename gives a source that a reader names another title, and the feed that it is
// followed as, also one that has brought nothing yet. The errors are FindSource's.
func Rename(ctx context.Context, lib SourceLibrary, name, title string, of Places, at time.Time) error {
	feeds, err := lib.Subscriptions(ctx)
	if err != nil {
		return err
	}
	found, err := FindSource(ctx, lib, name, of)
	if err != nil {
		f, e := Find(feeds, name)
		if e != nil {
			return err
		}
		if found, err = FindSource(ctx, lib, f.Address, of); err != nil {
			found = model.Source{Path: f.Address}
		}
	}
	if found.ID != 0 {
		if err := lib.RenameSource(ctx, found.ID, title); err != nil {
			return err
		}
	}
	i := slices.IndexFunc(feeds, func(f model.Subscription) bool { return f.Address == found.Path })
	if i < 0 {
		return nil
	}
	feeds[i].Title = title
	_, err = lib.Subscribe(ctx, feeds[i:i+1], at)
	return err
}
